import { describe, expect, it } from 'vitest';
import { draftFrom } from '../support/drafting.js';

const BEFORE = {
  'base.ts': `export interface Store { read(key: string): string; write(key: string, value: string, mode?: number): void }
export abstract class BaseStore implements Store {
  abstract read(key: string): string;
  write(key: string, value: string, mode?: number) {}
}`,
  'file.ts': `import { BaseStore } from './base.js';
export class FileStore extends BaseStore { read(key: string) { return key; } }`,
  'keeper.ts': `import type { Store } from './base.js';
export class Keeper {
  constructor(private readonly store: Store) {}
  keep(key: string) { return this.store.read(key); }
}`,
};

/** The same files with words put in the place of others. */
function edit(file: keyof typeof BEFORE, ...changes: [from: string, to: string][]) {
  let text: string = BEFORE[file];
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${file} lacks ${from}`);
    text = text.replaceAll(from, to);
  }
  return { [file]: text };
}

const KEPT = [
  'keep(key: string) { return this.store.read(key); }',
  'keep(key: string, who: string) { return this.store.read(key, who); }',
] as [string, string];

describe('a change that was made by hand', () => {
  it('is what the topmost method gained; the edited call teaches the name of the value', () => {
    const draft = draftFrom(BEFORE, {
      ...edit('base.ts', ['read(key: string)', 'read(key: string, user: string)']),
      ...edit('keeper.ts', KEPT),
    });
    expect(draft).toMatchObject({
      $comment: [
        'Drafted by driver-contract contract --from-diff, from base.ts, keeper.ts.',
        'Where a $comment says "Guess", read it, and mend what is wrong.',
      ],
      drivers: { types: ['Store'] },
      methods: {
        read: {
          parameters: [{ name: 'key' }],
          added: { name: 'user', type: 'string', position: 'last' },
        },
      },
      values: {
        $comment:
          'Guess: the value is a variable named user or who, as in the calls that were edited.',
        names: ['user', 'who'],
      },
    });
    // The manager's own method gained something as well, and is no base class.
    expect(Object.keys(draft.methods as object)).toEqual(['read']);
  });

  it.each<[after: string, added: object]>([
    [
      'write(user: User, key: string, value: string, mode?: number)',
      { name: 'user', type: 'User', position: 'first' },
    ],
    [
      'write(key: string, user: User, value: string, mode?: number)',
      { name: 'user', type: 'User', position: { after: 'key' } },
    ],
    [
      'write(key: string, value: string, mode?: number, user?: User)',
      { name: 'user', type: 'User', optional: true, position: 'last' },
    ],
    [
      'write(key: string, value: string, mode?: number, user = 3)',
      { name: 'user', position: 'last', default: '3' },
    ],
  ])('%s', (after, added) => {
    const change = edit('base.ts', ['write(key: string, value: string, mode?: number)', after]);
    expect(draftFrom(BEFORE, change).methods).toMatchObject({
      write: {
        parameters: [{ name: 'key' }, { name: 'value' }, { name: 'mode', optional: true }],
        added,
      },
    });
  });

  it('may be several parameters, and several methods', () => {
    const change = edit(
      'base.ts',
      ['read(key: string)', 'read(key: string, user: string)'],
      ['write(key: string, ', 'write(first: number, key: string, second: number, '],
    );
    expect(draftFrom(BEFORE, change).methods).toMatchObject({
      read: { added: { name: 'user', position: 'last' } },
      write: {
        added: [
          { name: 'first', position: 'first' },
          { name: 'second', position: { after: 'key' } },
        ],
      },
    });
  });

  it('is read off Python', () => {
    const before = {
      'base.py': 'class Base(object):\n    def read(self, key):\n        pass\n',
      'fast.py':
        'from base import Base\n\n\nclass Fast(Base):\n    def read(self, key):\n        pass\n',
    };
    const after = { 'base.py': before['base.py'].replace('key)', 'key, user_id=None)') };
    expect(draftFrom(before, after).methods).toEqual({
      read: {
        parameters: [{ name: 'key' }],
        added: { name: 'userId', position: 'last', default: 'None' },
      },
    });
  });

  it('line ends are no change', () => {
    const crlf = Object.fromEntries(
      Object.entries(BEFORE).map(([file, text]) => [file, text.replaceAll('\n', '\r\n')]),
    );
    expect(() => draftFrom(BEFORE, crlf)).toThrow(
      '/tree: no source file differs from HEAD. Edit the base class first, or name another commit.',
    );
  });

  it.each<[what: string, change: [string, string], says: string]>([
    [
      'nothing gained',
      ['mode?: number) {}', 'mode?: number) { return; }'],
      '/tree: since HEAD no method of a class or interface has gained a parameter. Add it to the base class first, or name it with --method and --add.',
    ],
    [
      'a parameter lost',
      ['write(key: string, value: string, ', 'write(key: string, '],
      'base.ts:1: Store.write has changed since HEAD in another way than by parameters that it gained. Keep the old ones, in their order, or name the new one with --method and --add.',
    ],
    [
      'a parameter moved',
      ['key: string, value: string', 'value: string, key: string'],
      'base.ts:1: Store.write has changed since HEAD in another way',
    ],
  ])('is none: %s', (_, change, says) => {
    expect(() => draftFrom(BEFORE, edit('base.ts', change))).toThrow(says);
  });
});
