// What the tree of driver-tree.mjs is made of. A mark behind a name says what is true of it after
// the migration: `«takes a; b»` a declaration's parameters, `«passes a; b»` a call's arguments,
// `«asserts a; b»` an assertion's, `«open»` a call that nothing in scope fits, `«other»` a homonym.

/** Imports of one driver file, always from the same modules, and only what is used. */
const imports = (types, base) =>
  `${base ? `import { ${base} } from '../driver.js';\n` : ''}import type { ${types} } from '../types.js';\n`;
const ALL = 'ConnectionInfo, Connector, ModelUpdate, RequestContext, Volume';

/** The other method of a driver: it reads, and has the connector already. */
const reader = (connector = 'connector') => `
  async initializeConnection(volume: Volume, ${connector}: Connector): Promise<ConnectionInfo> {
    return { driverVolumeType: 'iscsi', data: [volume.id, ${connector}.host] };
  }`;

export const CORE = {
  'package.json': `${JSON.stringify({ name: 'synthetic-drivers', private: true, type: 'module' })}\n`,
  'tsconfig.json': `${JSON.stringify({
    compilerOptions: {
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'Bundler',
      strict: true,
      noEmit: true,
      types: [],
    },
    include: ['src', 'test'],
  })}\n`,
  'src/types.ts': `export interface RequestContext { requestId: string }
export interface Volume { id: string; name: string }
export interface Connector { host: string; initiator?: string }
export interface ConnectionInfo { driverVolumeType: string; data: unknown }
export interface ModelUpdate { providerLocation?: string }
`,
  'src/driver.ts': `import type { ConnectionInfo, Connector, ModelUpdate, RequestContext, Volume } from './types.js';

export interface VolumeDriver {
  createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate>;
  initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo>;
}

export type CreateExportFunction«takes context; volume; connector» = (context: RequestContext, volume: Volume) => Promise<ModelUpdate>;

/** What a caller needs that only exports. */
export interface Exporter {
  createExport: CreateExportFunction;
}

export abstract class BaseVolumeDriver implements VolumeDriver {
  abstract createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate>;
  abstract initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo>;
}

export class SimpleDriver extends BaseVolumeDriver {
  /** Does nothing: there is nothing to export. */
  async createExport«takes _context; _volume; connector»(_context: RequestContext, _volume: Volume): Promise<ModelUpdate> {
    return {};
  }
${reader()}
}

export function defineDriver(driver: VolumeDriver): VolumeDriver {
  return driver;
}
`,
  'test/vitest.d.ts': `declare module 'vitest' {
  export interface Matchers { toEqual(value: unknown): void; toHaveBeenCalledWith(...values: unknown[]): void }
  export function expect(value: unknown): Matchers;
  export function it(name: string, body: () => Promise<void>): void;
  export const vi: { fn<F>(body: F): F; spyOn<T>(value: T, name: keyof T): unknown };
}
`,
  'test/fakes.ts': `import type { Connector } from '../src/types.js';

export function fakeConnector(host = 'h'): Connector {
  return { host };
}
`,
};

export const DRIVERS = [
  (name) => `${imports(ALL, 'BaseVolumeDriver')}
export class ${name}Driver extends BaseVolumeDriver {
  async createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + volume.id };
  }
${reader()}
}
`,
  // Other parameter names, an interface.
  (name) => `${imports(ALL, 'type VolumeDriver')}
export class ${name}Driver implements VolumeDriver {
  async createExport«takes _ctx; vol; connector»(_ctx: RequestContext, vol: Volume): Promise<ModelUpdate> {
    return { providerLocation: vol.name };
  }
${reader('properties')}
}
`,
  // An abstract base of a vendor; the driver does not know Connector yet.
  (name) => `${imports(ALL, 'BaseVolumeDriver')}
export abstract class ${name}Base extends BaseVolumeDriver {
  abstract override createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate>;
${reader()}
}

export class ${name}Common extends ${name}Base {
  override async createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + volume.id };
  }
}
`,
  // super, in a file that does not import Connector yet.
  (name) => `import { SimpleDriver } from '../driver.js';
import type {
  ModelUpdate,
  RequestContext,
  Volume,
} from '../types.js';

class ${name}Library extends SimpleDriver {
  override async createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + volume.id };
  }
}

export class ${name}Driver extends ${name}Library {
  override async createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    return super.createExport«passes context; volume; connector»(context, volume);
  }
}
`,
  // Overloads.
  (name) => `${imports(ALL, 'BaseVolumeDriver')}
export class ${name}Driver extends BaseVolumeDriver {
  createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate>;
  createExport«takes context; volume; connector; pool»(context: RequestContext, volume: Volume, pool: string): Promise<ModelUpdate>;
  async createExport«takes context; volume; connector; pool»(context: RequestContext, volume: Volume, pool?: string): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + volume.id + String(pool) };
  }
${reader()}
}
`,
  // An arrow property.
  (name) => `${imports(ALL, 'type VolumeDriver')}
export class ${name}Driver implements VolumeDriver {
  createExport«takes context; volume; connector» = async (context: RequestContext, volume: Volume): Promise<ModelUpdate> => {
    return { providerLocation: context.requestId + volume.id };
  };
${reader()}
}
`,
  // Object literals: contextually typed, no annotations.
  (name) => `import { defineDriver } from '../driver.js';

export const ${name} = defineDriver({
  createExport«takes context; volume; connector»: async (context, volume) => ({ providerLocation: context.requestId + volume.id }),
  initializeConnection: async (volume, connector) => ({ driverVolumeType: 'nvmeof', data: [volume.id, connector.host] }),
});
`,
  (name) => `import type { VolumeDriver } from '../driver.js';

export const ${name}: VolumeDriver = {
  async createExport«takes context; volume; connector»(context, volume) {
    return { providerLocation: context.requestId + volume.id };
  },
  async initializeConnection(volume, connector) {
    return { driverVolumeType: 'nvmeof', data: [volume.id, connector.host] };
  },
};
`,
  // A delegate, and the driver that forwards to it.
  (name) => `${imports(ALL, 'BaseVolumeDriver')}
class ${name}Library {
  async createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + volume.id };
  }
${reader()}
}

export class ${name}Driver extends BaseVolumeDriver {
  private readonly library = new ${name}Library();

  createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    return this.library.createExport«passes context; volume; connector»(context, volume);
  }

  initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo> {
    return this.library.initializeConnection(volume, connector);
  }
}
`,
  // A no-op without parameters.
  (name) => `${imports('ConnectionInfo, Connector, ModelUpdate, Volume', 'BaseVolumeDriver')}
export class ${name}Driver extends BaseVolumeDriver {
  async createExport«takes context; volume; connector»(): Promise<ModelUpdate> {
    return {};
  }
${reader()}
}
`,
  // The slot is taken, and a call passes what is in it.
  (name) => `${imports(ALL, 'BaseVolumeDriver')}
export class ${name}Driver extends BaseVolumeDriver {
  async createExport«takes context; volume; connector; vg»(context: RequestContext, volume: Volume, vg?: string): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + volume.id + String(vg) };
  }

  async initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo> {
    await this.createExport«passes { requestId: 'r' }; volume; connector; 'vg1'»({ requestId: 'r' }, volume, 'vg1');
    return { driverVolumeType: 'iscsi', data: connector.host };
  }
}
`,
  // A list with comments and a trailing comma.
  (name) => `${imports(ALL, 'BaseVolumeDriver')}
export class ${name}Driver extends BaseVolumeDriver {
  /**
   * @param context - who asks
   * @param volume - what to export
   */
  async createExport«takes context; volume; connector»(
    context: RequestContext, // who asks
    volume: Volume, // what to export
  ): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + volume.id };
  }
${reader()}
}
`,
  // Types through a namespace.
  (name) => `import { BaseVolumeDriver } from '../driver.js';
import type * as t from '../types.js';

export class ${name}Driver extends BaseVolumeDriver {
  async createExport«takes context; volume; connector»(context: t.RequestContext, volume: t.Volume): Promise<t.ModelUpdate> {
    return { providerLocation: context.requestId + volume.id };
  }

  async initializeConnection(volume: t.Volume, connector: t.Connector): Promise<t.ConnectionInfo> {
    return { driverVolumeType: 'iscsi', data: [volume.id, connector.host] };
  }
}
`,
  // A mixin.
  (name) => `import { SimpleDriver } from '../driver.js';
import type { ModelUpdate, RequestContext, Volume } from '../types.js';

export function with${name}<B extends new (...args: any[]) => SimpleDriver>(Base: B) {
  return class extends Base {
    override async createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
      return super.createExport«passes context; volume; connector»(context, volume);
    }
  };
}
`,
  // A quoted name and a destructured volume.
  (name) => `${imports(ALL, 'BaseVolumeDriver')}
export class ${name}Driver extends BaseVolumeDriver {
  async 'createExport'«takes context; { id, name }; connector»(context: RequestContext, { id, name }: Volume): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + id + name };
  }
${reader()}
}
`,
  // Whatever it is given.
  (
    name,
  ) => `${imports('ConnectionInfo, Connector, ModelUpdate, Volume', 'BaseVolumeDriver, type VolumeDriver')}
export class ${name}Driver extends BaseVolumeDriver {
  constructor(private readonly inner: VolumeDriver) {
    super();
  }

  createExport«takes ...args»(...args: Parameters<VolumeDriver['createExport']>): Promise<ModelUpdate> {
    return this.inner.createExport«passes ...args»(...args);
  }
${reader()}
}
`,
  // Migrated by hand, under the contract's name and under another.
  (name) => `${imports(ALL, 'BaseVolumeDriver')}
export class ${name}Driver extends BaseVolumeDriver {
  async createExport«takes context; volume; connector»(context: RequestContext, volume: Volume, connector?: Connector): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + volume.id + String(connector?.host) };
  }
${reader()}
}

export class ${name}OtherDriver extends ${name}Driver {
  override async createExport«takes context; volume; properties»(context: RequestContext, volume: Volume, properties?: Connector): Promise<ModelUpdate> {
    return super.createExport«passes context; volume; properties»(context, volume, properties);
  }
}
`,
  // A backend client that has a method of the same name.
  (name) => `${imports(ALL, 'BaseVolumeDriver')}
class ${name}Client {
  createExport«other»(volumeId: string, initiator: string): Promise<string> {
    return Promise.resolve(volumeId + initiator);
  }
}

export class ${name}Driver extends BaseVolumeDriver {
  private readonly client = new ${name}Client();

  async createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    return { providerLocation: await this.client.createExport«other»(volume.id, context.requestId) };
  }
${reader()}
}
`,
  // A target that has a method of the same name.
  (name) => `${imports(ALL, 'BaseVolumeDriver')}
class ${name}Target {
  async createExport«other»(context: RequestContext, volume: Volume, volumePath: string): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + volume.id + volumePath };
  }
}

export class ${name}Driver extends BaseVolumeDriver {
  private readonly target = new ${name}Target();

  createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    return this.target.createExport«other»(context, volume, '/dev/' + volume.id);
  }
${reader()}
}
`,
  // A generic method, and a retry around the superclass.
  (name) => `${imports('ModelUpdate, RequestContext, Volume', 'SimpleDriver')}
class ${name}Library extends SimpleDriver {
  override async createExport«takes context; volume; connector»<V extends Volume>(context: RequestContext, volume: V): Promise<ModelUpdate> {
    return { providerLocation: context.requestId + volume.id };
  }
}

export class ${name}Driver extends ${name}Library {
  override async createExport«takes context; volume; connector»(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    const once = () => super.createExport«passes context; volume; connector»(context, volume);
    return once().catch(once);
  }
}
`,
];

const held = (types) =>
  `import type { CreateExportFunction, VolumeDriver } from '../driver.js';\n${imports(types)}`.replace(
    'CreateExportFunction, ',
    '',
  );

/** Managers and the like: whoever holds a driver and calls the contract on it. */
export const HOLDERS = [
  (name) => `${held(ALL.replace(' ModelUpdate,', ''))}
export class ${name} {
  constructor(private readonly driver: VolumeDriver) {}

  async initializeConnection(context: RequestContext, volume: Volume, connector: Connector): Promise<ConnectionInfo> {
    await this.driver.createExport«passes context; volume; connector»(context, volume);
    return this.driver.initializeConnection(volume, connector);
  }

  /** Nothing here knows who is going to attach. */
  async exportAgain(context: RequestContext, volume: Volume): Promise<void> {
    await this.driver.createExport«open»(context, volume);
  }
}
`,
  // The value has another name, or is a property.
  (name) => `${held(ALL.replace(' ModelUpdate,', ''))}
export class ${name} {
  constructor(
    private readonly driver: VolumeDriver,
    private readonly host: { connector: Connector },
  ) {}

  private async localProperties(): Promise<Connector> {
    return this.host.connector;
  }

  async fill(context: RequestContext, volume: Volume): Promise<ConnectionInfo> {
    const properties = await this.localProperties();
    await this.driver.createExport«passes context; volume; properties»(context, volume);
    return this.driver.initializeConnection(volume, properties);
  }

  async attach(context: RequestContext, volume: Volume): Promise<ConnectionInfo> {
    await this.driver.createExport«passes context; volume; this.host.connector»(
      context,
      volume,
    );
    return this.driver.initializeConnection(volume, this.host.connector);
  }
}
`,
  // Two connectors, and one that is none.
  (name) => `${held('Connector, RequestContext, Volume')}
export async function migrate${name}(driver: VolumeDriver, context: RequestContext, volume: Volume, source: Connector, destination: Connector) {
  await driver.createExport«passes context; volume; destination»(context, volume);
  await driver.initializeConnection(volume, destination);
  return source.host;
}

export async function plug${name}(driver: VolumeDriver, context: RequestContext, volume: Volume, connector: string) {
  await driver.createExport«open»(context, volume);
  return connector;
}
`,
  // Ways to get at a driver.
  (name) => `${held('Connector, RequestContext, Volume')}
export class ${name} {
  private readonly drivers = new Map<string, VolumeDriver>();
  private readonly spare: Record<string, VolumeDriver> = {};

  private pick(id: string): VolumeDriver {
    return this.drivers.get(id) ?? this.spare.any;
  }

  private async load(id: string): Promise<VolumeDriver> {
    return this.pick(id);
  }

  async exportAll(context: RequestContext, volume: Volume, connector: Connector): Promise<string> {
    await this.drivers.get('a')?.createExport«passes context; volume; connector»(context, volume);
    await this.spare.b.createExport«passes context; volume; connector»(context, volume);
    await this.pick('c').createExport«passes context; volume; connector»(context, volume);
    await (await this.load('d')).createExport«passes context; volume; connector»(context, volume);
    await this.load('e').then((driver) => driver.createExport«passes context; volume; connector»(context, volume));
    for (const [, driver] of this.drivers) await driver.createExport«passes context; volume; connector»(context, volume);
    return connector.host;
  }

  async exportOne({ context, volume, connector }: { context: RequestContext; volume: Volume; connector: Connector }): Promise<string> {
    await this.pick('f').createExport«passes context; volume; connector»(context, volume);
    return connector.host;
  }

  async exportFor(context: RequestContext, request: { volume: Volume; connector: Connector }): Promise<void> {
    await this.pick('g').createExport«passes context; request.volume; request.connector»(context, request.volume);
    await this.pick('g').initializeConnection(request.volume, request.connector);
  }

  /** The connector comes too late. */
  async exportEarly(context: RequestContext, volume: Volume, find: () => Promise<Connector>): Promise<void> {
    await this.pick('h').createExport«open»(context, volume);
    const connector = await find();
    await this.pick('h').initializeConnection(volume, connector);
  }
}
`,
  // Ways to call.
  (
    name,
  ) => `${held('Connector, RequestContext, Volume').replace('{ VolumeDriver', '{ CreateExportFunction, VolumeDriver')}
export async function callAll${name}(driver: VolumeDriver, context: RequestContext, volume: Volume, connector: Connector, run: CreateExportFunction) {
  await driver.createExport«passes driver; context; volume; connector».call(driver, context, volume);
  await driver.createExport«passes driver; [context, volume, connector]».apply(driver, [context, volume]);
  await driver.createExport«passes ...[context, volume, connector] as const»(...[context, volume] as const);
  await driver['createExport'«passes context; volume; connector»](context, volume);
  await driver.createExport«passes context; volume; connector»?.(context, volume);
  await run«passes context; volume; connector»(context, volume);
  const create = driver.createExport.bind(driver);
  await create«passes context; volume; connector»(context, volume);
  const { createExport: exportIt } = driver;
  await exportIt«passes context; volume; connector»(context, volume);
  return Promise.all([volume].map((each) => driver.createExport«passes context; each; connector»(context, each)));
}
`,
];

/** Files that have nothing to do with the contract but its word. */
export const HOMONYMS = [
  (name) => `export class ${name} {
  createExport«other»(format: string): string {
    return 'createExport(context, volume) as ' + format;
  }
}

export const csv${name} = new ${name}().createExport«other»('csv');
`,
  (name) => `${imports('Connector, RequestContext')}
export interface Filter${name} { from: number }

export interface Audit${name} {
  createExport«other»(context: RequestContext, filter: Filter${name}): Promise<string>;
}

export function audit(audits: Audit${name}, context: RequestContext, filter: Filter${name}, connector: Connector) {
  return [audits.createExport«other»(context, filter), connector.host];
}
`,
];

const context = `const context: RequestContext = { requestId: 'r' };\nconst volume: Volume = { id: 'v', name: 'v' };\n`;

/**
 * Tests: fakes, doubles, assertions; with a connector, with a factory that makes one, with neither.
 */
export const TESTS = [
  () => `import { expect, it, vi } from 'vitest';
import type { VolumeDriver } from '../src/driver.js';
import type { Connector, RequestContext, Volume } from '../src/types.js';

${context}const connector: Connector = { host: 'h' };

it('exports', async () => {
  const driver: VolumeDriver = { createExport: vi.fn(async () => ({})), initializeConnection: vi.fn(async () => ({ driverVolumeType: '', data: 0 })) };
  await driver.createExport«passes context; volume; connector»(context, volume);
  await driver.initializeConnection(volume, connector);
  expect(driver.createExport).toHaveBeenCalledWith«asserts context; volume; connector»(context, volume);
});
`,
  () => `import { expect, it } from 'vitest';
import { BaseVolumeDriver } from '../src/driver.js';
import type { RequestContext, Volume } from '../src/types.js';
import { fakeConnector } from './fakes.js';

${context}
class FakeDriver extends BaseVolumeDriver {
  async createExport«takes _context; volume; connector»(_context: RequestContext, volume: Volume) {
    return { providerLocation: volume.id };
  }

  async initializeConnection() {
    return { driverVolumeType: 'iscsi', data: 0 };
  }
}

it('exports', async () => {
  expect(await new FakeDriver().createExport«passes context; volume; fakeConnector() or {} as Connector»(context, volume)).toEqual({ providerLocation: 'v' });
  expect(fakeConnector('x').host).toEqual('x');
});
`,
  () => `import { expect, it } from 'vitest';
import { SimpleDriver } from '../src/driver.js';
import type { RequestContext, Volume } from '../src/types.js';

${context}
it('exports nothing', async () => {
  expect(await new SimpleDriver().createExport«passes context; volume; {} as Connector»(context, volume)).toEqual({});
});
`,
];
