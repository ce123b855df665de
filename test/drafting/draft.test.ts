import { describe, expect, it } from 'vitest';
import { parseContract } from '../../src/contract/load.js';
import { draftOf } from '../support/drafting.js';

const STORES = {
  'src/store.ts': `export interface Session { id: string }
export interface Store {
  read(key: string, session: Session): string;
  drop(key: string, session: Session): void;
  size(): number;
}
export abstract class BaseStore implements Store {
  abstract read(key: string, session: Session): string;
  abstract drop(key: string, session: Session): void;
  size() { return 0; }
}`,
  'src/file-store.ts': `import { BaseStore, type Session } from './store.js';
export class FileStore extends BaseStore {
  read(path: string, session: Session) { return path; }
  drop(k: string, caller: Session) {}
  override size() { return 1; }
}`,
  'src/keeper.ts': `import type { Session, Store } from './store.js';
export class Keeper {
  constructor(private readonly store: Store) {}
  keep(session: Session) { this.store.read('a', session); return this.store.size(); }
}`,
  'src/store.test.ts': `import { FileStore } from './file-store.js';
new FileStore().size();`,
};

describe('the contract from the base class', () => {
  it('has what the tree says, and says what it guesses', () => {
    expect(draftOf(STORES, 'src/store.ts#Store.size', 'session:Session')).toEqual({
      $schema: './node_modules/eslint-plugin-driver-contract/driver-contract.schema.json',
      $comment: [
        'Drafted by driver-contract contract --method src/store.ts#Store.size.',
        'Where a $comment says "Guess", read it, and mend what is wrong.',
      ],
      name: 'size',
      drivers: { types: ['Store'] },
      methods: {
        size: {
          parameters: [],
          added: { name: 'session', type: 'Session', types: ['Session'], position: 'last' },
        },
        // `drop` has a session too, but nobody calls it beside `size`.
        read: {
          parameters: [
            {
              $comment: 'Guess: the aliases are what drivers call it.',
              name: 'key',
              aliases: ['path'],
            },
            { name: 'session', types: ['Session'] },
          ],
        },
      },
      values: {
        $comment:
          'Guess: the value is what the same function hands to read as session, or a variable named session.',
        from: [{ method: 'read', parameter: 'session' }],
        names: ['session'],
      },
      tests: {
        $comment:
          'Guess: tests are told by the names of files; the placeholder goes by the type, or by what tests pass already.',
        files: ['**/*.test.*'],
        placeholder: { typescript: '{} as Session', javascript: '{}' },
      },
    });
  });

  it('takes what stands above the named class for the interface as well', () => {
    const { drivers } = draftOf(STORES, 'src/store.ts#BaseStore.size', 'session:Session');
    expect(drivers).toEqual({ types: ['BaseStore', 'Store'] });
  });

  it('gives each of several parameters values of its own', () => {
    const draft = draftOf(
      STORES,
      'src/store.ts#Store.drop',
      'wait:number@first=30',
      'why:string@after:key',
    );
    expect(draft.methods).toMatchObject({
      drop: {
        added: [
          {
            name: 'wait',
            type: 'number',
            position: 'first',
            default: '30',
            values: { names: ['wait'] },
            placeholder: { typescript: '0', javascript: '0' },
          },
          {
            name: 'why',
            type: 'string',
            position: { after: 'key' },
            values: { names: ['why'] },
            placeholder: { typescript: "''", javascript: "''" },
          },
        ],
      },
    });
    expect(draft).not.toHaveProperty('values');
    expect(draft.tests).not.toHaveProperty('placeholder');
    expect(parseContract(draft, 'the draft').methods.drop).toMatchObject({ added: [{}, {}] });
  });

  it.each<[string, string, object]>([
    [
      'a package, as some file imports it',
      "import type { Trace } from '@acme/trace';\nexport type { Trace };",
      {
        $comment: 'Guess: Trace is from @acme/trace, as src/other.ts imports it.',
        import: { module: '@acme/trace' },
      },
    ],
    ['one of the tree, without a word', 'export interface Trace { id: string }', {}],
    [
      'several of the tree',
      'export interface Trace { id: string }\nexport namespace Inner {}',
      {
        $comment:
          'Guess: 2 types are named Trace here (src/other.ts, src/second.d.ts); it is the one that src/store.ts knows.',
        import: { module: './src/second.js' },
      },
    ],
  ])('says where a type is from: %s', (what, other, written) => {
    const isSeveral = what.startsWith('several');
    const files = {
      ...STORES,
      'src/other.ts': other,
      ...(isSeveral && {
        'src/second.d.ts': 'export interface Trace { no: number }',
        'src/store.ts': `import type { Trace } from './second.js';\n${STORES['src/store.ts']}`,
      }),
    };
    const { methods } = draftOf(files, 'src/store.ts#Store.size', 'trace:Trace') as {
      methods: { size: { added: object } };
    };
    const { added } = methods.size;
    expect(added).toEqual({
      name: 'trace',
      type: 'Trace',
      types: ['Trace'],
      position: 'last',
      ...written,
    });
  });

  it('takes the list of the overload that runs, and says so', () => {
    const files = {
      'src/store.ts': `export class Store {
  read(key: string): string;
  read(key: string, depth: number, deep: boolean): string;
  read(key: string, depth?: number): string { return key; }
}`,
    };
    expect(draftOf(files, 'src/store.ts#Store.read', 'trace:string').methods).toMatchObject({
      read: {
        $comment:
          'Guess: of 3 overloads the list is that of line 4. What contradicts it is left open by migrate.',
        parameters: [{ name: 'key' }, { name: 'depth', optional: true }],
      },
    });
  });

  it('says what of a list in Python is given by name alone', () => {
    const files = {
      'store.py': 'class Store:\n    def read(self, key, *, deep=False):\n        pass\n',
    };
    expect(draftOf(files, 'store.py#Store.read', 'trace').methods).toMatchObject({
      read: {
        $comment:
          'What callers give by name alone (deep) is no part of the list; what is added goes before it.',
        parameters: [{ name: 'key' }],
      },
    });
  });

  it('says of a type that nothing declares where it is to come from', () => {
    const { methods } = draftOf(STORES, 'src/store.ts#Store.size', 'trace:Trace');
    expect(methods).toMatchObject({
      size: {
        added: {
          $comment:
            'Nothing here declares Trace: say where it comes from, "import": { "module": "…" }, or declare it first.',
        },
      },
    });
  });

  it('reads type aliases, and members that are typed as functions', () => {
    const files = {
      'a.ts': `type Get = (key: string) => string;
export type Store = { get: Get; put?: (key: string, value: string) => void };`,
    };
    const parameters = (name: string) =>
      (draftOf(files, `a.ts#Store.${name}`, 'x:number').methods as Record<string, unknown>)[name];
    expect(parameters('get')).toMatchObject({ parameters: [{ name: 'key' }] });
    expect(parameters('put')).toMatchObject({ parameters: [{ name: 'key' }, { name: 'value' }] });
  });
});

const VOLUMES = {
  'volumes/base.py': `class BaseDisk(object):
    def open_disk(self, ctxt, disk):
        raise NotImplementedError()

    def attach(self, disk, host_info):
        raise NotImplementedError()
`,
  'volumes/fast.py': `from volumes.base import BaseDisk


class FastDisk(BaseDisk):
    def open_disk(self, ctxt, lun):
        pass

    def attach(self, disk, properties):
        pass
`,
  'volumes/paths.py': `class PathOpener(object):
    def open_disk(self, ctxt, disk, path):
        raise NotImplementedError()


class LinuxOpener(PathOpener):
    def open_disk(self, ctxt, disk, path):
        pass
`,
  'volumes/manager.py': `from volumes.base import BaseDisk


class Manager(object):
    def __init__(self, driver: BaseDisk):
        self.driver = driver

    def attach(self, ctxt, disk, host_info):
        self.driver.open_disk(ctxt, disk)
        return self.driver.attach(disk, host_info)
`,
  'volumes/tests/test_fast.py': `from volumes.fast import FastDisk


def test_fast():
    FastDisk().open_disk(None, 'd')
    FastDisk().attach('d', {'name': 'h'})
`,
};

it('writes Python in camelCase, and tells look-alikes apart', () => {
  const draft = draftOf(VOLUMES, 'volumes/base.py#BaseDisk.open_disk', 'host_info@after:disk');
  expect(draft).toMatchObject({
    name: 'open-disk',
    drivers: { types: ['BaseDisk'] },
    targets: {
      $comment: 'Guess: another interface with a method of the name, which takes path besides.',
      types: ['PathOpener'],
      parameters: ['path'],
    },
    methods: {
      openDisk: {
        parameters: [{ name: 'ctxt' }, { name: 'disk', aliases: ['lun'] }],
        added: {
          $comment: 'Guess: the aliases are what it is called in attach.',
          name: 'hostInfo',
          position: { after: 'disk' },
          aliases: ['properties'],
        },
      },
      attach: { parameters: [{ name: 'disk' }, { name: 'hostInfo', aliases: ['properties'] }] },
    },
    values: { from: [{ method: 'attach', parameter: 'hostInfo' }], names: ['hostInfo'] },
    tests: { files: ['**/tests/**'], placeholder: { python: '{}' } },
  });
});

describe('what cannot be drafted', () => {
  const draft =
    (method: string, ...add: string[]) =>
    () =>
      draftOf(STORES, method, ...add);

  it.each<[what: string, run: () => unknown, says: string]>([
    [
      'no such class',
      draft('src/store.ts#Stor.size', 'a:A'),
      'src/store.ts: has no class or interface Stor. Name one of Session, Store, BaseStore.',
    ],
    [
      'no such method',
      draft('src/store.ts#Store.get', 'a:A'),
      'src/store.ts: Store declares no method get. Name one of read, drop, size.',
    ],
    [
      'a parameter that is there',
      draft('src/store.ts#Store.read', 'session:Session'),
      'src/store.ts: Store.read has a parameter session already. If you added it by hand, pass --from-diff.',
    ],
    [
      'a place that is not there',
      draft('src/store.ts#Store.read', 'a@after:k'),
      '--add a@after:k: Store.read has no such parameter to stand beside. Use one of key, session.',
    ],
  ])('%s', (_, run, says) => {
    expect(run).toThrow(says);
  });
});
