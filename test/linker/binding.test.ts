import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Expr } from '../../src/facts/types.js';
import { bind, type Argument, type Binding, type Parameter } from '../../src/linker/binding.js';

/** How many signatures are tried; `BINDINGS=100000` tries as many. */
const COUNT = Number(process.env.BINDINGS ?? 2000);

const value = (at: number): Expr => ({ k: 'unknown', span: [at, at] });

/** A call as both sides read it: `list` and `names` are unpacked, and this is what they hold. */
interface Call {
  readonly arguments: readonly (
    | { readonly k: 'position' }
    | { readonly k: 'name'; readonly name: string }
    | { readonly k: 'list'; readonly length: number }
    | { readonly k: 'names'; readonly names: readonly string[] }
  )[];
}

const NAMES = ['a', 'b', 'c', 'd', 'e'];

const parameters: fc.Arbitrary<readonly Parameter[]> = fc
  .record({
    positionOnly: fc.nat(2),
    plain: fc.nat(2),
    defaults: fc.nat(4),
    nameOnly: fc.array(fc.boolean(), { maxLength: 2 }),
    rest: fc.boolean(),
    names: fc.boolean(),
  })
  .map(({ positionOnly, plain, defaults, nameOnly, rest, names }) => {
    const places = positionOnly + plain;
    const list: Parameter[] = Array.from({ length: places }, (_, i) => ({
      name: NAMES[i],
      kind: i < positionOnly ? 'positionOnly' : 'plain',
      hasDefault: i >= places - defaults,
    }));
    if (rest) list.push({ name: 'args', kind: 'rest', hasDefault: true });
    for (const [i, hasDefault] of nameOnly.entries())
      list.push({ name: `k${i}`, kind: 'nameOnly', hasDefault });
    if (names) list.push({ name: 'options', kind: 'names', hasDefault: true });
    return list;
  });

const names = fc.constantFrom(...NAMES, 'k0', 'k1', 'other');

const calls: fc.Arbitrary<Call> = fc
  .record({
    before: fc.nat(4),
    list: fc.option(fc.nat(3), { nil: undefined }),
    after: fc.nat(1),
    named: fc.uniqueArray(names, { maxLength: 3 }),
    unpacked: fc.option(fc.uniqueArray(names, { maxLength: 2 }), { nil: undefined }),
  })
  .map(({ before, list, after, named, unpacked }) => ({
    arguments: [
      ...Array.from({ length: before }, () => ({ k: 'position' as const })),
      ...(list === undefined
        ? []
        : [
            { k: 'list' as const, length: list },
            ...Array.from({ length: after }, () => ({ k: 'position' as const })),
          ]),
      ...named.map((name) => ({ k: 'name' as const, name })),
      ...(unpacked === undefined ? [] : [{ k: 'names' as const, names: unpacked }]),
    ],
  }));

/** What is known when everything is unpacked that is. */
function written(call: Call, isKnown: boolean): Argument[] {
  let at = 0;
  return call.arguments.flatMap((a): Argument[] => {
    if (a.k === 'position') return [{ k: 'position', value: value(at++) }];
    if (a.k === 'name') return [{ k: 'name', name: a.name, value: value(at++) }];
    if (!isKnown) {
      at += a.k === 'list' ? a.length : a.names.length;
      return [{ k: a.k, value: value(-1) }];
    }
    if (a.k === 'list')
      return Array.from({ length: a.length }, () => ({ k: 'position', value: value(at++) }));
    return a.names.map((name) => ({ k: 'name', name, value: value(at++) }));
  });
}

/** What each parameter gets, by the number of the argument; null where a call is an error. */
function asPython({ given, misfits }: Binding): Record<string, unknown> | null {
  if (misfits.length > 0 || given.some((g) => g.k === 'missing')) return null;
  return Object.fromEntries(
    given.map((g, i) => [
      String(i),
      g.k === 'argument'
        ? g.argument.value.span[0]
        : g.k === 'several'
          ? g.arguments.map((a) => a.value.span[0])
          : 'default',
    ]),
  );
}

// A function is defined and called: `inspect.signature` refuses names of positional-only parameters
// that `**options` would take.
const PYTHON = `
import json, sys

def written(parameters):
    slash = sum(1 for p in parameters if p['kind'] == 'positionOnly')
    out, has_star = [], False
    for i, p in enumerate(parameters):
        if p['kind'] == 'nameOnly' and not has_star:
            out.append('*'); has_star = True
        if p['kind'] == 'rest':
            out.append('*' + p['name']); has_star = True
        elif p['kind'] == 'names':
            out.append('**' + p['name'])
        else:
            out.append(p['name'] + ("='default'" if p['hasDefault'] else ''))
        if slash and i == slash - 1:
            out.append('/')
    return ', '.join(out)

out = []
for parameters, arguments in json.load(sys.stdin):
    space = {}
    exec('def f(' + written(parameters) + '): return locals()', space)
    positions, named, at, twice = [], {}, 0, False
    def give(name):
        global twice, at
        twice = twice or name in named
        named[name] = at
        at += 1
    for a in arguments:
        if a['k'] == 'position':
            positions.append(at); at += 1
        elif a['k'] == 'name':
            give(a['name'])
        elif a['k'] == 'list':
            for _ in range(a['length']):
                positions.append(at); at += 1
        else:
            for name in a['names']:
                give(name)
    try:
        if twice:
            raise TypeError
        bound = space['f'](*positions, **named)
        out.append({str(i): (list(v) if isinstance(v, tuple) else list(v.values()) if isinstance(v, dict) else v)
                    for i, v in enumerate(bound[p['name']] for p in parameters)})
    except TypeError:
        out.append(None)
json.dump(out, sys.stdout)
`;

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('bind', () => {
  it.skipIf(!hasPython)('gives what CPython gives', () => {
    const cases = fc.sample(fc.tuple(parameters, calls), { numRuns: COUNT, seed: 12 });
    const input = JSON.stringify(cases.map(([list, call]) => [list, call.arguments]));
    const run = spawnSync('python3', ['-c', PYTHON], {
      input,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    expect(run.stderr).toBe('');
    const theirs = JSON.parse(run.stdout) as (Record<string, unknown> | null)[];
    for (const [i, [list, call]] of cases.entries())
      expect(asPython(bind(written(call, true), list)), JSON.stringify({ list, call })).toEqual(
        theirs[i],
      );
  });

  it('says no more of what is unpacked than what holds whatever that is', () => {
    fc.assert(
      fc.property(parameters, calls, (list, call) => {
        const known = bind(written(call, true), list);
        if (known.misfits.length > 0 || known.given.some((g) => g.k === 'missing')) return;
        const unknown = bind(written(call, false), list);
        expect(unknown.misfits).toEqual([]);
        for (const [i, g] of unknown.given.entries())
          if (g.k !== 'carried' && g.k !== 'several') expect(known.given[i]).toEqual(g);
        expect(unknown.given.map((g) => g.k)).not.toContain('missing');
      }),
      { numRuns: COUNT, seed: 12 },
    );
  });

  it('takes the calls that TypeScript takes', () => {
    const lists = fc.record({ required: fc.nat(3), optional: fc.nat(2), rest: fc.boolean() });
    const cases = fc.sample(fc.tuple(lists, fc.nat(7)), {
      numRuns: Math.min(COUNT, 20_000),
      seed: 12,
    });
    const lines = cases.map(([{ required, optional, rest }, count], i) => {
      const list = [
        ...Array.from({ length: required }, (_, j) => `r${j}: number`),
        ...Array.from({ length: optional }, (_, j) => `o${j}?: number`),
        ...(rest ? ['...rest: number[]'] : []),
      ];
      return `declare function f${i}(${list.join(', ')}): void; f${i}(${Array.from({ length: count }, () => '1').join(', ')});`;
    });
    const refused = errorLines(lines.join('\n'));
    for (const [i, [{ required, optional, rest }, count]] of cases.entries()) {
      const list: Parameter[] = [
        ...Array.from({ length: required + optional }, (_, j) => ({
          name: `p${j}`,
          kind: 'plain' as const,
          hasDefault: j >= required,
        })),
        ...(rest ? [{ name: 'rest', kind: 'rest' as const, hasDefault: true }] : []),
      ];
      const { given, misfits } = bind(
        Array.from({ length: count }, (_, j): Argument => ({ k: 'position', value: value(j) })),
        list,
      );
      expect(misfits.length > 0 || given.some((g) => g.k === 'missing'), lines[i]).toBe(
        refused.has(i),
      );
    }
  });
});

/** The lines of a text in which the type checker finds something, from 0. */
function errorLines(text: string): ReadonlySet<number> {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2022);
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost({}),
    getSourceFile: (name) => (name === 'a.ts' ? file : undefined),
    writeFile: () => undefined,
  };
  const program = ts.createProgram(
    ['a.ts'],
    { noLib: true, noResolve: true, types: [], strict: true },
    host,
  );
  return new Set(
    program
      .getSemanticDiagnostics(file)
      .map((d) => file.getLineAndCharacterOfPosition(d.start ?? 0).line),
  );
}
