import path from 'node:path';
import { counted } from '../../codemods/add-connector/ledger.js';
import type { FileChange } from '../edits/file-change.js';
import { encode } from '../encoding/encoding.js';
import { decodeFile } from '../workspace/decoding.js';
import { refusalOf, WriteError } from '../writing/refusals.js';
import { writeAll } from '../writing/write-files.js';
import { UsageError } from './errors.js';

/**
 * Why a change cannot be written, said of its file. What is not known before is found while it is
 * written, and nothing is then.
 */
export function refusalOfChange(change: FileChange): string | undefined {
  const reason = refusalOf(change);
  if (reason !== undefined) return reason;
  const { path: file, after, encoding } = change;
  const bytes = encode(after, encoding);
  const again = bytes && decodeFile(file, bytes);
  // What is put above a line that declares the encoding takes its meaning away.
  return typeof again === 'object' && again.text === after && again.encoding === encoding
    ? undefined
    : `is ${encoding}, and would be read as something else`;
}

/** Writes all files, or none of them. */
export async function writeChanges(changes: readonly FileChange[]): Promise<void> {
  try {
    await writeAll(changes);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const [first, ...more] = error.refusals;
    const others = more.length > 0 ? ` (and ${counted(more.length, 'more file')})` : '';
    throw new UsageError(
      `${path.relative(process.cwd(), first.path)}: ${first.reason}${others}. ${error.remedy}`,
    );
  }
}
