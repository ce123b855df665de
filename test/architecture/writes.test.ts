import { describe, expect, it } from 'vitest';
import { expectNone } from './expect-none.js';
import { sources } from './repository.js';
import { writesOf } from './writes.js';

/** Files outside of `src/writing` that write or might, none of them a source of the user's. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/cli/baseline-file.ts': 'the baseline that is named',
  'src/cli/contract.ts': 'the contract, a new file unless it is told otherwise',
  'src/cli/edited.ts': 'a copy of a few lines for the user’s editor, among temporary files',
  'src/cli/ledger-file.ts': 'the ledger, a new file',
  'src/cli/patches.ts': 'patches, new files in a folder of their own',
  'src/fact-cache/fact-cache.ts': 'the cache, in a folder of its own',
  'src/fact-cache/folder.ts': 'the same folder',
  'src/workspace/disk-files.ts': 'nothing: it opens a file to read it piece by piece',
  'codemods/jscodeshift/plan-client.cts': 'a folder that is a lock, among temporary files',
  'codemods/jscodeshift/plan-server.ts': 'the same folder',
};

const writing = [...sources].flatMap(([file, text]) =>
  file.startsWith('src/writing/')
    ? []
    : writesOf(file, text).map(({ line, name }) => ({ file, at: `${file}:${line} calls ${name}` })),
);

describe('only src/writing writes', () => {
  it('sources', () => {
    expectNone(writing.filter(({ file }) => !(file in EXCEPTIONS)).map(({ at }) => at));
  });

  it('and no exception is left over', () => {
    expectNone(Object.keys(EXCEPTIONS).filter((file) => !writing.some((w) => w.file === file)));
  });
});

describe('what writes', () => {
  it.each([
    ["import fs from 'node:fs';\nfs.writeFileSync(a, b);", [{ line: 2, name: 'writeFileSync' }]],
    ["import * as disk from 'fs';\ndisk.rmSync(a);", [{ line: 2, name: 'rmSync' }]],
    ["import fs = require('node:fs');\nfs.mkdirSync(a);", [{ line: 2, name: 'mkdirSync' }]],
    ["import fs from 'node:fs';\nawait fs.promises.rename(a, b);", [{ line: 2, name: 'rename' }]],
    ["import { unlink as gone } from 'node:fs/promises';", [{ line: 1, name: 'unlink' }]],
    ["import fs from 'node:fs';\nfs.readFileSync(a);\nprocess.stdout.write(b);", []],
  ])('%s', (text, expected) => {
    expect(writesOf('a.ts', text)).toEqual(expected);
  });
});
