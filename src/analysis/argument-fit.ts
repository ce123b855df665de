import type { AddedParameter, ParameterSpec } from '../contract/types.js';
import type { WrittenKind } from '../contract/known-types.js';
import { typeIn } from '../contract/type-words.js';
import { meansParameter, words } from '../contract/words.js';
import type { BindingFact, Expr, ModuleFacts, TypeTerm } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { Project } from '../linker/project.js';
import type { Value } from '../linker/values.js';
import { takesWritten, writtenKind } from './literal-types.js';
import type { Fit } from './signatures.js';

/**
 * Whether an argument is meant for a parameter: its name, its type or the kind of a literal says
 * so, or says otherwise.
 */
export function argumentFit(
  linker: Linker,
  module: ModuleFacts,
  arg: Expr,
  spec: ParameterSpec | AddedParameter | undefined,
): Fit {
  if (!spec) return 'contradicts';
  const types = typesOf(spec, module.language);
  const kind = writtenKind(arg);
  if (kind !== undefined && kind !== 'nothing' && kind !== 'table') {
    const written = writtenFit(linker, module, spec, kind);
    if (written !== 'says nothing') return written;
  }
  const { items } = linker.evaluate(module, arg);
  const names = items.flatMap((v) =>
    v.k === 'instance' ? linker.hierarchy.ancestorNames(v.cls) : v.k === 'external' ? [v.name] : [],
  );
  if (names.some((n) => types?.includes(n))) return 'fits';
  const said =
    arg.k === 'call'
      ? module.calls[arg.call].name
      : arg.k === 'name' || arg.k === 'member'
        ? arg.name
        : undefined;
  if (said === undefined) return 'says nothing';
  const last = words(said).at(-1) ?? said;
  return meansParameter(said, spec) || meansParameter(last, spec) ? 'fits' : 'says nothing';
}

/** Whether a value is known to be of a simple type that a parameter does not take. */
export function isOtherKind(
  linker: Linker,
  module: ModuleFacts,
  value: Value,
  spec: ParameterSpec | AddedParameter,
): boolean {
  const kind =
    value.k === 'string'
      ? 'string'
      : value.k === 'builtin'
        ? SIMPLE.find((k) => k === value.name)
        : undefined;
  return kind !== undefined && writtenFit(linker, module, spec, kind) === 'contradicts';
}

const SIMPLE: readonly WrittenKind[] = ['string', 'number', 'boolean'];

/** The classes a parameter takes; undefined where it says nothing, or takes something simpler. */
function typesOf(
  spec: ParameterSpec | AddedParameter,
  language: ModuleFacts['language'],
): readonly string[] | undefined {
  if (spec.types) return spec.types;
  const type = typeIn(spec, language);
  return type !== undefined && /^[A-Z][\w$.]*(?:\s*\|\s*(?:undefined|null|None))*$/u.test(type)
    ? [type.split(/\s*\|/u)[0]]
    : undefined;
}

/** Whether a parameter takes something that is written out, as far as its type tells. */
function writtenFit(
  { project }: Linker,
  { language }: ModuleFacts,
  spec: ParameterSpec | AddedParameter,
  kind: WrittenKind,
): Fit {
  const type = typeIn(spec, language);
  const types = type === undefined ? spec.types : [type];
  if (!types) return 'says nothing';
  const judged = types.map((t) => takesWritten(t, kind));
  if (judged.includes('fits')) return 'fits';
  // `type Mode = 'fast' | 'safe'`, an enumeration: the name alone does not tell.
  return judged.includes('says nothing') || types.some((t) => isAlias(project, t))
    ? 'says nothing'
    : 'contradicts';
}

/** By the state of the tree. */
const known = new WeakMap<object, Map<string, boolean>>();

function isAlias(project: Project, type: string): boolean {
  if (!/^[A-Z][\w$]*$/u.test(type)) return false;
  let table = known.get(project.state);
  if (!table) known.set(project.state, (table = new Map()));
  let found = table.get(type);
  if (found === undefined) {
    const declares = ({ name, ...binding }: BindingFact) =>
      name === type && (binding.kind === 'enum' || isWrittenAlias(binding));
    table.set(
      type,
      (found = project.modulesMentioning([type]).some((m) => m.bindings.some(declares))),
    );
  }
  return found;
}

/** A type that is another one's name, and no object's. */
function isWrittenAlias({ kind, alias }: Pick<BindingFact, 'kind' | 'alias'>): boolean {
  return kind === 'type' && alias !== undefined && isWrittenType(alias.type);
}

function isWrittenType(type: TypeTerm): boolean {
  if (type.k === 'union') return type.items.some(isWrittenType);
  return ['keyword', 'literal', 'array', 'tuple', 'function'].includes(type.k);
}

/**
 * Whether arguments are those of a parameter list: none contradicts it, and at least one says so by
 * name or type.
 */
export function argumentsFit(
  linker: Linker,
  module: ModuleFacts,
  args: readonly Expr[],
  expected: readonly ParameterSpec[],
): boolean {
  const judged = args.map((arg, i) => argumentFit(linker, module, arg, expected[i]));
  return !judged.includes('contradicts') && judged.includes('fits');
}
