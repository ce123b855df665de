import { BASE, LOCAL, body, extending, reader, type Shape } from './shape.js';

/** Declarations whose place for the connector is taken, or whose body passes it on. */
export const SLOT_SHAPES = {
  'optional extra parameter that nobody passes': {
    imports: BASE,
    write: (w) =>
      extending(
        w,
        `  override async ${w.declared()}${w.params(undefined, ['vg?: string'])} ${body("vg ?? 'vg0'")}${reader(w)}`,
      ),
  },
  'default extra parameter, passed with a value at hand': {
    imports: BASE,
    write: (w) =>
      extending(
        w,
        `  override async ${w.declared()}${w.params(undefined, ["vg = 'vg0'", 'size?: number'])} ${body('`${vg}/${size ?? 0}`')}
  override async initializeConnection(volume: ${w.type('Volume')}, connector: ${w.type('Connector')}): Promise<unknown> {
    await this.${w.called()}${w.args(["{ id: 'c' }", 'volume', "'vg1'", '1'])};
    return this.${w.called()}${w.args(["{ id: 'c' }", 'volume'])};
  }
`,
      ),
  },
  // Where the connector comes first, nothing stands in its place.
  'a collision that cannot move': {
    imports: ['{ BaseVolumeDriver }'],
    write: (w) => `
export class ${w.name}Driver extends BaseVolumeDriver {
  override async ${w.declared(w.slot === 2 ? 'collision' : 'migrated')}${w.list(
    [`context: ${w.type('RequestContext')}`, `volume: ${w.type('Volume')}`, 'vg?: string'],
    w.slot === 2 ? undefined : w.parameter(),
  )} {
    return { location: vg ?? volume.id };
  }

  override async initializeConnection(): Promise<unknown> {
    return {};
  }
}

export async function run${w.name}(driver: ${w.name}Driver, context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}) {
  await driver.${w.called(w.slot === 2 ? 'collision' : 'open')}${w.kept('context', 'volume', "'vg1'")};
  await driver.${w.called(w.slot === 2 ? 'collision' : 'open')}${w.kept('context', 'volume')};
}
`,
  },
  'super forward': {
    imports: LOCAL,
    write: (w) =>
      extending(
        w,
        `  override async ${w.declared()}${w.params()}: Promise<${w.type('ModelUpdate')}> {
    await Promise.all([1].map(() => super.${w.called()}${w.args()}));
    return super.${w.called()}${w.args()};
  }
`,
        'LocalDriver',
      ),
  },
  'forward from inner functions': {
    imports: LOCAL,
    write: (w) =>
      extending(
        w,
        `  override async ${w.declared()}${w.params()}: Promise<${w.type('ModelUpdate')}> {
    const again = async () => super.${w.called()}${w.args()};
    function inner(this: LocalDriver) {
      return 'createExport(context, volume)';
    }
    return context.id === inner.call(this) ? again() : { ...(await super.${w.called()}${w.args()}) };
  }
`,
        'LocalDriver',
      ),
  },
  delegate: {
    imports: BASE,
    write: (w) => `
class ${w.name}Library {
  async ${w.declared()}${w.params()} ${body()}}
${extending(
  w,
  `  private readonly library = new ${w.name}Library();

  override async ${w.declared()}${w.params(['ctx', 'vol'])}: Promise<${w.type('ModelUpdate')}> {
    return this.library.${w.called()}${w.args(['ctx', 'vol'])};
  }
${reader(w)}`,
)}`,
  },
  'a local of the name': {
    imports: LOCAL,
    replaces: true,
    write: (w) => {
      const local = w.isAfter ? 'localConnector' : 'connector';
      return extending(
        w,
        `  override async ${w.declared()}${w.params()} {
    const ${local} = volume.id;
    await super.${w.called()}${w.args()};
    return { location: ${local}, ${w.isAfter ? `connector: ${local}` : local} };
  }
`,
        'LocalDriver',
      );
    },
  },
  'has it': {
    imports: BASE,
    write: (w) => {
      const connector = `properties: ${w.type('Connector')}`;
      const list = [`context: ${w.type('RequestContext')}`, `volume: ${w.type('Volume')}`];
      return extending(
        w,
        `  override async ${w.declared('already')}${w.kept(...list.toSpliced(w.slot, 0, connector))} ${body()}${reader(w)}`,
      );
    },
  },
  'takes a tuple': {
    imports: LOCAL,
    write: (w) => {
      const types = [w.type('RequestContext'), w.type('Volume')];
      const isInside = w.slot === 2;
      const list = isInside
        ? `(...args: ${w.list(types, w.isAfter ? w.type('Connector') : '', '[', ']')})`
        : w.list([`...args: [${types.join(', ')}]`], w.parameter());
      const forward = isInside
        ? `${w.called('already')}${w.kept('...args')}`
        : `${w.called()}${w.args(['...args'])}`;
      return extending(
        w,
        `  override async ${w.declared()}${list}: Promise<${w.type('ModelUpdate')}> {
    return super.${forward};
  }
`,
        'LocalDriver',
      );
    },
  },
  'takes anything': {
    imports: BASE,
    write: (w) =>
      extending(
        w,
        `  override async ${w.declared('already')}${w.kept('...args: unknown[]')} ${body('String(args)')}${reader(w)}`,
      ),
  },
} satisfies Record<string, Shape>;
