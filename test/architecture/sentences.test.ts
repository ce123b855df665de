import { describe, expect, it } from 'vitest';
import { expectNone } from './expect-none.js';
import { sources } from './repository.js';
import { decisionsByWords } from './sentences.js';

/** What compares sentences and decides nothing by what they say. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/workspace/workspace.ts':
    'whether a file is unread for another reason than before: then it has changed',
};

const decisions = [...sources].flatMap(([file, text]) =>
  decisionsByWords(file, text).map((decision) => ({ file, ...decision })),
);

describe('reasons are data, and sentences are made from them', () => {
  it('no sentence decides, and no exception is left over', () => {
    const inFiles = (isExcepted: boolean) =>
      decisions.filter(({ file }) => file in EXCEPTIONS === isExcepted);
    expectNone(
      inFiles(false).map(({ file, line, code }) => `${file}:${line} decides by words: ${code}`),
    );
    expectNone(
      Object.keys(EXCEPTIONS).filter(
        (file) => !inFiles(true).some((decision) => decision.file === file),
      ),
    );
  });
});

describe('words decide', () => {
  it.each([
    [
      "if (entry.reason.startsWith('is the contract type')) go();",
      "entry.reason.startsWith('is the contract type')",
    ],
    ["owner?.reason.includes('base');", "owner?.reason.includes('base')"],
    ['if (entry.reason !== DECLINED) go();', 'entry.reason !== DECLINED'],
    ["'no value' === detail;", "'no value' === detail"],
    ['/^no /u.test(value.detail);', '/^no /u.test(value.detail)'],
    ['KNOWN.has(why);', 'KNOWN.has(why)'],
    ["switch (reason) { case 'a': go(); }", "switch (reason) { case 'a': go(); }"],
    ['STATUS[reason];', 'STATUS[reason]'],
  ])('%s', (text, code) => {
    expect(decisionsByWords('a.ts', text)).toEqual([{ line: 1, code }]);
  });
});

describe('no words decide', () => {
  it.each([
    ['if (reason !== undefined) go();', 'whether there is one'],
    ["if (why.kind === 'contract-type') go();", 'a kind'],
    ['say(`${reason}; ${detail}`);', 'it is said'],
    ["note(reason.replaceAll('\\n', ' '));", 'it is laid out'],
  ])('%s: %s', (text) => {
    expect(decisionsByWords('a.ts', text)).toEqual([]);
  });
});
