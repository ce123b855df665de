import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { refusalOfChange } from '../../src/cli/write.js';
import type { Ledger } from '../../codemods/add-connector/ledger.js';
import { command, DRIVER, git, MIGRATED, migrate, service } from '../support/command.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const validate = new Ajv().compile(
  JSON.parse(fs.readFileSync('ledger.schema.json', 'utf8')) as object,
);

const PYTHON = `# -*- coding: latin-1 -*-
class Acme:
    """Käse"""
    def create_export(self, context, volume):
        return volume

    def initialize_connection(self, volume, connector):
        return connector
`;

/** A service with a driver that can be migrated, and a file beside it. */
function beside(name: string | Buffer, bytes: string | Buffer): string {
  const root = service({ 'acme.ts': DRIVER });
  fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name)]), bytes);
  return root;
}

const UNREAD = [
  [
    'latin-1 that nothing declares',
    'birch.ts',
    latin1(`// Käse\n${DRIVER}`),
    'birch.ts',
    'is not UTF-8',
  ],
  [
    'UTF-16 without a mark',
    'birch.ts',
    Buffer.from(DRIVER, 'utf16le'),
    'birch.ts',
    'is UTF-16 without a byte order mark',
  ],
  [
    'what nests too deeply',
    'birch.ts',
    `${DRIVER}${'['.repeat(5000)}${']'.repeat(5000)};`,
    'birch.ts',
    'nests deeper than it can be parsed',
  ],
  [
    'a path that is not UTF-8',
    latin1('kä.ts'),
    DRIVER,
    'k\uFFFD.ts',
    'has a path that is not UTF-8',
  ],
] as const;

describe.each(UNREAD)('a file that cannot be read: %s', (_, name, bytes, file, reason) => {
  it.each(['with git', 'without git'])(
    'is open, with the same words in every run, and the others are written, %s',
    async (how) => {
      const root = beside(name, bytes);
      if (how === 'with git') {
        git(root, 'init', '-q');
        git(root, 'add', '-A');
        git(root, 'commit', '-qm', 'before');
      }
      const line = `  ${file}:1:1  ${file}  open: ${reason}\n`;
      const dry = await migrate(root);
      expect([dry.code, dry.err]).toEqual([1, '']);
      expect(dry.out).toContain(line);
      expect(dry.out).toContain('1 file would change');
      const ledgerFile = path.join(root, '../ledger.json');
      const { code, out, err } = await migrate(
        root,
        '--write',
        '--allow-dirty',
        '--ledger',
        ledgerFile,
      );
      expect([code, err]).toEqual([1, '']);
      expect(out).toContain(line);
      expect(out).toContain('1 file written');
      expect(fs.readFileSync(path.join(root, 'acme.ts'), 'utf8')).toBe(MIGRATED);
      expect(fs.readFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name)]))).toEqual(
        Buffer.from(bytes),
      );
      const ledger = JSON.parse(fs.readFileSync(ledgerFile, 'utf8')) as Ledger;
      expect(validate(ledger)).toBe(true);
      expect(ledger.entries.filter((e) => e.kind === 'file')).toEqual([
        {
          kind: 'file',
          method: '',
          file,
          line: 1,
          column: 1,
          name: file,
          role: 'unresolved',
          status: 'open',
          reason,
          decidedBy: 'linker',
        },
      ]);
      expect(ledger.totals.status.open).toBe(1);
    },
  );

  it('is an error of `check`, and a line on stderr elsewhere', async () => {
    const root = beside(name, bytes);
    const checked = await command(
      'check',
      root,
      '--format',
      'json',
      '--rule',
      'no-stub-create-export',
    );
    expect(checked.code).toBe(1);
    const [result] = (JSON.parse(checked.out) as { filePath: string; messages: object[] }[]).filter(
      (r) => r.messages.length > 0,
    );
    expect(result.filePath).toBe(path.join(root, file));
    expect(result.messages).toMatchObject([
      {
        fatal: true,
        line: 1,
        column: 1,
        message: `The file ${reason}. Nothing of it was checked.`,
      },
    ]);
    const told = `driver-contract: ${file}: ${reason}. Nothing of it was read.\n`;
    expect(await command('list', root)).toMatchObject({ code: 1, err: told });
    expect(await command('explain', `${path.join(root, 'acme.ts')}:5`)).toMatchObject({
      code: 1,
      err: told,
    });
  });
});

describe('a file that cannot be read', () => {
  it('is none of the contract’s where it holds no word of it', async () => {
    const root = beside('notes.ts', latin1('// Käse'));
    expect(await migrate(root, '--write', '--allow-dirty')).toMatchObject({ code: 0, err: '' });
    expect((await command('check', root, '--rule', 'require-connector-parameter')).code).toBe(0);
    expect(await command('list', root)).toMatchObject({ code: 0, err: '' });
    // Unless it is asked for.
    expect(await command('explain', `${path.join(root, 'notes.ts')}:1`)).toMatchObject({
      code: 1,
      err: 'driver-contract: notes.ts: is not UTF-8. Nothing of it was read.\n',
    });
  });

  it('counts where it was asked about', async () => {
    const root = beside('birch.ts', latin1(`// Käse\n${DRIVER}`));
    expect((await migrate(path.join(root, 'acme.ts'), '--write', '--allow-dirty')).code).toBe(0);
    expect(await command('explain', `${path.join(root, 'birch.ts')}:1`)).toMatchObject({
      code: 1,
      out: '',
    });
  });
});

describe.runIf(process.platform === 'linux')('a pipe that is named like a source', () => {
  const withPipes = () => {
    const root = service({ 'acme.ts': DRIVER });
    execFileSync('mkfifo', ['pipe.ts', 'pipe.py'], { cwd: root });
    return root;
  };

  it('is open where no repository says that it is none of the project, and the others are written', async () => {
    const root = withPipes();
    for (const args of [[], ['--types'], ['--write', '--allow-dirty', '--verify']]) {
      const { code, out, err } = await migrate(root, ...args);
      expect([code, err]).toEqual([1, '']);
      for (const file of ['pipe.ts', 'pipe.py'])
        expect(out).toContain(`  ${file}:1:1  ${file}  open: is no regular file\n`);
    }
    expect(fs.readFileSync(path.join(root, 'acme.ts'), 'utf8')).toBe(MIGRATED);
  });

  it('is an error of `check`, and a line on stderr elsewhere', async () => {
    const root = withPipes();
    const checked = await command('check', root);
    expect(checked.code).toBe(1);
    expect(
      checked.out.match(/The file is no regular file\. Nothing of it was checked/gu),
    ).toHaveLength(2);
    const told = ['py', 'ts']
      .map((end) => `driver-contract: pipe.${end}: is no regular file. Nothing of it was read.\n`)
      .join('');
    expect(await command('list', root)).toMatchObject({ code: 1, err: told });
    expect(await command('explain', `${path.join(root, 'acme.ts')}:5`)).toMatchObject({
      code: 1,
      err: told,
    });
  });

  it('is none of a repository, which knows no such thing', async () => {
    const root = withPipes();
    git(root, 'init', '-q');
    expect(await migrate(root, '--write', '--allow-dirty')).toMatchObject({ code: 0, err: '' });
  });
});

describe('a file in another encoding', () => {
  it.each([
    ['UTF-16', 'acme.ts', utf16(DRIVER), utf16(MIGRATED)],
    ['UTF-16, big end first', 'acme.ts', utf16(DRIVER).swap16(), utf16(MIGRATED).swap16()],
    [
      'latin-1, as it declares',
      'acme.py',
      latin1(PYTHON),
      latin1(PYTHON.replace('context, volume)', 'context, volume, connector)')),
    ],
  ])('is written in it: %s', async (_, name, bytes, wanted) => {
    const root = service({ [name]: '' });
    fs.writeFileSync(path.join(root, name), bytes);
    expect(await migrate(root, '--write', '--allow-dirty')).toMatchObject({ code: 0, err: '' });
    expect(fs.readFileSync(path.join(root, name))).toEqual(wanted);
    expect((await migrate(root)).out).toContain('nothing to change');
  });

  it('is left open where the new text has no bytes in it, and so is what depends on it', async () => {
    const added = { name: 'connector', default: "'€'" };
    const contract = {
      extends: 'volume-driver',
      methods: { createExport: { parameters: [], added } },
    };
    const root = service({
      'driver-contract.json': JSON.stringify(contract),
      'acme.py': '',
      'birch.py': PYTHON.replace('latin-1', 'utf-8'),
    });
    fs.writeFileSync(path.join(root, 'acme.py'), latin1(PYTHON));
    const { code, out } = await migrate(root, '--write', '--allow-dirty');
    expect(code).toBe(1);
    expect(out).toContain(
      '  acme.py:4:9  Acme.create_export  open: its file is iso-8859-1, which lacks a character of the new text\n',
    );
    expect(fs.readFileSync(path.join(root, 'acme.py'))).toEqual(latin1(PYTHON));
    expect(fs.readFileSync(path.join(root, 'birch.py'), 'utf8')).toContain("connector='€'");
  });

  it('is left open where it would be read as something else', async () => {
    const root = service({});
    const change = {
      path: path.join(root, 'a.py'),
      root,
      encoding: 'iso-8859-1',
      before: '# coding: latin-1\n',
      after: '',
    } as const;
    fs.writeFileSync(change.path, change.before);
    const refusal = (after: string) =>
      refusalOfChange({
        ...change,
        after,
        edits: [{ start: 0, end: change.before.length, text: after }],
      });
    expect(refusal(`\n\n${change.before}ä`)).toBe(
      'is iso-8859-1, and would be read as something else',
    );
    expect(refusal(`\n${change.before}ä`)).toBeUndefined();
  });
});

describe('a file that did not parse before', () => {
  it('is open at its first error, as is what was found in it, and not changed', async () => {
    const text = `${DRIVER}\nconst a = ;\n`;
    const root = beside('birch.ts', text);
    const { code, out } = await migrate(root, '--write', '--allow-dirty', '--todo');
    expect(code).toBe(1);
    expect(out).toContain(
      '  birch.ts:10:11  birch.ts  open: does not parse: Expression expected. Nothing is changed in it; what could be read of it is listed.\n',
    );
    expect(out).toMatch(
      / {2}birch\.ts:\d+:\d+ {2}\w+\.createExport {2}open: its file does not parse\n/u,
    );
    expect(fs.readFileSync(path.join(root, 'birch.ts'), 'utf8')).toBe(text);
    expect(fs.readFileSync(path.join(root, 'acme.ts'), 'utf8')).toBe(MIGRATED);
  });

  it.each([
    [
      'birch.py',
      'class A(VolumeDriver):\n    def create_export(self, context,(volume):\n        pass\n',
    ],
    [
      'birch.py',
      'class A(VolumeDriver):\n    def create_export(self, context, volume:\n        pass\n',
    ],
    [
      'birch.ts',
      DRIVER.replace(
        /createExport\([^)]*\)/u,
        'createExport(context: RequestContext, volume:{t.Volume)',
      ),
    ],
    [
      'birch.ts',
      DRIVER.replace(
        /createExport\([^)]*\)/u,
        'createExport(context: RequestContext. volume: Volume & { size: number })',
      ),
    ],
  ])('is not changed where its parameters do not parse: %s %#', async (name, text) => {
    const root = beside(name, text);
    expect((await migrate(root, '--write', '--allow-dirty', '--todo', '--propagate')).code).toBe(1);
    expect(fs.readFileSync(path.join(root, name), 'utf8')).toBe(text);
  });

  it('is nobody’s business where it holds no word of the contract', async () => {
    expect((await migrate(beside('birch.ts', 'const a = ;\n'))).code).toBe(0);
  });
});
