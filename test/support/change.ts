import type { Encoding } from '../../src/encoding/encoding.js';
import type { FileChange } from '../../src/edits/file-change.js';

/** A change of a whole text, as the writer takes it. */
export function changeOf(
  path: string,
  root: string,
  before: string,
  after: string,
  encoding: Encoding = 'utf-8',
): FileChange {
  return {
    path,
    root,
    encoding,
    before,
    after,
    edits: [{ start: 0, end: before.length, text: after }],
  };
}
