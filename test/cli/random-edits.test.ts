import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { command } from '../support/command.js';
import { CLIENT, driver, HELPER, repository } from '../support/guilty.js';

/** What a driver's `initializeConnection` may call, with the finding that it is. */
const CALLS = {
  map: 'client.mapLun(volume.id);',
  host: 'client.createHost(connector.host);',
  show: 'client.show(volume.id);',
  attach: 'attach(client, volume);',
} as const;
type Call = keyof typeof CALLS;

interface Driver {
  readonly name: string;
  file: string;
  calls: Call[];
  /** Lines above everything, and between calls. */
  blank: number;
}

interface State {
  drivers: Driver[];
  helperMaps: boolean;
}

/** What is found in a state: how often each driver does what, wherever its file is. */
function findings({ drivers, helperMaps }: State): Map<string, number> {
  const found = new Map<string, number>();
  for (const { name, calls } of drivers)
    for (const call of calls) {
      if (call === 'show' || (call === 'attach' && !helperMaps)) continue;
      const key = `${name} ${call}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
  return found;
}

/** What one state has more of than another. */
function more(a: Map<string, number>, than: Map<string, number>): number {
  return [...a].reduce((sum, [key, times]) => sum + Math.max(0, times - (than.get(key) ?? 0)), 0);
}

function write(root: string, { drivers, helperMaps }: State): void {
  for (const folder of ['src', 'moved'])
    fs.rmSync(path.join(root, folder), { recursive: true, force: true });
  for (const { name, file, calls, blank } of drivers) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    const statements = calls.flatMap((call) => [...Array<string>(blank).fill('//'), CALLS[call]]);
    fs.writeFileSync(path.join(root, file), '//\n'.repeat(blank) + driver(name, ...statements));
  }
  const helper = helperMaps ? HELPER.replace('show', 'mapLun') : HELPER;
  fs.writeFileSync(path.join(root, 'lib/helper.js'), helper);
}

const START: State = {
  helperMaps: false,
  drivers: [
    { name: 'Acme', file: 'src/acme.js', calls: ['attach'], blank: 0 },
    { name: 'Birch', file: 'src/birch.js', calls: ['map', 'show'], blank: 1 },
    { name: 'Cedar', file: 'src/cedar.js', calls: ['host', 'map', 'attach'], blank: 0 },
    { name: 'Elder', file: 'src/elder.js', calls: [], blank: 2 },
  ],
};

/** Edits, each of which changes a state in one way. */
type Edit = (state: State) => void;
const anyDriver = fc.nat(START.drivers.length - 1);
const anyCall = fc.constantFrom(...(Object.keys(CALLS) as Call[]));
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(anyDriver, anyCall, fc.nat(3)).map(([d, call, at]): Edit => ({ drivers }) => {
    drivers[d].calls.splice(at, 0, call);
  }),
  fc.tuple(anyDriver, fc.nat(3)).map(([d, at]): Edit => ({ drivers }) => {
    drivers[d].calls.splice(at, 1);
  }),
  anyDriver.map((d): Edit => ({ drivers }) => {
    drivers[d].calls.reverse();
  }),
  fc.tuple(anyDriver, fc.nat(4)).map(([d, blank]): Edit => ({ drivers }) => {
    drivers[d].blank = blank;
  }),
  fc.tuple(anyDriver, fc.constantFrom('src', 'moved')).map(([d, folder]): Edit => ({ drivers }) => {
    drivers[d].file = `${folder}/${drivers[d].name.toLowerCase()}-${drivers[d].calls.length}.js`;
  }),
  fc.constant<Edit>((state) => {
    state.helperMaps = !state.helperMaps;
  }),
);

describe('random edits', { timeout: 300_000 }, () => {
  it('are told of exactly, by the commit and by the baseline', async () => {
    const root = repository({
      'package.json': '{}',
      'lib/client.js': CLIENT,
      'lib/helper.js': HELPER,
      '.gitignore': 'known.json\n',
    });
    write(root, START);
    for (const args of [
      ['add', '-A'],
      ['commit', '-qm', 'start'],
    ])
      execFileSync('git', ['-C', root, ...args]);
    const baseline = ['--baseline', path.join(root, 'known.json')];
    await command('check', root, ...baseline, '--update-baseline');
    const before = findings(START);
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        const state = structuredClone(START);
        for (const apply of edits) apply(state);
        write(root, state);
        const after = findings(state);
        const [fresh, gone] = [more(after, before), more(before, after)];
        const known = more(after, new Map()) - fresh;
        for (const how of [['--since', 'HEAD'], baseline]) {
          const { code, out, err } = await command(
            'check',
            root,
            '-f',
            'json',
            '--rule',
            'no-export-in-initialize-connection',
            ...how,
          );
          const reported = (JSON.parse(out) as { messages: unknown[] }[]).flatMap(
            (r) => r.messages,
          );
          expect([code, reported.length, err.split(' (')[0]]).toEqual([
            fresh > 0 ? 1 : 0,
            fresh,
            `${known} known, ${fresh} new, ${gone} gone`,
          ]);
        }
      }),
      {
        numRuns: Number(process.env.FC_RUNS ?? 40),
        ...(process.env.FC_SEED && { seed: Number(process.env.FC_SEED) }),
      },
    );
  });
});
