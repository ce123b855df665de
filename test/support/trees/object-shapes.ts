import { TYPE, type Shape } from './shape.js';

/** Drivers that are no classes of their own, and types of the method. */
export const OBJECT_SHAPES = {
  satisfies: {
    imports: TYPE,
    write: (w) => `
export const driver${w.name} = {
  async ${w.declared()}${w.args()} {
    return { location: volume.id, by: context.id };
  },
  async initializeConnection(volume, connector) {
    return { volume, connector };
  },
} satisfies VolumeDriver;
`,
  },
  'annotated literal': {
    imports: TYPE,
    write: (w) => `
export const driver${w.name}: VolumeDriver = {
  ${w.declared()}: async ${w.args()} => ({ location: volume.id, by: context.id }),
  initializeConnection: async () => ({}),
};
`,
  },
  defineDriver: {
    imports: ['{ defineDriver }'],
    write: (w) =>
      `
export const driver${w.name} = defineDriver({
  async '${w.site('declaration', 'migrated')}createExport'${w.args()} {
    return { location: volume.id, by: context.id };
  },
  async initializeConnection(volume, connector) {
    return { volume, connector };
  },
});
`.replace("'⟦declaration migrated⟧", "⟦declaration migrated⟧'"),
  },
  'bare arrow': {
    imports: TYPE,
    replaces: true,
    write: (w) => `
export const driver${w.name}: VolumeDriver = {
  ${w.declared()}: ${w.isAfter ? w.args(['context', ...(w.slot === 2 ? ['_volume'] : [])]) : 'context'} => Promise.resolve({ by: context.id }),
  initializeConnection: () => Promise.resolve({}),
};
`,
  },
  'assigned to a variable first': {
    imports: TYPE,
    write: (w) =>
      `
const createExport = async ${w.params()}: Promise<${w.type('ModelUpdate')}> => ({ location: volume.id });
export const driver${w.name}: VolumeDriver = { createExport, initializeConnection: async () => ({}) };
`.replace('const createExport', `const ${w.site('declaration', 'migrated')}createExport`),
  },
  'function type': {
    imports: [],
    write: (w) =>
      `
export type ${w.name}CreateExport = never;
export type CreateExport${w.name} = ${w.params()} => Promise<${w.type('ModelUpdate')}>;
`.replace(
        `type CreateExport${w.name}`,
        `type ${w.site('declaration', 'migrated')}CreateExport${w.name}`,
      ),
  },
  'function type of a parameter': {
    imports: TYPE,
    write: (w) => `
export async function run${w.name}(work: VolumeDriver['createExport'], context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}, connector: ${w.type('Connector')}) {
  return [connector, await ${w.site('call', 'migrated')}work${w.args()}];
}
`,
  },
  'interface beside the contract': {
    imports: [],
    write: (w) => `
export interface ${w.name}Exporter {
  readonly kind: 'exporter';
  ${w.declared()}${w.params()}: Promise<${w.type('ModelUpdate')}>;
}
`,
  },
  mixin: {
    imports: ['type { VolumeDriver }'],
    write: (w) => `
export function traced${w.name}<B extends abstract new (...args: any[]) => VolumeDriver>(Base: B) {
  abstract class Traced extends Base {
    override async ${w.declared()}${w.params()} {
      return super.${w.called()}${w.args()};
    }
  }
  return Traced;
}
`,
  },
} satisfies Record<string, Shape>;
