// Whether all bytes stayed that had nothing to do with the change.
import { diffLines } from 'diff';

const COLUMNS = 79;

/**
 * @param {string} before text of a file
 * @param {string} after
 * @param {import('./sites.mjs').Site[]} sites its sites before
 * @param {import('./sites.mjs').Site[]} migrated its sites after
 * @param {ReadonlySet<number>} listed lines before that the ledger lists as migrated: doubles and
 * assertions of another name
 * @returns {{ elsewhere: string[], doubles: string[], relaid: number[], wide: number[] }}
 * elsewhere: lines that changed outside of lists
 * and docstrings, doubles: those of them that the ledger lists; relaid: lines of lists in which
 * more changed than an insertion;
 *   wide: lines that are too long now and were not
 */
export function formattingOf(before, after, sites, migrated, listed) {
  const [was, is] = [skeleton(before, sites), skeleton(after, migrated)];
  const [elsewhere, doubles] = [[], []];
  let [line, isListed] = [0, false];
  for (const part of was.text === is.text ? [] : diffLines(was.text, is.text)) {
    const lines = part.value.replace(/\n$/, '').split('\n');
    if (!part.added)
      isListed = part.removed && lines.every((_, i) => isNear(listed, was.lineOf[line + i]));
    if (part.added || part.removed)
      (isListed ? doubles : elsewhere).push(
        ...lines.map((one) => `${part.added ? '+' : '-'}${one}`),
      );
    if (!part.added) line += lines.length;
  }
  const lines = after.split('\n');
  const old = new Set(before.split('\n'));
  const [relaid, wide] = [[], []];
  migrated.forEach((site, i) => {
    if (!site.span || sites.length !== migrated.length || !sites[i].span) return;
    const [one, other] = [before.slice(...sites[i].span), after.slice(...site.span)];
    if (one === other) return;
    if (!isInsertion(one, other)) relaid.push(site.line);
    for (let line = site.lines[0]; line <= site.lines[1]; line++)
      if (lines[line - 1].length > COLUMNS && !old.has(lines[line - 1])) wide.push(line);
  });
  return { elsewhere, doubles, relaid, wide };
}

/** How far below the line of a name its statement reaches. */
const REACH = 8;

function isNear(lines, line) {
  for (let above = 0; above <= REACH; above++) if (lines.has(line - above)) return true;
  return false;
}

/**
 * The text without what a migration may change: lists, and docstrings of the functions; and the
 * line that each line of it had.
 */
function skeleton(text, sites) {
  const spans = sites
    .flatMap(({ span, docstring }) => [span, docstring])
    .filter((span) => span !== undefined);
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let [result, end, line] = ['', 0, 1];
  const lineOf = [1];
  const keep = (from, to) => {
    for (let at = end; at < to; at++) {
      if (text[at] !== '\n') continue;
      line++;
      if (at >= from) lineOf.push(line);
    }
    result += text.slice(from, to);
    end = to;
  };
  let start = 0;
  for (const [from, to] of spans) {
    if (from < start) continue;
    keep(start, from);
    result += '…';
    start = to;
  }
  keep(start, text.length);
  return { text: result, lineOf };
}

function isInsertion(before, after) {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return start + end === before.length;
}
