import { describe, expect, it } from 'vitest';
import { extractBlock } from '../../src/typescript/blocks.js';
import { compiler } from '../../src/typescript/compiler.js';
import { showBlock, spanOfFunction } from '../support/blocks.js';
import { factsOf } from '../support/facts.js';

const ts = compiler();

function blockOf(text: string, name = 'go') {
  const block = extractBlock(ts, 'a.ts', text, spanOfFunction(factsOf(text), name));
  if (!block) throw new Error('no block');
  return block;
}

/** The statements of a method whose body is given. */
function shown(body: string): string[] {
  const text = `class A { async go(volume: V, connector: C) {\n${body}\n} }`;
  return showBlock(text, blockOf(text));
}

describe('the statements of a function', () => {
  it.each<[title: string, body: string, lines: string[]]>([
    ['declares', 'const lun = map(volume);', ['body assign r:map,volume w:lun']],
    ['takes apart', 'const { a, b: [c = d] } = volume;', ['body assign r:d,volume w:a,c']],
    ['assigns', 'lun = 1; lun += 2;', ['body assign w:lun', 'body assign r:lun w:lun']],
    ['counts', 'n++;', ['body expression r:n w:n']],
    ['changes', 'info.data.lun = lun;', ['body assign r:info,lun m:info']],
    ['fills', 'targets.push(iqn);', ['body expression r:targets,iqn m:targets']],
    [
      'fills by key',
      'map[key].x = 1; delete map.y;',
      ['body assign r:key,map m:map', 'body expression r:map m:map'],
    ],
    ['fills an object', 'Object.assign(info, more);', ['body expression r:info,info,more m:info']],
    ['sets a field', 'this.conn = connect();', ['body assign r:connect s:conn']],
    [
      'changes a field',
      'this.#cache.set(volume.id, 1); this.a.b = 2;',
      ['body expression r:volume s:#cache', 'body assign s:a'],
    ],
    ['calls a method of its own', 'this.add(volume);', ['body expression r:volume']],
    [
      'knows an alias of this',
      'const self = this; self.conn = 1;',
      ['body assign w:self', 'body assign s:conn'],
    ],
    ['waits', 'await a.map(b);', ['body expression r:a,b await[await a.map(b)]']],
    [
      'chooses',
      'return known ?? (await create());',
      ['body return r:known,create await[await create()] nullish[known / (await create())]'],
    ],
    [
      'chooses by a condition',
      'x = a && b ? c : d || e;',
      ['body assign r:a,b,c,d,e w:x conditional[a && b / c / d || e] and[a / b] or[d / e]'],
    ],
    [
      'branches',
      'if (a) b(); else if (c) { throw d; } else return;',
      [
        'body if r:a',
        '  body expression r:b',
        '  else if r:c',
        '    body throw r:d',
        '    else return',
      ],
    ],
    [
      'loops',
      'for (const x of xs) { if (x) break; continue; }',
      ['body loop r:xs w:x', '  body if r:x', '    body break', '  body continue'],
    ],
    [
      'loops by other means',
      'for (let i = 0; i < n; i++) a(); do b(); while (c);',
      [
        'body loop r:i,n,i w:i,i',
        '  body expression r:a',
        'body loop r:c',
        '  body expression r:b',
      ],
    ],
    [
      'tries',
      'try { a(); } catch (e) { log(e); throw e; } finally { b(); }',
      [
        'body try',
        '  body expression r:a',
        '  catch catch w:e',
        '    body expression r:log,e',
        '    body throw r:e',
        '  finally expression r:b',
      ],
    ],
    [
      'switches',
      'switch (a) { case b: c(); break; default: d(); }',
      [
        'body switch r:a',
        '  case case r:b',
        '    body expression r:c',
        '    body break',
        '  case case',
        '    body expression r:d',
      ],
    ],
    [
      'runs closures',
      'await lock(host, async () => { lun = await map(volume); });',
      [
        'body expression r:lock,host c:map,volume,lun await[await lock(host, async () => { lun = await map(volume); })]',
        '  closure def c:map,volume,lun',
        '    body assign r:map,volume w:lun await[await map(volume)]',
      ],
    ],
    [
      'runs arrows',
      'await Promise.all(xs.map((x) => create(x, volume)));',
      [
        'body expression r:Promise,xs c:create,volume await[await Promise.all(xs.map((x) => create(x, volume)))]',
        '  closure def c:create,volume',
        '    body return r:create,x,volume',
      ],
    ],
    [
      'declares functions',
      'function f(a) { return a + b; }',
      ['body def w:f c:b', '  body return r:a,b'],
    ],
    [
      'names no types and no keys',
      'const a = { lun: 1, volume, [k]: x as Lun } satisfies T;',
      ['body assign r:volume,k,x w:a'],
    ],
    [
      'goes by its blocks',
      '{ a(); } label: { b(); }',
      ['body expression r:a', 'body expression r:b'],
    ],
  ])('%s', (_title, body, lines) => {
    expect(shown(body)).toEqual(lines);
  });

  it('is found whatever form the function has', () => {
    const text = `export const driver = { async go(volume) { await map(volume); } };
class B { @logged() public static async go2(x) { return x; } #go3 = function go3() { a(); } }`;
    expect(showBlock(text, blockOf(text))).toEqual([
      'body expression r:map,volume await[await map(volume)]',
    ]);
    expect(showBlock(text, blockOf(text, 'go2'))).toEqual(['body return r:x']);
    expect(showBlock(text, blockOf(text, 'go3'))).toEqual(['body expression r:a']);
  });

  it('is nothing where there is no body, and where nothing has the span', () => {
    const text = 'abstract class A { abstract go(): void; }';
    expect(extractBlock(ts, 'a.ts', text, spanOfFunction(factsOf(text), 'go'))).toBeUndefined();
    expect(extractBlock(ts, 'a.ts', 'function go() {}', [3, 9])).toBeUndefined();
  });

  it('takes the comments before a statement with it, blank lines excepted', () => {
    const text = `function go() {
  first(); // behind

  // far away

  // What it is for,
  /* and why. */
  second();
}`;
    const [, second] = blockOf(text).statements;
    expect(text.slice(...second.trivia)).toBe('// What it is for,\n  /* and why. */\n  ');
    expect(text.slice(...second.span)).toBe('second();');
  });
});
