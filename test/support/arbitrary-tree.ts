import path from 'node:path';
import fc from 'fast-check';
import { gainsOf, listsOf } from '../../src/contract/steps.js';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { CALL_SHAPES } from './trees/call-shapes.js';
import { CLASS_SHAPES } from './trees/class-shapes.js';
import { OBJECT_SHAPES } from './trees/object-shapes.js';
import type { Shape } from './trees/shape.js';
import { SLOT_SHAPES } from './trees/slot-shapes.js';
import { TEST_SHAPES } from './trees/test-shapes.js';
import { VALUE_SHAPES } from './trees/value-shapes.js';
import {
  IMPORTS,
  LISTS,
  TreeWriter,
  sitesOf,
  type ExpectedSite,
  type UnitLayout,
} from './trees/writer.js';

type Group = 'base' | 'driver' | 'caller' | 'test';

/** One file of a generated tree, as drawn. */
export interface Unit {
  readonly group: Group;
  readonly shape: string;
  readonly layout: UnitLayout;
}

/** One file of a generated tree, as written. */
export interface WrittenFile {
  /** Its number in the tree, whatever it is called. */
  readonly key: string;
  readonly path: string;
  readonly text: string;
  /** How it must read after the migration, but for imports, commas, comments and layout. */
  readonly after: string;
  readonly sites: readonly ExpectedSite[];
  /** Whether its edits are insertions alone. */
  readonly onlyInserts: boolean;
}

const NAMES = [
  'acme',
  'bolt',
  'cray',
  'dune',
  'echo',
  'fern',
  'gale',
  'hood',
  'iris',
  'jade',
  'kite',
  'loom',
] as const;
/** A class name says nothing of the contract. */
const classNames = NAMES.map((n) => n[0].toUpperCase() + n.slice(1));

const TYPES_TEXT = `export interface RequestContext {
  readonly id: string;
}

export interface Volume {
  readonly id: string;
}

export interface Connector {
  readonly host: string;
}

export type ModelUpdate = Record<string, string>;
`;

/**
 * What the contract stands in: an interface, an abstract class, a class that can be called with
 * \`super\`, a factory.
 */
const BASE: Shape = {
  imports: [],
  write: (w) => `
export interface VolumeDriver {
  ${w.declared()}${w.params()}: Promise<${w.type('ModelUpdate')}>;
  initializeConnection(volume: ${w.type('Volume')}, connector: ${w.type('Connector')}): Promise<unknown>;
}

export abstract class BaseVolumeDriver implements VolumeDriver {
  abstract ${w.declared()}${w.params()}: Promise<${w.type('ModelUpdate')}>;
  abstract initializeConnection(volume: ${w.type('Volume')}, connector: ${w.type('Connector')}): Promise<unknown>;
}

export class LocalDriver extends BaseVolumeDriver {
  override async ${w.declared()}${w.params()}: Promise<${w.type('ModelUpdate')}> {
    return { location: volume.id };
  }

  override async initializeConnection(): Promise<unknown> {
    return {};
  }
}

export function defineDriver(driver: VolumeDriver): VolumeDriver {
  return driver;
}
`,
};

const SHAPES: Record<Group, Record<string, Shape>> = {
  base: { base: BASE },
  driver: { ...CLASS_SHAPES, ...OBJECT_SHAPES, ...SLOT_SHAPES },
  caller: { ...VALUE_SHAPES, ...CALL_SHAPES },
  test: TEST_SHAPES,
};

const layouts: fc.Arbitrary<UnitLayout> = fc.record({
  lists: fc.array(fc.constantFrom(...LISTS), { minLength: 1, maxLength: 4 }),
  imports: fc.constantFrom(...IMPORTS),
  crlf: fc.boolean(),
  bom: fc.boolean(),
  doubleQuotes: fc.boolean(),
  noSemicolons: fc.boolean(),
  indent: fc.constantFrom('  ' as const, '    ' as const, '\t' as const),
  blankLines: fc.boolean(),
  comments: fc.boolean(),
});

function unit(group: Group): fc.Arbitrary<Unit> {
  const shapes = Object.keys(SHAPES[group]);
  return fc.record({
    group: fc.constant(group),
    shape: fc.constantFrom(...shapes),
    layout: layouts,
  });
}

/** A tree as drawn: the first unit is what the contract stands in. */
export const trees: fc.Arbitrary<readonly Unit[]> = fc
  .tuple(
    unit('base'),
    fc.array(fc.oneof(unit('driver'), unit('caller'), unit('test')), {
      maxLength: NAMES.length - 1,
    }),
  )
  .map(([base, more]) => [base, ...more]);

/** Which name each file has: a permutation. */
export const namings: fc.Arbitrary<readonly number[]> = fc.shuffledSubarray(
  NAMES.map((_, i) => i),
  { minLength: NAMES.length },
);

/** Writes a tree. Every second name lies in a folder of its own. */
export function writeTree(
  units: readonly Unit[],
  slot: 0 | 2,
  naming: readonly number[] = NAMES.map((_, i) => i),
): WrittenFile[] {
  const pathOf = (at: number) => {
    const { group, shape } = units[at];
    const name = NAMES[naming[at]];
    const ending =
      group === 'test' ? 'test.ts' : SHAPES[group][shape].language === 'javascript' ? 'js' : 'ts';
    return `${naming[at] % 2 === 1 ? `vendors/${name}/` : ''}${name}.${ending}`;
  };
  return units.map(({ group, shape: shapeName, layout }, at) => {
    const shape = SHAPES[group][shapeName];
    const own = pathOf(at);
    const specifier = (file: string) => {
      const relative = path.posix.relative(path.posix.dirname(own), file);
      return relative.startsWith('.') ? relative : `./${relative}`;
    };
    const make = (usedBefore?: TreeWriter['used']) => {
      const writer = new TreeWriter(
        classNames[at],
        shape.language ?? 'typescript',
        layout,
        slot,
        usedBefore,
      );
      const body = shape.write(writer);
      const written = writer.head(shape.imports) + body;
      const linked = written
        .replaceAll('#types', specifier('types.js'))
        .replaceAll('#driver', specifier(pathOf(0).replace('.ts', '.js')));
      return { used: writer.used, ...sitesOf(writer.finish(linked)) };
    };
    const before = make();
    const after = make(before.used);
    return {
      key: `${at} ${shapeName}`,
      path: own,
      text: before.text,
      after: after.text,
      sites: before.sites,
      onlyInserts: shape.replaces !== true,
    };
  });
}

/** Every file of a tree by path, with the modules that all of them share. */
export function filesOf(files: readonly WrittenFile[], slot: 0 | 2): Record<string, string> {
  const [createExport] = listsOf(volumeDriverContract.methods.createExport);
  const [added] = gainsOf(createExport);
  const contract = {
    extends: 'volume-driver',
    methods: {
      createExport: { ...createExport, added: { ...added, position: 'first' } },
    },
  };
  return {
    'package.json': '{ "type": "module" }',
    ...(slot === 0 ? { 'driver-contract.json': JSON.stringify(contract) } : {}),
    'types.ts': TYPES_TEXT,
    ...Object.fromEntries(files.map((f) => [f.path, f.text])),
  };
}
