import type { Analysis } from '../../../src/analysis/analysis.js';
import type { DeclarationSite } from '../../../src/analysis/site.js';
import { typeIn } from '../../../src/contract/type-words.js';
import type { AddedParameter } from '../../../src/contract/types.js';
import { sameName } from '../../../src/contract/words.js';
import type { ClassFact, ModuleFacts } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';

const BUILTINS = new Set([
  'dict',
  'list',
  'tuple',
  'set',
  'frozenset',
  'str',
  'bytes',
  'int',
  'float',
  'bool',
  'object',
  'type',
  'None',
]);

/**
 * How the tree annotates what the parameter carries: in the same class, in its bases, else where
 * most of the contract's methods do, else as the contract says. What the contract says of Python
 * alone comes first.
 * @returns undefined where nothing says it, or the file cannot name it
 */
export function annotationFor(
  { analysis }: FilePlan,
  { module, cls }: DeclarationSite,
  added: AddedParameter,
): string | undefined {
  const { linker, roles } = analysis;
  const near = cls ? linker.hierarchy.ancestry(linker.classRef(module, cls.id)).mro : [];
  const isNamed = (text: string) =>
    namesIn(text).every((name) => BUILTINS.has(name) || isBound(module, name));
  const said = typeIn(added, 'python');
  const wanted = said === undefined ? [] : [said, ...headOf(said)];
  const forPython = typeof added.type === 'object' ? wanted.find(isNamed) : undefined;
  if (forPython !== undefined) return forPython;
  for (const { module: home, fact } of near) {
    const own = written(analysis, home, fact, added).find(isNamed);
    if (own !== undefined) return own;
  }
  const votes = new Map<string, number>();
  for (const { cls: other } of roles.all())
    for (const text of written(analysis, other.module, other.fact, added))
      votes.set(text, (votes.get(text) ?? 0) + 1);
  return [...votes]
    .sort((a, b) => b[1] - a[1])
    .map(([text]) => text)
    .concat(wanted)
    .find(isNamed);
}

/**
 * `dict` of `dict[str, Any]`: what is left where the file cannot name what stands in the brackets.
 */
function headOf(type: string): string[] {
  return /^(\w+)\[.*\]$/u.exec(type)?.slice(1) ?? [];
}

/**
 * The annotations that the contract's methods of a class give a parameter that is the added one, or
 * carries the same value.
 */
function written(
  analysis: Analysis,
  module: ModuleFacts,
  cls: ClassFact,
  added: AddedParameter,
): string[] {
  const carried = analysis.contract.values?.from ?? [];
  return analysis.roles.ownMethods(cls).flatMap(({ method, member }) => {
    const fn = member.fn === undefined ? undefined : module.functions[member.fn];
    const names = [
      added.name,
      ...carried.flatMap((f) => (f.method === method.name ? [f.parameter] : [])),
    ];
    return (fn?.params ?? []).flatMap(({ name = '', typeText }) =>
      typeText !== undefined && names.some((n) => sameName(n, name)) ? [typeText] : [],
    );
  });
}

/** What a file has to know to read an annotation: `typing` of `typing.Dict[str, Any]`. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w.])[A-Za-z_]\w*/gu)].map(([name]) => name);
}

function isBound({ bindings }: ModuleFacts, name: string): boolean {
  return bindings.some((b) => b.scope === 0 && b.name === name);
}
