import type { Encoding } from '../encoding/encoding.js';
import type { TextEdit } from './text-edits.js';

/** A file as it was read and as it shall be. */
export interface FileChange {
  /** Absolute. */
  readonly path: string;
  /** The folder it must lie in. */
  readonly root: string;
  /** How both texts are written. */
  readonly encoding: Encoding;
  readonly before: string;
  readonly after: string;
  /**
   * What leads from one text to the other. The writer holds itself to it: no other byte changes.
   */
  readonly edits: readonly TextEdit[];
}
