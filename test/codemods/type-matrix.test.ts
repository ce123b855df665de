import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { typeErrors } from '../support/type-errors.js';
import { connectorFindings, leftToDo, plan, write } from './migrate.js';

addLanguage(python);

/** Types that a contract may name, each with a value as TypeScript and as Python writes it. */
const TYPES: readonly (readonly [type: string, script: string, python: string])[] = [
  ['string', "''", "''"],
  ['number', '0', '0'],
  ['boolean', 'false', 'False'],
  ['bigint', '0n', '0'],
  ["'a' | 'b'", "'a'", "'a'"],
  ['1 | 2', '1', '1'],
  ['unknown', 'null', 'None'],
  ['string[]', '[]', '[]'],
  ['Record<string, string>', '{}', '{}'],
  ['{ a?: string }', '{}', '{}'],
  ['[string, number]', "['a', 1]", "['a', 1]"],
  ['() => void', '() => {}', 'lambda: None'],
  ['Level', "'a'", "'a'"],
  ['Opts', 'new Opts()', 'Opts()'],
  ['string | undefined', 'undefined', 'None'],
  ['Date', 'new Date(0)', 'None'],
  ['RegExp', '/x/', 'None'],
];

const POSITIONS: readonly unknown[] = ['first', 'last', { before: 'limit' }, { after: 'topic' }];
const KINDS = ['required', 'optional', 'default', 'fallback'] as const;

type Kind = (typeof KINDS)[number];

function contractOf(
  [type, script, py]: (typeof TYPES)[number],
  position: unknown,
  kind: Kind,
  fallback: string,
): string {
  const value = { typescript: script, javascript: script, python: py };
  const added = {
    name: 'trace',
    type: { typescript: type },
    position,
    ...(kind === 'optional' ? { optional: true } : kind === 'default' ? { default: value } : {}),
  };
  return JSON.stringify({
    name: 'matrix',
    drivers: { types: ['Feed'], structural: false },
    methods: {
      poll: { parameters: [{ name: 'topic' }, { name: 'limit', optional: true }], added },
    },
    values: { names: ['trace'], ...(kind === 'fallback' ? { fallback } : {}) },
  });
}

const SCRIPT = `export type Level = 'a' | 'b';
export class Opts { x = 1; }
export interface Feed { poll(topic: string, limit?: number): Promise<string>; }
export class Wire implements Feed {
  async poll(topic: string, limit?: number): Promise<string> { return topic + String(limit); }
}
export class Proxy implements Feed {
  constructor(private readonly inner: Feed) {}
  poll(topic: string, limit?: number): Promise<string> { return this.inner.poll(topic, limit); }
}
export async function both(feed: Feed): Promise<void> {
  await feed.poll('x');
  await feed.poll('y', 1);
}
`;

const PYTHON = `class Opts(object):
    pass


class Feed(object):
    def poll(self, topic, limit=None):
        raise NotImplementedError()


class Wire(Feed):
    def poll(self, topic, limit=None):
        return topic, limit


class Proxy(Feed):
    def __init__(self, inner: Feed):
        self.inner = inner

    def poll(self, topic, limit=None):
        return self.inner.poll(topic, limit)


def both(feed: Feed):
    feed.poll('x')
    feed.poll('y', 1)
    feed.poll('z', limit=1)
`;

/**
 * A text after a migration that has nothing to do a second time, and in which the rules find what
 * is open, no more.
 */
function migrated(name: string, text: string, contract: string): string {
  const root = folderWith({ 'setup.py': '', [name]: text, 'driver-contract.json': contract });
  const first = plan(root);
  write(root, first.after);
  const again = plan(root);
  expect([...again.after], contract).toEqual([]);
  expect(connectorFindings(again), contract).toEqual(leftToDo(again));
  return first.after.get(name) ?? text;
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.each(KINDS)('add-connector, types by places: %s', (kind) => {
  const cells = (value: 1 | 2) =>
    TYPES.flatMap((type) =>
      POSITIONS.map((position) => contractOf(type, position, kind, type[value])),
    );

  it('in TypeScript: done in one run, and compiles', () => {
    const texts = cells(1).map((contract) => migrated('feed.ts', SCRIPT, contract));
    // What nothing says a value for is open, and lacks it.
    const lacking = kind === 'required' ? [2345, 2554, 2559] : [];
    const errors = typeErrors(texts).flatMap((found, i) =>
      found.flatMap(({ code, message }) =>
        lacking.includes(code) ? [] : [`${message}\n${texts[i]}`],
      ),
    );
    expect(errors).toEqual([]);
  }, 60_000);

  it.skipIf(!hasPython)(
    'in Python: done in one run, and compiles',
    () => {
      const texts = cells(2).map((contract) => migrated('feed.py', PYTHON, contract));
      const script =
        'import json, sys\nfor t in json.load(sys.stdin):\n    try: compile(t, "feed.py", "exec")\n    except SyntaxError as e: print(t, e)';
      const run = spawnSync('python3', ['-c', script], {
        input: JSON.stringify(texts),
        encoding: 'utf8',
      });
      expect(run.stdout + run.stderr).toBe('');
    },
    60_000,
  );
});
