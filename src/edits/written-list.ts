import type { Span } from '../facts/types.js';

/** A list as it is written: parameters, arguments, elements, import specifiers. */
export interface WrittenList {
  /** Between the brackets. */
  readonly inner: Span;
  readonly items: readonly Span[];
  /**
   * Where the first thing between the brackets starts, if that is none of the items: Python's
   * `self`.
   */
  readonly first?: number;
  /** It has no brackets, as that of a `lambda`: a line may not end in it. */
  readonly isBare?: boolean;
}
