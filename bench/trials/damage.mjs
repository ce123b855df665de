// Bytes that are not what they were, and should be.
import { diffArrays } from 'diff';

/**
 * Where there is an edit, one of these is near: the method, its parameter, an import of its type, a
 * marker.
 */
const EDIT = /create_?export|connector|import|todo\(driver-contract\)/i;
/** Babel's, of jscodeshift. */
const HOSTS_OWN = /^node_modules\/\.cache\//;
const AROUND = 3;
const MOST_INSERTED = 1000;
/** Such a file was not read, so there is nothing to be changed in it. */
const isUnread = (reason) => reason !== undefined && !reason.includes('could be read');
/**
 * What a parser just gets through the next time: how much of the stack is needed, and how long it
 * takes, is not the same in every run.
 */
const AT_A_LIMIT = /nests deeper|given up/;
export const AGAIN = 'a second run changed it';
/** Letter by letter in UTF-16, byte by byte in everything else. */
const ENCODINGS = { '\xff\xfe': 'utf-16le', '\xfe\xff': 'utf-16be' };
const textOf = (bytes) => new TextDecoder(ENCODINGS[markOf(bytes)] ?? 'latin1').decode(bytes);
const linesOf = (bytes) => textOf(bytes).split(/(?<=\n|\r(?!\n))/);
const markOf = (bytes) =>
  /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?/.exec(bytes.subarray(0, 3).toString('latin1'))[0];

/** @param {import('./doors.mjs').Door} door @returns {{ file: string, said: string }[]} */
export function damageOf(door, { before, after, afterAgain, heard }) {
  const found = [];
  for (const [file, bytes] of before) {
    const now = after.get(file);
    const said = now ? damaged(door, bytes, now, heard.named.get(file)) : 'is gone';
    if (said) found.push({ file, said });
    else if (
      afterAgain &&
      !afterAgain.get(file)?.equals(now) &&
      !AT_A_LIMIT.test(heard.named.get(file) ?? '')
    )
      found.push({ file, said: AGAIN });
  }
  for (const file of new Set([...after.keys(), ...(afterAgain?.keys() ?? [])]))
    if (!before.has(file) && !HOSTS_OWN.test(file)) found.push({ file, said: 'was left behind' });
  return found;
}

function damaged(door, bytes, now, reason) {
  if (now.equals(bytes)) return undefined;
  if (!door.writes) return 'was changed by a run that writes nothing';
  if (isUnread(reason)) return `was changed, though it "${reason}"`;
  if (markOf(now) !== markOf(bytes)) return 'has another byte order mark';
  return foreignHunk(bytes, now);
}

/**
 * A run of changed lines that has lost something, and in which and around which no edit of ours can
 * be seen.
 */
export function foreignHunk(bytes, now) {
  const parts = diffArrays(linesOf(bytes), linesOf(now));
  for (let i = 0; i < parts.length; i++) {
    if (!parts[i].added && !parts[i].removed) continue;
    const begin = i;
    while (i + 1 < parts.length && (parts[i + 1].added || parts[i + 1].removed)) i++;
    const hunk = parts.slice(begin, i + 1);
    const side = (which) => hunk.flatMap((part) => (part[which] ? part.value : [])).join('');
    const [removed, added] = [side('removed'), side('added')];
    const around = [
      parts[begin - 1]?.value.slice(-AROUND) ?? [],
      parts[i + 1]?.value.slice(0, AROUND) ?? [],
    ].flat();
    if (!isInserted(removed, added) && !EDIT.test(removed + added + around.join('')))
      return `changed without need: ${JSON.stringify(`${removed} => ${added}`).slice(0, 500)}`;
  }
  return undefined;
}

/**
 * Whether all that was there is there still, in its order, but for blanks: a long line is broken.
 */
function isInserted(removed, added) {
  let at = 0;
  for (const letter of removed.replaceAll(/\s/g, '')) {
    at = added.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return added.length - removed.length < MOST_INSERTED;
}
