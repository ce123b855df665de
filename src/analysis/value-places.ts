import type { CallSite } from './site.js';
import { indirect } from '../facts/call-forms.js';
import type { AddedParameter } from '../contract/types.js';
import type { Expr, ModuleFacts, ScopeId, Span } from '../facts/types.js';
import type { ContractMethod } from './signatures.js';

/** Which of DESIGN's steps found a value. */
export type ValueStep =
  | 'own-parameter'
  | 'same-as-reader'
  | 'variable-in-scope'
  | 'test-variable'
  | 'test-factory'
  | 'placeholder'
  | 'fallback';

export type FoundValue =
  | {
      readonly k: 'found';
      readonly text: string;
      readonly step: ValueStep;
      readonly detail: string;
      readonly needsType?: boolean;
    }
  /** `isPassed`: there is one, which cannot be written here. */
  | { readonly k: 'none'; readonly detail: string; readonly isPassed?: boolean };

/** A place that wants a value: a call, or an assertion about one. */
export interface ValuePlace {
  readonly module: ModuleFacts;
  readonly method: ContractMethod;
  /** The arguments before the change. */
  readonly args: readonly Expr[];
  /** What the method is called on, where it is written. */
  readonly receiver: Expr | undefined;
  readonly fn: number;
  readonly scope: ScopeId;
  readonly span: Span;
  readonly enclosing: CallSite['enclosing'];
}

/**
 * The value's place of a call; `at` when its arguments are written elsewhere (a list that is
 * spread).
 */
export function placeOf(
  site: CallSite,
  at: { span: Span; scope: ScopeId } = site.call,
): ValuePlace {
  const { module, method, args, call, enclosing } = site;
  const inner = indirect(call)?.fn ?? call.callee;
  return {
    module,
    method,
    args,
    receiver: inner.k === 'member' ? inner.object : undefined,
    fn: call.fn,
    scope: at.scope,
    span: at.span,
    enclosing,
  };
}

/** Whether what one method gains is what another gains: its parameter serves both. */
export function sharesAdded(one: ContractMethod, other: ContractMethod): boolean {
  return (
    one.added !== undefined &&
    one.added.name === other.added?.name &&
    JSON.stringify(one.added.type) === JSON.stringify(other.added.type)
  );
}

/** Whether calls may do without the parameter, and those that do are not reported. */
export function mayBeLeftOut({ optional, default: value, reportCalls }: AddedParameter): boolean {
  return (optional === true || value !== undefined) && !reportCalls;
}
