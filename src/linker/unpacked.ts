import { arrayBehind } from '../facts/call-forms.js';
import type { CallFact, ClassFact, Expr, ModuleFacts, Span } from '../facts/types.js';
import type { Argument } from './binding.js';
import type { SpreadTuples } from './tuples.js';

/** A list of names and values that is written out: `{'a': 1}`, `dict(a=1)`. */
export type NamedList =
  | { readonly k: 'table'; readonly cls: ClassFact; readonly span: Span }
  | { readonly k: 'call'; readonly call: CallFact; readonly span: Span };

const MAX_NAMES = 8;

/** The names and values that an expression stands for, where they are written in one place. */
export function namesBehind(module: ModuleFacts, expr: Expr, depth = 0): NamedList | undefined {
  if (expr.k === 'class' && expr.instance) {
    const cls = module.classes[expr.cls];
    // `{name: value}` has keys that are worked out.
    const isWritten = cls.bases.length === 0 && cls.members.every((m) => m.nameSpan[1] - m.nameSpan[0] > m.name.length);
    return isWritten ? { k: 'table', cls, span: expr.span } : undefined;
  }
  if (expr.k === 'call') {
    const call = module.calls[expr.call];
    const isTable = call.name === 'dict' && call.callee.k === 'name' && call.callee.binding === -1 && call.args.length === 0;
    return isTable && (call.keywords ?? []).every((k) => k.name !== undefined) ? { k: 'call', call, span: expr.span } : undefined;
  }
  // Names may be bound in a circle.
  if (expr.k !== 'name' || expr.binding === -1 || depth > MAX_NAMES) return undefined;
  const { values } = module.bindings[expr.binding];
  return values.length === 1 ? namesBehind(module, values[0], depth + 1) : undefined;
}

/** What a call hands over, with what it unpacks where that is written out. */
export function unpacked(
  tuples: SpreadTuples,
  module: ModuleFacts,
  args: readonly Expr[],
  keywords: CallFact['keywords'] = [],
): readonly Argument[] {
  return [
    ...args.flatMap((arg) => unpackedList(tuples, module, arg)),
    ...keywords.flatMap(({ name, value }): readonly Argument[] =>
      name === undefined ? unpackedNames(module, value) : [{ k: 'name', name, value }],
    ),
  ];
}

function unpackedList(tuples: SpreadTuples, module: ModuleFacts, arg: Expr): readonly Argument[] {
  if (arg.k !== 'spread') return [{ k: 'position', value: arg }];
  const array = arrayBehind(module, arg.value);
  if (array) return array.items.flatMap((item) => unpackedList(tuples, module, item));
  const length = tuples.lengthOf(module, arg.value);
  if (length === undefined) return [{ k: 'list', value: arg.value }];
  return Array.from({ length }, (): Argument => ({ k: 'position', value: { k: 'unknown', span: arg.span } }));
}

function unpackedNames(module: ModuleFacts, value: Expr): readonly Argument[] {
  const list = namesBehind(module, value);
  if (!list) return [{ k: 'names', value }];
  const own: readonly Argument[] =
    list.k === 'call'
      ? (list.call.keywords ?? []).map((k): Argument => ({ k: 'name', name: k.name ?? '', value: k.value }))
      : list.cls.members.map((m): Argument => ({ k: 'name', name: m.name, value: m.value ?? { k: 'unknown', span: m.span } }));
  return [...own, ...laterNames(module, value, new Set(own.map((a) => (a.k === 'name' ? a.name : ''))))];
}

/** `options['name'] = value`, behind the table itself. */
function laterNames(module: ModuleFacts, value: Expr, known: ReadonlySet<string>): readonly Argument[] {
  if (value.k !== 'name') return [];
  const later = module.assignments.filter((a) => a.object.k === 'name' && a.object.binding === value.binding && value.binding !== -1);
  return later.flatMap((a): readonly Argument[] => (known.has(a.name) ? [] : [{ k: 'name', name: a.name, value: a.value }]));
}
