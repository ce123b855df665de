import { BASE, LOCAL, TYPE, body, extending, reader, type Shape } from './shape.js';

/** Drivers that are classes, one way to write the method each. */
export const CLASS_SHAPES = {
  'class extends the base': {
    imports: BASE,
    write: (w) =>
      extending(w, `  override async ${w.declared()}${w.params()} ${body()}${reader(w)}`),
  },
  'class implements the interface': {
    imports: TYPE,
    write: (w) => `
export class ${w.name}Driver implements VolumeDriver {
  async ${w.declared()}${w.params()}: Promise<${w.type('ModelUpdate')}> ${body()}
  async initializeConnection(): Promise<unknown> {
    return {};
  }
}
`,
  },
  'arrow property': {
    imports: TYPE,
    write: (w) => `
export class ${w.name}Driver implements VolumeDriver {
  readonly ${w.declared()} = async ${w.params()}: Promise<${w.type('ModelUpdate')}> => ({ location: volume.id });
  initializeConnection = async (): Promise<unknown> => ({});
}
`,
  },
  overloads: {
    imports: BASE,
    write: (w) =>
      extending(
        w,
        `  override ${w.declared()}${w.params()}: Promise<${w.type('ModelUpdate')}>;
  override ${w.declared()}${w.params()}: Promise<Record<string, string>>;
  override async ${w.declared()}${w.params()}: Promise<Record<string, string>> ${body()}${reader(w)}`,
      ),
  },
  'no parameters': {
    imports: BASE,
    write: (w) => {
      const fill =
        w.isAfter && w.slot === 2
          ? [
              `_context: ${w.importedType('RequestContext')}`,
              `_volume: ${w.importedType('Volume')}`,
            ]
          : [];
      const added = w.isAfter ? `connector: ${w.importedType('Connector')}` : '';
      return extending(
        w,
        `  override async ${w.declared()}${w.list(fill, added)} ${body("''")}${reader(w)}`,
      );
    },
  },
  'renamed parameters': {
    imports: BASE,
    write: (w) =>
      extending(
        w,
        `  override async ${w.declared()}${w.params(['_ctx', 'vol'])} ${body('vol.id')}${reader(w)}`,
      ),
  },
  'destructured parameters': {
    imports: BASE,
    write: (w) =>
      extending(
        w,
        `  override async ${w.declared()}${w.params(['{ id: by }', '{ id, ...more }'])} ${body('by + id + String(more)')}${reader(w)}`,
      ),
  },
  documented: {
    imports: BASE,
    write: (w) =>
      extending(
        w,
        `  /**
   * Exports a volume, see createExport(context, volume).
   * @param context - who asks
   * @param volume what is exported,
   *   and nothing else
   * @returns where it is
   */
  override async ${w.declared()}${w.params()} ${body()}
  /** @param volume - what is fetched */
${reader(w)}`,
      ),
  },
  generic: {
    imports: BASE,
    write: (w) =>
      extending(
        w,
        `  override async ${w.declared()}<V extends ${w.type('Volume')}>${w.list(
          [`context: ${w.type('RequestContext')}`, 'volume: V'],
          w.parameter(),
        )} ${body()}${reader(w)}`,
      ),
  },
  'this parameter': {
    imports: BASE,
    write: (w) => {
      const list = [
        `context: ${w.type('RequestContext')}`,
        `volume: ${w.type('Volume')}`,
        ...(w.isAfter ? [w.parameter()] : []),
      ];
      if (w.isAfter && w.slot === 0) list.unshift(list.pop() ?? '');
      return extending(
        w,
        `  override async ${w.declared()}(this: ${w.name}Driver, ${list.join(', ')}) ${body()}${reader(w)}`,
      );
    },
  },
  decorated: {
    imports: BASE,
    write: (w) => `
const logged = <F>(method: F, _context: unknown): F => method;
${extending(w, `  @logged override async ${w.declared()}${w.params()} ${body()}${reader(w)}`)}`,
  },
  'ambient class': {
    imports: BASE,
    write: (w) => `
export declare class ${w.name}Driver extends BaseVolumeDriver {
  override ${w.declared()}${w.params()}: Promise<${w.type('ModelUpdate')}>;
  override initializeConnection(volume: ${w.type('Volume')}, connector: ${w.type('Connector')}): Promise<unknown>;
}
`,
  },
  'a grandchild': {
    imports: LOCAL,
    write: (w) => `
abstract class ${w.name}Middle extends LocalDriver {
  protected abstract prefix(): string;
}

export default class ${w.name}Driver extends ${w.name}Middle {
  protected override prefix() {
    return '';
  }

  override async ${w.declared()}${w.params()} {
    return { location: this.prefix() + volume.id };
  }
}
`,
  },
  'class expression': {
    imports: LOCAL,
    write: (w) => `
export const make${w.name} = () =>
  new (class extends LocalDriver {
    override async ${w.declared()}${w.params()} {
      return { location: volume.id };
    }
  })();
`,
  },
  'javascript class': {
    imports: BASE,
    language: 'javascript',
    write: (w) =>
      extending(
        w,
        `  /**
   * @param {object} context
   * @param {object} volume
   */
  async ${w.declared()}${w.args()} ${body()}
  async initializeConnection(volume, connector) {
    return this.${w.called()}${w.args(['{}', 'volume'])};
  }
`,
      ),
  },
} satisfies Record<string, Shape>;
