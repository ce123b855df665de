import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { filesBelow, folderWith } from '../support/temp.js';

interface Random {
  next(): number;
  int(limit: number): number;
  fork(name: string): Random;
}
interface Base {
  readonly file: string;
  readonly text: string;
  readonly language: 'python' | 'script';
  readonly isTyped: boolean;
  readonly hasJsx: boolean;
  readonly hasFix: boolean;
}
interface Mutant {
  readonly file: string;
  readonly base: Base;
  readonly bytes: Buffer;
  readonly names: readonly string[];
  readonly keeps: boolean;
}
interface Result {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly seconds: number;
}
interface Fault {
  readonly kind: string;
  readonly door: string;
  readonly input: string;
  readonly said: string;
  readonly kept?: string;
}
interface Trial {
  readonly faults: readonly Fault[];
  readonly attempts: ReadonlyMap<string, number>;
  judge(result: Result, options: { door: string; input: string; mayFail?: boolean }): boolean;
}
type Made = string | Buffer | [string, string];
interface Mutation {
  readonly name: string;
  readonly keeps: boolean;
  apply(text: string, random: Random, base: Base, others: readonly Base[], limits: object): Made;
}

const load = (file: string): Promise<unknown> =>
  import(new URL(`../../bench/trials/${file}`, import.meta.url).href);
const { Random } = (await load('random.mjs')) as { Random: new (seed: string) => Random };
const { FAR, MUTATIONS, mutate } = (await load('mutations.mjs')) as {
  FAR: object;
  MUTATIONS: readonly Mutation[];
  mutate: (
    base: Base,
    others: readonly Base[],
    random: Random,
    options?: { without?: string[] },
  ) => { bytes: Buffer; names: string[]; keeps: boolean };
};
const { treesOf } = (await load('bases.mjs')) as {
  treesOf: (corpora: string[]) => { language: string; bases: Base[] }[];
};
const { createTrial, verdictOf } = (await load('trial.mjs')) as {
  createTrial: (name: string, options: object) => Trial;
  verdictOf: (
    result: Result,
    options?: { mayFail?: boolean },
  ) => { kind: string; said: string } | undefined;
};
const { DOORS } = (await load('doors.mjs')) as { DOORS: readonly { name: string }[] };
const { drawBatch, tryBatch } = (await load('batch.mjs')) as {
  drawBatch: (
    batch: object,
    random: Random,
    size: number,
    without: string[],
  ) => { mutants: Mutant[]; controls: Mutant[] };
  tryBatch: (trial: Trial, batch: object) => Promise<void>;
};
const { foreignHunk } = (await load('damage.mjs')) as {
  foreignHunk: (before: Buffer, after: Buffer) => string | undefined;
};
const { rowsOf, withTables } = (await load('report.mjs')) as {
  rowsOf: (report: object) => unknown[][];
  withTables: (page: string, reports: object[]) => string;
};

const SCRIPT: Base = {
  file: 'src/acme.ts',
  text: 'export class Acme {\n  createExport(context: Context, volume: Volume) {}\n  initializeConnection(volume: Volume) {}\n}\n',
  language: 'script',
  isTyped: true,
  hasJsx: false,
  hasFix: false,
};
const PYTHON: Base = {
  file: 'acme.py',
  text: 'class Acme(object):\n    def create_export(self, context, volume):\n        pass\n',
  language: 'python',
  isTyped: false,
  hasJsx: false,
  hasFix: false,
};
const fine: Result = { code: 0, signal: null, stdout: '', stderr: '', timedOut: false, seconds: 1 };

afterEach(() => {
  vi.restoreAllMocks();
});

describe('random numbers', () => {
  it('come out the same each time, and others for another seed', () => {
    const draw = (random: Random) => Array.from({ length: 20 }, () => random.int(1000));
    expect(draw(new Random('1'))).toEqual(draw(new Random('1')));
    expect(draw(new Random('1'))).not.toEqual(draw(new Random('2')));
    expect(new Set(draw(new Random('1'))).size).toBeGreaterThan(10);
  });

  it('of a fork do not hang on what was drawn before', () => {
    const random = new Random('1');
    const early = random.fork('a').next();
    random.next();
    expect(random.fork('a').next()).toBe(early);
    expect(random.fork('b').next()).not.toBe(early);
  });
});

describe('mutations', () => {
  const others = [SCRIPT, PYTHON];
  const word = (bytes: Buffer) =>
    /create_?export/i.test(bytes.toString('latin1').replaceAll('\0', ''));

  it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))(
    '%s: the same for the same seed',
    (_, mutation) => {
      for (const base of others) {
        const made = (seed: string) => {
          const result = mutation.apply(base.text, new Random(seed), base, others, FAR);
          return Buffer.from(Array.isArray(result) ? result[0] : result);
        };
        for (const seed of ['1', '2', '3']) {
          expect(made(seed).equals(made(seed))).toBe(true);
          if (mutation.keeps) expect(word(made(seed))).toBe(true);
        }
      }
    },
  );

  it('keep what is in a file only where all of them do', () => {
    for (let i = 0; i < 200; i++) {
      const { names, keeps } = mutate(SCRIPT, others, new Random(String(i)));
      const plain = names.map((name) => name.replace(/ \(.*/s, ''));
      expect(keeps).toBe(
        plain.every((name) => MUTATIONS.find((mutation) => mutation.name === name)?.keeps),
      );
    }
  });

  it('can be left out', () => {
    for (let i = 0; i < 100; i++)
      expect(
        mutate(SCRIPT, others, new Random(String(i)), { without: ['deep', 'tokens'] }).names.join(),
      ).not.toMatch(/deep|tokens/);
  });

  it('have bases in each language, with the word of the contract', () => {
    for (const { language, bases } of treesOf([])) {
      expect(bases.filter(({ text }) => /create_?export/i.test(text)).length).toBeGreaterThan(20);
      expect(new Set(bases.map((base) => base.language))).toEqual(new Set([language]));
      expect(bases.some(({ hasFix }) => hasFix)).toBe(true);
    }
  });

  it('are often of a file that has a fix where the door fixes, and lie beside it', () => {
    for (const tree of treesOf([]))
      for (const name of ['check', 'check --fix']) {
        const door = DOORS.find((one) => one.name === name);
        const { mutants, controls } = drawBatch({ tree, door }, new Random('fixes'), 300, []);
        expect(mutants.filter(({ base }) => base.hasFix).length > 50).toBe(name === 'check --fix');
        const beside = new Set(controls.map(({ base }) => base));
        expect(mutants.every(({ base }) => beside.has(base))).toBe(true);
      }
  });
});

describe('a verdict on a run', () => {
  const stack = 'TypeError: x is not a function\n    at run (file:///a/b.js:1:2)\n';
  it.each([
    ['findings', { code: 1 }, {}, undefined],
    ['a warning', { stderr: 'driver-contract: a.ts: is not UTF-8\n' }, {}, undefined],
    [
      'a refusal that was asked for',
      { code: 2, stderr: 'driver-contract: a: no such file\n' },
      { mayFail: true },
      undefined,
    ],
    [
      'a refusal that was not',
      { code: 2, stderr: 'driver-contract: a: no such file\n' },
      {},
      'crash',
    ],
    ['a refusal without a sentence', { code: 2 }, { mayFail: true }, 'crash'],
    ['a stack', { code: 2, stderr: stack }, { mayFail: true }, 'crash'],
    [
      'the name of an error',
      { code: 2, stderr: 'driver-contract: RangeError: Maximum call stack size exceeded\n' },
      { mayFail: true },
      'crash',
    ],
    ['another exit code', { code: 134 }, {}, 'crash'],
    ['a signal', { code: null, signal: 'SIGSEGV' }, {}, 'crash'],
    [
      'a run that was killed for its time',
      { code: null, signal: 'SIGKILL', timedOut: true },
      {},
      'hang',
    ],
  ])('%s', (_, result, options, kind) => {
    expect(verdictOf({ ...fine, ...result }, options)?.kind).toBe(kind);
  });
});

describe('losses', () => {
  const before = Buffer.from('a\nb\nc\nd\ncreateExport(context, volume)\n');
  it.each([
    ['an edit', 'a\nb\nc\nd\ncreateExport(context, volume, connector)\n', false],
    [
      'a line that is gone far from it',
      'b\nc\nd\ncreateExport(context, volume, connector)\n',
      true,
    ],
    ['other line ends', 'a\r\nb\nc\nd\ncreateExport(context, volume, connector)\n', false],
    ['another letter', 'x\nb\nc\nd\ncreateExport(context, volume)\n', true],
  ])('%s', (_, after, isLoss) => {
    expect(foreignHunk(before, Buffer.from(after)) !== undefined).toBe(isLoss);
  });
});

describe('a product with a fault that was planted', () => {
  // It does its work for a file with the word; what stands in a file tells it how to fail.
  const BIN = `
import fs from 'node:fs';
import path from 'node:path';
const files = fs.readdirSync('.', { recursive: true }).filter((file) => /\\.ts$/.test(file));
const texts = files.map((file) => [file, fs.readFileSync(file, 'utf8')]);
if (texts.some(([, text]) => text.includes('CRASH'))) undefined.crash();
while (texts.some(([, text]) => text.includes('HANG'))) {}
for (const [file, text] of texts) if (text.includes('LOSE')) fs.writeFileSync(file, text.slice(1));
const told = texts.filter(([, text]) => text.includes('createExport') && !text.includes('SILENT'));
process.stdout.write(process.argv[2] === 'check'
  ? JSON.stringify(told.map(([file]) => ({ filePath: path.resolve(file), messages: [{ ruleId: 'a', severity: 2, message: 'b' }] })))
  : JSON.stringify({ entries: told.map(([file]) => ({ kind: 'declaration', method: 'createExport', file, reason: '' })) }));
process.exitCode = 1;
`;
  async function faultsOf(
    doorName: string,
    planted: string,
    extra: readonly string[] = ['// fine\n', '// fine too\n'],
    hangSeconds = 60,
  ) {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const product = folderWith({
      'bin/driver-contract.js': BIN,
      'package.json': '{ "type": "module" }',
    });
    const keep = folderWith({});
    const trial = createTrial('fuzz', {
      product,
      corpora: [],
      seed: '1',
      isLong: false,
      scratch: folderWith({}),
      keep,
      hangSeconds,
    });
    const mutants: Mutant[] = [...extra, planted].map((more, i) => ({
      file: `src/m${i}.ts`,
      base: SCRIPT,
      bytes: Buffer.from(SCRIPT.text + more),
      names: ['made up'],
      keeps: true,
    }));
    const control: Mutant = {
      file: 'src/control.ts',
      base: SCRIPT,
      bytes: Buffer.from(SCRIPT.text),
      names: [],
      keeps: true,
    };
    const door = DOORS.find(({ name }) => name === doorName);
    await tryBatch(trial, {
      id: 'a',
      door,
      tree: { files: new Map(), bases: [SCRIPT] },
      mutants,
      controls: [control],
    });
    return trial.faults.map(({ kind, input, kept }) => [
      kind,
      input.includes('src/m'),
      kept ? filesBelow(kept) : [],
    ]);
  }
  const kept = (n: number) => ['FAULT.txt', path.join('src', `m${n}.ts`)];

  it('is not found where there is none', async () => {
    expect(await faultsOf('check', '')).toEqual([]);
    expect(await faultsOf('migrate --write', '')).toEqual([]);
  });

  it('crashes: the one file is found', async () => {
    expect(await faultsOf('check', '// CRASH\n')).toEqual([['crash', true, kept(2)]]);
  });

  it('hangs', async () => {
    expect(await faultsOf('check', '// HANG\n', [], 3)).toEqual([['hang', true, kept(0)]]);
  });

  it('drops bytes', async () => {
    expect(await faultsOf('migrate', '// LOSE\n')).toEqual([['lost', true, kept(2)]]);
    expect(await faultsOf('migrate --write', '// LOSE\n')).toEqual([['lost', true, kept(2)]]);
  });

  it('is silent', async () => {
    expect(await faultsOf('check', '// SILENT\n')).toEqual([['silent', true, kept(2)]]);
    expect(await faultsOf('migrate', '// SILENT\n')).toEqual([['silent', true, kept(2)]]);
  });
});

describe('the report', () => {
  const report = {
    seed: '7',
    isLong: true,
    commit: 'abc',
    node: 'v20',
    date: '2026-01-02',
    kinds: [
      {
        name: 'fuzz',
        what: 'mutants',
        attempts: { check: 1500, migrate: 20 },
        faults: [{ kind: 'hang', door: 'migrate' }],
      },
      { name: 'kills', what: 'killed runs', attempts: { kills: 3 }, faults: [] },
    ],
  };

  it('has a row for each door', () => {
    expect(rowsOf(report)).toEqual([
      ['fuzz', 'check', 1500, 0, 0, 0, 0, 0],
      ['fuzz', 'migrate', 20, 0, 1, 0, 0, 0],
      ['kills', '', 3, 0, 0, 0, 0, 0],
    ]);
  });

  it('stands between the markers of a page, however often', () => {
    const page = 'Before\n<!-- trials:begin -->\nold\n<!-- trials:end -->\nAfter\n';
    const written = withTables(page, [report]);
    expect(written).toContain('Long run of 2026-01-02: commit abc, Node v20, seed 7.');
    expect(written).toContain('| fuzz | check | 1,500 | 0 | 0 | 0 | 0 | 0 |');
    expect(written).toContain('| **all** |  | 1,523 | 0 | 1 | 0 | 0 | 0 |');
    expect(written).toMatch(/^Before\n[^]*\nAfter\n$/);
    expect(written).not.toContain('old');
    expect(withTables(written, [report])).toBe(written);
    expect(() => withTables('no markers', [report])).toThrow('no <!-- trials:begin -->');
  });
});

describe('the folders of trials', () => {
  it('are under the scratch folder', () => {
    const scratch = folderWith({});
    const trial = createTrial('fuzz', {
      product: '/p',
      corpora: [],
      seed: '1',
      isLong: false,
      scratch,
      keep: scratch,
    }) as Trial & {
      folder(name: string): string;
    };
    const made = trial.folder('a/../b');
    expect(path.dirname(made)).toBe(scratch);
    expect(fs.readdirSync(made)).toEqual([]);
  });
});
