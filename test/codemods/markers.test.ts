import { describe, expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { shared } from '../support/command.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';
import { plan, write } from './migrate.js';

addLanguage(python);

const SCRIPT = {
  'package.json': '{}',
  'driver.ts': shared('driver.ts'),
  'types.ts': shared('types.ts'),
};
const MARKER = 'TODO(driver-contract): createExport: no connector is in scope';

/** A manager whose calls stand in the body of a function that has, or lacks, a connector. */
const manager = (parameters: string, body: string) =>
  `import type { VolumeDriver } from './driver.js';
import type { Connector, RequestContext, Volume } from './types.js';

export async function use(driver: VolumeDriver, context: RequestContext, volume: Volume${parameters}) {
${body}}
`;
const OPEN = '  await driver.createExport(context, volume);\n';
const DONE = '  await driver.createExport(context, volume, connector);\n';

type Case = [title: string, before: string, after: string | undefined];

describe('a marker', () => {
  it.each<Case>([
    ['goes with the migration', manager(', connector: Connector', `  // ${MARKER}\n${OPEN}`), DONE],
    [
      'goes when somebody mended it',
      manager(', connector: Connector', `  // ${MARKER}\n${DONE}`),
      DONE,
    ],
    [
      'goes from within a line',
      manager(
        ', connector: Connector',
        `  void [/* ${MARKER} */ driver.createExport(context, volume)];\n`,
      ),
      '  void [driver.createExport(context, volume, connector)];\n',
    ],
    [
      'goes from the end of a line above',
      manager(', connector: Connector', `  void volume; // ${MARKER}\n${DONE}`),
      `  void volume;\n${DONE}`,
    ],
    [
      'goes when its site is gone',
      manager('', `  // ${MARKER}\n  void volume;\n`),
      '  void volume;\n',
    ],
    ['stays at what is left', manager('', `  // ${MARKER}\n${OPEN}`), undefined],
    [
      'is no text',
      manager('', `  void '// ${MARKER}';\n  void \`\n// ${MARKER}\n\`;\n`),
      undefined,
    ],
    [
      'is no comment that says more',
      manager('', `  // see ${MARKER}\n  void volume;\n`),
      undefined,
    ],
  ])('%s', (_title, before, after) => {
    const root = folderWith({ ...SCRIPT, 'use.ts': before });
    const first = plan(root);
    const text = first.after.get('use.ts');
    if (after === undefined) expect(text).toBeUndefined();
    else expect(text?.split(') {\n')[1]).toBe(`${after}}\n`);
    write(root, first.after);
    expect([...plan(root).after.keys()]).toEqual([]);
  });

  it('is written at what is left, and goes once that is mended', () => {
    const root = folderWith({ ...SCRIPT, 'use.ts': manager('', OPEN) });
    const left = plan(root, { todo: true }).after.get('use.ts') ?? '';
    expect(left).toBe(manager('', `  // ${MARKER}\n${OPEN}`));
    const mended = left.replace('volume: Volume)', 'volume: Volume, connector: Connector)');
    write(root, new Map([['use.ts', mended]]));
    expect(plan(root, { todo: true }).after.get('use.ts')).toBe(
      manager(', connector: Connector', DONE),
    );
  });

  it('of a site that was declined stays, and so does one of no site, where each change is asked about', () => {
    const text = manager(
      ', connector: Connector',
      `  // ${MARKER}\n${DONE}  // ${MARKER}\n  void volume;\n`,
    );
    const root = folderWith({ ...SCRIPT, 'use.ts': text });
    const declined = new Set(['use.ts:6:16:use']);
    expect(plan(root, { declined }).after.size).toBe(0);
    expect(plan(root, { declined: new Set() }).after.get('use.ts')).toBe(
      manager(', connector: Connector', `${DONE}  // ${MARKER}\n  void volume;\n`),
    );
  });

  it('goes in Python', () => {
    const marker = '# TODO(driver-contract): create_export: no connector is in scope';
    const use = (body: string) =>
      `from driver import VolumeDriver\n\n\ndef use(driver: VolumeDriver, context, volume, connector):\n${body}`;
    const files = {
      'setup.py': '',
      'driver.py': PYTHON_DRIVER,
      'use.py': use(
        `    ${marker}\n    result = \\\n        driver.create_export(context, volume)\n    """\n    ${marker}\n    """\n    return result\n`,
      ),
    };
    expect(plan(folderWith(files)).after.get('use.py')).toBe(
      use(
        `    result = \\\n        driver.create_export(context, volume, connector)\n    """\n    ${marker}\n    """\n    return result\n`,
      ),
    );
  });
});
