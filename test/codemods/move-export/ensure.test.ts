import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { planWrites } from '../../../codemods/move-export/plan.js';
import { volumeDriverContract } from '../../../src/contract/volume-driver.js';
import { python } from '../../../src/python/front-end.js';
import { addLanguage } from '../../../src/workspace/languages.js';
import { Session } from '../../../src/workspace/session.js';
import { stepAsText, stepOutcome } from '../../../src/cli/move-steps.js';
import { expectText, expectTree } from '../../support/expected-output.js';
import { onlyPlan } from '../../support/moves.js';

addLanguage(python);

/** What the step makes of a folder: new texts by relative path. */
function ensured(root: string) {
  const session = new Session(root, volumeDriverContract);
  const { moves, unread } = planWrites(session.current(), session.workspace);
  const outcome = stepOutcome(root, session.workspace, moves, unread);
  const texts = new Map(outcome.changes.map((c) => [path.relative(root, c.path), c.after]));
  return { outcome, texts };
}

describe.each(['python', 'typescript'])('--step ensure on fixtures/moves/%s', (language) => {
  const folder = path.resolve('fixtures/moves', language);
  const input = path.join(folder, 'input');
  const after = path.join(folder, 'ensured');
  const { outcome, texts } = ensured(input);

  it('writes what was read, and says why the rest is left', () => {
    expectTree(after, input, texts);
    expectText(path.join(folder, 'ensured.txt'), stepAsText(outcome, false));
  });

  it('has nothing to do the second time', () => {
    const again = ensured(after);
    expect([...again.texts]).toEqual([]);
    expect(again.outcome.left.map(({ plan }) => plan.name)).toEqual(
      outcome.left.map(({ plan }) => plan.name),
    );
  });

  it('makes nothing that does not parse, or has a type error', () => {
    const run =
      language === 'python'
        ? [
            'python3',
            '-c',
            'import ast, pathlib, sys\nfor f in pathlib.Path(sys.argv[1]).rglob("*.py"): ast.parse(f.read_text())',
            after,
          ]
        : [process.execPath, 'node_modules/typescript/bin/tsc', '-p', after];
    expect(execFileSync(run[0], run.slice(1), { encoding: 'utf8' })).toBe('');
  });

  it('keeps every line but those it cuts', () => {
    for (const [file, text] of texts) {
      const before = fs.readFileSync(path.join(input, file), 'utf8').split('\n');
      const lines = new Set(text.split('\n').map((l) => l.trim()));
      const gone = before.filter((l) => !lines.has(l.trim()));
      expect(
        gone.every((l) => /^\s*(?:pass|async createExport\(.*)$/u.test(l)),
        gone.join('\n'),
      ).toBe(true);
    }
  });
});

const GOOD = `class AcmeDriver(VolumeDriver):
    def create_export(self, context, volume, connector):
        pass

    def initialize_connection(self, volume, connector):
        lun = self.client.find_lun(volume.id, connector['host'])
        if lun is None:
            lun = self.client.map_lun(volume.id, connector['host'])
        return {'data': {'lun': lun}}
`;
const FIND = "        lun = self.client.find_lun(volume.id, connector['host'])\n";
const MAP = "            lun = self.client.map_lun(volume.id, connector['host'])\n";
const TEST = '        if lun is None:\n';

function refusalsOf(text: string): string {
  const { ensure } = onlyPlan({ 'acme.py': text });
  return [...new Set(ensure?.refused.map(({ id }) => id) ?? ['no step'])].sort().join(' ');
}

describe('the creation is taken out only while each condition holds', () => {
  it('holds', () => {
    expect(refusalsOf(GOOD)).toBe('');
  });

  it.each<[what: string, from: string, to: string, refused: string]>([
    ['the test is turned round', TEST, '        if lun is not None:\n', 'again'],
    [
      'the test is about something else too',
      TEST,
      '        if lun is None or volume.force:\n',
      'again',
    ],
    ['the test asks for more', TEST, '        if volume.ready and lun is None:\n', ''],
    ['another way to say that nothing is there', TEST, '        if not lun:\n', ''],
    ['nobody asks', FIND, '        lun = None\n', 'again'],
    ['it asks for something else', FIND, "        lun = volume.get('lun')\n", 'again'],
    ['what is asked decides nothing', TEST, '        if volume.id:\n', 'again'],
    ['an effect beside it', FIND, `        self.client.resize_pool(volume.id)\n${FIND}`, 'again'],
    ['a field', FIND, `        self.last = volume.id\n${FIND}`, 'sets'],
    ['something of the volume', FIND, `        volume['seen'] = 1\n${FIND}`, 'sets'],
    [
      'something drawn by lot',
      FIND,
      `        key = uuid4()\n${FIND}`.replace('volume.id', 'key'),
      'twice',
    ],
    ['a result that tells', MAP, `${MAP}            lun = 0\n`, 'differs'],
    [
      'a method of the name',
      'class AcmeDriver(VolumeDriver):\n',
      'class AcmeDriver(VolumeDriver):\n    def _ensure_exported(self):\n        pass\n\n',
      'taken',
    ],
    [
      'a creating method that works',
      '        pass\n',
      '        self.client.resize_pool(volume)\n',
      'busy',
    ],
    [
      'a creating method that ends early',
      '        pass\n',
      '        if volume:\n            return None\n        return None\n',
      'busy',
    ],
    [
      'a decorator that nobody knows',
      '    def initialize_connection',
      '    @checked\n    def initialize_connection',
      'decorated',
    ],
    [
      'a lock by a name that is not there',
      '    def initialize_connection',
      "    @synchronized('{snapshot}')\n    def initialize_connection",
      'decorated',
    ],
    [
      'a creating method under other names',
      'context, volume, connector',
      'context, thing, connector',
      'parameters',
    ],
    [
      'a caller that creates for nobody',
      'class Acme',
      "class Manager:\n    def attach(self, driver: 'AcmeDriver', context, volume):\n        driver.create_export(context, volume, None)\n        driver.initialize_connection(volume, {})\n\n\nclass Acme",
      'unconnected',
    ],
    [
      'a caller that initializes alone',
      'class Acme',
      "class Manager:\n    def attach(self, driver: 'AcmeDriver', volume):\n        driver.initialize_connection(volume, {})\n\n\nclass Acme",
      'blocked',
    ],
  ])('%s', (_, from, to, refused) => {
    const text = GOOD.replace(from, () => to);
    expect(text).not.toBe(GOOD);
    expect(refusalsOf(text)).toBe(refused);
  });
});
