import type { Status } from '../../../codemods/add-connector/ledger.js';
import type { TreeWriter } from './writer.js';

/** Writes what follows the imports of one file. `imports` says what it needs of the base module. */
export interface Shape {
  readonly imports: readonly string[];
  readonly language?: 'javascript';
  /** Its edits are not insertions alone. */
  readonly replaces?: boolean;
  write(w: TreeWriter): string;
}

export const BASE = ['{ BaseVolumeDriver }'];
export const LOCAL = ['{ LocalDriver }'];
export const TYPE = ['type { VolumeDriver }'];

/** The reader, which has had the connector all along. */
export const reader = (w: TreeWriter) =>
  `  override async initializeConnection(volume: ${w.type('Volume')}, connector: ${w.type('Connector')}): Promise<unknown> {
    return { volume, connector };
  }
`;

export const body = (expression = 'volume.id') => `{
    return { location: ${expression} };
  }
`;

export const extending = (w: TreeWriter, members: string, base = 'BaseVolumeDriver') => `
export class ${w.name}Driver extends ${base} {
${members}}
`;

/** A function that has a driver, a context and a volume, and what else it is given. */
export const fn = (w: TreeWriter, more: string, lines: string) => `
export async function run${w.name}(driver: VolumeDriver, context: ${w.type('RequestContext')}, volume: ${w.type('Volume')}${more}) {
${lines}}
`;

export const withConnector = (w: TreeWriter) => `, connector: ${w.type('Connector')}`;

/** A call that stays as it is. */
export const left = (w: TreeWriter, status: Status = 'open') =>
  `await driver.${w.called(status)}${w.kept('context', 'volume')};\n`;
