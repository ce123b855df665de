import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { folderWith } from '../support/temp.js';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function check(folder: string, ...args: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  const code = await main(['node', 'driver-contract', 'check', folder, ...args]);
  vi.restoreAllMocks();
  return { code, out };
}

const LIBRARY = `export class Library {
  createExport(context, volume, connector) { return [context, volume, connector]; }
  initializeConnection(volume, connector) { return { volume, connector }; }
}
`;
const driver = (name: string) => `\uFEFFimport { Library } from './library.js';\r
\r
export class ${name} {\r
  library = new Library();\r
  createExport(context, volume, connector) {\r
    if (volume.old) return this.library.createExport(context, volume);\r
    return this.library.createExport(context, volume);\r
  }\r
  initializeConnection(volume, connector) { return this.library.initializeConnection(volume, connector); }\r
}\r
`;

describe('check --fix', () => {
  it('makes the changes that cannot go wrong, once, in every file', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'library.js': LIBRARY,
      'a.js': driver('A'),
      'b.js': driver('B'),
    });
    expect((await check(folder)).code).toBe(1);
    expect(await check(folder, '--fix')).toEqual({ code: 0, out: '' });
    for (const name of ['A', 'B'])
      expect(fs.readFileSync(path.join(folder, `${name.toLowerCase()}.js`), 'utf8')).toBe(
        driver(name).replaceAll(
          'createExport(context, volume);',
          'createExport(context, volume, connector);',
        ),
      );
    expect((await check(folder)).code).toBe(0);
  });

  it('leaves suggestions to the reader, and says where what is left stands now', async () => {
    const text = `import { Library } from './library.js';
export class A {
  library = new Library();
  createExport(context, volume, connector) { return this.library.createExport(context, volume); } sub = () => this.createExport({}, {});
  initializeConnection(volume, connector) { return this.createExport({}, volume); }
}
export class Old {
  createExport(context, volume) {}
  initializeConnection(volume, connector) {}
}
`;
    const folder = folderWith({ 'package.json': '{}', 'library.js': LIBRARY, 'a.js': text });
    const { code, out } = await check(
      folder,
      '--fix',
      '--format',
      'json',
      '--rule',
      'require-connector-argument',
      '--rule',
      'forward-connector',
      '--rule',
      'require-connector-parameter',
    );
    expect(code).toBe(1);
    const after = text.replace(
      'createExport(context, volume);',
      'createExport(context, volume, connector);',
    );
    expect(fs.readFileSync(path.join(folder, 'a.js'), 'utf8')).toBe(after);
    const [{ messages }] = (
      JSON.parse(out) as {
        filePath: string;
        messages: { line: number; column: number; suggestions?: { desc: string }[] }[];
      }[]
    ).filter((r) => r.messages.length > 0);
    expect(messages.map((m) => [m.line, m.column, m.suggestions?.[0].desc])).toEqual([
      [4, after.split('\n')[3].indexOf('createExport({}') + 1, undefined],
      [5, 57, 'Pass `connector`.'],
      [8, 3, 'Add `connector` to the parameters.'],
    ]);
  });
});
