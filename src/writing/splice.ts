import { encode } from '../encoding/encoding.js';
import type { FileChange } from '../edits/file-change.js';
import { orderEdits } from '../edits/text-edits.js';

/**
 * The bytes of a change, made of the file's own: what no edit touches is copied and not written
 * anew.
 * @param bytes what is on disk
 * @returns undefined where the edits cannot be made so: one cuts a character apart, or an encoding
 * lacks one
 */
export function splicedBytes(
  { path, encoding, before, edits }: Omit<FileChange, 'after'>,
  bytes: Buffer,
): Buffer | undefined {
  const parts: Buffer[] = [];
  let offset = 0;
  let at = 0;
  for (const { start, end, text } of orderEdits(edits, path)) {
    const [kept, gone, added] = [before.slice(offset, start), before.slice(offset, end), text].map(
      (part) => encode(part, encoding),
    );
    if (!kept || !gone || !added) return undefined;
    parts.push(bytes.subarray(at, at + kept.length), added);
    offset = end;
    at += gone.length;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}
