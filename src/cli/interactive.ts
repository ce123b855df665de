import { createInterface } from 'node:readline';
import { siteId } from '../../codemods/add-connector/ledger.js';
import type { PlannedEdit } from '../../codemods/add-connector/migration.js';
import type { PlannedFile } from '../../codemods/add-connector/verify.js';
import { positionAt } from '../facts/text.js';
import { applyEdits, orderEdits } from '../edits/text-edits.js';
import { unifiedDiff } from '../edits/unified-diff.js';
import { InterruptedError } from '../writing/write-files.js';

/** Changes that stand close enough to be shown, and decided, together. */
export interface Hunk {
  readonly diff: string;
  /** {@link siteId} of what it migrates. */
  readonly sites: readonly string[];
}

/** How many unchanged lines two changes of one hunk may have between them. */
const GAP = 6;

/**
 * The hunks of a plan, in the order of its files. Imports are not asked for: they come with what
 * needs them.
 * @param name a file's path as it is shown
 */
export function hunksOf(changes: readonly PlannedFile[], name: (file: string) => string): Hunk[] {
  return changes.flatMap(({ path, before, edits }) => {
    const lineStarts = [0, ...[...before.matchAll(/\n/gu)].map((m) => m.index + 1)];
    const groups: PlannedEdit[][] = [];
    let last = -Infinity;
    for (const edit of orderEdits(edits.filter((e) => e.entry))) {
      const { line } = positionAt(lineStarts, edit.start);
      const group = line - last <= GAP + 1 ? groups.at(-1) : undefined;
      if (group) group.push(edit);
      else groups.push([edit]);
      last = positionAt(lineStarts, edit.end).line;
    }
    return groups.map((group) => ({
      diff: unifiedDiff(name(path), before, applyEdits(before, group, path)),
      sites: [...new Set(group.flatMap(({ entry }) => (entry ? [siteId(entry.kind, entry)] : [])))],
    }));
  });
}

const HELP = `y - apply this change
n - leave it: its sites are listed as open
a - apply this one and all that follow
q - leave this one and all that follow; what was accepted before is written
`;

/**
 * Asks for each hunk.
 * @param answers lines as the user types them; their end means `q`
 * @returns the sites that are to be left as they are
 */
export async function chooseHunks(
  hunks: readonly Hunk[],
  answers: AsyncIterator<string>,
  say: (text: string) => void,
): Promise<ReadonlySet<string>> {
  const declined = new Set<string>();
  for (let at = 0; at < hunks.length;) {
    say(`${hunks[at].diff}(${at + 1}/${hunks.length}) Apply this change [y,n,a,q,?]? `);
    const { value, done } = await answers.next();
    const answer = done ? 'q' : value.trim().toLowerCase();
    if (done) say('\n');
    if (/^a(?:ll)?$/u.test(answer)) break;
    if (/^q(?:uit)?$/u.test(answer)) {
      for (const { sites } of hunks.slice(at)) for (const site of sites) declined.add(site);
      break;
    }
    if (/^(?:n(?:o)?|s(?:kip)?)$/u.test(answer))
      for (const site of hunks[at].sites) declined.add(site);
    else if (!/^y(?:es)?$/u.test(answer)) {
      say(HELP);
      continue;
    }
    at++;
  }
  return declined;
}

/**
 * Lets `work` read lines from the terminal, or from what is piped in.
 * @throws {InterruptedError} on Ctrl-C
 */
export async function withAnswers<T>(
  work: (answers: AsyncIterator<string>) => Promise<T>,
): Promise<T> {
  const reader = createInterface({
    input: process.stdin,
    terminal: process.stdin.isTTY,
    output: process.stdin.isTTY ? process.stdout : undefined,
  });
  const interrupted = new Promise<never>((_, reject) => {
    reader.on('SIGINT', () => {
      reject(new InterruptedError('SIGINT'));
    });
  });
  try {
    return await Promise.race([work(reader[Symbol.asyncIterator]()), interrupted]);
  } finally {
    reader.close();
  }
}
