import { isEncoding } from '../encoding/encoding.js';
import type { FileChange } from '../edits/file-change.js';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { TEMPORARY_PATTERN } from './durable.js';
import type { Owner } from './owner.js';
import { isInside, messageOf } from './refusals.js';

/** A file with the temporary file beside it that holds, or is going to hold, its new text. */
export interface StagedFile extends Omit<FileChange, 'edits'> {
  /** Absolute. */
  readonly temporary: string;
}

/**
 * What a run notes down so that, should it be killed, the next one can finish it or take it back.
 * - `staging`: temporary files are put down; the tree is untouched
 * - `writing`: they are all there, and are renamed
 * - `settled`: every file is as it shall be; what is left is to clear up
 */
export type Journal = Head &
  (
    | {
        readonly state: 'staging' | 'settled';
        readonly files: readonly Omit<StagedFile, 'encoding' | 'before' | 'after'>[];
      }
    | { readonly state: 'writing'; readonly files: readonly StagedFile[] }
  );

interface Head {
  readonly owner: Owner;
  /**
   * The projects that are written, absolute. The first one keeps the journal, the others point to
   * it.
   */
  readonly roots: readonly string[];
}

/** A journal that cannot be used. The message names the file and the remedy. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

interface Text {
  readonly sha256: string;
  readonly text: string;
}

/**
 * Version 1 is the same without encodings: all was UTF-8. A reader of that one would take other
 * texts for changed.
 */
const VERSIONS = [1, 2] as const;
const VERSION = 2;

/** As it is on disk: roots relative to the folder of the journal, paths to their root. */
interface Recorded {
  readonly version: (typeof VERSIONS)[number];
  readonly state: Journal['state'];
  readonly owner: Owner;
  readonly roots: readonly string[];
  readonly files: readonly {
    readonly root: number;
    readonly path: string;
    readonly temporary: string;
    readonly encoding?: string;
    readonly before?: Text;
    readonly after?: Text;
  }[];
}

interface Pointer {
  readonly version: (typeof VERSIONS)[number];
  /** The root that keeps the journal. */
  readonly keptIn: string;
}

const string = { type: 'string' };
const text = {
  type: 'object',
  required: ['sha256', 'text'],
  properties: { sha256: string, text: string },
};
const index = { type: 'integer', minimum: 0 };
const file = {
  type: 'object',
  required: ['root', 'path', 'temporary'],
  properties: {
    root: index,
    path: string,
    temporary: string,
    encoding: string,
    before: text,
    after: text,
  },
};
const owner = {
  type: 'object',
  required: ['pid', 'since'],
  properties: { pid: index, started: string, since: string },
};
const SCHEMA = {
  type: 'object',
  anyOf: [
    { required: ['keptIn'], properties: { keptIn: string } },
    {
      required: ['state', 'owner', 'roots', 'files'],
      properties: {
        state: { enum: ['staging', 'writing', 'settled'] },
        owner,
        roots: { type: 'array', items: string, minItems: 1 },
        files: { type: 'array', items: file },
      },
    },
  ],
};

export function encodeJournal({ state, owner, roots, files }: Journal): string {
  const recorded: Recorded = {
    version: VERSION,
    state,
    owner,
    roots: roots.map((root) => path.relative(roots[0], root)),
    files: files.map((f) => ({
      root: roots.indexOf(f.root),
      path: path.relative(f.root, f.path),
      temporary: path.basename(f.temporary),
      ...(state === 'writing' &&
        'before' in f && {
          encoding: f.encoding,
          before: signed(f.before),
          after: signed(f.after),
        }),
    })),
  };
  return `${JSON.stringify(recorded)}\n`;
}

/** For the other projects of a journal. */
export function encodePointer(root: string, keeper: string): string {
  return `${JSON.stringify({ version: VERSION, keptIn: path.relative(root, keeper) } satisfies Pointer)}\n`;
}

/**
 * Reads what one of the two functions above wrote.
 * @param journalFile where it stands, absolute
 * @returns the journal, or the root that keeps it
 * @throws {JournalError} when anything is not as it was written: then nothing of it is to be
 * trusted
 */
export function decodeJournal(journalFile: string, content: string): Journal | string {
  const home = path.dirname(journalFile);
  const data = parse(journalFile, content);
  if ('keptIn' in data) return path.resolve(home, data.keptIn);
  const roots = data.roots.map((root) => path.resolve(home, root));
  const places = data.files.map((f) => {
    if (f.root >= roots.length) throw damaged(journalFile, `there is no root ${f.root}`);
    const full = path.resolve(roots[f.root], f.path);
    if (!isInside(roots[f.root], full))
      throw damaged(journalFile, `${f.path} lies outside of the project`);
    if (!TEMPORARY_PATTERN.test(f.temporary) || path.basename(f.temporary) !== f.temporary)
      throw damaged(journalFile, `${f.temporary} is no temporary file of ours`);
    return {
      path: full,
      root: roots[f.root],
      temporary: path.join(path.dirname(full), f.temporary),
    };
  });
  const head = { owner: data.owner, roots };
  if (data.state !== 'writing') return { ...head, state: data.state, files: places };
  const files = data.files.map(({ encoding = 'utf-8', before, after }, i) => {
    if (!isEncoding(encoding)) throw damaged(journalFile, `${encoding} is no encoding`);
    return {
      ...places[i],
      encoding,
      before: verified(journalFile, before),
      after: verified(journalFile, after),
    };
  });
  return { ...head, state: data.state, files };
}

function parse(journalFile: string, content: string): Recorded | Pointer {
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch (error) {
    throw damaged(journalFile, `not JSON: ${messageOf(error)}`);
  }
  const version = (data as Partial<Recorded> | null)?.version;
  const isKnown = VERSIONS.some((known) => known === version);
  if (typeof version === 'number' && !isKnown)
    throw new JournalError(
      `${journalFile}: was written by another version of driver-contract (format ${version}). Use that version to end it.`,
    );
  validate ??= new Ajv().compile<Recorded | Pointer>(SCHEMA);
  if (!isKnown || !validate(data)) throw damaged(journalFile, explain(validate.errors));
  return data;
}

/** Made when there is a journal, which is seldom. */
let validate: ValidateFunction<Recorded | Pointer> | undefined;

function explain(errors: ValidateFunction['errors']): string {
  return (
    errors?.map((e) => `${e.instancePath} ${e.message ?? ''}`.trim()).join(', ') ??
    'it has no version'
  );
}

function signed(content: string): Text {
  return { sha256: sha256(content), text: content };
}

function verified(journalFile: string, recorded: Text | undefined): string {
  if (!recorded || sha256(recorded.text) !== recorded.sha256)
    throw damaged(journalFile, 'a text in it is not the one that was noted down');
  return recorded.text;
}

function sha256(content: string): string {
  return createHash('sha256').update(content, 'utf8').digest('hex');
}

function damaged(journalFile: string, why: string): JournalError {
  return new JournalError(
    `${journalFile}: the journal of a run that was killed is damaged (${why}). Look through the tree (git status, git diff), mend it by hand, then delete this file.`,
  );
}
