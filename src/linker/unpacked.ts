import { arrayBehind, namesBehind } from '../facts/call-forms.js';
import type { CallFact, Expr, ModuleFacts } from '../facts/types.js';
import type { Argument } from './binding.js';
import type { SpreadTuples } from './tuples.js';

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
  return Array.from({ length }, (): Argument => ({
    k: 'position',
    value: { k: 'unknown', span: arg.span },
  }));
}

function unpackedNames(module: ModuleFacts, value: Expr): readonly Argument[] {
  const list = namesBehind(module, value);
  if (!list) return [{ k: 'names', value }];
  const own: readonly Argument[] =
    list.k === 'call'
      ? (list.call.keywords ?? []).map((k): Argument => ({
          k: 'name',
          name: k.name ?? '',
          value: k.value,
        }))
      : list.cls.members.map((m): Argument => ({
          k: 'name',
          name: m.name,
          value: m.value ?? { k: 'unknown', span: m.span },
        }));
  return [
    ...own,
    ...laterNames(module, value, new Set(own.map((a) => (a.k === 'name' ? a.name : '')))),
  ];
}

/** `options['name'] = value`, behind the table itself. */
function laterNames(
  module: ModuleFacts,
  value: Expr,
  known: ReadonlySet<string>,
): readonly Argument[] {
  if (value.k !== 'name') return [];
  const later = module.assignments.filter(
    (a) => a.object.k === 'name' && a.object.binding === value.binding && value.binding !== -1,
  );
  return later.flatMap((a): readonly Argument[] =>
    known.has(a.name) ? [] : [{ k: 'name', name: a.name, value: a.value }],
  );
}
