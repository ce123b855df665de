// Bytes that are not what they were, and should be.
import { diffArrays } from 'diff';

/** What an edit, and nothing else, brings along: the parameter, a type or marker with it. */
const EDIT = /connector|todo\(driver-contract\)/i;
/** Such a file was not read, so there is nothing to be changed in it. */
const isUnread = (reason) => reason !== undefined && !reason.includes('could be read');
const linesOf = (bytes) => bytes.toString('latin1').split(/(?<=\n|\r(?!\n))/);
const plain = (lines) => lines.join('').replaceAll('\0', '');
const markOf = (bytes) => /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?/.exec(bytes.subarray(0, 3).toString('latin1'))[0];

/** @param {import('./doors.mjs').Door} door @returns {{ file: string, said: string }[]} */
export function damageOf(door, { before, after, afterAgain, heard }) {
  const found = [];
  for (const [file, bytes] of before) {
    const now = after.get(file);
    const said = now ? damaged(door, bytes, now, heard.named.get(file)) : 'is gone';
    if (said) found.push({ file, said });
    else if (afterAgain && !afterAgain.get(file)?.equals(now)) found.push({ file, said: 'a second run changed it' });
  }
  for (const file of new Set([...after.keys(), ...(afterAgain?.keys() ?? [])]))
    if (!before.has(file)) found.push({ file, said: 'was left behind' });
  return found;
}

function damaged(door, bytes, now, reason) {
  if (now.equals(bytes)) return undefined;
  if (!door.writes) return 'was changed by a run that writes nothing';
  if (isUnread(reason)) return `was changed, though it "${reason}"`;
  if (markOf(now) !== markOf(bytes)) return 'has another byte order mark';
  return foreignHunk(bytes, now);
}

/** A run of changed lines in which no edit of ours can be seen. */
export function foreignHunk(bytes, now) {
  let [removed, added] = [[], []];
  for (const part of [...diffArrays(linesOf(bytes), linesOf(now)), { value: [] }]) {
    if (part.removed) removed = part.value;
    else if (part.added) added = part.value;
    else {
      if (removed.length + added.length > 0 && !EDIT.test(plain(added)))
        return `changed without need: ${JSON.stringify(plain([...removed, '=>', ...added])).slice(0, 500)}`;
      [removed, added] = [[], []];
    }
  }
  return undefined;
}
