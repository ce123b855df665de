import { TYPE, type Shape } from './shape.js';
import type { TreeWriter } from './writer.js';

const it = (lines: string) => `
it('works', async () => {
${lines}});
`;

const setUp = (w: TreeWriter) => `
import { expect, it, vi } from 'vitest';

const context: ${w.type('RequestContext')} = { id: 'r' };
const volume: ${w.type('Volume')} = { id: 'v' };
`;

const double = (w: TreeWriter) => `
const double${w.name} = () =>
  ({ ${w.declared('skipped')}: vi.fn(async () => ({})), initializeConnection: vi.fn(async () => ({})) }) satisfies VolumeDriver;
`;

/** What tests write. The placeholder is the contract's. */
export const TEST_SHAPES = {
  'a fake class': {
    imports: ['{ BaseVolumeDriver }'],
    write: (w) => `
export class Fake${w.name} extends BaseVolumeDriver {
  override async ${w.declared()}${w.params()} {
    return { location: volume.id };
  }

  override initializeConnection = async (): Promise<unknown> => ({});
}
`,
  },
  'a shorter double': {
    imports: TYPE,
    write: (w) => `${setUp(w)}${double(w)}${it(`  expect(double${w.name}()).toBeDefined();\n`)}`,
  },
  'a double that forwards': {
    imports: TYPE,
    write: (w) => `
export const forward${w.name} = (inner: VolumeDriver): VolumeDriver => ({
  ${w.declared()}: ${w.args()} => inner.${w.called()}${w.args()},
  initializeConnection: (volume, connector) => inner.initializeConnection(volume, connector),
});
`,
  },
  'calls and assertions with a connector': {
    imports: TYPE,
    write: (w) =>
      `${setUp(w)}${double(w)}${it(`  const connector: ${w.type('Connector')} = { host: 'h' };
  const driver = double${w.name}();
  await (driver as VolumeDriver).${w.called()}${w.args()};
  expect(driver.createExport).${w.site('test', 'migrated')}toHaveBeenCalledWith${w.args()};
  expect(driver.createExport).not.${w.site('test', 'migrated')}toHaveBeenNthCalledWith${w.led('2')};
  expect(driver.createExport).${w.site('test', 'skipped')}toHaveBeenCalledWith(context);
  expect(driver.createExport.mock.calls[0]).${w.site('test', 'migrated')}toEqual(${w.list(['context', 'volume'], 'connector', '[', ']')});
  expect(driver.createExport).${w.site('test', 'already')}toHaveBeenLastCalledWith(${['context', 'volume'].toSpliced(w.slot, 0, 'connector').join(', ')});
  expect(driver.createExport).toHaveBeenCalledTimes(1);
`)}`,
  },
  spies: {
    imports: TYPE,
    write: (w) => `${setUp(w)}
declare const driver: VolumeDriver;
${it(`  const spy = vi.spyOn(driver, 'createExport').mockResolvedValue({});
  const connector: ${w.type('Connector')} = { host: 'h' };
  await driver.${w.called()}${w.args()};
  expect(spy).${w.site('test', 'migrated')}toHaveBeenCalledWith${w.args()};
`)}`,
  },
  'the placeholder': {
    imports: TYPE,
    write: (w) => `${setUp(w)}
declare const driver: VolumeDriver;
${it(`  await driver.${w.called()}${w.args(undefined, w.isAfter ? `{} as ${w.importedType('Connector')}` : '')};
  await expect(driver.${w.called()}${w.args(undefined, w.isAfter ? `{} as ${w.importedType('Connector')}` : '')}).rejects.toThrow('createExport(context, volume)');
`)}`,
  },
  'a factory': {
    imports: TYPE,
    write: (w) => `${setUp(w)}
declare const driver: VolumeDriver;

function fakeConnector(host = 'h'): ${w.type('Connector')} {
  return { host };
}
${it(`  await driver.${w.called()}${w.args(undefined, 'fakeConnector()')};\n`)}`,
  },
  'several in a test': {
    imports: TYPE,
    write: (w) => `${setUp(w)}
declare const driver: VolumeDriver;
${it(`  const here: ${w.type('Connector')} = { host: 'h' };
  const there: ${w.type('Connector')} = { host: 't' };
  await driver.${w.called('open')}${w.kept('context', 'volume')};
  expect([here, there]).toHaveLength(2);
`)}`,
  },
} satisfies Record<string, Shape>;
