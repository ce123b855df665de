import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { command, DRIVER, service } from '../support/command.js';

const CREATION = 'no-export-in-initialize-connection';

it.each([CREATION, `driver-contract/${CREATION}`])('rule %s prints the page', async (id) => {
  const { code, out, err } = await command('rule', id);
  const page = fs.readFileSync(`docs/rules/${CREATION}.md`, 'utf8');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(page).toContain('<!-- npm run docs: header -->');
  expect(out).toBe(page.replaceAll(/<!-- [^\n]* -->\n\n/gu, ''));
  expect(out).not.toContain('<!--');
});

it('rule lists them', async () => {
  const { out } = await command('rule');
  const listed = out.trimEnd().split('\n');
  expect(listed.map((line) => line.split(/\s/u)[0])).toEqual(Object.keys(rules));
  expect(listed[0]).toBe(
    `${CREATION}  Disallow export creation in \`initializeConnection\`, directly or through what it calls`,
  );
});

it('a name that is none', async () => {
  expect(await command('rule', 'forward')).toEqual({
    code: 2,
    out: '',
    err: `driver-contract: forward: no rule of this name. There are ${Object.keys(rules).join(', ')}.\n`,
  });
});

it('explain ends with what to do next', async () => {
  const root = service({ 'acme.ts': DRIVER });
  const file = path.join(root, 'acme.ts');
  const { out } = await command('explain', `${file}:5`);
  expect(out)
    .toBe(`AcmeDriver.createExport is declared on a driver (descends from BaseVolumeDriver) and lacks \`connector\`.
reported: driver-contract/require-connector-parameter (missing, decided by the linker).
migrate: AcmeDriver.createExport, a declaration, migrated: descends from BaseVolumeDriver.
next: driver-contract rule require-connector-parameter (what it asks for, and why)
next: driver-contract migrate ${file} (shows the change)
`);
});
