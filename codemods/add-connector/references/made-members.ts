import { functionsBehind } from '../../../src/analysis/python-members.js';
import type { DeclarationSite } from '../../../src/analysis/site.js';
import type { Expr } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';

/**
 * Lists members of drivers that are made of something which is no declaration: it takes other
 * parameters, or nobody knows it.
 */
export function enterMadeMembers(file: FilePlan, declared: ReadonlySet<DeclarationSite>): void {
  const { module } = file;
  const { roles } = file.analysis;
  // A test's are its doubles.
  if (file.isTest) return;
  for (const cls of module.classes) {
    const role = roles.roleOf(cls);
    if (role !== 'driver' && role !== 'delegate' && role !== 'signature') continue;
    for (const { method, member } of roles.ownMethods(cls)) {
      const { value, nameSpan } = member;
      if (!method.added || member.fn !== undefined || !value || !mayBeFunction(value)) continue;
      const name = cls.name === undefined ? member.name : `${cls.name}.${member.name}`;
      if (
        [...declared].some(
          (d) =>
            d.method === method && (d.display === name || (d.cls === cls && d.module === module)),
        )
      )
        continue;
      const functions = functionsIn(file, value, cls.kind === 'class');
      if (
        functions.some(
          (fact) =>
            file.analysis.sites.declarationOf(fact) || roles.methodNamed(fact.name) === method,
        )
      )
        continue;
      const reason =
        functions.length > 0
          ? `is made of \`${functions[0].name ?? 'a function'}\`, which takes other parameters`
          : 'what it is made of is not known';
      file.enter('made member', nameSpan[0], {
        kind: 'reference',
        method: method.name,
        name,
        role,
        status: 'open',
        reason,
      });
    }
  }
}

function functionsIn({ analysis: { linker }, module }: FilePlan, value: Expr, isInClass: boolean) {
  const behind =
    module.language === 'python'
      ? functionsBehind(linker, module, value, isInClass).map((f) => f.value)
      : [];
  const held = linker.evaluate(module, value).items.flatMap((v) => (v.k === 'function' ? [v] : []));
  return [...behind, ...held].map((v) => v.fact);
}

function mayBeFunction({ k }: Expr): boolean {
  return k === 'name' || k === 'member' || k === 'call' || k === 'element' || k === 'typed';
}
