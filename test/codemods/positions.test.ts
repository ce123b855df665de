import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnfinished } from '../../codemods/add-connector/ledger.js';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { written as inMemory } from '../support/written.js';
import { typeErrors } from '../support/type-errors.js';
import { connectorFindings, leftToDo, plan, write } from './migrate.js';

addLanguage(python);

const RUNS = Number(process.env.FC_RUNS ?? 60);
const hasPython = spawnSync('python3', ['--version']).status === 0;

const position = fc.constantFrom<unknown>(
  'first',
  'last',
  { after: 'one' },
  { after: 'two' },
  { before: 'two' },
  { before: 'three' },
);
const kind = fc.constantFrom('required', 'optional', 'default');

interface Setup {
  readonly position: unknown;
  readonly kind: string;
  readonly hasFallback: boolean;
}

const setups: fc.Arbitrary<Setup> = fc.record({ position, kind, hasFallback: fc.boolean() });

function contractOf({ position: at, kind: how, hasFallback }: Setup): string {
  const added = { name: 'extra', type: 'number', position: at };
  return JSON.stringify({
    name: 'positions',
    drivers: { types: ['Driver'] },
    methods: {
      doIt: {
        parameters: [{ name: 'one' }, { name: 'two' }, { name: 'three', optional: true }],
        added: {
          ...added,
          ...(how === 'optional'
            ? { optional: true }
            : how === 'default'
              ? { default: { python: '7', typescript: '7' } }
              : {}),
        },
      },
    },
    values: { names: ['extra'], ...(hasFallback ? { fallback: '7' } : {}) },
  });
}

/** Python lists that one or the other driver has. */
const LISTS = [
  'self, one, two, three=None',
  'self, one, two, three=None, own=1',
  'self, one, two, three=None, *, own',
  'self, one, two, three=None, **options',
  'self, one, two, three=None, *rest',
  'self, one, /, two, three=None',
  'self, one, two, /, three=None, *, own=2',
  'self, *, one, two, three=None',
  'self, one, *, two, three=None',
  'self, two, one, three=None',
  'self, one, two',
  'self, *args, **options',
  'self, one=1, two=2, three=3',
];

const CALLS = [
  'd.do_it(a, b)',
  'd.do_it(a, b, c)',
  'd.do_it(a, b, three=c)',
  'd.do_it(a, two=b)',
  'd.do_it(two=b, one=a)',
  'd.do_it(one=a, two=b, three=c)',
  "d.do_it(**{'one': a, 'two': b})",
  'd.do_it(*[a, b])',
  'd.do_it(a, **dict(two=b))',
];

describe('add-connector on Python, whatever the lists and the place', () => {
  it.skipIf(!hasPython)('writes what Python takes, and has nothing to do a second time', () => {
    const written: { readonly text: string; readonly before: string; readonly contract: string }[] =
      [];
    const cases = fc.record({
      setup: setups,
      lists: fc.uniqueArray(fc.constantFrom(...LISTS), { minLength: 1, maxLength: 4 }),
      calls: fc.uniqueArray(fc.constantFrom(...CALLS), { minLength: 1, maxLength: 5 }),
      isInScope: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ setup, lists, calls, isInScope }) => {
        const drivers = lists.map(
          (list, i) => `class Driver${i}(Driver):\n    def do_it(${list}):\n        return 1\n`,
        );
        const base =
          'class Driver(object):\n    def do_it(self, one, two, three=None):\n        raise NotImplementedError()\n';
        const uses = lists.map(
          (_, i) =>
            `def use${i}(a, b, c${isInScope ? ', extra' : ''}):\n    d = Driver${i}()\n    ${calls.join('\n    ')}\n`,
        );
        const before = [base, ...drivers, ...uses].join('\n\n');
        const contract = contractOf(setup);
        const root = folderWith({
          'setup.py': '',
          'driver-contract.json': contract,
          'drivers.py': before,
        });
        const first = plan(root);
        write(root, first.after);
        const text = first.after.get('drivers.py') ?? before;
        written.push({ text, before, contract });
        const second = plan(root);
        expect([...second.after], `${contract}\n${text}`).toEqual([]);
        expect(
          connectorFindings(second).filter((place) => !leftToDo(second).includes(place)),
          `${contract}\n${text}`,
        ).toEqual([]);
      }),
      { numRuns: RUNS, seed: 12 },
    );
    const script =
      'import json, sys\nfor c in json.load(sys.stdin):\n    try: compile(c["text"], "drivers.py", "exec")\n    except SyntaxError as e: print(c["contract"], c["text"], e)';
    const run = spawnSync('python3', ['-c', script], {
      input: JSON.stringify(written),
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    expect(run.stdout + run.stderr).toBe('');
  });
});

/** TypeScript lists that one or the other driver has. */
const SCRIPT_LISTS = [
  'one: string, two: string, three?: string',
  'one: string, two: string, three?: string, own?: Date',
  "one: string, two: string, three = 'x'",
  'one: string, two: string, ...rest: unknown[]',
  'one: string, two: string',
  'one: string',
  '',
  'this: unknown, one: string, two: string, three?: string',
  "one = 'x', two = 'y', three = 'z'",
  '...all: [one: string, two: string, three?: string]',
  'one: string, two?: string, three?: string',
  'one: string, { length }: string, three?: string',
];

const SCRIPT_CALLS = [
  'd.doIt(a, b)',
  'd.doIt(a, b, c)',
  'd.doIt(...([a, b] as const))',
  'd.doIt.call(d, a, b)',
  'd.doIt.apply(d, [a, b, c])',
  'Reflect.apply(d.doIt, d, [a, b])',
  'd.doIt.bind(d)(a, b)',
  'd.doIt.bind(d, a)(b, c)',
];

/** Said of a call that is open, or of what was put into the place of another. */
const OF_CALLS: ReadonlySet<number> = new Set([2322, 2345, 2554, 2555, 2556, 2684, 2769]);

describe('add-connector on TypeScript, whatever the lists and the place', () => {
  it('writes what TypeScript takes, and has nothing to do a second time', () => {
    const written: {
      readonly before: string;
      readonly text: string;
      readonly contract: string;
      readonly isDone: boolean;
    }[] = [];
    const cases = fc.record({
      setup: setups,
      lists: fc.uniqueArray(fc.constantFrom(...SCRIPT_LISTS), { minLength: 1, maxLength: 4 }),
      calls: fc.uniqueArray(fc.constantFrom(...SCRIPT_CALLS), { minLength: 1, maxLength: 5 }),
      isInScope: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ setup, lists, calls, isInScope }) => {
        const base =
          'export interface Driver {\n  doIt(one: string, two: string, three?: string): void;\n}\n';
        const drivers = lists.map(
          (list, i) => `export class Driver${i} implements Driver {\n  doIt(${list}): void {}\n}\n`,
        );
        const more = isInScope ? ', extra: number' : '';
        const use = `export function use(d: Driver, a: string, b: string, c: string${more}): void {\n  ${calls.join(';\n  ')};\n}\n`;
        const before = [base, ...drivers, use].join('\n');
        const contract = contractOf(setup);
        const root = folderWith({ 'driver-contract.json': contract, 'drivers.ts': before });
        const first = plan(root);
        write(root, first.after);
        const text = first.after.get('drivers.ts') ?? before;
        written.push({
          before,
          text,
          contract,
          isDone: first.plan.ledger.entries.every(
            (e) => e.kind !== 'declaration' || !isUnfinished(e),
          ),
        });
        const second = plan(root);
        expect([...second.after], `${contract}\n${text}`).toEqual([]);
        expect(
          connectorFindings(second).filter((place) => !leftToDo(second).includes(place)),
          `${contract}\n${text}`,
        ).toEqual([]);
      }),
      { numRuns: RUNS, seed: 12 },
    );
    const errors = typeErrors(written.flatMap(({ before, text }) => [before, text]));
    const fresh = written.flatMap(({ text, contract, isDone }, i) => {
      // What is left as it is may contradict what it implements.
      const known = new Set([
        ...errors[2 * i].map((e) => e.code),
        ...OF_CALLS,
        ...(isDone ? [] : [2416]),
      ]);
      return errors[2 * i + 1].flatMap(({ code, message }) =>
        known.has(code) ? [] : [`${contract}\n${message}\n${text}`],
      );
    });
    expect(fresh).toEqual([]);
  });
});

it.each<[position: string, list: string]>([
  ['last', 'self, backup, volume_file‹, backup_metadata=False›'],
  ['first', 'self, ‹backup_metadata, ›backup, volume_file'],
])('a parameter whose name is the first word of the new one is none: %s', (place, list) => {
  const contract = {
    name: 'backups',
    drivers: { types: ['BackupDriver'] },
    methods: {
      backup: {
        parameters: [{ name: 'backup' }, { name: 'volumeFile' }],
        added: {
          name: 'backupMetadata',
          position: place,
          ...(place === 'last' ? { default: { python: 'False' } } : {}),
        },
      },
    },
  };
  const files = {
    'setup.py': '',
    'driver.py': `class BackupDriver(object):\n    def backup(${list}):\n        raise NotImplementedError()\n`,
  };
  const { expected, actual, left, again } = inMemory(files, contract);
  expect(actual).toEqual(expected);
  expect([left, again]).toEqual([[], []]);
});
