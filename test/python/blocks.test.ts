import { describe, expect, it } from 'vitest';
import { blockOfPython } from '../../src/python/blocks.js';
import { extractPython } from '../../src/python/extract.js';
import { showBlock, spanOfFunction } from '../support/blocks.js';

function blockOf(text: string, name = 'go') {
  const block = blockOfPython(text, spanOfFunction(extractPython('a.py', text), name));
  if (!block) throw new Error('no block');
  return block;
}

/** The statements of a method whose body is given. */
function shown(body: string): string[] {
  const lines = body.split('\n').map((line) => `        ${line}`);
  const text = `class A(object):\n    def go(self, volume, connector):\n${lines.join('\n')}\n`;
  return showBlock(text, blockOf(text));
}

describe('the statements of a function', () => {
  it.each<[title: string, body: string, lines: string[]]>([
    ['declares', 'lun = self.map(volume)', ['body assign r:volume w:lun']],
    ['takes apart', 'a, (b, *c) = d', ['body assign r:d w:a,b,c']],
    ['assigns twice', 'a = b = c', ['body assign r:c w:a,b']],
    ['adds', 'n += 1', ['body assign r:n w:n']],
    ['changes', "info['data'].lun = lun", ['body assign r:info,lun m:info']],
    ['fills', 'targets.append(iqn)', ['body expression r:targets,iqn m:targets']],
    ['deletes', 'del a, b[k]', ['body other r:k,b w:a m:b']],
    ['sets a field', 'self.conn = connect()', ['body assign r:connect s:conn']],
    [
      'changes a field',
      'self._cache[volume.id] = 1\nself.a.update(x=y)',
      ['body assign r:volume s:_cache', 'body expression r:y s:a'],
    ],
    ['calls a method of its own', 'self.add(volume)', ['body expression r:volume']],
    [
      'knows an alias of self',
      'this = self\nthis.conn = 1',
      ['body assign w:this', 'body assign s:conn'],
    ],
    ['waits', 'await a.map(b)', ['body expression r:a,b await[await a.map(b)]']],
    [
      'chooses',
      'return a or b if c and d else e',
      ['body return r:a,b,c,d,e conditional[c and d / a or b / e] or[a / b] and[c / d]'],
    ],
    ['names in an expression', 'if (n := find(x)): pass', ['body if r:find,x w:n', '  body empty']],
    ['goes through', 'y = [f(x, z) for x in xs if x]', ['body assign r:f,z,xs w:y']],
    [
      'branches',
      'if a:\n    b()\nelif c:\n    raise d\nelse:\n    return',
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
      'for x, y in xs:\n    break\nelse:\n    continue',
      ['body loop r:xs w:x,y', '  body break', '  else continue'],
    ],
    ['loops while', 'while a:\n    b()', ['body loop r:a', '  body expression r:b']],
    [
      'tries',
      'try:\n    a()\nexcept (B, C) as e:\n    raise\nexcept D:\n    pass\nelse:\n    f()\nfinally:\n    g()',
      [
        'body try',
        '  body expression r:a',
        '  catch catch r:B,C w:e',
        '    body throw',
        '  catch catch r:D',
        '    body empty',
        '  else expression r:f',
        '  finally expression r:g',
      ],
    ],
    [
      'holds',
      'with lock(host) as l, other:\n    a()',
      ['body with r:lock,host,other w:l', '  body expression r:a'],
    ],
    [
      'matches',
      'match a:\n    case B(c):\n        d()',
      ['body switch r:a', '  case case w:B,c', '    body expression r:d'],
    ],
    [
      'declares functions',
      "@sync('x')\ndef inner(a, b=c):\n    nonlocal lun\n    lun = self.map(a, d)\n    e = lun\ninner(1)",
      [
        'body def r:sync w:inner c:c,d,lun,lun',
        '  body empty',
        '  body assign r:a,d w:lun',
        '  body assign r:lun w:e',
        'body expression r:inner',
      ],
    ],
    [
      'runs lambdas',
      'wait(lambda x: ready(x, lun))',
      [
        'body expression r:wait c:ready,lun',
        '  closure def c:ready,lun',
        '    body return r:ready,x,lun',
      ],
    ],
    [
      'leaves out what documents',
      '"""Doc."""\nassert a\nimport b',
      ['body other r:a', 'body other r:b'],
    ],
  ])('%s', (_title, body, lines) => {
    expect(shown(body)).toEqual(lines);
  });

  it('is found with and without decorators, in classes and outside', () => {
    const text = `@logged
def go(volume):
    a(volume)


class B(C):
    @property
    def go2(self):
        return self.x

    def outer(self):
        def go3(self2): self2.x = 1
        return go3
`;
    expect(showBlock(text, blockOf(text))).toEqual(['body expression r:a,volume']);
    expect(showBlock(text, blockOf(text, 'go2'))).toEqual(['body return']);
    expect(showBlock(text, blockOf(text, 'go3'))).toEqual(['body assign r:self2 m:self2']);
  });

  it('ends where its last statement does, comments aside', () => {
    const text = `def go():
    first()  # behind
    # Why,
    # at length.
    second()
    # after
`;
    const [, second] = blockOf(text).statements;
    expect(text.slice(...second.trivia)).toBe('# Why,\n    # at length.\n    ');
    expect(text.slice(...second.span)).toBe('second()');
  });
});
