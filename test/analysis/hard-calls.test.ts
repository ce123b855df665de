import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../src/analysis/findings.js';
import { HEAD } from '../support/acme.js';
import { SUPPORT, tree } from '../support/tree.js';

type Case = readonly [title: string, text: string];

/** The marked calls are reported by a rule, and nothing else. */
function check(rule: RuleId, file: string, cases: readonly Case[]): void {
  it.each(cases)('%s', (_title, text) => {
    const made = tree({ ...(file.endsWith('.ts') ? SUPPORT : PYTHON), [file]: text });
    expect(made.reports(rule)).toEqual(made.marked());
  });
}

const PYTHON = {
  'driver.py': `class VolumeDriver(object):
    def create_export(self, context, volume, connector):
        raise NotImplementedError()

    def initialize_connection(self, volume, connector):
        raise NotImplementedError()
`,
};

const LIST = 'context: RequestContext, volume: Volume, connector: Connector';
/** A superclass that takes something behind the connector, and a class that calls it. */
const above = (argument: string, members = '', more = 'pool?: string') => `${HEAD}
export interface ExportOptions { thin: boolean }
export class Base extends VolumeDriver {
  async createExport(${LIST}, ${more}) { return {}; }
  async initializeConnection(volume: Volume, connector: Connector) { return { data: 1 }; }
}
export class Acme extends Base {
  ${members}
  override async createExport(${LIST}) { return super.${argument}; }
}
`;

describe('another argument in the slot, where the superclass takes it behind', () => {
  check('forward-connector', 'acme.ts', [
    [
      'what a method is declared to give',
      above(
        '«createExport»(context, volume, this.poolName())',
        'poolName(): string { return POOL; }',
      ),
    ],
    [
      'what a method gives',
      above('«createExport»(context, volume, this.poolName())', "poolName() { return 'p'; }"),
    ],
    [
      'a promise of it',
      above(
        '«createExport»(context, volume, await this.poolName())',
        'async poolName(): Promise<string> { return POOL; }',
      ),
    ],
    [
      'a field',
      above(
        '«createExport»(context, volume, this.pool)',
        'private readonly pool: string = pick();',
      ),
    ],
    [
      'an object of another type',
      above(
        '«createExport»(context, volume, this.options())',
        'options(): ExportOptions { return { thin: true }; }',
        'options?: ExportOptions',
      ),
    ],
    [
      'a variable of another type',
      above('«createExport»(context, volume, POOL)', '').replace(
        'export class Acme',
        'declare const POOL: string;\nexport class Acme',
      ),
    ],
    ['a template', above('«createExport»(context, volume, `pool-${volume.id}`)')],
    [
      'a number',
      above(
        '«createExport»(context, volume, this.size())',
        'size(): number { return 1; }',
        'size?: number',
      ),
    ],
    ['the connector', above('createExport(context, volume, connector)')],
    [
      'what gives a connector',
      above(
        'createExport(context, volume, this.first(connector))',
        'first(c: Connector): Connector { return c; }',
      ),
    ],
    [
      'what nobody knows',
      above(
        'createExport(context, volume, this.first(connector))',
        'first(c: Connector) { return unknownToAll(c); }',
      ),
    ],
    [
      'what may be a connector',
      above(
        'createExport(context, volume, this.first())',
        'first(): Connector | undefined { return undefined; }',
      ),
    ],
    [
      'both',
      above(
        'createExport(context, volume, connector, this.poolName())',
        'poolName(): string { return POOL; }',
      ),
    ],
    [
      'a derived type',
      above(
        'createExport(context, volume, this.first())',
        'first(): Wide { return {} as Wide; }',
      ).replace(
        'export class Acme',
        'interface Wide extends Connector { more: number }\nexport class Acme',
      ),
    ],
    [
      'a part of one',
      above(
        'createExport(context, volume, this.first())',
        'first(): Partial<Connector> { return {}; }',
      ),
    ],
  ]);

  check('require-connector-argument', 'acme.ts', [
    [
      'from outside',
      `${above('createExport(context, volume, connector)')}
export async function use(driver: Base, context: RequestContext, volume: Volume, pool: string) { await driver.«createExport»(context, volume, pool); }`,
    ],
    [
      'from outside, a connector of any name',
      `${above('createExport(context, volume, connector)')}
export async function use(driver: Base, context: RequestContext, volume: Volume, who: Connector) { await driver.createExport(context, volume, who); }`,
    ],
    [
      'of a type that carries no name',
      `${above('createExport(context, volume, connector)')}
export async function use(driver: Base, context: RequestContext, volume: Volume, who: { host: string; initiator: string }) { await driver.createExport(context, volume, who); }`,
    ],
  ]);
});

const pyAbove = (
  argument: string,
  members: string,
  more = 'pool=None',
) => `from driver import VolumeDriver


class Base(VolumeDriver):
    def create_export(self, context, volume, connector, ${more}):
        return {}

    def initialize_connection(self, volume, connector):
        return {'data': 1}


class Acme(Base):
    ${members.replaceAll('\n', '\n    ')}

    def create_export(self, context, volume, connector):
        return super().${argument}
`;

describe('the same in Python', () => {
  check('forward-connector', 'acme.py', [
    [
      'what a method is declared to give',
      pyAbove(
        '«create_export»(context, volume, self._pool())',
        'def _pool(self) -> str:\n    return pick()',
        'pool: str = None',
      ),
    ],
    [
      'what a method gives',
      pyAbove('«create_export»(context, volume, self._pool())', "def _pool(self):\n    return 'p'"),
    ],
    [
      'what nobody knows',
      pyAbove('create_export(context, volume, self._who())', 'def _who(self):\n    return pick()'),
    ],
    [
      'a dictionary',
      pyAbove(
        'create_export(context, volume, self._who())',
        "def _who(self) -> dict:\n    return {'host': 'a'}",
      ),
    ],
    [
      'both',
      pyAbove(
        'create_export(context, volume, connector, self._pool())',
        "def _pool(self):\n    return 'p'",
      ),
    ],
  ]);
});

const typed = (body: string, more = '') => `${HEAD}
export type CreateExport = (${LIST}) => Promise<unknown>;
export class Acme extends VolumeDriver {
  createExport: CreateExport = async (context, volume, connector) => ({ id: volume.id + connector.host });
  async initializeConnection(volume: Volume, connector: Connector) { return { data: 1 }; }
}
${more}
export async function use(context: RequestContext, volume: Volume, connector: Connector, key: string) { ${body} }
`;

describe('calls through a value that the contract’s function type types', () => {
  check('require-connector-argument', 'acme.ts', [
    [
      'a variable',
      typed(
        'const f: CreateExport = pick(); await «f»(context, volume);',
        'declare function pick(): any;',
      ),
    ],
    [
      'a parameter',
      typed(
        '',
        'export async function run(create: CreateExport, context: RequestContext, volume: Volume) { await «create»(context, volume); }',
      ),
    ],
    [
      'an optional parameter',
      typed(
        '',
        'export async function run(context: RequestContext, volume: Volume, create?: CreateExport) { await «create»?.(context, volume); }',
      ),
    ],
    [
      'a member of the driver’s type',
      typed(
        "const f: VolumeDriver['createExport'] = pick(); await «f»(context, volume);",
        'declare function pick(): any;',
      ),
    ],
    [
      'a list of them',
      typed(
        'for (const step of steps) await «step»(context, volume);',
        'declare const steps: CreateExport[];',
      ),
    ],
    [
      'a readonly list',
      typed(
        'await Promise.all(steps.map((step) => «step»(context, volume)));',
        'declare const steps: readonly CreateExport[];',
      ),
    ],
    [
      'a record',
      typed(
        'await table[«key»](context, volume);',
        'declare const table: Record<string, CreateExport>;',
      ),
    ],
    [
      'a map',
      typed(
        'const f = table.get(key); await «f»?.(context, volume);',
        'declare const table: Map<string, CreateExport>;',
      ),
    ],
    [
      'what a function gives',
      typed(
        'const f = pick(); await «f»(context, volume);',
        'declare function pick(): CreateExport;',
      ),
    ],
    [
      'a member of an interface',
      typed('await hooks.«run»(context, volume);', 'declare const hooks: { run: CreateExport };'),
    ],
    [
      'destructured',
      typed(
        'const { run } = hooks; await «run»(context, volume);',
        'declare const hooks: { run: CreateExport };',
      ),
    ],
    [
      'a cast',
      typed(
        'const f = pick() as CreateExport; await «f»(context, volume);',
        'declare function pick(): any;',
      ),
    ],
    [
      'all of it',
      typed(
        'const f: CreateExport = pick(); await f(context, volume, connector);',
        'declare function pick(): any;',
      ),
    ],
    [
      'another function type',
      typed(
        'await other(context, volume);',
        'declare const other: (context: RequestContext, volume: Volume) => Promise<void>;',
      ),
    ],
    [
      'a list of others',
      typed(
        'for (const step of steps) await step(context, volume);',
        'declare const steps: ((context: RequestContext, volume: Volume) => void)[];',
      ),
    ],
  ]);
});
