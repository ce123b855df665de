import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { RULE_IDS } from '../../src/analysis/findings.js';
import { examplesOf } from '../support/page-examples.js';
import { folderWith } from '../support/temp.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = ['README.md', 'docs/editor-and-ci.md'];
const examples = PAGES.flatMap(examplesOf);
const scripts = examples.filter((e) => e.language === 'js');
const configs = scripts.filter((e) => e.text.includes('eslint-plugin-driver-contract'));
const place = (e: { page: string; line: number }) => `${e.page}:${e.line}`;

/** A driver whose base class is of a package: it lacks the connector, in each language. */
const DRIVERS = {
  'acme.ts':
    "import { VolumeDriver } from 'volumes';\nexport class Acme extends VolumeDriver {\n  createExport(context, volume) {}\n}\n",
  'acme.js':
    "import { VolumeDriver } from 'volumes';\nexport class Acme extends VolumeDriver {\n  createExport(context, volume) {}\n}\n",
  'acme.py':
    'from volumes import VolumeDriver\n\n\nclass Acme(VolumeDriver):\n    def create_export(self, context, volume):\n        pass\n',
};

/** A project with a package of a reader's, who installed what the pages name. */
function project(files: Readonly<Record<string, string>>): string {
  const cwd = folderWith({ 'package.json': '{ "type": "module" }', ...DRIVERS, ...files });
  const modules = path.join(cwd, 'node_modules');
  fs.mkdirSync(modules);
  fs.symlinkSync(ROOT, path.join(modules, 'eslint-plugin-driver-contract'), 'dir');
  for (const name of ['eslint', 'typescript-eslint', 'typescript'])
    fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name), 'dir');
  return cwd;
}

function eslint(cwd: string, ...args: string[]): { said: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'node_modules/eslint/bin/eslint.js'), ...args],
    {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  return { said: stdout + stderr, status };
}

describe('ESLint configurations that pages show', { timeout: 60_000 }, () => {
  it('are some', () => {
    expect(configs.length).toBeGreaterThanOrEqual(5);
  });

  it.each(configs.map((e) => [place(e), e.text] as const))('%s turns all rules on', (_, text) => {
    const files = ['acme.ts', 'acme.js', 'acme.py'].filter((file) => covers(text, file));
    const cwd = project({
      'eslint.config.js': text,
      'tsconfig.json':
        '{ "compilerOptions": { "module": "nodenext", "allowJs": true }, "include": ["*.ts"] }',
    });
    expect(files).not.toEqual([]);
    for (const file of files) {
      const { rules } = JSON.parse(eslint(cwd, '--print-config', file).said) as { rules: object };
      expect(Object.keys(rules), file).toEqual(RULE_IDS.map((id) => `driver-contract/${id}`));
    }
    const { said, status } = eslint(cwd, ...files);
    expect(said.match(/driver-contract\/require-connector-parameter/gu), said).toHaveLength(
      files.length,
    );
    expect(status, said).toBe(1);
  });
});

/** Whether a configuration is meant for a file: it names what reads the language. */
function covers(text: string, file: string): boolean {
  if (file.endsWith('.ts')) return text.includes('tseslint');
  return file.endsWith('.py')
    ? text.includes('configs.python')
    : text.includes('configs.recommended');
}

describe('what else pages show', () => {
  it.each(scripts.filter((e) => !configs.includes(e)).map((e) => [place(e), e.text] as const))(
    '%s is JavaScript',
    (_, text) => {
      // An object literal may stand alone.
      const whole = text.startsWith('{') ? `(${text.trimEnd()})` : text;
      expect(
        ts.transpileModule(whole, { reportDiagnostics: true, fileName: 'a.js' }).diagnostics,
      ).toEqual([]);
    },
  );

  it.each(
    examples.filter((e) => e.language.startsWith('json')).map((e) => [place(e), e.text] as const),
  )('%s is JSON', (_, text) => {
    const { error } = ts.parseConfigFileTextToJson('settings.json', text);
    expect(error).toBeUndefined();
  });

  it('has the settings that there are', () => {
    const settings =
      scripts.find((e) => e.text.includes("settings: {\n    'driver-contract'"))?.text ?? '';
    const cwd = project({
      'settings.ts': `import type { DriverContractSettings } from 'eslint-plugin-driver-contract';\nexport const x: { settings: { 'driver-contract': Required<DriverContractSettings> } } = ${settings};\n`,
    });
    fs.symlinkSync(
      path.join(ROOT, 'node_modules/@types'),
      path.join(cwd, 'node_modules/@types'),
      'dir',
    );
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
    ];
    const { stdout } = spawnSync(
      process.execPath,
      [path.join(ROOT, 'node_modules/typescript/bin/tsc'), ...options, 'settings.ts'],
      {
        cwd,
        encoding: 'utf8',
      },
    );
    expect(stdout).toBe('');
  });

  it('names the pre-commit hook and the command as they are', () => {
    const hooks = fs.readFileSync(path.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8');
    const yaml = examples.filter((e) => e.language === 'yaml').map((e) => e.text);
    const [, hook] = /- id: (\S+)/u.exec(yaml.join('')) ?? [];
    expect(hooks).toContain(`- id: ${hook}\n`);
    expect(yaml.join('')).toContain('npx --no driver-contract check');
  });
});
