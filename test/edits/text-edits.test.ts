import { describe, expect, it } from 'vitest';
import { insertInList } from '../../src/edits/lists.js';
import { applyEdits, lineEndingOf, orderEdits, OverlapError } from '../../src/edits/text-edits.js';
import { unifiedDiff } from '../../src/edits/unified-diff.js';

const insert = (start: number, text: string) => ({ start, end: start, text });

describe('applyEdits', () => {
  it('splices in any order and leaves the rest', () => {
    expect(
      applyEdits('abcdef', [{ start: 4, end: 5, text: 'E' }, insert(0, '>'), insert(6, '<')]),
    ).toBe('>abcdEf<');
  });

  it('keeps insertions at one place in the order given', () => {
    expect(applyEdits('ab', [insert(1, '1'), insert(1, '2')])).toBe('a12b');
  });

  it('inserts at the edge of a replacement', () => {
    expect(
      applyEdits('abc', [{ start: 1, end: 2, text: 'B' }, insert(1, '('), insert(2, ')')]),
    ).toBe('a(B)c');
  });

  it('counts UTF-16 code units', () => {
    expect(applyEdits('\u{1F4BE}a', [insert(2, '-')])).toBe('\u{1F4BE}-a');
  });

  it('names file and offsets of an overlap', () => {
    const overlapping = [
      { start: 1, end: 4, text: '' },
      { start: 3, end: 5, text: '' },
    ];
    expect(() => orderEdits(overlapping, 'src/a.ts')).toThrow(OverlapError);
    expect(() => applyEdits('abcdef', overlapping, 'src/a.ts')).toThrow(
      'src/a.ts: the edits at offsets 1-4 and 3-5 overlap',
    );
    expect(() => applyEdits('abcdef', [{ start: 1, end: 4, text: '' }, insert(2, 'x')])).toThrow(
      OverlapError,
    );
  });

  it('refuses what lies outside', () => {
    expect(() => applyEdits('abc', [insert(4, 'x')], 'a.ts')).toThrow(
      'a.ts: the edit at offsets 4-4 lies outside the text (3)',
    );
  });

  it('knows line endings', () => {
    expect([
      lineEndingOf('a\r\nb'),
      lineEndingOf('a\nb\r\n'),
      lineEndingOf('a'),
      lineEndingOf('\n'),
    ]).toEqual(['\r\n', '\n', '\n', '\n']);
  });
});

describe('unifiedDiff', () => {
  it('is empty for the same text', () => {
    expect(unifiedDiff('a.ts', 'x', 'x')).toBe('');
  });

  it('keeps CRLF and marks a missing line break at the end', () => {
    expect(unifiedDiff('src/a.ts', 'a\r\nb\r\nc', 'a\r\nB\r\nc', 1)).toBe(
      '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,3 +1,3 @@\n a\r\n-b\r\n+B\r\n c\n\\ No newline at end of file\n',
    );
  });
});

/** The list between the first parenthesis and the last, its items as marked by words. */
function inserted(text: string, index: number, ...added: string[]): string {
  const inner = [text.indexOf('(') + 1, text.lastIndexOf(')')] as const;
  const bare = text.replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gu, (comment) => ' '.repeat(comment.length));
  const items = [...bare.matchAll(/[a-z]+/gu)]
    .filter((m) => m.index >= inner[0])
    .map((m) => [m.index, m.index + m[0].length] as const);
  return applyEdits(text, insertInList(text, { inner, items }, index, added));
}

describe('insertInList', () => {
  it.each([
    ['()', 0, '(X)'],
    ['( )', 0, '(X )'],
    ['(/* none */)', 0, '(/* none */ X)'],
    ['(a, b)', 2, '(a, b, X)'],
    ['(a, b,)', 2, '(a, b, X,)'],
    ['(a, b)', 0, '(X, a, b)'],
    ['(a, b)', 1, '(a, X, b)'],
    ['(a, /* why */ b)', 1, '(a, X, /* why */ b)'],
    ['(a, b /* why */)', 2, '(a, b /* why */, X)'],
    ['(\n  a,\n  b\n)', 2, '(\n  a,\n  b,\n  X\n)'],
    ['(\n  a,\n  b,\n)', 2, '(\n  a,\n  b,\n  X,\n)'],
    ['(\r\n\ta,\r\n\tb,\r\n)', 2, '(\r\n\ta,\r\n\tb,\r\n\tX,\r\n)'],
    ['(\n  a, // one\n  b, // two\n)', 2, '(\n  a, // one\n  b, // two\n  X,\n)'],
    ['(\n  a, // one\n  b // two\n)', 2, '(\n  a, // one\n  b, // two\n  X\n)'],
    ['(\n  a, // one\n  b, // two\n)', 1, '(\n  a, // one\n  X,\n  b, // two\n)'],
    ['(\n  a,\n  b,\n)', 0, '(\n  X,\n  a,\n  b,\n)'],
    ['(\n  a, b\n)', 2, '(\n  a, b, X\n)'],
    ['(\n  a, b // two\n)', 2, '(\n  a, b, // two\n  X\n)'],
  ])('%j at %i', (text, index, wanted) => {
    expect(inserted(text, index, 'X')).toBe(wanted);
  });

  it('inserts several', () => {
    expect(inserted('(a)', 1, 'X', 'Y')).toBe('(a, X, Y)');
    expect(inserted('(\n  a,\n)', 1, 'X', 'Y')).toBe('(\n  a,\n  X,\n  Y,\n)');
  });
});
