import { locationOf } from '../../facts/text.js';
import type { SyntaxErrorFact } from '../../facts/types.js';
import type { PythonNodeMap, PythonNodeType } from './node-types.js';

interface Position {
  /** From 1. */
  readonly line: number;
  /** From 0, in UTF-16 code units. */
  readonly column: number;
}

/**
 * What all nodes have. Beside it they have their fields, and under `children` what is in no field,
 * in source order.
 */
export interface PythonNodeBase<Type extends string = PythonNodeType> {
  readonly type: Type;
  /** UTF-16 offsets. */
  readonly range: [start: number, end: number];
  readonly loc: { readonly start: Position; readonly end: Position };
  /** The source between the ends. */
  readonly text: string;
  readonly parent: Type extends 'Program' ? undefined : PythonNode;
}

/** A node of a Python file: of one type, `PythonNode<'call'>`, or of any. */
export type PythonNode<Type extends PythonNodeType = PythonNodeType> = PythonNodeMap[Type];

export interface PythonComment extends Omit<PythonNodeBase<'comment'>, 'parent'> {
  /** What stands behind `#`. */
  readonly value: string;
}

/** A text and where its lines start. */
export interface Lines {
  readonly text: string;
  readonly starts: readonly number[];
}

/** A Python file as ESLint's rules see it. */
export interface PythonModule {
  readonly ast: PythonNode<'Program'>;
  /** All nodes, each before what is inside of it. */
  readonly nodes: readonly PythonNode[];
  readonly comments: readonly PythonComment[];
  readonly lines: Lines;
  readonly error: SyntaxErrorFact | undefined;
}

/** A piece of a file: plain data, but for what follows from the file's text. */
export class SourcePiece {
  readonly #file: Lines;

  constructor(
    readonly type: string,
    readonly range: [start: number, end: number],
    file: Lines,
  ) {
    this.#file = file;
  }

  get loc() {
    return locationOf(this.#file.starts, this.range);
  }

  get text(): string {
    return this.#file.text.slice(this.range[0], this.range[1]);
  }
}
