#!/usr/bin/env node
// Writes a driver tree of any size, the same one each time: node bench/generate-tree.mjs <folder>
// [drivers = 1000]
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const VENDORS = [
  'Alder',
  'Birch',
  'Cedar',
  'Dogwood',
  'Elm',
  'Fir',
  'Gorse',
  'Hazel',
  'Ivy',
  'Juniper',
  'Kelp',
  'Laurel',
  'Maple',
  'Nettle',
  'Oak',
  'Pine',
  'Quince',
  'Rowan',
  'Sorrel',
  'Teak',
];

/** How each hundred drivers is made up, by the last two digits of its number. */
const SHAPES = [
  { upTo: 40, shape: extendsBase },
  { upTo: 55, shape: template },
  { upTo: 70, shape: delegate },
  { upTo: 85, shape: objectLiteral },
  { upTo: 100, shape: genericTransport },
];

/**
 * @param {string} folder
 * @param {number} drivers
 * @returns {{ files: number, bytes: number }} what was written
 */
export function generateTree(folder, drivers = 1000) {
  let files = 0;
  let bytes = 0;
  const write = (file, text) => {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
    files++;
    bytes += text.length;
  };
  fs.rmSync(folder, { recursive: true, force: true });
  write(
    'package.json',
    `${JSON.stringify({ name: 'synthetic-drivers', private: true, type: 'module' }, null, 2)}\n`,
  );
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2022'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  write(
    'tsconfig.json',
    `${JSON.stringify({ compilerOptions, include: ['src', 'test'] }, null, 2)}\n`,
  );
  for (const [file, text] of Object.entries(core())) write(file, text);
  const clients = Math.ceil(drivers / 2);
  for (let n = 0; n < clients; n++) write(`src/clients/client-${n}.ts`, client(n));
  for (let n = 0; n < drivers; n++) {
    const { shape } = SHAPES.find(({ upTo }) => (n * 37) % 100 < upTo);
    const name = `${VENDORS[n % VENDORS.length]}${n}`;
    const made = shape({
      n,
      name,
      client: n % clients,
      isGuilty: n % 3 === 0,
      hasConnector: n % 4 === 0,
    });
    write(`src/drivers/driver-${n}.ts`, made.text);
    if (n % 5 === 0) write(`test/driver-${n}.test.ts`, test(n, name, made.create, n % 4 === 0));
  }
  // What every real tree is mostly made of: files that have nothing to do with the contract.
  for (let n = 0; n < clients; n++) write(`src/services/service-${n}.ts`, unrelated(n));
  return { files, bytes };
}

function core() {
  return {
    'src/types.ts': `export interface RequestContext { requestId: string; projectId: string }
export interface Volume { id: string; name: string; sizeGb: number }
export interface Connector { host: string; initiator?: string; wwpns?: string[] }
export interface ConnectionInfo { driverVolumeType: string; data: Record<string, unknown> }
export interface ModelUpdate { providerLocation?: string }
`,
    'src/driver.ts': `import type { ConnectionInfo, Connector, ModelUpdate, RequestContext, Volume } from './types.js';

export abstract class VolumeDriver {
  constructor(protected readonly settings: Record<string, string>) {}
  abstract createExport(context: RequestContext, volume: Volume): Promise<ModelUpdate>;
  abstract initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo>;
  async removeExport(_context: RequestContext, volume: Volume): Promise<void> {
    this.note('removed', volume);
  }
  protected note(event: string, volume: Volume): string {
    return \`\${event} \${volume.id}\`;
  }
}

export type DriverObject = Pick<VolumeDriver, 'createExport' | 'initializeConnection'>;

export function defineDriver(driver: DriverObject): DriverObject {
  return driver;
}
`,
    'src/template.ts': `import { VolumeDriver } from './driver.js';
import type { ConnectionInfo, Connector, ModelUpdate, RequestContext, Volume } from './types.js';

export abstract class TemplateDriver extends VolumeDriver {
  async createExport(_context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    return { providerLocation: this.note('exported', volume) };
  }
  async initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo> {
    const data = await this.describe(volume, connector);
    return { driverVolumeType: 'iscsi', data };
  }
  protected abstract describe(volume: Volume, connector: Connector): Promise<Record<string, unknown>>;
}
`,
    'src/transport.ts': `export interface Transport {
  request(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

export class HttpTransport implements Transport {
  readonly sent: string[] = [];
  async request(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    this.sent.push(\`\${method} \${path} \${JSON.stringify(body)}\`);
    return { id: path };
  }
}
`,
    'src/manager.ts': `import type { DriverObject } from './driver.js';
import type { ConnectionInfo, Connector, RequestContext, Volume } from './types.js';

export class VolumeManager {
  constructor(private readonly driver: DriverObject) {}
  async initializeConnection(context: RequestContext, volume: Volume, connector: Connector): Promise<ConnectionInfo> {
    await this.driver.createExport(context, volume);
    return this.driver.initializeConnection(volume, connector);
  }
}
`,
  };
}

function client(n) {
  const lists = Array.from(
    { length: 6 },
    (_, i) => `
  async read${i}(id: string): Promise<Record<string, unknown>> {
    const found = await this.transport.request('GET', \`/items-${n}-${i}/\${id}\`);
    return { ...found, kind: ${i} };
  }`,
  ).join('\n');
  return `import { HttpTransport, type Transport } from '../transport.js';

export class Client${n} {
  constructor(private readonly transport: Transport = new HttpTransport()) {}
${lists}

  async ensureMapped(volumeId: string, host: string): Promise<string> {
    return this.createMapping(volumeId, host);
  }

  async createMapping(volumeId: string, host: string): Promise<string> {
    const { id } = await this.transport.request('POST', \`/hosts/\${host}/mappings\`, { volumeId });
    return String(id);
  }

  async findMapping(volumeId: string, host: string): Promise<string> {
    const { id } = await this.transport.request('GET', \`/hosts/\${host}/mappings?volume=\${volumeId}\`);
    return String(id);
  }
}
`;
}

function head({ client: c }, ...more) {
  return `import { Client${c} } from '../clients/client-${c}.js';\nimport type { ConnectionInfo, Connector, ModelUpdate, RequestContext, Volume } from '../types.js';\n${more.map((m) => `${m}\n`).join('')}\n`;
}

function parameters({ hasConnector }, indent = '') {
  return `${indent}_context: RequestContext, volume: Volume${hasConnector ? ', _connector?: Connector' : ''}`;
}

function extendsBase(d) {
  const { name, client: c, isGuilty } = d;
  const text = `${head(d, "import { VolumeDriver } from '../driver.js';")}export class ${name}Driver extends VolumeDriver {
  private readonly client = new Client${c}();

  async createExport(${parameters(d)}): Promise<ModelUpdate> {
    const found = await this.client.read0(volume.id);
    return { providerLocation: String(found.kind) };
  }

  async initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo> {
    const target = await this.target(volume, connector);
    return { driverVolumeType: 'iscsi', data: { target } };
  }

  private async target(volume: Volume, connector: Connector): Promise<string> {
    return this.client.${isGuilty ? 'ensureMapped' : 'findMapping'}(volume.id, connector.host);
  }
}
`;
  return { text, create: `new ${name}Driver({})` };
}

function template(d) {
  const { name, client: c, isGuilty } = d;
  const text = `${head(d, "import { TemplateDriver } from '../template.js';").replace(', ModelUpdate, RequestContext', '').replace('ConnectionInfo, ', '')}export class ${name}Driver extends TemplateDriver {
  private readonly client = new Client${c}();

  protected async describe(volume: Volume, connector: Connector): Promise<Record<string, unknown>> {
    const mapping = await this.client.${isGuilty ? 'createMapping' : 'findMapping'}(volume.id, connector.host);
    return { mapping, lun: 1 };
  }
}
`;
  return { text, create: `new ${name}Driver({})` };
}

function delegate(d) {
  const { name, client: c, isGuilty } = d;
  const text = `${head(d, "import { VolumeDriver } from '../driver.js';")}export class ${name}Library {
  constructor(private readonly client: Client${c}) {}

  async createExport(${parameters(d)}): Promise<ModelUpdate> {
    return { providerLocation: await this.client.findMapping(volume.id, 'any') };
  }

  async initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo> {
    const steps = [() => this.client.read1(volume.id), () => this.client.read2(volume.id)];
    await Promise.all(steps.map((step) => step()));
    const id = await this.client.${isGuilty ? 'ensureMapped' : 'findMapping'}(volume.id, connector.host);
    return { driverVolumeType: 'fibre_channel', data: { id } };
  }
}

export class ${name}Driver extends VolumeDriver {
  private readonly library = new ${name}Library(new Client${c}());

  createExport(context: RequestContext, volume: Volume): Promise<ModelUpdate> {
    return this.library.createExport(context, volume);
  }

  initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo> {
    return this.library.initializeConnection(volume, connector);
  }
}
`;
  return { text, create: `new ${name}Driver({})` };
}

function objectLiteral(d) {
  const { name, client: c, isGuilty } = d;
  const text = `${head(d, "import { defineDriver, type DriverObject } from '../driver.js';")}export function create${name}(): DriverObject {
  const client = new Client${c}();
  const locate = async (volume: Volume, connector: Connector) => client.${isGuilty ? 'createMapping' : 'findMapping'}(volume.id, connector.host);
  return defineDriver({
    createExport: async (${parameters(d)}): Promise<ModelUpdate> => ({ providerLocation: volume.name }),
    async initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo> {
      return { driverVolumeType: 'nvmeof', data: { id: await locate(volume, connector) } };
    },
  });
}
`;
  return { text, create: `create${name}()`, factory: `create${name}` };
}

function genericTransport(d) {
  const { n, name, isGuilty } = d;
  const imports =
    "import { VolumeDriver } from '../driver.js';\nimport { HttpTransport, type Transport } from '../transport.js';\nimport type { ConnectionInfo, Connector, ModelUpdate, RequestContext, Volume } from '../types.js';\n\n";
  const text = `${imports}export class ${name}Driver extends VolumeDriver {
  private readonly transport: Transport = new HttpTransport();

  private call(verb: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    return this.transport.request(verb, \`/v${n % 7}\${path}\`, body);
  }

  async createExport(${parameters(d)}): Promise<ModelUpdate> {
    await this.call('GET', \`/volumes/\${volume.id}\`);
    return {};
  }

  async initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo> {
    await this.call('POST', '/login', { user: 'admin' });
    const data = await this.call(${isGuilty ? "'POST', `/hosts/${connector.host}/attachments`, { volume: volume.id }" : "'GET', `/hosts/${connector.host}/attachments/${volume.id}`"});
    return { driverVolumeType: 'iscsi', data };
  }
}
`;
  return { text, create: `new ${name}Driver({})` };
}

function test(n, name, create, hasConnector) {
  const imported = create.startsWith('new ') ? `${name}Driver` : `create${name}`;
  return `import { ${imported} } from '../src/drivers/driver-${n}.js';
import type { RequestContext, Volume } from '../src/types.js';

const context: RequestContext = { requestId: 'r', projectId: 'p' };
const volume: Volume = { id: 'v${n}', name: 'v', sizeGb: 1 };

export async function exports${hasConnector ? 'WithConnector' : ''}(): Promise<boolean> {
  const driver = ${create};
  const update = await driver.createExport(context, volume);
  const info = await driver.initializeConnection(volume, { host: 'h' });
  return update !== undefined && info.driverVolumeType !== '';
}
`;
}

function unrelated(n) {
  const parts = Array.from(
    { length: 40 },
    (_, i) => `
  /** Takes the rows of page ${i} apart and counts what is in them. */
  page${i}(rows: readonly Row[]): Summary {
    const wanted = rows.filter((row) => row.size > ${i * n + 1} && row.label.startsWith('page-${i}'));
    const total = wanted.map((row) => row.size).reduce((sum, size) => sum + size, 0);
    if (total === 0) throw new RangeError(\`nothing on page ${i} of \${rows.length} rows\`);
    return { label: \`${n}-\${this.prefix}\`, total, mean: total / wanted.length };
  }`,
  ).join('\n');
  return `export interface Row { label: string; size: number }
export interface Summary { label: string; total: number; mean: number }

export class Service${n} {
  constructor(private readonly prefix = 'service-${n}') {}
${parts}
}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, drivers] = process.argv.slice(2);
  if (!folder || folder.startsWith('-')) {
    console.error('Usage: node bench/generate-tree.mjs <folder> [drivers = 1000]');
    process.exit(2);
  }
  const { files, bytes } = generateTree(path.resolve(folder), Number(drivers ?? 1000));
  console.log(`${files} files, ${(bytes / 1e6).toFixed(1)} MB`);
}
