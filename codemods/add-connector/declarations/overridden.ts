import { nameIn } from '../../../src/analysis/signatures.js';
import type { DeclarationSite } from '../../../src/analysis/site.js';
import type { ModuleFacts, ParamFact } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';

/** The parameter lists of the declarations that one overrides or implements, the nearest first. */
export function overriddenLists(
  { analysis: { linker } }: FilePlan,
  { module, cls, method }: DeclarationSite,
): readonly { readonly module: ModuleFacts; readonly params: readonly ParamFact[] }[] {
  if (!cls) return [];
  const { mro, interfaces } = linker.hierarchy.ancestry(linker.classRef(module, cls.id));
  return [...mro.slice(1), ...interfaces].flatMap(({ module: home, fact }) => {
    const member = fact.members.find(
      (m) => m.name === nameIn(method.name, home.language) && m.fn !== undefined,
    );
    return member?.fn === undefined
      ? []
      : [{ module: home, params: home.functions[member.fn].params }];
  });
}
