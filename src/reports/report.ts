/** A place in a file, as people count: lines and columns from 1 on. */
export interface Place {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number | undefined;
  /** Behind the last character. */
  readonly endColumn: number | undefined;
}

/** A place on the way to a creation, with what is called there. */
export interface Step extends Place {
  readonly text: string;
}

/** Something that is reported. */
export interface Item extends Place {
  /** `unread` where a file could not be read, `directive` for a comment that has no use. */
  readonly rule: string;
  readonly isError: boolean;
  readonly message: string;
  /** Another one for another finding; the same when lines have moved. */
  readonly fingerprint: string;
  /** From the contract's method to what creates; empty for what is no creation. */
  readonly trail: readonly Step[];
}

export interface Rule {
  readonly id: string;
  readonly description: string;
  readonly url: string | undefined;
}

/** All that a format has to print. */
export interface Report {
  readonly items: readonly Item[];
  readonly rules: readonly Rule[];
  readonly version: string;
  /** How it stands to what is known, where that was asked: `223 known, 1 new, 2 gone`. */
  readonly summary: string | undefined;
}

/** A way to print. */
export type Format = (report: Report) => string;

/** `path:line:column`. */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** `1 finding`, `2 findings`. */
export function findings(count: number): string {
  return `${count} finding${count === 1 ? '' : 's'}`;
}

export function json(data: unknown): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
