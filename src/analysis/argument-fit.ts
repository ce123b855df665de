import type { AddedParameter, ParameterSpec } from '../contract/types.js';
import { sameName, words } from '../contract/words.js';
import type { Expr, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { Fit } from './signatures.js';

/** Whether an argument is meant for a parameter: its name, its type or the kind of a literal says so, or says otherwise. */
export function argumentFit(linker: Linker, module: ModuleFacts, arg: Expr, spec: ParameterSpec | AddedParameter | undefined): Fit {
  if (!spec) return 'contradicts';
  const literal = literalType(arg);
  const type = 'type' in spec ? spec.type : undefined;
  if (literal !== undefined && (type === 'number' || type === 'string' || type === 'boolean'))
    return type === literal ? 'fits' : 'contradicts';
  if ((literal !== undefined || arg.k === 'function' || arg.k === 'array') && typesOf(spec)) return 'contradicts';
  const { items } = linker.evaluate(module, arg);
  const names = items.flatMap((v) => (v.k === 'instance' ? linker.hierarchy.ancestorNames(v.cls) : v.k === 'external' ? [v.name] : []));
  if (names.some((n) => typesOf(spec)?.includes(n))) return 'fits';
  const said = arg.k === 'call' ? module.calls[arg.call].name : arg.k === 'name' || arg.k === 'member' ? arg.name : undefined;
  if (said === undefined) return 'says nothing';
  const last = words(said).at(-1) ?? said;
  return [spec.name, ...(spec.aliases ?? [])].some((n) => sameName(n, said) || sameName(n, last)) ? 'fits' : 'says nothing';
}

/** The classes a parameter takes; undefined where it says nothing, or takes something simpler. */
function typesOf(spec: ParameterSpec | AddedParameter): readonly string[] | undefined {
  if (spec.types) return spec.types;
  const type = 'type' in spec ? spec.type : undefined;
  return type !== undefined && /^[A-Z][\w$.]*(?:\s*\|\s*(?:undefined|null))*$/u.test(type) ? [type.split(/\s*\|/u)[0]] : undefined;
}

function literalType(arg: Expr): 'string' | 'number' | 'boolean' | undefined {
  if (arg.k === 'string') return 'string';
  return arg.k === 'literal' && (arg.type === 'number' || arg.type === 'boolean') ? arg.type : undefined;
}

/** Whether arguments are those of a parameter list: none contradicts it, and at least one says so by name or type. */
export function argumentsFit(linker: Linker, module: ModuleFacts, args: readonly Expr[], expected: readonly ParameterSpec[]): boolean {
  const judged = args.map((arg, i) => argumentFit(linker, module, arg, expected[i]));
  return !judged.includes('contradicts') && judged.includes('fits');
}
