import { createInterface } from 'node:readline';
import { InterruptedError } from '../writing/write-files.js';
import type { Hunk } from './hunks.js';

const HELP = `y - apply this change
n - leave it: its sites are listed as open
a - apply this one and all that follow
q - leave this one and all that follow; what was accepted before is written
f - apply this one and all that follow in this file
v - apply this one and all that follow of this vendor
b - go back to the one before, and ask again
e - edit the changed lines in your editor, and apply what you leave there
`;

/** What becomes of a hunk: `y` applied, `n` left, or what the user has written in its place. */
type Answer = 'y' | 'n' | { readonly written: string };

/** What the user makes of all hunks. */
export interface Chosen {
  /** Sites that are to be left as they are. */
  readonly declined: ReadonlySet<string>;
  /** What stands in the place of some hunks. */
  readonly written: ReadonlyMap<Hunk, string>;
}

/** What of the world the questions need. */
export interface Desk {
  /** Lines as the user types them; their end means `q`. */
  readonly answers: AsyncIterator<string>;
  readonly say: (text: string) => void;
  /**
   * Lets the user edit the lines of a hunk.
   * @returns what is wrong, as a sentence, where nothing can be taken
   */
  readonly edit: (hunk: Hunk) => { readonly written: string } | { readonly wrong: string };
}

/** Asks for each hunk. */
export async function chooseHunks(
  hunks: readonly Hunk[],
  { answers, say, edit }: Desk,
): Promise<Chosen> {
  const decided = new Map<Hunk, Answer>();
  /** What each question has decided, the last one at the end. */
  const asked: { readonly hunk: Hunk; readonly also: readonly Hunk[] }[] = [];
  for (;;) {
    const at = hunks.findIndex((hunk) => !decided.has(hunk));
    if (at === -1) break;
    const hunk = hunks[at];
    const open = hunks.slice(at).filter((h) => !decided.has(h));
    const decide = (answer: Answer, also: readonly Hunk[]) => {
      for (const one of also) decided.set(one, answer);
      asked.push({ hunk, also });
    };
    say(`${question(hunk)}(${at + 1}/${hunks.length}) Apply this change [y,n,a,q,f,v,b,e,?]? `);
    const { value, done } = await answers.next();
    if (done) say('\n');
    const answer = done ? 'q' : value.trim().toLowerCase();
    if (/^y(?:es)?$/u.test(answer)) decide('y', [hunk]);
    else if (/^(?:n(?:o)?|s(?:kip)?)$/u.test(answer)) decide('n', [hunk]);
    else if (/^a(?:ll)?$/u.test(answer)) decide('y', open);
    else if (/^q(?:uit)?$/u.test(answer)) decide('n', open);
    else if (/^f(?:ile)?$/u.test(answer))
      decide(
        'y',
        open.filter((h) => h.file === hunk.file),
      );
    else if (/^v(?:endor)?$/u.test(answer))
      decide(
        'y',
        open.filter((h) => h.vendor === hunk.vendor),
      );
    else if (/^b(?:ack)?$/u.test(answer)) {
      const last = asked.pop();
      if (!last) say('This is the first one.\n');
      for (const one of last?.also ?? []) decided.delete(one);
    } else if (/^e(?:dit)?$/u.test(answer)) {
      const made = edit(hunk);
      if ('wrong' in made) say(`${made.wrong}\n`);
      else decide(made, [hunk]);
    } else say(HELP);
  }
  return {
    declined: new Set(hunks.flatMap((hunk) => (decided.get(hunk) === 'n' ? hunk.sites : []))),
    written: new Map(
      [...decided].flatMap(([hunk, answer]) =>
        typeof answer === 'object' ? [[hunk, answer.written] as const] : [],
      ),
    ),
  };
}

function question({ diff, reasons, vendor }: Hunk): string {
  const of = vendor === undefined ? [] : [`vendor: ${vendor}`];
  return `${diff}${[...reasons, ...of].map((line) => `  ${line}\n`).join('')}`;
}

/**
 * Lets `work` read lines from the terminal, or from what is piped in. While `paused` runs, the
 * terminal is somebody else's.
 * @throws {InterruptedError} on Ctrl-C
 */
export async function withAnswers<T>(
  work: (answers: AsyncIterator<string>, paused: <R>(during: () => R) => R) => Promise<T>,
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
  const paused = <R>(during: () => R): R => {
    reader.pause();
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    try {
      return during();
    } finally {
      if (process.stdin.isTTY) process.stdin.setRawMode(true);
      reader.resume();
    }
  };
  try {
    return await Promise.race([work(reader[Symbol.asyncIterator](), paused), interrupted]);
  } finally {
    reader.close();
  }
}
