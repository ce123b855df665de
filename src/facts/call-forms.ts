import type { BindingFact, CallFact, ClassFact, Expr, ModuleFacts, Span } from './types.js';

/** A function that is called through another: by `call`, by `apply`. */
export interface Indirect {
  readonly fn: Expr;
  /** How many arguments stand before its own. */
  readonly lead: number;
  /** Its arguments, where they are one list. */
  readonly list?: Expr;
}

/** `f.call(self, a)`, `f.apply(self, [a])`, `Reflect.apply(f, self, [a])`. */
export function indirect({ callee, args }: CallFact): Indirect | undefined {
  if (callee.k !== 'member') return undefined;
  const { object, name } = callee;
  if (name === 'call') return { fn: object, lead: 1 };
  if (name !== 'apply') return undefined;
  const isReflected = object.k === 'name' && object.name === 'Reflect' && object.binding === -1;
  if (isReflected) return args.length > 2 ? { fn: args[0], lead: 2, list: args[2] } : undefined;
  return { fn: object, lead: 1, list: args.at(1) };
}

/** What the method of a call is called on, also behind `call` and `apply`. */
export function calledOn(call: CallFact): Expr | undefined {
  const fn = indirect(call)?.fn ?? call.callee;
  return fn.k === 'member' ? fn.object : undefined;
}

const MAX_NAMES = 8;

/** The one array literal that an expression stands for. */
export function arrayBehind(
  module: ModuleFacts,
  expr: Expr,
  depth = 0,
): Extract<Expr, { k: 'array' }> | undefined {
  if (expr.k === 'array') return expr;
  if (expr.k === 'typed') return arrayBehind(module, expr.value, depth);
  // Names may be bound in a circle.
  if (expr.k !== 'name' || expr.binding === -1 || depth > MAX_NAMES) return undefined;
  const { values } = module.bindings[expr.binding];
  return values.length === 1 ? arrayBehind(module, values[0], depth + 1) : undefined;
}

/** A list of names and values that is written out: `{'a': 1}`, `dict(a=1)`. */
export type NamedList =
  | { readonly k: 'table'; readonly cls: ClassFact; readonly span: Span }
  | { readonly k: 'call'; readonly call: CallFact; readonly span: Span };

/** The names and values that an expression stands for, where they are written in one place. */
export function namesBehind(module: ModuleFacts, expr: Expr, depth = 0): NamedList | undefined {
  if (expr.k === 'class' && expr.instance) {
    const cls = module.classes[expr.cls];
    // `{name: value}` has keys that are worked out.
    const isWritten =
      cls.bases.length === 0 &&
      cls.members.every((m) => m.nameSpan[1] - m.nameSpan[0] > m.name.length);
    return isWritten ? { k: 'table', cls, span: expr.span } : undefined;
  }
  if (expr.k === 'call') {
    const call = module.calls[expr.call];
    const isTable =
      call.name === 'dict' &&
      call.callee.k === 'name' &&
      call.callee.binding === -1 &&
      call.args.length === 0;
    return isTable && (call.keywords ?? []).every((k) => k.name !== undefined)
      ? { k: 'call', call, span: expr.span }
      : undefined;
  }
  // Names may be bound in a circle.
  if (expr.k !== 'name' || expr.binding === -1 || depth > MAX_NAMES) return undefined;
  const { values } = module.bindings[expr.binding];
  return values.length === 1 ? namesBehind(module, values[0], depth + 1) : undefined;
}

/** The variable that stands for a list. */
export function holderOf(module: ModuleFacts, expr: Expr): BindingFact | undefined {
  if (expr.k === 'typed') return holderOf(module, expr.value);
  return expr.k === 'name' && expr.binding !== -1 ? module.bindings[expr.binding] : undefined;
}

/** The arguments of a call, in the parentheses that they are written in. */
interface WrittenCall {
  readonly call: CallFact;
  readonly inner: Span;
  /** The one whose arguments it stands in. */
  readonly around: WrittenCall | undefined;
}

/** The calls of each module by where their arguments start. */
const writtenCalls = new WeakMap<ModuleFacts, readonly WrittenCall[]>();

/** The calls among whose arguments a span stands, the innermost first. */
export function callsAround(module: ModuleFacts, [start, end]: Span): WrittenCall[] {
  let calls = writtenCalls.get(module);
  if (!calls) writtenCalls.set(module, (calls = nested(module)));
  let [low, high] = [0, calls.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (calls[middle].inner[0] <= start) low = middle + 1;
    else high = middle;
  }
  const found: WrittenCall[] = [];
  for (let at = calls.at(low - 1); low > 0 && at; at = at.around) {
    const { inner } = at;
    if (inner[1] >= end && (inner[0] < start || inner[1] > end)) found.push(at);
  }
  return found;
}

function nested({ calls }: ModuleFacts): WrittenCall[] {
  const written = calls.flatMap((call) => (call.argsSpan ? [{ call, inner: call.argsSpan }] : []));
  const open: WrittenCall[] = [];
  return written
    .sort((a, b) => a.inner[0] - b.inner[0] || b.inner[1] - a.inner[1])
    .map((one) => {
      while ((open.at(-1)?.inner[1] ?? Infinity) < one.inner[1]) open.pop();
      const made = { ...one, around: open.at(-1) };
      open.push(made);
      return made;
    });
}
