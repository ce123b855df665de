/** The names that stand in a piece of code: of a decorator, of what a handler catches. */
export function namesIn(code: string): readonly string[] {
  return code.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
}
