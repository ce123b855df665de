import { TYPE, fn, withConnector, type Shape } from './shape.js';

/** Callers, one way to write the call each, and what only looks like one. */
export const CALL_SHAPES = {
  'in a template': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  return \`createExport(context, volume) \${String(await driver.${w.called()}${w.args()})}\`;\n`,
      ),
  },
  'has it already': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  return driver.${w.called('already')}${w.kept(...['context', 'volume'].toSpliced(w.slot, 0, 'connector'))};\n`,
      ),
  },
  'call and apply': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  await driver.${w.called()}.call${w.led('driver')};
  await driver.createExport.apply(driver, ${w.site('call', 'migrated')}${w.list(['context', 'volume'], 'connector', '[', ']')});
  await Reflect.apply(driver.createExport, driver, ${w.site('call', 'migrated')}${w.list(['context', 'volume'], 'connector', '[', ']')});
`,
      ),
  },
  spread: {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  await driver.createExport(...${w.site('call', 'migrated')}${w.list(['context', 'volume'], 'connector', '[', ']')});
  const args = ${w.site('call', 'migrated')}${w.list(['context', 'volume'], 'connector', '[', ']')} as const;
  await driver.createExport(...args);
`,
      ),
  },
  'spread of what is used elsewhere': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  const args = ${w.site('call', 'open')}${w.list(['context', 'volume'], undefined, '[', ']')} as const;
  await driver.createExport(...args);
  return [args.length, connector];
`,
      ),
  },
  'spread of tuples': {
    imports: TYPE,
    write: (w) => {
      const tuple = () => `[${w.type('RequestContext')}, ${w.type('Volume')}]`;
      return `
declare const args${w.name}: readonly ${tuple()};
declare function argsOf${w.name}(): ${tuple()};

export async function run${w.name}(driver: VolumeDriver, connector: ${w.type('Connector')}, ...rest: ${tuple()}) {
  await driver.${w.called()}${w.args(['...rest'])};
  await driver.${w.called()}${w.args([`...args${w.name}`])};
  return driver.${w.called()}${w.args([`...argsOf${w.name}()`])};
}

export async function partly${w.name}(driver: VolumeDriver, connector: ${w.type('Connector')}, context: ${w.type('RequestContext')}, ...rest: [${w.type('Volume')}]) {
  return driver.${w.called()}${w.args(['context', '...rest'])};
}

export async function open${w.name}(driver: VolumeDriver, ...rest: ${tuple()}) {
  return driver.${w.called('open')}${w.kept('...rest')};
}

export async function whole${w.name}(driver: VolumeDriver, ...rest: [${w.slot === 0 ? `${w.type('Connector')}, ` : ''}${w.type('RequestContext')}, ${w.type('Volume')}${w.slot === 2 ? `, ${w.type('Connector')}` : ''}]) {
  return driver.${w.called('already')}${w.kept('...rest')};
}
`;
    },
  },
  'passes on what it is given': {
    imports: TYPE,
    write: (w) => `
export function run${w.name}(driver: VolumeDriver, ...args: Parameters<VolumeDriver['createExport']>) {
  return driver.${w.called('already')}(...args);
}
`,
  },
  aliases: {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  const create = driver.createExport.${w.site('reference', 'skipped')}bind(driver);
  await ${w.site('call', 'migrated')}create${w.args()};
  const { createExport: exportIt } = driver;
  await ${w.site('call', 'migrated')}exportIt${w.args()};
`,
      ),
  },
  'bound with arguments': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  return driver.createExport.${w.site('reference', 'migrated')}bind${w.led('driver')};\n`,
      ),
  },
  'handed on': {
    imports: TYPE,
    write: (w) => `
declare function retry${w.name}(work: unknown, times: number, ...args: unknown[]): Promise<void>;
${fn(
  w,
  withConnector(w),
  `  await retry${w.name}${w.led(`driver.${w.site('reference', 'migrated')}createExport`, '3')};
  return retry${w.name}(driver.${w.site('reference', 'open')}createExport, 3);
`,
)}`,
  },
  'of another module': {
    imports: ['{ LocalDriver }', '* as base'],
    write: (w) => `
const driver = new LocalDriver();
export const first = async (context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}, connector: ${w.type('Connector')}) =>
  (await driver.${w.called()}${w.args()}) ?? (await new base.LocalDriver().${w.called()}${w.args()});

export const later = (context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}) =>
  driver.${w.called('open')}${w.kept('context', 'volume')}.then(() => volume, () => undefined);
`,
  },
  'parts of larger expressions': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  const [a, b] = await Promise.all([driver.${w.called()}${w.args()}, driver.${w.called()}${w.args(['{ id: "x,)" }', '{ ...volume }'])}]);
  const made = { ...(await driver.${w.called()}${w.args(['context as never', 'volume!'])}), a, b };
  return (await (driver as VolumeDriver).${w.called()}${w.args(['(context, context)', 'volume'])}).location || made;
`,
      ),
  },
  'one call in another': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  return driver.${w.called()}${w.args(['context', `{ id: String(await driver.${w.called()}${w.args()}) }`])};
`,
      ),
  },
  'many of one line': {
    imports: TYPE,
    write: (w) =>
      fn(
        w,
        withConnector(w),
        `  await driver.${w.called()}${w.args()}; await driver.${w.called()}${w.args()}; return connector;\n`,
      ),
  },
  'a generic driver': {
    imports: TYPE,
    write: (w) => `
export async function run${w.name}<D extends VolumeDriver, C extends ${w.type('Connector')}>(driver: D, context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}, wires: C) {
  return driver.${w.called()}${w.args(undefined, 'wires')};
}
`,
  },
  'a driver in a union': {
    imports: ['type { LocalDriver, VolumeDriver }'],
    write: (w) => `
export async function run${w.name}(context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}, connector: ${w.type('Connector')}, driver?: VolumeDriver | LocalDriver | null) {
  await driver?.${w.called()}${w.args()};
  if (driver) return driver.${w.called()}${w.args()};
  return connector;
}
`,
  },
  'a driver from a function': {
    imports: TYPE,
    write: (w) => `
declare function driverOf(id: string): Promise<VolumeDriver>;

export async function run${w.name}(context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}, connector: ${w.type('Connector')}) {
  await (await driverOf(volume.id)).${w.called()}${w.args()};
  for (const driver of [await driverOf('a'), await driverOf('b')]) await driver.${w.called()}${w.args()};
  const drivers: Record<string, VolumeDriver> = {};
  await drivers.a.${w.called()}${w.args()};
  await drivers['b']?.${w.called()}${w.args()};
}
`,
  },
  'partly a driver': {
    imports: TYPE,
    write: (w) => `
export async function run${w.name}(driver: Pick<VolumeDriver, 'createExport'>, partial: Partial<VolumeDriver>, context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}, connector: ${w.type('Connector')}) {
  await partial.${w.called()}?.${w.args()};
  await driver.${w.called()}${w.args()};
}
`,
  },
  homonyms: {
    imports: [],
    write: (w) => `
export class Report${w.name} {
  ${w.declared('skipped')}(format: string) {
    return \`createExport(context, volume) as \${format}\`;
  }
}

export class Tgt${w.name} {
  ${w.declared('skipped')}(context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}, volumePath: string) {
    return [context, volume, volumePath];
  }
}

export function run${w.name}(report: Report${w.name}, tgt: Tgt${w.name}, context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}) {
  return [report.${w.called('skipped')}('csv'), tgt.${w.called('skipped')}(context, volume, '/dev/vg0')];
}
`,
  },
  'nothing of the contract': {
    imports: [],
    write: (w) => `
/** Not createExport(context, volume). */
export const text${w.name} = ['createExport(context, volume)', \`driver.createExport(context, volume)\`];
`,
  },
} satisfies Record<string, Shape>;
