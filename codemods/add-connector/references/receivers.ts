import type { DeclarationSite } from '../../../src/analysis/site.js';
import { nameIn } from '../../../src/analysis/signatures.js';
import type { Expr } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';
import { likenessOf } from './likeness.js';

/** The role of what a method is named on; `double` for an untyped literal in a test. */
export function roleOfNamed(file: FilePlan, object: Expr, method?: string): string | undefined {
  const { module } = file;
  const { linker, roles } = file.analysis;
  const values = linker.evaluate(module, object);
  const known = roles.rolesOf(values);
  const role = (['driver', 'delegate', 'signature', 'target'] as const).find((r) => known.has(r));
  if (role) return role;
  if (known.size === 0)
    return (method !== undefined && roleOfLikeness(file, object, method)) || 'unresolved';
  const isLiteral = values.items.some((v) => v.k === 'instance' && v.cls.fact.kind === 'object');
  return isLiteral && file.isTest ? 'double' : 'unrelated';
}

/** What a double stands for, where the class that it is made after has a method of that name. */
function roleOfLikeness(file: FilePlan, object: Expr, method: string): string | undefined {
  const { linker, roles } = file.analysis;
  const found = likenessOf(file, object).filter(
    (cls) => linker.hierarchy.member(cls, nameIn(method, cls.module.language)) !== undefined,
  );
  return found.map((cls) => roles.roleOf(cls.fact)).at(0);
}

/**
 * The declarations of a method on what an expression may be.
 * @param method its name in the contract
 */
export function declarationsOn(
  { analysis, module }: FilePlan,
  receiver: Expr,
  method: string,
): DeclarationSite[] {
  const { linker, sites } = analysis;
  return linker.evaluate(module, receiver).items.flatMap((value) => {
    const found =
      value.k === 'instance' || value.k === 'class'
        ? linker.hierarchy.member(value.cls, nameIn(method, value.cls.module.language))
        : undefined;
    return (
      (found?.member.fn === undefined
        ? undefined
        : sites.declarationOf(found.cls.module.functions[found.member.fn])) ?? []
    );
  });
}
