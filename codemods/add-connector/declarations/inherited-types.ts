import type { DeclarationSite } from '../../../src/analysis/site.js';
import type { ModuleFacts, TypeTerm } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';
import { overriddenLists } from './overridden.js';

type Reference = Extract<TypeTerm, { k: 'ref' }>;

/**
 * The type that an overridden declaration gives a parameter, if this file can name all that is in
 * it.
 */
export function inheritedType(
  file: FilePlan,
  site: DeclarationSite,
  index: number,
): string | undefined {
  for (const { module, params } of overriddenLists(file, site)) {
    const { type, typeText } = params.at(index) ?? {};
    const references = type && referencesIn(type);
    if (!references || typeText === undefined) continue;
    const names = new Map(
      references.map((reference) => [reference.name, nameOf(file, site, module, reference)]),
    );
    if ([...names.values()].includes(undefined)) continue;
    return typeText.replaceAll(
      /(?<![\w$.'"`])[A-Za-z_$][\w$.]*/gu,
      (name) => names.get(name) ?? name,
    );
  }
  return undefined;
}

/** What a type names; undefined for one that is more than names, lists and unions of them. */
function referencesIn(type: TypeTerm): readonly Reference[] | undefined {
  switch (type.k) {
    case 'keyword':
    case 'literal':
      return [];
    case 'ref':
      return together(type.args, [type]);
    case 'array':
      return referencesIn(type.item);
    case 'union':
    case 'intersection':
      return together(type.items);
    case 'tuple':
      return together(type.items.map((item) => item.type));
    default:
      return undefined;
  }
}

function together(
  types: readonly TypeTerm[],
  own: readonly Reference[] = [],
): readonly Reference[] | undefined {
  const found = types.map(referencesIn);
  return found.includes(undefined) ? undefined : [...own, ...found.flatMap((one) => one ?? [])];
}

/** What a name of the overridden declaration's file is called in this one. */
function nameOf(
  file: FilePlan,
  { fn }: DeclarationSite,
  home: ModuleFacts,
  reference: Reference,
): string | undefined {
  const { names, migration } = file;
  const place = { scope: fn.scope };
  const { name, binding } = reference;
  if (binding === -1) return name;
  const declared = migration.types.homeOfTerm(home, reference);
  if (declared) return names.name(place, declared.binding.name);
  const { from } = home.bindings[binding];
  // A type of a package is imported as it is there.
  if (!from || from.imported === 'default' || /^[./]/u.test(from.module)) return undefined;
  const exported = from.imported === '*' ? name.split('.').slice(1).join('.') : from.imported;
  if (exported === '' || exported.includes('.') || migration.types.homesOf(exported).length > 0)
    return undefined;
  return names.name(place, exported, { module: from.module, name: exported });
}
