import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, it, vi } from 'vitest';
import { RULE_IDS } from '../../src/analysis/findings.js';
import { TextLanguage } from '../../src/eslint/text-language.js';
import plugin, { configs, meta, rules } from '../../src/entries/index.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { git } from '../support/command.js';
import { factsOf } from '../support/facts.js';
import { expectedOf, expectFindings, shown } from '../support/findings.js';
import { folderWith } from '../support/temp.js';

const INPUT = fileURLToPath(new URL('../../fixtures/volume-service/input', import.meta.url));
const ALL = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'];

const BASE =
  'export abstract class VolumeDriver {\n  abstract createExport(context: any, volume: any, connector: any): any;\n  abstract initializeConnection(volume: any, connector: any): any;\n}\n';
const ACME =
  "import { VolumeDriver } from './driver.js';\nexport class Acme extends VolumeDriver {\n  createExport(context: any, volume: any) {}\n  initializeConnection(volume: any, connector: any) { return 1; }\n}\n";

const typescript: Linter.Config = { files: ALL, languageOptions: { parser: typescriptParser } };

function linter(cwd: string, overrideConfig: Linter.Config[]): ESLint {
  return new ESLint({ cwd, overrideConfigFile: true, overrideConfig, ignore: false });
}

async function told(eslint: ESLint, ...files: string[]): Promise<string[]> {
  const results = await eslint.lintFiles(files);
  return results.flatMap(({ messages }) =>
    messages.map((m) => `${m.line}:${m.column} ${m.message}`),
  );
}

describe('the plugin', () => {
  it('says who it is', () => {
    expect(meta).toMatchObject({
      name: 'eslint-plugin-driver-contract',
      namespace: 'driver-contract',
    });
    expect(meta.version).toMatch(/^\d+\.\d+\.\d+/u);
    expect(plugin.rules).toBe(rules);
  });

  it('has its rules, each with a description, a page and messages', () => {
    expect(Object.keys(rules)).toEqual([...RULE_IDS]);
    for (const [id, { meta: about }] of Object.entries(rules)) {
      expect(about?.docs?.description).toMatch(/^(?:Disallow|Require) /u);
      expect(about?.docs?.url).toContain(id);
      expect(Object.keys(about?.messages ?? {})).not.toEqual([]);
    }
  });

  it('says once of a file that it could not read itself', async () => {
    const folder = folderWith({ 'package.json': '{}', 'driver.ts': BASE, 'acme.ts': ACME });
    vi.stubEnv('DRIVER_CONTRACT_PARSE_SECONDS', '0.001');
    const [{ messages }] = await linter(folder, [typescript, ...configs.recommended]).lintText(
      `${ACME}${'f(a);\n'.repeat(7000)}`,
      {
        filePath: path.join(folder, 'acme.ts'),
      },
    );
    vi.unstubAllEnvs();
    expect(messages.map((m) => [m.ruleId, m.line, m.column, m.messageId, m.message])).toEqual([
      [
        'driver-contract/no-export-in-initialize-connection',
        1,
        1,
        'unread',
        'Nothing of this file was checked: it was given up after 0.001 s of parsing.',
      ],
    ]);
  });

  it.each(Object.keys(configs))('the config %s can be used', async (name) => {
    const list = configs[name as keyof typeof configs];
    expect(list.every((c) => c.files !== undefined)).toBe(true);
    const config = (await linter(INPUT, list).calculateConfigForFile(
      path.join(INPUT, 'src/a.ts'),
    )) as Linter.Config;
    expect(Object.keys(config.rules ?? {})).toEqual(RULE_IDS.map((id) => `driver-contract/${id}`));
  });

  it('leaves other languages alone', async () => {
    const folder = folderWith({ 'package.json': '{}', 'a.json': '{}' });
    const css = {
      languages: { plain: new TextLanguage(() => undefined, new Set()) },
    } as unknown as ESLint.Plugin;
    const eslint = linter(folder, [
      ...configs.recommended,
      { files: ['**/*.json'], plugins: { x: css }, language: 'x/plain' } as Linter.Config,
    ]);
    expect(shown(await eslint.lintFiles(['a.json']), folder)).toEqual([]);
  });
});

describe('recommended on fixtures/volume-service', () => {
  const root: Linter.Config = { settings: { 'driver-contract': { root: INPUT } } };
  const isJs = (file: string) => file.endsWith('.js');

  it('with the typescript-eslint parser reports what findings.json says', async () => {
    const results = await linter(INPUT, [typescript, ...configs.recommended, root]).lintFiles([
      '**/*.{ts,js}',
    ]);
    expectFindings(results, INPUT);
  }, 60_000);

  it('with espree reports the same of JavaScript', async () => {
    const results = await linter(INPUT, [...configs.recommended, root]).lintFiles(['**/*.js']);
    expect(shown(results, INPUT)).toEqual(
      expectedOf(INPUT)
        .filter((f) => isJs(f.file))
        .map((f) => `${f.file} ${f.line}:${f.column} driver-contract/${f.rule}`)
        .sort(),
    );
  });

  it('with type information reports the same', async () => {
    const typed: Linter.Config = {
      files: ['**/*.ts'],
      languageOptions: {
        parser: typescriptParser,
        parserOptions: { projectService: true, tsconfigRootDir: INPUT },
      },
    };
    const eslint = linter(INPUT, [
      typed,
      ...configs['recommended-type-checked'].map((c) => ({ ...c, files: ['**/*.ts'] })),
      root,
    ]);
    const files = ['src/drivers/*.ts', 'src/manager.ts'];
    const wanted = expectedOf(INPUT).filter((f) =>
      /^src\/(?:drivers\/[^/]+|manager)\.ts$/u.test(f.file),
    );
    expect(shown(await eslint.lintFiles(files), INPUT)).toEqual(
      wanted.map((f) => `${f.file} ${f.line}:${f.column} driver-contract/${f.rule}`).sort(),
    );
  }, 60_000);
});

describe('type information', () => {
  it('that is missing is asked for', async () => {
    const folder = folderWith({ 'package.json': '{}', 'driver.ts': BASE, 'acme.ts': ACME });
    expect(
      await told(linter(folder, [typescript, ...configs['recommended-type-checked']]), 'acme.ts'),
    ).toEqual([
      expect.stringMatching(
        /^1:1 Nothing of this file was checked: it is linted without type information.*Set languageOptions\.parserOptions\.projectService.*use the config "recommended"/u,
      ),
    ]);
  });

  it('settles what the linker leaves open', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'tsconfig.json':
        '{ "compilerOptions": { "strict": true, "module": "preserve" }, "include": ["*.ts"] }',
      'driver.ts': BASE,
      'use.ts':
        "import { VolumeDriver } from './driver.js';\ntype Pick1<T> = T extends { d: infer U } ? U : never;\nexport function use(x: Pick1<{ d: VolumeDriver }>) { return x.createExport(1, 'a'); }\n",
    });
    const typed: Linter.Config = {
      files: ['**/*.ts'],
      languageOptions: {
        parser: typescriptParser,
        parserOptions: { projectService: true, tsconfigRootDir: folder },
      },
    };
    expect(
      shown(
        await linter(folder, [typescript, ...configs.recommended]).lintFiles(['use.ts']),
        folder,
      ),
    ).toEqual([]);
    expect(
      shown(
        await linter(folder, [typed, ...configs['recommended-type-checked']]).lintFiles(['use.ts']),
        folder,
      ),
    ).toEqual(['use.ts 3:63 driver-contract/require-connector-argument']);
  }, 60_000);
});

describe('in a configuration', () => {
  it('another namespace works', async () => {
    const folder = folderWith({ 'package.json': '{}', 'driver.ts': BASE, 'acme.ts': ACME });
    const config = {
      files: ALL,
      languageOptions: { parser: typescriptParser },
      plugins: { dc: plugin },
      rules: { 'dc/require-connector-parameter': 'warn' },
    } as Linter.Config;
    expect(shown(await linter(folder, [config]).lintFiles(['.']), folder)).toEqual([
      'acme.ts 3:3 dc/require-connector-parameter',
    ]);
  });

  it.each([
    [
      'a disable comment on the line',
      '  createExport(context: any, volume: any) {} // eslint-disable-line driver-contract/require-connector-parameter\n',
      0,
    ],
    [
      'a disable comment above',
      '  // eslint-disable-next-line driver-contract/require-connector-parameter -- generated\n  createExport(context: any, volume: any) {}\n',
      0,
    ],
    [
      'one for everything',
      '  /* eslint-disable */\n  createExport(context: any, volume: any) {}\n',
      0,
    ],
    [
      'one for another rule',
      '  createExport(context: any, volume: any) {} // eslint-disable-line no-console\n',
      1,
    ],
    ['none', '  createExport(context: any, volume: any) {}\n', 1],
  ])('%s', async (_title, line, count) => {
    const folder = folderWith({ 'package.json': '{}', 'driver.ts': BASE });
    const [result] = await linter(folder, [typescript, ...configs.recommended]).lintText(
      ACME.replace(/^ {2}createExport.*\n/mu, line),
      {
        filePath: path.join(folder, 'acme.ts'),
      },
    );
    expect(result.messages.filter((m) => m.ruleId?.startsWith('driver-contract/'))).toHaveLength(
      count,
    );
  });

  it('the contract may stand in settings, as data or as a file', async () => {
    const contract = {
      name: 'sessions',
      drivers: { types: ['Plugin'] },
      methods: { connect: { parameters: [{ name: 'session' }], added: { name: 'timeout' } } },
    };
    const folder = folderWith({
      'package.json': '{}',
      'p.js': 'class P extends Plugin { connect(session) {} }',
      'c.json': JSON.stringify(contract),
    });
    for (const given of [contract, 'c.json']) {
      const eslint = linter(folder, [
        ...configs.recommended,
        { settings: { 'driver-contract': { contract: given } } },
      ]);
      expect(shown(await eslint.lintFiles(['p.js']), folder)).toEqual([
        'p.js 1:26 driver-contract/require-connector-parameter',
      ]);
    }
  });

  it('a wrong contract in settings is named', async () => {
    const folder = folderWith({ 'package.json': '{}', 'p.js': '' });
    const eslint = linter(folder, [
      ...configs.recommended,
      { settings: { 'driver-contract': { contract: { nam: 'x' } } } },
    ]);
    expect(await told(eslint, 'p.js')).toEqual([
      expect.stringMatching(
        /^1:1 Nothing of this file was checked: settings\["driver-contract"\]\.contract: .*"nam".*Did you mean "name"\?/su,
      ),
    ]);
  });

  it('a root may be named', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'in/package.json': '{}',
      'in/driver-contract.json': '{ "extends": "volume-driver" }',
      'lib/driver.ts': BASE,
      'in/acme.ts':
        ACME.replace('./driver', '../lib/driver').replace(
          'volume: any)',
          'volume: any, connector: any)',
        ) + '\nexport const f = (d: VolumeDriver) => d.createExport(1);\n',
    });
    const eslint = linter(folder, [
      typescript,
      ...configs.recommended,
      { settings: { 'driver-contract': { root: folder } } },
    ]);
    expect(shown(await eslint.lintFiles(['in/acme.ts']), folder)).toEqual([
      'in/acme.ts 7:41 driver-contract/require-connector-argument',
    ]);
  });

  it('text without a name is linted', async () => {
    const folder = folderWith({ 'package.json': '{}' });
    const text =
      'export class X { createExport(context, volume) {} initializeConnection(volume, connector) {} }';
    const [result] = await linter(folder, configs.recommended).lintText(text);
    expect(result.messages.map((m) => m.ruleId)).toEqual([
      'driver-contract/require-connector-parameter',
    ]);
  });
});

describe('a tree that cannot be looked at', () => {
  const repository = (more: Readonly<Record<string, string>> = {}) => {
    const folder = folderWith({
      'package.json': '{}',
      'driver.ts': BASE,
      'acme.ts': ACME,
      'birch.ts': ACME,
      ...more,
    });
    git(folder, 'init', '-q');
    return folder;
  };
  const deep = Array.from({ length: 60 }, () => 'a').join('/');

  it.each<[title: string, folder: () => string, said: RegExp]>([
    [
      'a broken index',
      () => {
        const folder = repository();
        fs.writeFileSync(path.join(folder, '.git/index'), 'no index');
        return folder;
      },
      /: git cannot read the repository \(.*\)\. See what "git -C .* status" says, and mend that\.$/u,
    ],
    [
      'a .gitignore that git does not come to an end with',
      () => repository({ [`${deep}/file`]: '', '.gitignore': `${'**/a/'.repeat(20)}b\n` }),
      /: git was given up after 1 s .* give it longer: DRIVER_CONTRACT_GIT_SECONDS=5$/u,
    ],
    [
      'a contract that is none',
      () => repository({ 'driver-contract.json': '{' }),
      /driver-contract\.json: is not JSON: .* Mend the syntax there\.$/u,
    ],
  ])('is said once a file, on its first line: %s', async (_, folder, said) => {
    vi.stubEnv('DRIVER_CONTRACT_GIT_SECONDS', '1');
    const sentence = expect.stringMatching(
      new RegExp(`^1:1 Nothing of this file was checked: .*${said.source}`, 'u'),
    ) as string;
    expect(
      await told(linter(folder(), [typescript, ...configs.recommended]), 'acme.ts', 'driver.ts'),
    ).toEqual([sentence, sentence]);
    vi.unstubAllEnvs();
  });

  it('is looked at again when ten times as long has passed as it took to find out', async () => {
    const folder = repository();
    const index = path.join(folder, '.git/index');
    fs.writeFileSync(index, 'no index');
    let now = 0;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 10_000));
    const config = {
      files: ALL,
      plugins: { dc: plugin },
      rules: { 'dc/require-connector-parameter': 'error' },
    } as Linter.Config;
    const said = async () =>
      (await told(linter(folder, [typescript, config]), 'acme.ts')).map((line) =>
        line.slice(0, 40),
      );
    expect(await said()).toEqual([expect.stringContaining('Nothing of this file')]);
    fs.rmSync(index);
    expect(await said()).toEqual([expect.stringContaining('Nothing of this file')]);
    now += 1_000_000;
    expect(await said()).toEqual([expect.stringContaining('3:3 `Acme.createExport`')]);
    clock.mockRestore();
  });

  it.each([
    [
      'a stack that is used up is said',
      new RangeError('Maximum call stack size exceeded'),
      /--stack-size=4000 node_modules\/eslint\/bin\/eslint\.js …$/u,
    ],
    ['a fault of ours is left to ESLint, which says where', new TypeError('a bug'), undefined],
  ])('%s, and nothing is kept of it', async (_, error, sentence) => {
    const folder = repository();
    const { containing } = Workspace.prototype;
    const asked = new Set<Workspace>();
    let breaks = true;
    const spy = vi.spyOn(Workspace.prototype, 'containing').mockImplementation(function (
      this: Workspace,
      names,
    ) {
      asked.add(this);
      if (breaks) throw error;
      return containing.call(this, names);
    });
    const clock = vi.spyOn(Date, 'now');
    const found = () => told(linter(folder, [typescript, ...configs.recommended]), 'acme.ts');
    if (sentence) expect(await found()).toEqual([expect.stringMatching(sentence)]);
    else await expect(found()).rejects.toThrow(error.message);
    breaks = false;
    clock.mockReturnValue(Date.now() + 1e9);
    expect(await found()).toEqual([expect.stringContaining('3:3 `Acme.createExport`')]);
    expect(asked.size).toBe(2);
    for (const mock of [spy, clock]) mock.mockRestore();
  });
});

describe('an editor session', () => {
  const HELPER = 'export function help(client: any, id: string) { return client.find(id); }\n';
  const GUILTY = HELPER.replace('find', 'mapLun');
  const text = (body: string) =>
    ACME.replace(
      'volume: any) {}',
      'volume: any, connector: any) { return volume.look(connector); }',
    )
      .replace("'./driver.js';", "'./driver.js';\nimport { help } from './help.js';")
      .replace('return 1;', body);
  const lines = async (eslint: ESLint, file: string, body: string) =>
    (await eslint.lintText(text(body), { filePath: file }))[0].messages.map(
      (m) => `${m.ruleId ?? m.message}:${m.line}`,
    );

  it('sees the text as it is typed', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'driver.ts': BASE,
      'help.ts': HELPER,
      'acme.ts': text('return 1;'),
    });
    const eslint = linter(folder, [typescript, ...configs.recommended]);
    const file = path.join(folder, 'acme.ts');
    expect(await lines(eslint, file, 'return 1;')).toEqual([]);
    expect(await lines(eslint, file, 'return volume.client.mapLun(1);')).toEqual([
      'driver-contract/no-export-in-initialize-connection:5',
    ]);
    expect(await lines(eslint, file, 'return 1;')).toEqual([]);
  });

  it('notices a helper that changes, comes or goes on disk', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'driver.ts': BASE,
      'help.ts': HELPER,
      'acme.ts': text('return help(volume, "x");'),
    });
    const eslint = linter(folder, [typescript, ...configs.recommended]);
    const file = path.join(folder, 'acme.ts');
    const body = 'return help(volume, "x");';
    const found = ['driver-contract/no-export-in-initialize-connection:5'];
    expect(await lines(eslint, file, body)).toEqual([]);
    fs.writeFileSync(path.join(folder, 'help.ts'), GUILTY);
    await wait(1100);
    expect(await lines(eslint, file, body)).toEqual(found);
    fs.rmSync(path.join(folder, 'help.ts'));
    await wait(1100);
    expect(await lines(eslint, file, body)).toEqual([]);
    fs.writeFileSync(path.join(folder, 'help.ts'), GUILTY);
    await wait(1100);
    expect(await lines(eslint, file, body)).toEqual(found);
  });

  it('notices a helper that is replaced by one of the same size and time', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'driver.ts': BASE,
      'help.ts': HELPER.replace('find', 'lookup'),
      'acme.ts': '',
    });
    const eslint = linter(folder, [typescript, ...configs.recommended]);
    const [file, helper] = ['acme.ts', 'help.ts'].map((name) => path.join(folder, name));
    const time = new Date(1e12);
    fs.utimesSync(helper, time, time);
    const body = 'return help(volume, "x");';
    expect(await lines(eslint, file, body)).toEqual([]);
    fs.writeFileSync(`${helper}.new`, GUILTY);
    fs.utimesSync(`${helper}.new`, time, time);
    fs.renameSync(`${helper}.new`, helper);
    await wait(1100);
    expect(await lines(eslint, file, body)).toEqual([
      'driver-contract/no-export-in-initialize-connection:5',
    ]);
  });

  it('forgets the unsaved text of a helper that is closed', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'driver.ts': BASE,
      'help.ts': HELPER,
      'acme.ts': '',
    });
    const eslint = linter(folder, [typescript, ...configs.recommended]);
    const [file, helper, fresh] = ['acme.ts', 'help.ts', 'fresh.ts'].map((name) =>
      path.join(folder, name),
    );
    const body = 'return help(volume, "x");';
    expect(await lines(eslint, file, body)).toEqual([]);
    await eslint.lintText(GUILTY, { filePath: helper });
    await eslint.lintText(GUILTY, { filePath: fresh });
    expect(await lines(eslint, file, body)).toEqual([]);
    expect(
      await lines(
        eslint,
        file,
        body.replace('return help', "return (await import('./fresh.js')).help"),
      ),
    ).toEqual([]);
  });

  it('notices a contract that changes, comes or goes on disk', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'acme.js': 'export class Lock { take(key) {} }\n',
    });
    const eslint = linter(folder, configs.recommended);
    const contract = path.join(folder, 'driver-contract.json');
    const found = async () =>
      (await eslint.lintFiles(['acme.js']))[0].messages.map((m) => m.message.slice(0, 40));
    const written = (name: string) =>
      JSON.stringify({
        name: 'locks',
        drivers: { types: ['Lock'] },
        methods: { take: { parameters: [{ name: 'key' }], added: { name } } },
      });
    expect(await found()).toEqual([]);
    const steps = [
      () => fs.writeFileSync(contract, written('timeout')),
      () => fs.writeFileSync(contract, written('owner')),
      () => fs.rmSync(contract),
    ];
    const said: string[][] = [];
    for (const step of steps) {
      step();
      await wait(1100);
      said.push(await found());
    }
    expect(said).toEqual([
      ['`Lock.take` does not accept `timeout`: t'],
      ['`Lock.take` does not accept `owner`: the'],
      [],
    ]);
  });

  it('keeps a file that was never saved', async () => {
    const folder = folderWith({ 'package.json': '{}', 'driver.ts': BASE, 'help.ts': HELPER });
    const eslint = linter(folder, [typescript, ...configs.recommended]);
    const file = path.join(folder, 'new.ts');
    const found = ['driver-contract/no-export-in-initialize-connection:5'];
    expect(await lines(eslint, file, 'return volume.client.mapLun(1);')).toEqual(found);
    await wait(1100);
    expect(await lines(eslint, file, 'return volume.client.mapLun(1);')).toEqual(found);
  });
});

describe('the light language of check', () => {
  async function lint(
    text: string,
    path_ = 'a.js',
    more: Linter.Config = {},
  ): Promise<Linter.LintMessage[]> {
    const folder = folderWith({ 'package.json': '{}', [path_]: text });
    const file = path.join(folder, path_);
    const language = {
      rules,
      languages: {
        text: new TextLanguage(
          () => factsOf(text, path_),
          new Set(Object.keys(rules).map((id) => `driver-contract/${id}`)),
        ),
      },
    } as unknown as ESLint.Plugin;
    const config = {
      files: ALL,
      plugins: { 'driver-contract': language },
      language: 'driver-contract/text',
      linterOptions: { reportUnusedDisableDirectives: 'warn' },
      rules: { 'driver-contract/require-connector-parameter': 'error' },
      ...more,
    } as Linter.Config;
    const [result] = await linter(folder, [config]).lintText(text, { filePath: file });
    return result.messages;
  }
  const CLASS =
    'class X { createExport(context, volume) {} initializeConnection(volume, connector) {} }';
  const said = async (text: string, file?: string) =>
    (await lint(text, file)).map((m) => `${m.line}:${m.column} ${m.ruleId ?? m.message}`);

  it.each<[title: string, text: string, expected: string[]]>([
    ['a finding', CLASS, ['1:11 driver-contract/require-connector-parameter']],
    [
      'disabled on its line',
      `${CLASS} // eslint-disable-line driver-contract/require-connector-parameter`,
      [],
    ],
    [
      'disabled above',
      `// eslint-disable-next-line driver-contract/require-connector-parameter -- why\n${CLASS}`,
      [],
    ],
    [
      'disabled for the file',
      `/* eslint-disable driver-contract/require-connector-parameter */\n${CLASS}`,
      [],
    ],
    ['disabled with everything else', `/* eslint-disable */\n${CLASS}`, []],
    [
      'disabled and enabled',
      `/* eslint-disable driver-contract/require-connector-parameter */\n/* eslint-enable driver-contract/require-connector-parameter */\n${CLASS}`,
      [
        "1:1 Unused eslint-disable directive (no problems were reported from 'driver-contract/require-connector-parameter').",
        '3:11 driver-contract/require-connector-parameter',
      ],
    ],
    [
      'another plugin’s rule',
      `${CLASS} // eslint-disable-line import/no-cycle`,
      ['1:11 driver-contract/require-connector-parameter'],
    ],
    ['another plugin’s rule, unused', 'f(); // eslint-disable-line import/no-cycle', []],
    [
      'ours among others',
      `${CLASS} // eslint-disable-line import/no-cycle, driver-contract/require-connector-parameter`,
      [],
    ],
    [
      'ours, unused',
      'f(); // eslint-disable-line driver-contract/require-connector-parameter',
      [
        "1:6 Unused eslint-disable directive (no problems were reported from 'driver-contract/require-connector-parameter').",
      ],
    ],
    [
      'turned off in the file',
      `/* eslint driver-contract/require-connector-parameter: "off" */\n${CLASS}`,
      [],
    ],
    [
      'another plugin’s option',
      `/* eslint import/no-cycle: "error" */\n${CLASS}`,
      ['2:11 driver-contract/require-connector-parameter'],
    ],
    [
      'globals and environments',
      `/* global foo */\n/* eslint-env node */\n${CLASS}`,
      ['3:11 driver-contract/require-connector-parameter'],
    ],
    [
      'a directive in a string',
      `const s = "// eslint-disable-line driver-contract/require-connector-parameter"; ${CLASS}`,
      ['1:91 driver-contract/require-connector-parameter'],
    ],
    [
      'a directive behind an address',
      `${CLASS} f("http://x"); // eslint-disable-line driver-contract/require-connector-parameter`,
      [],
    ],
    ['CRLF', `f();\r\n${CLASS}`, ['2:11 driver-contract/require-connector-parameter']],
    ['a byte order mark', `\uFEFF${CLASS}`, ['1:11 driver-contract/require-connector-parameter']],
    [
      'a byte order mark and a directive',
      `\uFEFF/* x */ ${CLASS} // eslint-disable-line driver-contract/require-connector-parameter`,
      [],
    ],
    ['nothing', '', []],
  ])('%s', async (_title, text, expected) => {
    expect(await said(text)).toEqual(expected);
  });

  it('TypeScript needs no parser', async () => {
    expect(
      await said(
        CLASS.replace('(context, volume)', '(context: Ctx, volume: Volume): void'),
        'a.ts',
      ),
    ).toEqual(['1:11 driver-contract/require-connector-parameter']);
  });
});

describe('a file that ESLint takes for UTF-8', () => {
  const FORWARDS = ACME.replace(
    'volume: any) {}',
    'volume: any, connector: any) { return super.createExport(context, volume); }',
  );

  it.each([
    ['is none', Buffer.from(`// K\u00e4se\n${FORWARDS}`, 'latin1'), undefined],
    [
      'is one, with the sign that stands for what is none',
      Buffer.from(`// \uFFFD\n${FORWARDS}`),
      /volume, connector\);/u,
    ],
  ])('is fixed only where it %s', async (_, bytes, fixed) => {
    const folder = folderWith({
      'package.json': '{}',
      'driver.ts': BASE.replaceAll('abstract createExport', 'createExport').replace(
        'connector: any): any;',
        'connector: any) {}',
      ),
    });
    const file = path.join(folder, 'acme.ts');
    fs.writeFileSync(file, bytes);
    const eslint = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: [typescript, ...configs.recommended],
      fix: true,
    });
    const [{ output, messages }] = await eslint.lintFiles('acme.ts');
    if (fixed) expect(output).toMatch(fixed);
    else
      expect([output, messages.map((m) => [m.ruleId, m.fix, m.suggestions])]).toEqual([
        undefined,
        [['driver-contract/forward-connector', undefined, undefined]],
      ]);
  });
});
