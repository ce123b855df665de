import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Project } from '../../src/linker/project.js';
import type { Linker } from '../../src/linker/linker.js';
import type { ModuleFacts } from '../../src/facts/types.js';
import { tree } from '../support/tree.js';

type Place = [file: string, line: number, character: number];

interface Pyright {
  definitions(file: string, text: string, places: [number, number][]): Promise<Place[][]>;
}

interface Comparison {
  readonly verdict: string;
  readonly text: string;
  readonly extra: readonly unknown[];
}

const { Comparer } = (await import('../../bench/python-linker/compare.mjs' as string)) as {
  Comparer: new (
    project: Project,
    linker: Linker,
    pyright: Pyright,
    texts: (file: string) => string | undefined,
  ) => { file(module: ModuleFacts): Promise<Comparison[]> };
};

/** One call at the end of a file, and where the oracle says that its name is defined. */
async function judged(text: string, defined: (text: string) => Place[]): Promise<string> {
  const made = tree({ 'a.py': text });
  const module = made.module('a.py');
  const { project, linker } = made.analysis;
  const written = made.text('a.py');
  const at = made.call('a.py', '').nameSpan[0];
  const line = written.slice(0, at).split('\n').length - 1;
  const pyright: Pyright = {
    definitions: (_file, _text, places) =>
      Promise.resolve(
        places.map(([l, c]) => {
          const name = /^\w+/u.exec(written.split('\n')[l].slice(c))?.[0] ?? '';
          return l === line ? defined(written) : placesOf(written, `class ${name}`);
        }),
      ),
  };
  const texts = (file: string) => (file === module.path ? written : undefined);
  const all = await new Comparer(project, linker, pyright, texts).file(module);
  const found = all.at(module.calls.findIndex((c) => c.nameSpan[0] === at));
  return `${found?.verdict}${found?.extra?.length ? ', too many' : ''}`;
}

/** Where the name stands that a text ends with. */
function placesOf(text: string, written: string): Place[] {
  return text.split('\n').flatMap((line, i): Place[] => {
    const at = line.indexOf(written);
    const name = written.split(' ').at(-1) ?? '';
    return at === -1 ? [] : [['/tree/a.py', i, at + written.length - name.length]];
  });
}

const CLASSES =
  'class A:\n  def go(self): pass\nclass B(A):\n  def go(self): pass # B\nclass C:\n  def go(self): pass # C\n';
const at = (line: number) => (text: string) => placesOf(text, 'def go').slice(line, line + 1);
const BOTH = (text: string) => [...at(0)(text), ...at(2)(text)];

/** A function that stands in no file of the tree. */
const ORACLE = fileURLToPath(new URL('../../bench/python_agreement.py', import.meta.url));
const LINES = fs.readFileSync(ORACLE, 'utf8').split('\n');
const OUTSIDE: Place = [ORACLE, LINES.findIndex((line) => line.startsWith('class ')), 6];

describe('what the linker and Pyright say of a call', () => {
  it.each<[verdict: string, title: string, text: string, defined: (text: string) => Place[]]>([
    ['agree', 'the same', 'C().«go»()', at(2)],
    ['agree', 'an override', 'B().«go»()', at(0)],
    ['agree', 'the class of what makes one', '«C»()', (t) => placesOf(t, 'class C')],
    ['agree, too many', 'one more', '(A() if x else C()).«go»()', at(0)],
    ['agree', 'both', '(A() if x else C()).«go»()', BOTH],
    ['short', 'one of two, and no other', 'A().«go»()', BOTH],
    ['vaguer', 'one of two, and perhaps others', 'def f(x): (x or A()).«go»()', BOTH],
    ['short', 'what is overridden', 'A().«go»()', at(1)],
    ['disagree', 'another class', 'C().«go»()', at(0)],
    ['disagree', 'outside', 'C().«go»()', () => [OUTSIDE]],
    ['outside', 'both of them', 'import lib\nlib.«go»()', () => [OUTSIDE]],
    ['unknown', 'nothing', 'def f(x): x.«go»()', at(0)],
    ['external', 'something of a package', 'import lib\nlib.«go»()', at(0)],
    ['more', 'a variable', 'C().«go»()', (t) => placesOf(t, 'pass # C')],
    ['more', 'nowhere', 'C().«go»()', () => []],
    ['neither', 'nobody', 'def f(x): x.«go»()', () => []],
  ])('%s: %s', async (verdict, _title, text, defined) => {
    expect(await judged(CLASSES + text, defined)).toBe(verdict);
  });
});
