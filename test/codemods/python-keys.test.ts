import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';
import { isSite } from '../../codemods/add-connector/ledger.js';
import { plan } from './migrate.js';

addLanguage(python);

/**
 * What the ledger says of a function's body in which a driver, a table of values and what a call
 * needs are at hand.
 */
function said(body: string): string[] {
  const text = `from driver import VolumeDriver
def use(driver: VolumeDriver, body, context, volume, connector):
${body.replaceAll(/^/gmu, '    ')}
`;
  const { plan: made } = plan(
    folderWith({ 'setup.py': '', 'driver.py': PYTHON_DRIVER, 'a.py': text }),
  );
  return made.ledger.entries
    .filter((e) => e.file === 'a.py' && e.kind !== 'declaration' && isSite(e))
    .map((e) => `${String(e.line - 2)} ${e.kind} ${e.status}`);
}

it.each<[title: string, body: string, entries: string[]]>([
  ['a value that is read', "value = body['create_export']\nreturn value", []],
  ['a value that is handed on', "retry(body['create_export'])", []],
  ['a value that is handed on by a variable', "value = body['create_export']\nretry(value)", []],
  ['a value in a value', "return [body['a']['create_export']['b']]", []],
  ['what is called under a key of anything', "body['create_export'](context, volume)", []],
  ['an attribute of that name', 'retry(body.create_export, context)', ['1 reference open']],
  [
    'a driver’s method in a table',
    "steps = {'create_export': driver.create_export}\nsteps['create_export'](context, volume)",
    ['1 reference skipped', '2 call migrated'],
  ],
  [
    'a driver’s method in a table under another name',
    "steps = {'export': driver.create_export}\nsteps['export'](context, volume)",
    ['1 reference skipped', '2 call migrated'],
  ],
  [
    'a method of nobody knows what in a table',
    "steps = {'create_export': body.driver.create_export}\nsteps['create_export'](context, volume)",
    ['1 reference skipped', '2 call migrated'],
  ],
  [
    'what a table has under that name',
    "steps = {'create_export': volume}\nretry(steps['create_export'])",
    [],
  ],
  [
    'a method out of a table is handed on',
    "steps = {'create_export': driver.create_export}\nretry(steps['create_export'])",
    ['1 reference skipped', '2 reference open'],
  ],
])('under a key of the method’s name: %s', (_title, body, entries) => {
  expect(said(body)).toEqual(entries);
});
