import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  decodeJournal,
  encodeJournal,
  JournalError,
  type Journal,
  type StagedFile,
} from '../../src/writing/journal-format.js';
import {
  begin,
  clear,
  commit,
  end,
  findJournal,
  journalOf,
  sweep,
} from '../../src/writing/journal.js';
import { folderWith } from '../support/temp.js';

const staged = (folder: string, name: string): StagedFile => {
  const file = path.join(folder, name);
  return {
    path: file,
    root: path.dirname(file),
    encoding: 'utf-8',
    before: 'old "ü"\r\n',
    after: '\uFEFFnew',
    temporary: path.join(path.dirname(file), `.${path.basename(file)}.0123456789ab.tmp`),
  };
};
const two = () => {
  const folder = folderWith({ 'one/a.ts': 'old', 'two/b.ts': 'old' });
  return {
    folder,
    files: [staged(folder, 'one/a.ts'), staged(folder, 'two/b.ts')],
    one: path.join(folder, 'one'),
    two: path.join(folder, 'two'),
  };
};

describe('a journal', () => {
  it('is found from each of its projects, in each of its states', () => {
    const { files, ...roots } = two();
    const journal = begin(files);
    const places = files.map(({ path: file, root, temporary }) => ({
      path: file,
      root,
      temporary,
    }));
    for (const root of [roots.one, roots.two])
      expect(findJournal(root)).toEqual({
        state: 'staging',
        owner: journal.owner,
        roots: [roots.one, roots.two],
        files: places,
      });
    commit(journal, files);
    for (const root of [roots.one, roots.two])
      expect(findJournal(root)).toEqual({
        state: 'writing',
        owner: journal.owner,
        roots: [roots.one, roots.two],
        files,
      });
    end(journal);
    expect([findJournal(roots.one), findJournal(roots.two)]).toEqual([undefined, undefined]);
    expect([fs.readdirSync(roots.one), fs.readdirSync(roots.two)]).toEqual([['a.ts'], ['b.ts']]);
  });

  it('is for its owner only', () => {
    const { files, one } = two();
    begin(files);
    expect(fs.statSync(journalOf(one)).mode & 0o777).toBe(0o600);
  });

  it('is begun once, in all projects or in none', () => {
    const { files, ...roots } = two();
    const other = begin([files[1]]);
    expect(() => begin(files)).toThrow(JournalError);
    expect(() => begin(files)).toThrow(
      `${journalOf(roots.two)}: another run is writing here, or was killed. Nothing was written`,
    );
    expect(fs.readdirSync(roots.one)).toEqual(['a.ts']);
    expect(findJournal(roots.two)).toEqual(other);
    clear(other);
    begin(files);
  });

  it('leaves the journal of another run in its other project', () => {
    const { files, ...roots } = two();
    const journal = begin(files);
    fs.rmSync(journalOf(roots.two));
    const other = begin([files[1]]);
    clear(journal);
    expect(findJournal(roots.two)).toEqual(other);
  });

  it('loses the drafts of processes that are gone', () => {
    const root = folderWith({
      [`.driver-contract.journal.json.${process.pid}.tmp`]: '{',
      '.driver-contract.journal.json.99999999.tmp': '{',
      [`.driver-contract.journal.json.${process.ppid}.tmp`]: '{',
      '.driver-contract.journal.json.mine.tmp': '{',
    });
    sweep(root);
    expect(fs.readdirSync(root).sort()).toEqual(
      [
        `.driver-contract.journal.json.${process.ppid}.tmp`,
        '.driver-contract.journal.json.mine.tmp',
      ].sort(),
    );
  });
});

describe('a journal that cannot be used', () => {
  const folder = path.resolve('/project');
  const journal: Journal = {
    state: 'writing',
    owner: { pid: 1, since: '2024-01-01T00:00:00.000Z' },
    roots: [folder],
    files: [staged(folder, 'a.ts')],
  };
  const written = encodeJournal(journal);
  const changed = (from: string, to: string) => {
    expect(written).toContain(from);
    return written.replace(from, to);
  };

  it('is none that was written whole', () => {
    expect(decodeJournal(journalOf(folder), written)).toEqual(journal);
  });

  it('is one that ends early, wherever', () => {
    for (let length = 0; length < written.length - 1; length++)
      expect(() => decodeJournal(journalOf(folder), written.slice(0, length))).toThrow(
        JournalError,
      );
  });

  it.each([
    [
      'a text that is not the one noted down',
      'new',
      'now',
      'a text in it is not the one that was noted down',
    ],
    [
      'a text that is missing',
      '"after":',
      '"later":',
      'a text in it is not the one that was noted down',
    ],
    ['a file outside', '"path":"a.ts"', '"path":"../a.ts"', '../a.ts lies outside of the project'],
    ['a temporary file elsewhere', '.a.ts.0', '.x/../a.ts.0', 'is no temporary file of ours'],
    [
      'a temporary file that is none',
      '.0123456789ab.tmp',
      '',
      '.a.ts is no temporary file of ours',
    ],
    ['a root that is not there', '"root":0', '"root":1', 'there is no root 1'],
    ['an encoding that is none', '"utf-8"', '"utf-7"', 'utf-7 is no encoding'],
    [
      'a state that is none',
      '"writing"',
      '"reading"',
      'must be equal to one of the allowed values',
    ],
    ['no version', '"version":2,', '', 'is damaged'],
  ])('is one with %s', (_, from, to, message) => {
    const decode = () => decodeJournal(journalOf(folder), changed(from, to));
    expect(decode).toThrow(message);
    expect(decode).toThrow(
      `${journalOf(folder)}: the journal of a run that was killed is damaged (`,
    );
    expect(decode).toThrow(
      'Look through the tree (git status, git diff), mend it by hand, then delete this file.',
    );
  });

  it('is read where an older version wrote it, which knew UTF-8 alone', () => {
    const older = changed('"version":2', '"version":1').replaceAll('"encoding":"utf-8",', '');
    expect(older).not.toContain('encoding');
    expect(decodeJournal(journalOf(folder), older)).toEqual(journal);
  });

  it('is one of another version', () => {
    expect(() => decodeJournal(journalOf(folder), changed('"version":2', '"version":3'))).toThrow(
      'was written by another version of driver-contract (format 3). Use that version to end it.',
    );
  });

  it('is one whose projects do not know of each other', () => {
    const { files, ...roots } = two();
    commit(begin(files), files);
    const pointer = fs.readFileSync(journalOf(roots.two), 'utf8');
    fs.rmSync(journalOf(roots.two));
    expect(() => findJournal(roots.one)).toThrow(
      `names files in ${roots.two}, where nothing points to it`,
    );
    fs.writeFileSync(journalOf(roots.two), pointer);
    fs.rmSync(journalOf(roots.one));
    expect(() => findJournal(roots.two)).toThrow(
      `points to the journal of a run in ${roots.one}, which knows nothing of it`,
    );
  });

  it('is one that cannot be read', () => {
    const root = folderWith({});
    fs.mkdirSync(journalOf(root));
    expect(() => findJournal(root)).toThrow(
      'the journal of a run cannot be read (EISDIR). Make it readable.',
    );
  });
});
