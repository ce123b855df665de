// Whether all bytes stayed that had nothing to do with the change.
import { diffLines } from 'diff';

const COLUMNS = 79;

/**
 * @param {string} before text of a file
 * @param {string} after
 * @param {import('./sites.mjs').Site[]} sites its sites before
 * @param {import('./sites.mjs').Site[]} migrated its sites after
 * @returns {{ elsewhere: string[], relaid: number[], wide: number[] }} elsewhere: lines that changed outside of lists and docstrings;
 *   relaid: lines of lists in which more changed than an insertion; wide: lines that are too long now and were not
 */
export function formattingOf(before, after, sites, migrated) {
  const [was, is] = [skeleton(before, sites), skeleton(after, migrated)];
  const elsewhere =
    was === is
      ? []
      : diffLines(was, is)
          .filter((part) => part.added || part.removed)
          .flatMap((part) =>
            part.value
              .trimEnd()
              .split('\n')
              .map((line) => `${part.added ? '+' : '-'}${line}`),
          );
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
  return { elsewhere, relaid, wide };
}

/** The text without what a migration may change: lists, and docstrings of the functions. */
function skeleton(text, sites) {
  const spans = sites.flatMap(({ span, docstring }) => [span, docstring]).filter((span) => span !== undefined);
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let [result, end] = ['', 0];
  for (const [from, to] of spans) {
    if (from < end) continue;
    result += `${text.slice(end, from)}…`;
    end = to;
  }
  return result + text.slice(end);
}

function isInsertion(before, after) {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return start + end === before.length;
}
