import type { JudgedFlow } from './judged-flows.js';
import type { PlannedReason, Shape, Verdict } from './plan.js';
import { answersOf, sentenceOf, specOf, type Reason, type ReasonKind } from './reasons.js';
import type { Slice, Slicer } from './slice.js';

export function verdictOf(reasons: readonly Reason[]): Verdict {
  const has = (kind: ReasonKind) => reasons.some((r) => specOf(r).kind === kind);
  if (has('blocked')) return 'blocked';
  if (has('by hand')) return 'by hand';
  return has('question') ? 'decision' : 'safe';
}

export function shapeOf(
  slicer: Slicer,
  { creating, rest, prefix }: Slice,
  flows: readonly JudgedFlow[],
): Shape {
  const open = flows.filter((f) => f.others.length === 0 && !f.arm);
  if (open.length > 0)
    return [...rest].some((id) => !prefix.has(id) && slicer.asks(id)) ||
      open.every((f) => f.lookups.length > 0 || f.isSecret)
      ? 'value flows'
      : 'all from the creator';
  const { flow } = slicer.point;
  const isGuarded = [...creating].some((id) =>
    flow.controls(flow.statements[id]).some((control) => {
      if (slicer.isGuard(control) || control.kind === 'try' || control.kind === 'with')
        return false;
      const from = [...flow.reads(control.id).keys()].flatMap((b) =>
        flow.definitions(control.id, b).map(({ at }) => at),
      );
      return [control.id, ...from].some((at) => slicer.asks(at));
    }),
  );
  return flows.length > 0 || isGuarded ? 'get or create' : 'separable';
}

const WEIGHTS: readonly ReasonKind[] = ['blocked', 'by hand', 'question', 'check'];

export function byWeight(a: Reason, b: Reason): number {
  return (
    WEIGHTS.indexOf(specOf(a).kind) - WEIGHTS.indexOf(specOf(b).kind) ||
    compare(a.file, b.file) ||
    a.line - b.line
  );
}

export function planned(reason: Reason): PlannedReason {
  const { condition, kind } = specOf(reason);
  const answers = answersOf(reason);
  return {
    id: reason.id,
    condition,
    kind,
    file: reason.file,
    line: reason.line,
    message: sentenceOf(reason),
    ...(answers.length > 0 && { answers }),
  };
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
