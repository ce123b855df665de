import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { planSite } from '../../codemods/add-connector/site-plan.js';
import { Vendors } from '../../codemods/add-connector/vendors.js';
import { verifyPlan } from '../../codemods/add-connector/verify.js';
import { loadContract } from '../../src/contract/load.js';
import { applyEdits } from '../../src/edits/text-edits.js';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { Session } from '../../src/workspace/session.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';
import { connectorFindings, leftToDo, plan, write } from './migrate.js';

addLanguage(python);

const ACME = `from driver import VolumeDriver


class Library(object):
    def create_export(self, context, volume):
        return {}


class Acme(VolumeDriver):
    def __init__(self):
        self.library = Library()

    def create_export(self, context, volume):
        return self.library.create_export(context, volume)
`;
const USE = `from driver import VolumeDriver


def use(driver: VolumeDriver, context, volume):
    driver.create_export(context, volume)
    result = \\
        driver.create_export(context, volume)
    return [result,
            driver.create_export(context, volume)]
`;

describe('add-connector on Python', () => {
  it('leaves a marker above each open site, once', () => {
    const root = folderWith({ 'setup.py': '', 'driver.py': PYTHON_DRIVER, 'use.py': USE });
    const first = plan(root, { todo: true });
    expect(first.after.get('use.py')).toBe(`from driver import VolumeDriver


def use(driver: VolumeDriver, context, volume):
    # TODO(driver-contract): create_export: no connector is in scope
    driver.create_export(context, volume)
    # TODO(driver-contract): create_export: no connector is in scope
    result = \\
        driver.create_export(context, volume)
    return [result,
            # TODO(driver-contract): create_export: no connector is in scope
            driver.create_export(context, volume)]
`);
    write(root, first.after);
    expect([...plan(root, { todo: true }).after.keys()]).toEqual([]);
  });

  it('offers at a site what the migration does there', () => {
    const root = folderWith({ 'setup.py': '', 'driver.py': PYTHON_DRIVER, 'acme.py': ACME });
    const whole = plan(root);
    expect(leftToDo(whole)).toEqual([]);
    const session = new Session(root, loadContract(undefined, root).contract, { isFrozen: true });
    const { workspace } = session;
    const texts = new Map<string, string>();
    for (let analysis = session.current(); ;) {
      const [next] = analysis.findings().flatMap(({ site }) => {
        const made = site && planSite(analysis, workspace, site);
        return made ? [{ file: site.module.path, edits: made.edits }] : [];
      });
      if (!next) break;
      const text = applyEdits(workspace.text(next.file) ?? '', next.edits, next.file);
      analysis = session.at(next.file, text);
      texts.set(path.relative(root, next.file), text);
    }
    expect(Object.fromEntries(texts)).toEqual(Object.fromEntries(whole.after));
  });

  it('leaves what the user declines, and lets nothing pass it on', () => {
    const root = folderWith({ 'setup.py': '', 'driver.py': PYTHON_DRIVER, 'acme.py': ACME });
    const made = plan(root, { declined: new Set(['acme.py:13:9:declaration']) });
    const changed = made.after.get('acme.py') ?? '';
    expect(changed).toContain(
      '    def create_export(self, context, volume, connector):\n        return {}',
    );
    expect(changed).toContain(
      '    def create_export(self, context, volume):\n        return self.library.create_export(context, volume)\n',
    );
  });

  it('has nothing to type-check', async () => {
    const root = folderWith({ 'setup.py': '', 'driver.py': PYTHON_DRIVER });
    const { plan: made, after } = plan(root);
    const changes = [...made.edits].map(([file, edits]) => ({
      path: file,
      root,
      encoding: 'utf-8' as const,
      before: PYTHON_DRIVER,
      after: after.get('driver.py') ?? '',
      edits,
    }));
    const noTypes = () => Promise.reject(new Error('types were asked for'));
    const noOther = () => {
      throw new Error('another plan was asked for');
    };
    const first = { changes, ledger: made.ledger };
    expect(await verifyPlan(root, first, noTypes, noOther)).toEqual({
      changes,
      ledger: made.ledger,
      errors: [],
      untyped: 1,
    });
  });

  it('sorts Python files by vendor', () => {
    const named = (name: string) =>
      ACME.replace('Acme', name).replace('from driver', 'from volume.driver');
    const files = {
      'setup.py': '',
      'volume/driver.py': PYTHON_DRIVER,
      'volume/drivers/acme/fc.py': named('AcmeFc'),
      'volume/drivers/birch.py': named('Birch'),
      'volume/drivers/cedar/iscsi.py': named('Cedar'),
    };
    const root = folderWith(files);
    const { analysis, after } = plan(root);
    const vendors = new Vendors(analysis).sorted(
      [...after.keys()].map((file) => path.join(root, file)),
    );
    expect(vendors.map((v) => v.name)).toEqual([undefined, 'acme', 'birch', 'cedar']);
  });
});

const LISTS = [
  'self, context, volume',
  'self, _ctx, vol, vg=None',
  'self, context, volume, *, vg=None',
  'self, context, volume, vg=None, *args, **kwargs',
  'self,\n                      context, volume',
  'self,\n                      context,\n                      volume,\n                      vg=None',
  '\n            self, context, volume',
  '\n        self,\n        context,\n        volume,\n    ',
  'self, context,  # who\n                      volume',
];
const DOCS = [
  '',
  '        """Exports.\n\n        :param volume: what\n        """\n',
  "        '''@param volume: what'''\n",
];
const ARGUMENTS = [
  'CTX, VOL',
  'CTX, volume=VOL',
  'volume=VOL, context=CTX',
  'CTX,\n            VOL',
  '\n            CTX,\n            VOL,\n        ',
];

describe('every shape of Python', () => {
  const shapes = LISTS.flatMap((list, i) =>
    ['\n', '\r\n'].map((eol) => ({ list, eol, doc: DOCS[i % DOCS.length], i })),
  );

  it.each(shapes)('$list ($eol)', ({ list, eol, doc, i }) => {
    const [, context] = /self,\s*(\w+)/u.exec(list) ?? [];
    const volume = list.includes('vol,') ? 'vol' : 'volume';
    const call = ARGUMENTS[i % ARGUMENTS.length].replace('CTX', context).replace('VOL', volume);
    const text = `from driver import VolumeDriver


class Library(object):
    def create_export(self, context, volume):
        return {'a_rather_long_key': self.that_is_made_from(volume), 'é': "😀"}


class Shape(VolumeDriver):
    def __init__(self):
        self.the_library = Library()

    def create_export(${list}):
${doc}        return self.the_library.create_export(${call})
`.replaceAll('\n', eol);
    const root = folderWith({
      'setup.py': '',
      'driver.py': PYTHON_DRIVER.replaceAll('\n', eol),
      'shape.py': text,
    });
    const first = plan(root);
    const changed = first.after.get('shape.py') ?? '';
    expect(leftToDo(first)).toEqual([]);
    expect(python.read('shape.py', changed).syntaxErrors).toEqual([]);
    const tokens = (said: string) =>
      said
        .replaceAll(/\s/gu, '')
        .replaceAll(/(?::param|@param)?connector(?:=connector)?[:,]?/gu, '');
    expect(tokens(changed).replaceAll(/,(?=\))/gu, '')).toBe(
      tokens(text).replaceAll(/,(?=\))/gu, ''),
    );
    expect(changed.match(/\bcreate_export\((?:[^()]|\(\))*\bconnector\b/gu)).toHaveLength(3);
    expect(changed.replaceAll('\r\n', '').includes('\n')).toBe(eol === '\n');
    for (const line of changed.split(eol))
      expect(text.split(eol).includes(line) || line.length <= 79, line).toBe(true);
    write(root, first.after);
    const second = plan(root);
    expect([...second.after.keys()]).toEqual([]);
    expect(connectorFindings(second)).toEqual([]);
  });
});
