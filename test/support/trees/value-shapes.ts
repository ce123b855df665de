import { TYPE, fn, left, withConnector, type Shape } from './shape.js';

/** Callers, one way to have a value for the connector each, or none. */
export const VALUE_SHAPES = {
  'own parameter': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  await driver.${w.called()}${w.args()};
  await driver[${w.site('call', 'migrated')}'createExport']${w.args()};
  await driver?.${w.called()}?.${w.args()};
  return [volume].map((each) => driver.${w.called()}${w.args(['context', 'each'])});
`,
      ),
  },
  'what the reader is given': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        `, properties: ${w.type('Connector')}, other: ${w.type('Connector')}`,
        `  await driver.${w.called()}${w.args(undefined, 'properties')};
  return [other, await driver.initializeConnection(volume, properties)];
`,
      ),
  },
  'a property path': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        `, attachment: { to: ${w.type('Connector')} }`,
        `  await driver.${w.called()}${w.args(undefined, 'attachment.to')};
  return driver.initializeConnection(volume, attachment.to);
`,
      ),
  },
  'of two volumes': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        `, other: ${w.type('Volume')}, here: ${w.type('Connector')}, there: ${w.type('Connector')}`,
        `  await driver.${w.called()}${w.args(['context', 'other'], 'there')};
  await driver.initializeConnection(volume, here);
  await driver.initializeConnection(other, there);
  await driver.${w.called()}${w.args(['context', 'volume'], 'here')};
`,
      ),
  },
  'a variable of the type': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        '',
        `  const wires: ${w.type('Connector')} = { host: context.id };
  return driver.${w.called()}${w.args(undefined, 'wires')};
`,
      ),
  },
  'a field of a class': {
    imports: TYPE,
    write: (w) => `
export class Runner${w.name} {
  private readonly connector: ${w.type('Connector')} = { host: 'field' };

  constructor(protected readonly drivers: ReadonlyMap<string, VolumeDriver>) {}

  async run(context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}) {
    await this.drivers.get('a')!.${w.called()}${w.args(undefined, 'this.connector')};
    return this.drivers.get('a')!.initializeConnection(volume, this.connector);
  }
}
`,
  },
  'taken from an object': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        `, { connector, wwn }: { connector: ${w.type('Connector')}; wwn: string }`,
        `  return [wwn, await driver.${w.called()}${w.args()}];\n`,
      ),
  },
  'asked about before': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        `, connector?: ${w.type('Connector')}`,
        `  if (!connector) throw new Error('createExport(context, volume) needs one');
  return driver.${w.called()}${w.args()};
`,
      ),
  },
  nothing: { imports: TYPE, write: (w) => fn(w, '', `  ${left(w)}`) },
  several: {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        `, here: ${w.type('Connector')}, there: ${w.type('Connector')}`,
        `  ${left(w)}  return [here, there];\n`,
      ),
  },
  'the name with another type': {
    imports: TYPE,
    write: (w) => fn(w, ', connector: string', `  ${left(w)}  return connector;\n`),
  },
  'perhaps undefined': {
    imports: TYPE,
    write: (w) =>
      fn(w, `, connector?: ${w.type('Connector')}`, `  ${left(w)}  return connector;\n`),
  },
  'declared later': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        '',
        `  ${left(w)}  const connector: ${w.type('Connector')} = { host: 'late' };\n  return connector;\n`,
      ),
  },
  'in its own initializer': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        '',
        `  const connector: ${w.type('Connector')} = { host: String(await driver.${w.called('open')}${w.kept('context', 'volume')}) };
  return connector;
`,
      ),
  },
  'assigned later': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        '',
        `  let connector: ${w.type('Connector')};\n  ${left(w)}  connector = { host: 'late' };\n  return connector;\n`,
      ),
  },
  caught: {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        '',
        `  try {\n    return context;\n  } catch (connector) {\n    ${left(w)}    return connector;\n  }\n`,
      ),
  },
  promised: {
    imports: TYPE,
    write: (w) =>
      fn(w, `, connector: Promise<${w.type('Connector')}>`, `  ${left(w)}  return connector;\n`),
  },
  'a list': {
    imports: TYPE,
    write: (w) =>
      fn(w, `, connector: ${w.type('Connector')}[]`, `  ${left(w)}  return connector;\n`),
  },
  'a function that makes one': {
    imports: TYPE,
    write: (w) =>
      fn(w, `, connector: () => ${w.type('Connector')}`, `  ${left(w)}  return connector;\n`),
  },
  'a promise that nothing awaits': {
    imports: TYPE,
    write: (w) => `
declare function connect${w.name}(): Promise<${w.type('Connector')}>;
declare function list${w.name}(): ${w.type('Connector')}[];
${fn(w, '', `  const connector = connect${w.name}();\n  ${left(w)}  return connector;\n`)}
export async function all${w.name}(driver: VolumeDriver, context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}) {
  const connector = list${w.name}();
  ${left(w)}  return connector;
}

export async function later${w.name}(driver: VolumeDriver, context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}) {
  const connector = await connect${w.name}();
  return driver.${w.called()}${w.args()};
}
`,
  },
  'in another block': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        '',
        `  if (volume.id) {\n    const connector: ${w.type('Connector')} = { host: 'x' };\n    await connector;\n  }\n  ${left(w)}`,
      ),
  },
  'hidden by another variable': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  for (const connector of ['a']) {\n    ${left(w)}    await connector;\n  }\n  return connector;\n`,
      ),
  },
  'a value that is made': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        `, make: () => ${w.type('Connector')}`,
        `  ${left(w)}  return driver.initializeConnection(volume, make());
`,
      ),
  },
  any: {
    imports: [],
    write: (w) => `
export async function run${w.name}(driver: any, context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}, connector: ${w.type('Connector')}) {
  await driver.${w.called()}${w.args()};
}

export async function open${w.name}(driver: any, context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}) {
  await driver.${w.called('open')}${w.kept('context', 'volume')};
}
`,
  },
  'a manager': {
    imports: TYPE,
    write: (w) => `
export class Manager${w.name} {
  readonly #inner: { driver: VolumeDriver };

  constructor(private readonly driver: VolumeDriver) {
    this.#inner = { driver };
  }

  async initializeConnection(context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}, connector: ${w.type('Connector')}): Promise<unknown> {
    await this.driver.${w.called()}${w.args()};
    await this.#inner.driver.${w.called()}${w.args()};
    return this.driver.initializeConnection(volume, connector);
  }

  async ${w.site('mention', 'open')}createExport(context: ${w.type('RequestContext')}, id: string): Promise<unknown> {
    return this.driver.${w.called('open')}${w.kept('context', '{ id }')};
  }
}
`,
  },
} satisfies Record<string, Shape>;
