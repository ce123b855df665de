import type { StatementFact } from '../../../src/facts/blocks.js';
import { isInside } from '../../../src/facts/scopes.js';
import type { BindingId, Span } from '../../../src/facts/types.js';
import type { Flow } from '../../../src/flow/flow.js';
import { kidsOf, within } from '../../../src/flow/graph.js';
import type { Slice } from '../slice.js';
import type { SplitPoint } from '../split-points.js';
import type { RefusalId } from './refusals.js';

/** Statements of a function's own body, one behind the other, that can be taken out as they are. */
export interface Region {
  readonly statements: readonly StatementFact[];
  readonly all: readonly StatementFact[];
  /** From the comments before the first statement to the end of the last one. */
  readonly span: Span;
  /** Parameters of the function that they read, in its order. */
  readonly inputs: readonly BindingId[];
  /** Variables that they give a value, and that is read behind them. */
  readonly outputs: readonly BindingId[];
  /** Of the outputs, whether any is given another value later. */
  readonly isChangedLater: boolean;
  readonly awaits: boolean;
}

export interface NoRegion {
  readonly id: RefusalId;
  readonly at: number;
  readonly data: Readonly<Record<string, string>>;
}

/** Cuts out what stands from the first statement that the creation needs to the last creation. */
export function regionOf(point: SplitPoint, slice: Slice): Region | NoRegion {
  const { flow, ctx } = point;
  const { module } = ctx;
  const top = kidsOf(flow.statements, -1);
  const isPart = (s: StatementFact, ids: ReadonlySet<number>) =>
    within(flow.statements, s).some(({ id }) => ids.has(id));
  const last = top.findLastIndex((s) => isPart(s, slice.creating));
  // What is only looked at behind the creation stays.
  const needed = top.findIndex((s, i) => i <= last && isPart(s, slice.moves));
  if (last === -1 || needed === -1) return { id: 'form', at: ctx.fact.nameSpan[0], data: {} };
  const names = localNames(point);
  const first = startOf(top, needed, last, names);
  const statements = top.slice(first, last + 1);
  const all = statements.flatMap((s) => within(flow.statements, s));
  const leaving = all.find((s) => s.kind === 'return' && !isNested(flow, s, all));
  if (leaving) return { id: 'exit', at: leaving.span[0], data: {} };
  const span: Span = [statements[0].trivia[0], statements[statements.length - 1].span[1]];
  const isIn = ([start, end]: Span) => span[0] <= start && end <= span[1];
  const isBehind = ([start]: Span) => start >= span[1];
  const inputs: BindingId[] = [];
  const outputs: BindingId[] = [];
  for (const [binding, places] of names) {
    const { kind, name, span: declared } = module.bindings[binding];
    const inner = places.filter(isIn);
    const behind = places.filter(isBehind);
    const before = places.filter((at) => !isIn(at) && !isBehind(at));
    const isParam = kind === 'param' && !isIn(declared);
    if (inner.length === 0) continue;
    const writes = all.some((s) => s.writes.some((w) => flow.bindingAt(w) === binding));
    const changed = before.filter((at) => at[0] !== declared[0]).length > 0;
    if (isParam) {
      inputs.push(binding);
      const isSetBefore = top
        .slice(0, first)
        .some((s) => within(flow.statements, s).some((o) => flow.defines(o.id).includes(binding)));
      const isHandedBack = writes && behind.length > 0 && module.language !== 'python';
      if (isSetBefore || isHandedBack || (writes && changed))
        return { id: 'before', at: inner[0][0], data: { name } };
    } else if (before.length > 0) return { id: 'input', at: inner[0][0], data: { name } };
    if (!(isParam ? writes : true) || behind.length === 0) continue;
    if (!isRead(point, all, span[1], binding)) continue;
    if (!isAssigned(flow, statements, binding))
      return { id: 'output', at: inner[0][0], data: { name } };
    outputs.push(binding);
  }
  const order = (a: BindingId, b: BindingId) =>
    module.bindings[a].span[0] - module.bindings[b].span[0];
  const later = top.slice(last + 1).flatMap((s) => within(flow.statements, s));
  return {
    statements,
    all,
    span,
    inputs: inputs.sort(order),
    outputs: outputs.sort(order),
    isChangedLater: later.some((s) =>
      s.writes.some((w) => outputs.includes(flow.bindingAt(w) ?? -1)),
    ),
    awaits: all.some((s) => s.awaits.length > 0 && !isNested(flow, s, all)),
  };
}

/**
 * Whether what the statements give a variable may be read behind them. In TypeScript and JavaScript
 * a variable that they declare is one behind them as well.
 */
function isRead(
  { flow, ctx }: SplitPoint,
  all: readonly StatementFact[],
  end: number,
  binding: BindingId,
): boolean {
  const giving = new Set(
    all.filter((s) => flow.defines(s.id).includes(binding)).map(({ id }) => id),
  );
  if (ctx.module.language !== 'python') return giving.size > 0;
  return flow.statements.some(
    (s) =>
      s.span[1] > end &&
      (s.captures.some((name) => flow.bindingAt(name) === binding) ||
        flow
          .definitions(s.id, binding)
          .some((d) => giving.has(d.at) && flow.reads(s.id).has(binding))),
  );
}

/** The function's own variables and parameters, each with all its places. */
function localNames({ ctx: { module, fact } }: SplitPoint): Map<BindingId, readonly Span[]> {
  const found = new Map<BindingId, readonly Span[]>();
  for (const [id, { scope, span, uses, kind }] of module.bindings.entries()) {
    const { fn } = module.scopes[scope];
    if (!isInside(module, fn, fact.id) || kind === 'type' || kind === 'typeParam') continue;
    if (fact.receiver?.span[0] === span[0]) continue;
    found.set(id, [span, ...uses.map((use) => use.span)]);
  }
  return found;
}

/** Back to where the first of the variables that the statements use gets its first value. */
function startOf(
  top: readonly StatementFact[],
  needed: number,
  last: number,
  names: ReadonlyMap<BindingId, readonly Span[]>,
): number {
  let first = needed;
  for (let isMoved = true; isMoved;) {
    isMoved = false;
    const from = top[first].span[0];
    const until = top[last].span[1];
    for (const places of names.values()) {
      if (!places.some(([start, end]) => from <= start && end <= until)) continue;
      const earlier = top.findIndex(
        (s, i) =>
          i < first && places.some(([start, end]) => s.span[0] <= start && end <= s.span[1]),
      );
      const isParam = !top.some((s) => s.span[0] <= places[0][0] && places[0][1] <= s.span[1]);
      if (earlier === -1 || isParam) continue;
      first = earlier;
      isMoved = true;
    }
  }
  return first;
}

function isNested(flow: Flow, s: StatementFact, all: readonly StatementFact[]): boolean {
  return flow.ancestors(s).some((a) => a.kind === 'def' && all.includes(a));
}

/** Whether a variable has a value wherever these statements are done without raising. */
function isAssigned(flow: Flow, list: readonly StatementFact[], binding: BindingId): boolean {
  return list.some((s) => gives(flow, s, binding));
}

function gives(flow: Flow, s: StatementFact, binding: BindingId): boolean {
  if (flow.isRaise(s)) return true;
  if (s.kind !== 'loop' && s.writes.some((w) => flow.bindingAt(w) === binding)) return true;
  const branch = (name: 'body' | 'else' | 'finally') =>
    isAssigned(flow, kidsOf(flow.statements, s.id, name), binding);
  if (s.kind === 'with') return branch('body');
  if (s.kind === 'if') return branch('body') && branch('else');
  if (s.kind !== 'try') return false;
  const handlers = kidsOf(flow.statements, s.id, 'catch');
  return (
    branch('finally') ||
    ((branch('body') || branch('else')) &&
      handlers.every((h) => isAssigned(flow, kidsOf(flow.statements, h.id, 'body'), binding)))
  );
}
