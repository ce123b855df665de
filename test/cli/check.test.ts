import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { RULE_IDS } from '../../src/analysis/findings.js';
import { expectedOf } from '../support/findings.js';
import { folderWith } from '../support/temp.js';

const BIN = fileURLToPath(new URL('../../bin/driver-contract.js', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a user does: a process of its own. */
function spawn(cwd: string, ...args: string[]): Ran {
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    encoding: 'utf8',
    env,
  });
  return { code: status, out: stdout, err: stderr };
}

/** Runs the command in this process, which spares a second each. */
async function run(cwd: string, ...args: string[]): Promise<Ran> {
  const before = process.cwd();
  const said = { out: '', err: '' };
  const keep = (stream: 'out' | 'err') => (text: string | Uint8Array) => {
    said[stream] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
  ];
  process.chdir(cwd);
  try {
    return { code: await main(['node', 'driver-contract', ...args]), ...said };
  } finally {
    process.chdir(before);
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
  }
}

interface Message {
  readonly ruleId: string | null;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly fatal?: boolean;
}

/** `file line:column rule` of the JSON that `check` prints. */
function listed({ out }: Ran, root: string): string[] {
  const results = JSON.parse(out) as { filePath: string; messages: Message[] }[];
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(
        (m) =>
          `${path.relative(root, filePath).split(path.sep).join('/')} ${m.line}:${m.column} ${m.ruleId?.replace('driver-contract/', '') ?? m.message}`,
      ),
    )
    .sort();
}

const CLEAN =
  'export class Acme {\n  async createExport(context, volume, connector) { this.seen = volume; }\n  async initializeConnection(volume, connector) { return { data: 1 }; }\n}\n';
const OLD = CLEAN.replace('volume, connector) { this', 'volume) { this');
const FOUND = '2:9 require-connector-parameter';

describe('check', () => {
  it('says nothing and ends with 0 when all is well', async () => {
    const folder = folderWith({ 'package.json': '{}', 'acme.js': CLEAN });
    expect(await run(folder, 'check')).toEqual({ code: 0, out: '', err: '' });
  });

  it('prints findings on stdout, nothing else, and ends with 1', async () => {
    const folder = folderWith({ 'package.json': '{}', 'acme.js': OLD });
    const { code, out, err } = await run(folder, 'check');
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain(path.join(folder, 'acme.js'));
    expect(out).toMatch(
      /2:9 +error +`Acme\.createExport` does not accept `connector`.* driver-contract\/require-connector-parameter/u,
    );
    expect(out).toMatch(/1 problem \(1 error, 0 warnings\)/u);
  });

  it.each(['volume-service', 'python-volume-service'])('reports %s exactly', (name) => {
    const input = path.join(FIXTURES, name, 'input');
    const expected = expectedOf(input);
    // In the repository it is a folder of this project, all of which would be read.
    const copy = folderWith({});
    fs.cpSync(input, copy, { recursive: true });
    const ran = spawn(copy, 'check', '--format', 'json');
    expect(ran.code).toBe(1);
    expect(listed(ran, copy)).toEqual(
      expected.map((f) => `${f.file} ${f.line}:${f.column} ${f.rule}`).sort(),
    );
  });

  it('reads paths from another folder', async () => {
    const folder = folderWith({ 'package.json': '{}', 'src/acme.js': OLD, 'src/other.js': OLD });
    const elsewhere = folderWith({});
    const ran = spawn(elsewhere, 'check', '-f', 'json', path.join(folder, 'src/acme.js'));
    expect([ran.code, listed(ran, folder)]).toEqual([1, [`src/acme.js ${FOUND}`]]);
  });

  it('reads the project around the paths', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'lib/client.js':
        "import t from 't';\nexport class Client { mapLun(id) { return t.go(id); } }\n",
      'src/acme.js': CLEAN.replace(
        'export',
        "import { Client } from '../lib/client.js';\nexport",
      ).replace('{ data: 1 }', 'new Client().mapLun(volume.id)'),
    });
    const ran = await run(folder, 'check', '-f', 'json', 'src');
    expect([ran.code, listed(ran, folder)]).toEqual([
      1,
      ['src/acme.js 4:71 no-export-in-initialize-connection'],
    ]);
  });

  it('works in a folder without package.json', async () => {
    const folder = folderWith({ 'acme.js': OLD });
    const ran = await run(folder, 'check', '-f', 'json');
    expect([ran.code, listed(ran, folder)]).toEqual([1, [`acme.js ${FOUND}`]]);
  });

  it('works in a folder without any configuration of ESLint, and in spite of one', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'eslint.config.js': 'throw new Error("not mine");',
      'acme.ts': OLD,
    });
    const ran = await run(folder, 'check', '-f', 'json');
    expect([ran.code, listed(ran, folder)]).toEqual([1, [`acme.ts ${FOUND}`]]);
  });

  it('leaves out what is ignored, installed and built', async () => {
    const folder = folderWith({
      'package.json': '{}',
      '.gitignore': 'mine\n',
      'mine/acme.js': OLD,
      'node_modules/x/acme.js': OLD,
      'dist/acme.js': OLD,
      'src/acme.min.js': OLD,
      'src/acme.js': CLEAN,
    });
    expect(await run(folder, 'check')).toEqual({ code: 0, out: '', err: '' });
  });

  it('keeps the findings of a file that does not parse', async () => {
    const folder = folderWith({ 'package.json': '{}', 'acme.js': `${OLD}\nfunction ( {\n` });
    const ran = await run(folder, 'check', '-f', 'json');
    const [finding, error] = listed(ran, folder).sort();
    expect([ran.code, finding]).toEqual([1, `acme.js ${FOUND}`]);
    expect(error).toMatch(/^acme\.js 6:\d+ Parsing error: .* What could be read was checked\.$/u);
  });

  it('takes one rule, or several', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'acme.js': `${OLD}export const f = (x, context, volume) => x.createExport(context, volume);\n`,
    });
    const rules = async (...ids: string[]) =>
      listed(
        await run(folder, 'check', '-f', 'json', ...ids.flatMap((id) => ['--rule', id])),
        folder,
      ).map((l) => l.split(' ')[2]);
    expect(await rules('require-connector-parameter')).toEqual(['require-connector-parameter']);
    expect(await rules('driver-contract/require-connector-argument')).toEqual([
      'require-connector-argument',
    ]);
    expect(await rules('require-connector-argument', 'require-connector-parameter')).toEqual([
      'require-connector-parameter',
      'require-connector-argument',
    ]);
    expect(await run(folder, 'check', '--rule', 'forward-connector')).toEqual({
      code: 0,
      out: '',
      err: '',
    });
  });

  it('takes the contract of a file', async () => {
    const contract = {
      name: 'x',
      drivers: { types: ['Plugin'] },
      methods: { connect: { parameters: [{ name: 'session' }], added: { name: 'timeout' } } },
    };
    const folder = folderWith({
      'package.json': '{}',
      'p.js': `${OLD}class P extends Plugin { connect(session) {} }\n`,
      'c.json': JSON.stringify(contract),
    });
    expect(
      listed(await run(folder, 'check', '-f', 'json', '--contract', 'c.json'), folder),
    ).toEqual(['p.js 5:26 require-connector-parameter']);
    fs.renameSync(path.join(folder, 'c.json'), path.join(folder, 'driver-contract.json'));
    expect(listed(await run(folder, 'check', '-f', 'json'), folder)).toEqual([
      'p.js 5:26 require-connector-parameter',
    ]);
  });

  it('warns of unused directives of ours, and of none in silence', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'acme.js': `${CLEAN}f(); // eslint-disable-line driver-contract/forward-connector\ng(); // eslint-disable-line no-undef\n`,
    });
    const ran = await run(folder, 'check', '-f', 'json');
    expect(ran.code).toBe(0);
    expect(listed(ran, folder)).toEqual([
      "acme.js 5:6 Unused eslint-disable directive (no problems were reported from 'driver-contract/forward-connector').",
    ]);
    expect(await run(folder, 'check', '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  it('says nothing of directives for rules it does not run', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'acme.js': `${OLD.replace('volume) {', 'volume) { // eslint-disable-line driver-contract/require-connector-parameter\n')}`,
    });
    expect(await run(folder, 'check', '--rule', 'forward-connector')).toEqual({
      code: 0,
      out: '',
      err: '',
    });
  });

  it('minds directives, unless told not to', async () => {
    const folder = folderWith({
      'package.json': '{}',
      'acme.js': `/* eslint-disable driver-contract/require-connector-parameter */\n${OLD}`,
    });
    expect((await run(folder, 'check')).code).toBe(0);
    expect(listed(await run(folder, 'check', '-f', 'json', '--no-inline-config'), folder)).toEqual([
      'acme.js 3:9 require-connector-parameter',
    ]);
  });

  it('checks several projects at once', async () => {
    const folder = folderWith({
      'a/package.json': '{}',
      'a/acme.js': OLD,
      'b/package.json': '{}',
      'b/acme.js': OLD,
    });
    expect(listed(await run(folder, 'check', '-f', 'json', 'a', 'b'), folder)).toEqual([
      `a/acme.js ${FOUND}`,
      `b/acme.js ${FOUND}`,
    ]);
  });
});

describe('check, as a process', () => {
  it.each<[title: string, text: string, args: string[], code: number, out: RegExp, err: RegExp]>([
    ['all is well', CLEAN, [], 0, /^$/u, /^$/u],
    ['something is found', OLD, [], 1, /require-connector-parameter/u, /^$/u],
    ['it could not run', OLD, ['nowhere'], 2, /^$/u, /^driver-contract: nowhere: no such file/u],
  ])('%s', (_title, text, args, code, out, err) => {
    const ran = spawn(folderWith({ 'package.json': '{}', 'acme.js': text }), 'check', ...args);
    expect(ran.code).toBe(code);
    expect(ran.out).toMatch(out);
    expect(ran.err).toMatch(err);
  });
});

describe('check could not run', () => {
  it.each<[title: string, args: string[], message: RegExp]>([
    [
      'an unknown rule',
      ['--rule', 'no-such-rule'],
      /^driver-contract: --rule no-such-rule: no such rule\. Use one of no-export-in-initialize-connection, /u,
    ],
    [
      'a path that is not there',
      ['nowhere'],
      /^driver-contract: nowhere: no such file or folder\. Name an existing path\.\n$/u,
    ],
    [
      'a file of another kind',
      ['package.json'],
      /^driver-contract: package\.json: not a file this command reads\. Name TypeScript, JavaScript or Python files, or a folder\.\n$/u,
    ],
    [
      'a contract that is not there',
      ['--contract', 'none.json'],
      /^driver-contract: .*none\.json: cannot be read \(ENOENT\)\. Name an existing file with --contract\.\n$/u,
    ],
    [
      'a contract that is wrong',
      ['--contract', 'package.json'],
      /^driver-contract: .*package\.json: the contract /u,
    ],
    [
      'an unknown format',
      ['--format', 'nothing'],
      /^driver-contract: --format nothing: there is no such format, and no formatter of ESLint of that name is installed here\. Use one of concise, gerrit, github, gitlab, html, json, json-with-metadata, junit, markdown, sarif, stylish, or install eslint-formatter-nothing\.\n$/u,
    ],
    ['an unknown option', ['--wrong'], /^error: unknown option '--wrong'\n[\s\S]*--help/u],
  ])('%s: 2, and why on stderr', async (_title, args, message) => {
    const folder = folderWith({ 'package.json': '{}', 'acme.js': OLD });
    const { code, out, err } = await run(folder, 'check', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it('an unknown command', async () => {
    expect(await run(folderWith({}), 'chek')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/unknown command 'chek'/u) as string,
    });
  });
});

describe('help', () => {
  it.each([[[]], [['check']], [['migrate']], [['list']], [['explain']]])(
    '%j teaches',
    async (args) => {
      const { code, out, err } = await run(folderWith({}), ...args, '--help');
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/^Usage: driver-contract/u);
    },
  );

  it('of check names the rules and the exit codes', async () => {
    const { out } = await run(folderWith({}), 'check', '--help');
    for (const text of [
      ...RULE_IDS,
      'Exit codes: 0 clean, 1 findings, 2 could not run, or no driver in the project.',
    ])
      expect(out.replaceAll(/\s+/gu, ' ')).toContain(text);
  });

  it('of the version is a version', async () => {
    expect(await run(folderWith({}), '--version')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u) as string,
    });
  });
});

describe('list', () => {
  const folder = () =>
    folderWith({
      'package.json': '{}',
      'acme.js': OLD,
      'target.js': 'export class Lio { createExport(context, volume, volumePath) {} }\n',
      'manager.js':
        "import { Acme } from './acme.js';\nexport class Manager { driver = new Acme(); run(context, volume) { return this.driver.createExport(context, volume); } }\n",
      'report.js': 'export class ReportService { createExport(format) {} }\n',
    });

  it('prints who is what, where, and why', async () => {
    const { code, out, err } = await run(folder(), 'list');
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').map((l) => l.trim().split(/ {2,}/u))).toEqual([
      ['driver', 'Acme', 'acme.js:1', 'declares createExport and initializeConnection'],
      ['manager', 'Manager', 'manager.js:2', 'calls createExport on a driver it holds'],
      ['target', 'Lio', 'target.js:1', 'its createExport requires `volumePath`'],
      [''],
      ['1 driver, 1 manager, 1 target in 4 files; contract volume-driver (built in)'],
      [''],
    ]);
  });

  it('prints data', async () => {
    const rows = JSON.parse(
      (await run(folder(), 'list', '--format', 'json', 'acme.js')).out,
    ) as unknown;
    expect(rows).toEqual([
      {
        role: 'driver',
        name: 'Acme',
        file: 'acme.js',
        line: 1,
        reason: 'declares createExport and initializeConnection',
      },
    ]);
  });
});

describe('explain', () => {
  const text = `import { Client } from './client.js';\n${CLEAN.replace('{ data: 1 }', 'new Client().mapLun(volume.id)')}`;
  const folder = () =>
    folderWith({
      'package.json': '{}',
      'client.js': "import t from 't';\nexport class Client { mapLun(id) { return t.go(id); } }\n",
      'acme.js': text,
    });

  it('says how a call was resolved and what is reported', async () => {
    const { code, out, err } = await run(folder(), 'explain', 'acme.js:4');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/mapLun\(\): resolved/u);
    expect(out).toMatch(/receiver: Client \(client\.js:2, unrelated\)/u);
    expect(out).toMatch(/runs Client\.mapLun \(client\.js:2\)/u);
    expect(out).toMatch(
      /reported: driver-contract\/no-export-in-initialize-connection .*Acme\.initializeConnection -> Client\.mapLun \(acme\.js:4\)/u,
    );
  });

  it('says who a class is and what its method has', async () => {
    expect((await run(folder(), 'explain', 'acme.js:2')).out).toMatch(
      /Acme is a driver: it declares createExport and initializeConnection\./u,
    );
    expect((await run(folder(), 'explain', 'acme.js:3')).out).toMatch(
      /Acme\.createExport is declared on a driver .* and has `connector`\.\nnothing is reported here\./u,
    );
  });

  it('says that there is nothing', async () => {
    expect((await run(folder(), 'explain', 'acme.js:5')).out).toMatch(
      /acme\.js:5: no call and no contract declaration starts here; nothing is reported\./u,
    );
  });

  it.each([
    ['acme.js', /not a place\. Write FILE:LINE/u],
    ['none.js:1', /no such file or folder/u],
    ['acme.js:999', /the file has 6 lines/u],
  ])('%s: 2, and why', async (place, message) => {
    const { code, out, err } = await run(folder(), 'explain', place);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});
