import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis.js';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { python } from '../../src/python/front-end.js';
import { disk } from '../../src/workspace/disk.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { Session } from '../../src/workspace/session.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { randomFrom, someEdit } from '../support/random-edits.js';
import { tableHost } from '../support/table-host.js';

/** How many edits of each tree; more of them where somebody asks for it. */
const EDITS = Number(process.env.RANDOM_EDITS ?? 40);
const SEED = Number(process.env.RANDOM_SEED ?? 20261128);

const fixtures = path.resolve(import.meta.dirname, '../../fixtures');

beforeAll(() => {
  addLanguage(python);
});

function textsBelow(folder: string): Map<string, string> {
  return new Map(
    disk
      .sourceFiles(folder)
      .concat(path.join(folder, 'package.json'))
      .filter((file) => fs.existsSync(file))
      .map((file) => [
        path.posix.join('/t', path.relative(folder, file)),
        fs.readFileSync(file, 'utf8'),
      ]),
  );
}

/** What is told of a file, as far as a reader sees it. */
function told(analysis: Analysis, file: string): string[] {
  return [...analysis.findingsIn(file), ...analysis.unjudgedIn(file)].map(
    ({ rule, span, messageId, data, decidedBy, trail }) =>
      JSON.stringify([rule, span, messageId, data, decidedBy, trail?.at]),
  );
}

describe('a question about one file', () => {
  it.each(['volume-service/input', 'python-volume-service/input', 'flow-service/input'])(
    'has the answer of the whole tree, file by file: %s',
    (name) => {
      const host = tableHost(textsBelow(path.join(fixtures, name)));
      const workspace = new Workspace('/t', host);
      const whole = new Analysis('/t', volumeDriverContract, workspace);
      expect(whole.findings().length).toBeGreaterThan(0);
      const asked = new Analysis('/t', volumeDriverContract, workspace);
      for (const [place, file] of workspace.all().entries()) {
        // Of one that was asked before, and of one that was not.
        const fresh = place % 5 === 0 ? new Analysis('/t', volumeDriverContract, workspace) : asked;
        expect([file, told(fresh, file)]).toEqual([file, told(whole, file)]);
      }
    },
    120_000,
  );
});

describe('a session that goes on', () => {
  it.each(['volume-service/input', 'python-volume-service/input', 'flow-service/input', 'rules'])(
    'tells after each edit what a new one does: %s',
    (name) => {
      const texts = textsBelow(path.join(fixtures, name));
      const random = randomFrom(SEED);
      const session = new Session('/t', volumeDriverContract, { host: tableHost(texts) });
      const { workspace } = session;
      for (let done = 0; done < EDITS; done++) {
        const edits = someEdit(texts, random);
        for (const { file, text } of edits) {
          if (text === undefined) texts.delete(file);
          else texts.set(file, text);
          workspace.reload(file);
        }
        const files = workspace.all();
        // All of them, once in a while: what one question left behind the next one must not see.
        const asked =
          done % 10 === 9 ? files : [...edits.map(({ file }) => file), files[random(files.length)]];
        const fresh = new Analysis(
          '/t',
          volumeDriverContract,
          new Workspace('/t', tableHost(texts)),
        );
        for (const file of asked)
          expect([done, edits[0]?.file, file, told(session.current(), file)]).toEqual([
            done,
            edits[0]?.file,
            file,
            told(fresh, file),
          ]);
      }
    },
    300_000,
  );
});

describe('an answer is worked out anew', () => {
  const FILES = {
    'driver.ts': `import type { Port } from './port.js';
export abstract class VolumeDriver {
  abstract createExport(context: Ctx, volume: Volume): Promise<void>;
  abstract initializeConnection(volume: Volume, connector: Connector): Promise<Info>;
}
export class Acme extends VolumeDriver {
  constructor(private readonly port: Port<Client>) { super(); }
  async createExport(context: Ctx, volume: Volume) {}
  async initializeConnection(volume: Volume, connector: Connector) {
    this.port.open(volume);
    this.port.held.take(volume);
    return {};
  }
}
interface Client { take(volume: Volume): void }
`,
    'port.ts': `export interface Port<T> { open(volume: Volume): void; held: T }
`,
    'other.ts': `export const nothing = 1;
`,
  };
  const CREATING = `export class Wire { constructor(private readonly client: ArrayClient) {}
  NAME(volume: Volume): void { this.client.attachVolume(volume); } }
`;

  it.each([
    [
      'a file begins to use a name',
      'other.ts',
      `import type { Port } from './port.js';\n${CREATING.replace('Wire', 'Wire implements Port<string>').replace('NAME', 'open')}`,
      1,
    ],
    [
      'a file that was looked at has another text',
      'port.ts',
      `${CREATING.replace('NAME', 'open').replace('Wire', 'Port<T>')}`,
      1,
    ],
    [
      'a type that was handed up has another text',
      'driver.ts',
      FILES['driver.ts'].replace(
        'interface Client { take(volume: Volume): void }',
        CREATING.replace('NAME', 'take').replace('Wire', 'Client'),
      ),
      1,
    ],
  ])('where %s', (_what, file, text, expected) => {
    const texts = new Map(Object.entries(FILES).map(([name, t]) => [`/t/${name}`, t]));
    const session = new Session('/t', volumeDriverContract, { host: tableHost(texts) });
    const created = () =>
      session
        .current()
        .findingsIn('/t/driver.ts')
        .filter(({ rule }) => rule === 'no-export-in-initialize-connection').length;
    expect(created()).toBe(0);
    texts.set(`/t/${file}`, text);
    session.workspace.reload(`/t/${file}`);
    expect(created()).toBe(expected);
    texts.set(`/t/${file}`, FILES[file as keyof typeof FILES]);
    session.workspace.reload(`/t/${file}`);
    expect(created()).toBe(0);
  });
});
