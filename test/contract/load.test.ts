import fs from 'node:fs';
import { gainsOf, listsOf } from '../../src/contract/steps.js';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContractError, loadContract, parseContract } from '../../src/contract/load.js';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { folderWith } from '../support/temp.js';

const METHODS = {
  connect: {
    parameters: [{ name: 'session' }],
    added: { name: 'timeout', type: 'number', default: '30' },
  },
};
const OTHER = { name: 'other', methods: METHODS };

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(ContractError);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('a contract that cannot be used', () => {
  it.each<[title: string, data: unknown, message: string]>([
    ['no object', [], 'the contract must be an object, not [].'],
    ['nothing', null, 'the contract must be an object, not null.'],
    [
      'an unknown key',
      { ...OTHER, metods: {} },
      'the contract has an unknown key "metods". Did you mean "methods"?',
    ],
    [
      'an unknown key deeper down',
      { ...OTHER, drivers: { type: ['A'] } },
      '"drivers" has an unknown key "type". Did you mean "types"?',
    ],
    [
      'an unknown key like none',
      { ...OTHER, targets: { zzz: 1 } },
      '"targets" has an unknown key "zzz". Known keys: types, parameters.',
    ],
    [
      'an unknown key of a method',
      { name: 'x', methods: { connect: { parameters: [], add: {} } } },
      '"methods.connect" has an unknown key "add". Did you mean "added"?',
    ],
    [
      'a wrong type',
      { ...OTHER, drivers: { types: 'A' } },
      '"drivers.types" must be an array, not "A".',
    ],
    ['a wrong item', { ...OTHER, wrappers: [1] }, '"wrappers.0" must be a string, not 1.'],
    [
      'a wrong flag',
      { ...OTHER, drivers: { structural: 'no' } },
      '"drivers.structural" must be a boolean, not "no".',
    ],
    [
      'no name of a parameter',
      { name: 'x', methods: { connect: { parameters: [{}] } } },
      '"methods.connect.parameters.0" lacks "name". Add it.',
    ],
    [
      'no parameters',
      { name: 'x', methods: { connect: {} } },
      '"methods.connect" lacks "parameters". Add it: the parameters before the change, in order.',
    ],
    [
      'several parameters of which one is there already',
      {
        name: 'x',
        methods: { connect: { parameters: [], added: [{ name: 'a' }, { name: 'a' }] } },
      },
      '"methods.connect.added.1.name" is "a", which the method has already. Leave it out of "parameters".',
    ],
    [
      'a place behind what comes later',
      {
        name: 'x',
        methods: {
          connect: {
            parameters: [{ name: 'k' }],
            added: [{ name: 'a', position: { after: 'b' } }, { name: 'b' }],
          },
        },
      },
      '"methods.connect.added.0.position" names "b", which is no parameter of the method. Use one of k.',
    ],
    [
      'several parameters that would be given one value',
      {
        name: 'x',
        methods: { connect: { parameters: [], added: [{ name: 'a' }, { name: 'b' }] } },
        values: { fallback: 'null' },
      },
      '"values" would be passed for "a" and "b" of "methods.connect" alike. Give each of them "values" of its own.',
    ],
    [
      'a wrong key in one of several lists',
      { name: 'x', methods: { connect: [{ parameters: [] }, { parameters: [], add: {} }] } },
      '"methods.connect.1" has an unknown key "add". Did you mean "added"?',
    ],
    [
      'values of its own from nowhere',
      {
        name: 'x',
        methods: {
          connect: {
            parameters: [],
            added: { name: 'a', values: { from: [{ method: 'open', parameter: 'b' }] } },
          },
        },
      },
      '"methods.connect.added.values.from.0.method" names "open", which is no method of the contract. Use one of connect.',
    ],
    ['no methods', { name: 'x' }, 'the contract lacks "methods". Add it.'],
    ['no name', { methods: METHODS }, 'the contract lacks "name". Add it.'],
    [
      'no method at all',
      { name: 'x', methods: {} },
      '"methods" is empty. Describe a method in it.',
    ],
    ['another base', { extends: 'nothing' }, '"extends" must be one of "volume-driver".'],
    [
      'a position that names no parameter',
      {
        name: 'x',
        methods: {
          connect: {
            parameters: [{ name: 'a' }, { name: 'b' }],
            added: { name: 'n', position: { after: 'c' } },
          },
        },
      },
      '"methods.connect.added.position" names "c", which is no parameter of the method. Use one of a, b.',
    ],
    [
      'a position before nothing',
      {
        name: 'x',
        methods: {
          connect: { parameters: [{ name: 'a' }], added: { name: 'n', position: { before: 'z' } } },
        },
      },
      '"methods.connect.added.position" names "z", which is no parameter of the method. Use one of a.',
    ],
    [
      'an added parameter that is there',
      { name: 'x', methods: { connect: { parameters: [{ name: 'a' }], added: { name: 'a' } } } },
      '"methods.connect.added.name" is "a", which the method has already. Leave it out of "parameters".',
    ],
    [
      'a value from no method',
      { ...OTHER, values: { from: [{ method: 'open', parameter: 'a' }] } },
      '"values.from.0.method" names "open", which is no method of the contract. Use one of connect.',
    ],
    [
      'a value from no parameter',
      { ...OTHER, values: { from: [{ method: 'connect', parameter: 'a' }] } },
      '"values.from.0.parameter" names "a", which is no parameter of connect. Use one of session, timeout.',
    ],
  ])('%s', (_title, data, message) => {
    expect(messageOf(() => parseContract(data, 'here'))).toBe(`here: ${message}`);
  });

  it('names the key of a wrong position', () => {
    const data = {
      name: 'x',
      methods: {
        connect: { parameters: [{ name: 'a' }], added: { name: 'n', position: 'middle' } },
      },
    };
    expect(messageOf(() => parseContract(data, 'here'))).toMatch(
      /^here: "methods\.connect\.added\.position" /u,
    );
  });

  it('names the file that cannot be read, and the remedy', () => {
    const folder = folderWith({});
    expect(messageOf(() => loadContract('none.json', folder))).toBe(
      `${path.join(folder, 'none.json')}: cannot be read (ENOENT). Name an existing file with --contract.`,
    );
  });

  it.skipIf(process.platform === 'win32')('names what would never be read to its end', () => {
    const folder = folderWith({});
    const pipe = path.join(folder, 'contract.json');
    execFileSync('mkfifo', [pipe]);
    expect(messageOf(() => loadContract(pipe, folder))).toBe(
      `${pipe}: is no regular file. Name the contract's file.`,
    );
  });

  it.each([
    ['[', ']', 'a list'],
    ['{"a":', '}', 'an object'],
  ])('says of what nests deeply what it is: %s', (open, close, said) => {
    const folder = folderWith({
      'driver-contract.json': `${open.repeat(5000)}${close.repeat(5000)}`.replace('{"a":}', '{}'),
    });
    expect(messageOf(() => loadContract(undefined, folder))).toMatch(
      said === 'a list' ? /must be an object, not a list\.$/u : /unknown key "a"/u,
    );
  });

  it('names the file that is no JSON', () => {
    const folder = folderWith({ 'driver-contract.json': '{ "name": }' });
    expect(messageOf(() => loadContract(undefined, folder))).toMatch(
      /driver-contract\.json: is not JSON: .+ Mend the syntax there\.$/su,
    );
  });

  it('names the file that says something wrong', () => {
    const folder = folderWith({
      'driver-contract.json': '{ "extends": "volume-driver", "driver": {} }',
    });
    expect(messageOf(() => loadContract(undefined, folder))).toBe(
      `${path.join(folder, 'driver-contract.json')}: the contract has an unknown key "driver". Did you mean "drivers"?`,
    );
  });
});

describe('where a contract comes from', () => {
  it('is built in when there is no file', () => {
    expect(loadContract(undefined, folderWith({}))).toEqual({
      contract: volumeDriverContract,
      file: undefined,
    });
  });

  it('is the nearest file upwards', () => {
    const folder = folderWith({
      'driver-contract.json': JSON.stringify({ ...OTHER, name: 'outer' }),
      'a/driver-contract.json': JSON.stringify({ ...OTHER, name: 'inner' }),
      'a/b/c/x.ts': '',
      'd/x.ts': '',
    });
    const nameFor = (below: string) =>
      loadContract(undefined, path.join(folder, below)).contract.name;
    expect([nameFor('a/b/c'), nameFor('a'), nameFor('d'), nameFor('')]).toEqual([
      'inner',
      'inner',
      'outer',
      'outer',
    ]);
  });

  it('is the file that is named, relative to the folder', () => {
    const folder = folderWith({
      'driver-contract.json': '{',
      'contracts/x.json': JSON.stringify(OTHER),
    });
    const loaded = loadContract('contracts/x.json', folder);
    expect([loaded.file, loaded.contract.name]).toEqual([
      path.join(folder, 'contracts/x.json'),
      'other',
    ]);
  });

  it('may begin with a byte order mark and name its schema', () => {
    const folder = folderWith({
      'driver-contract.json': `\uFEFF${JSON.stringify({ $schema: './x.json', ...OTHER })}`,
    });
    expect(loadContract(undefined, folder).contract.name).toBe('other');
  });
});

describe('extends', () => {
  const extended = parseContract(
    {
      extends: 'volume-driver',
      name: 'mine',
      drivers: { types: ['ShareDriver', 'VolumeDriver'], structural: false },
      methods: {
        createExport: { parameters: [], added: { name: 'connector', position: 'first' } },
      },
      creation: { reachVerbs: ['splice'] },
    },
    'here',
  );

  it('joins lists without repeating', () => {
    expect(extended.drivers.types).toEqual([
      ...(volumeDriverContract.drivers.types ?? []),
      'ShareDriver',
    ]);
    expect(extended.creation?.reachVerbs).toEqual([
      ...(volumeDriverContract.creation?.reachVerbs ?? []),
      'splice',
    ]);
  });

  it('replaces single values and keeps what is not named', () => {
    expect(extended.name).toBe('mine');
    expect(extended.drivers.structural).toBe(false);
    expect(extended.drivers.factories).toEqual(volumeDriverContract.drivers.factories);
    expect(extended.methods.initializeConnection).toEqual(
      volumeDriverContract.methods.initializeConnection,
    );
    expect(gainsOf(listsOf(extended.methods.createExport)[0])[0]).toMatchObject({
      name: 'connector',
      type: 'Connector',
      position: 'first',
    });
  });

  it('leaves the built-in contract as it is, and the key behind', () => {
    expect(extended).not.toHaveProperty('extends');
    expect(volumeDriverContract.drivers.types).not.toContain('ShareDriver');
  });

  it('needs nothing more', () => {
    expect(parseContract({ extends: 'volume-driver' }, 'here')).toEqual(volumeDriverContract);
  });
});

describe('a contract of its own', () => {
  it('may leave out who is a driver', () => {
    expect(parseContract(OTHER, 'here')).toEqual({ ...OTHER, drivers: {} });
  });

  it.each(['first', 'last', { before: 'session' }, { after: 'session' }])(
    'takes the position %j',
    (position) => {
      const methods = {
        connect: { parameters: [{ name: 'session' }], added: { name: 'timeout', position } },
      };
      expect(parseContract({ name: 'x', methods }, 'here').methods.connect).toHaveProperty(
        'added.position',
        position,
      );
    },
  );

  it.each(['30', { typescript: '30', python: 'None' }])('takes the default %j', (value) => {
    const methods = { connect: { parameters: [], added: { name: 'timeout', default: value } } };
    expect(parseContract({ name: 'x', methods }, 'here').methods.connect).toHaveProperty(
      'added.default',
      value,
    );
  });
});

it('the published schema takes the built-in contract', () => {
  expect(parseContract(JSON.parse(JSON.stringify(volumeDriverContract)), 'here')).toEqual(
    volumeDriverContract,
  );
  expect(
    JSON.parse(
      fs.readFileSync(new URL('../../driver-contract.schema.json', import.meta.url), 'utf8'),
    ),
  ).toHaveProperty('$id');
});
