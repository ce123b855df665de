import type { BindingId, CallFact, Expr, ModuleFacts } from './types.js';

/** What is put into a list once it is made. */
export interface Addition {
  /** An element; with `isList` what holds the elements. */
  readonly value: Expr;
  readonly isList: boolean;
}

/** How many arguments of a method that adds to a list stand before the elements. */
const ADDING: Readonly<Record<string, number>> = { append: 0, push: 0, unshift: 0, insert: 1 };

const tables = new WeakMap<ModuleFacts, ReadonlyMap<BindingId, readonly CallFact[]>>();

/**
 * What is added to a variable before a place: `cmd.append(word)`, `cmd.push(a, b)`, `cmd += more`.
 */
export function additionsBefore(module: ModuleFacts, id: BindingId, at: number): Addition[] {
  const sums = (module.bindings[id].added ?? []).map((value) => ({ value, isList: true }));
  const put = addingCalls(module).get(id) ?? [];
  return [...sums, ...put.flatMap(added)].filter(({ value }) => value.span[0] < at);
}

function added({ name = '', args }: CallFact): Addition[] {
  return name === 'extend'
    ? args.map((value) => ({ value, isList: true }))
    : args.slice(ADDING[name]).map((value) => ({ value, isList: value.k === 'spread' }));
}

function addingCalls(module: ModuleFacts): ReadonlyMap<BindingId, readonly CallFact[]> {
  let table = tables.get(module);
  if (table) return table;
  const made = new Map<BindingId, CallFact[]>();
  for (const call of module.calls) {
    const { callee, name = '' } = call;
    if (callee.k !== 'member' || callee.object.k !== 'name' || callee.object.binding === -1)
      continue;
    if (name !== 'extend' && !Object.hasOwn(ADDING, name)) continue;
    const list = made.get(callee.object.binding);
    if (list) list.push(call);
    else made.set(callee.object.binding, [call]);
  }
  tables.set(module, (table = made));
  return table;
}
