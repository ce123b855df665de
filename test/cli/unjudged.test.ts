import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command } from '../support/command.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';

const MIGRATED = PYTHON_DRIVER.replace(
  'def create_export(self, context, volume)',
  'def create_export(self, context, volume, connector)',
);
const USE =
  'def use(x, rows):\n    x.create_export(*rows)\n    x.create_export(rows, "a", key=1)\n';

function tree(contract: object = {}): string {
  return folderWith({
    'setup.py': '',
    'driver.py': MIGRATED,
    'a.py': USE,
    'b.py': USE,
    'driver-contract.json': JSON.stringify({ extends: 'volume-driver', ...contract }),
  });
}

const told = (first: string, second: string) =>
  `driver-contract: 2 calls that could be of create_export and cannot be judged: ${first}, ${second}. Why: driver-contract explain ${first}. To report them: --strict.\n`;

describe('what cannot be judged', () => {
  it('is told of by check and list, and reported by --strict', async () => {
    const root = tree();
    const err = told('a.py:2', 'b.py:2');
    expect(await command('check', root)).toEqual({ code: 0, out: '', err });
    expect(await command('list', root)).toMatchObject({ code: 0, err });
    const strict = await command('check', root, '--strict', '-f', 'concise');
    expect(strict.code).toBe(1);
    expect(strict.err).toBe('');
    expect(strict.out).toContain(
      '`create_export` could be the driver’s `create_export`, which takes `connector` now, and nobody can tell',
    );
  });

  it('is none of what was not asked about, nor of another rule', async () => {
    const root = tree();
    expect(await command('check', path.join(root, 'driver.py'))).toMatchObject({ err: '' });
    expect(await command('check', root, '--rule', 'forward-connector')).toMatchObject({ err: '' });
  });

  it('is settled by the contract', async () => {
    const root = tree({ unrelated: { files: ['b.py'], receivers: ['x'] } });
    expect(await command('check', root)).toEqual({ code: 0, out: '', err: '' });
  });

  it('is explained, with what a migration makes of it', async () => {
    const place = `${path.join(tree(), 'a.py')}:2`;
    const { out } = await command('explain', place);
    expect(out.split('\n').slice(-4)).toEqual([
      'not judged: it could be create_export, and nobody can tell (nothing is known of the parameter `x`). check --strict reports it; "unrelated" in the contract says that it is none.',
      'migrate: create_export, a mention, open: nothing is known of the parameter `x`, and its arguments could be those of the method.',
      `next: driver-contract explain --why ${place} (where the way ends)`,
      '',
    ]);
  });
});
