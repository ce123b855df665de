import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';
import { plan } from './migrate.js';

addLanguage(python);

const OPEN = (line: number) =>
  `open: passes on what it is given, which lacks the argument at a.py:${line}`;
const PASSED_ON = 'already: passes on what it is given';

/** What becomes of line 5, which hands on what its function is given; the function is called below. */
it.each<[title: string, lines: readonly string[], entry: string]>([
  [
    'a caller without the argument',
    [
      'def run(driver: VolumeDriver, *args):',
      '    return driver.create_export(*args)',
      'def use(driver, context, volume):',
      '    run(driver, context, volume)',
    ],
    OPEN(7),
  ],
  [
    'callers with it',
    [
      'def run(driver: VolumeDriver, *args):',
      '    return driver.create_export(*args)',
      'def use(driver, context, volume, connector):',
      '    run(driver, context, volume, connector)',
    ],
    PASSED_ON,
  ],
  [
    'with the first ones by itself',
    [
      'def run(driver: VolumeDriver, context, *args):',
      '    return driver.create_export(context, *args)',
      'def use(driver, context, volume, connector):',
      '    run(driver, context, volume, connector)',
      '    run(driver, context, volume)',
    ],
    OPEN(8),
  ],
  [
    'through another function that hands it on',
    [
      'def run(driver: VolumeDriver, *args):',
      '    return driver.create_export(*args)',
      'def twice(driver, *args):',
      '    run(driver, *args)',
      'def use(driver, context, volume):',
      '    twice(driver, context, volume)',
    ],
    OPEN(7),
  ],
  [
    'a caller that passes it by name',
    [
      'def run(driver: VolumeDriver, *args, **names):',
      '    return driver.create_export(*args, **names)',
      'def use(driver, context, volume, connector):',
      '    run(driver, context, volume, connector=connector)',
    ],
    PASSED_ON,
  ],
  [
    'nobody calls it that is known',
    ['def run(driver: VolumeDriver, *args):', '    return driver.create_export(*args)'],
    PASSED_ON,
  ],
  [
    'bound',
    [
      'def run(driver: VolumeDriver, *args):',
      '    return functools.partial(driver.create_export, *args)()',
      'def use(driver, context, volume):',
      '    run(driver, context, volume)',
    ],
    `open: handed on to partial: ${OPEN(7).slice('open: '.length)}`,
  ],
])('%s', (_title, lines, entry) => {
  const text = `import functools\nfrom driver import VolumeDriver\n\n${lines.join('\n')}\n`;
  const root = folderWith({ 'setup.py': '', 'driver.py': PYTHON_DRIVER, 'a.py': text });
  const { ledger } = plan(root).plan;
  const said = ledger.entries.find((e) => e.file === 'a.py' && e.line === 5);
  expect(`${said?.status ?? ''}: ${said?.reason ?? ''}`).toBe(entry);
});

it('a script hands on what its callers do not give', () => {
  const root = folderWith({
    'package.json': '{}',
    'driver.ts': `export class Connector {}
export interface VolumeDriver { createExport(context: object, volume: object): void }
`,
    'a.ts': `import type { VolumeDriver } from './driver.js';
export function run(driver: VolumeDriver, ...args: [object, object]) {
  return driver.createExport(...args);
}
export function use(driver: VolumeDriver, context: object, volume: object) {
  run(driver, context, volume);
}
`,
  });
  const { ledger } = plan(root).plan;
  const said = ledger.entries.filter((e) => e.file === 'a.ts').map((e) => `${e.line} ${e.status}`);
  expect(said).toEqual(['3 open']);
});
