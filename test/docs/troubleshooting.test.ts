import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messagesIn } from '../support/messages.js';

/** Of faults in the program itself, of what is caught before anybody sees it, and signals. */
const INNER = [
  'Error',
  'InterruptedError',
  'OverlapError',
  'RangeError',
  'TooDeepError',
  'TypeError',
];
/** What users read. */
const TOLD = [
  'AddConnectorError',
  'BaselineError',
  'ContractError',
  'DraftError',
  'GitError',
  'GlobError',
  'JournalError',
  'ListingError',
  'TypesError',
  'UnreadableError',
  'UsageError',
  'WriteError',
  'stderr',
];

const files = execFileSync('git', ['ls-files', 'src/*.ts', 'codemods/*.ts'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((file) => fs.existsSync(file));
const messages = files.flatMap((file) => messagesIn(file, fs.readFileSync(file, 'utf8')));
// What is put together elsewhere has hardly a word here.
const told = messages.filter(
  ({ kind, text }) => TOLD.includes(kind) && text.replaceAll(/\P{L}/gu, '').length >= 7,
);
const entries = [
  ...fs.readFileSync('docs/troubleshooting.md', 'utf8').matchAll(/^\| `(.*?)` \| (.*) \|$/gmu),
].map(([, text, remedy]) => ({ text, remedy }));

describe('docs/troubleshooting.md', () => {
  it('knows every kind of error', () => {
    expect([...new Set(messages.map(({ kind }) => kind))].sort()).toEqual(
      [...INNER, ...TOLD].sort(),
    );
  });

  it('has an entry for each message that the source can print', () => {
    const known = new Set(entries.map(({ text }) => text));
    expect(told.length).toBeGreaterThan(80);
    expect(told.filter(({ text }) => !known.has(text))).toEqual([]);
  });

  it('has none that nothing prints any more, and none twice', () => {
    const printed = new Set(told.map(({ text }) => text));
    const texts = entries.map(({ text }) => text);
    expect(texts.filter((text) => !printed.has(text))).toEqual([]);
    expect(texts).toEqual([...new Set(texts)]);
  });

  it('says something of each', () => {
    expect(entries.filter(({ remedy }) => remedy.split(' ').length < 5)).toEqual([]);
  });
});
