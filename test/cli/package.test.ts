import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith } from '../support/temp.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIG = `import driverContract from 'eslint-plugin-driver-contract/python';
export default [...driverContract.configs.recommended, ...driverContract.configs.python];
`;
const TYPES = `import type { PythonRuleDefinition } from 'eslint-plugin-driver-contract/python';
export const rule: PythonRuleDefinition = { create: () => ({ call(node) { console.log(node.arguments.type); } }) };
`;
const TYPES_OF_TS_MORPH = `import { addConnector, type Ledger } from 'eslint-plugin-driver-contract/ts-morph';
import { Project } from 'ts-morph';
export const ledger: Ledger = addConnector(new Project(), { files: ['src/**/*.ts'], propagate: true });
`;
const SCRIPT = `import { Project, ts } from 'ts-morph';
import { addConnector } from 'eslint-plugin-driver-contract/ts-morph';
const project = new Project({ useInMemoryFileSystem: true });
const acme = project.createSourceFile('acme.js', 'class Acme { createExport(context, volume) {} initializeConnection(volume, connector) {} }');
addConnector(project);
console.log(ts.versionMajorMinor, acme.getFullText());
`;

let project = '';

/**
 * The package as npm would publish it, in a project that has what it depends on, but not the
 * grammar's own package.
 */
beforeAll(() => {
  project = folderWith({
    'package.json': '{}',
    'eslint.config.mjs': CONFIG,
    'use.ts': TYPES,
    'use-ts-morph.ts': TYPES_OF_TS_MORPH,
    'script.mjs': SCRIPT,
    'a.py': 'def create_export(context, volume): pass\nx = (\n',
    'b.py': 'type(x).y = 1\n',
    'acme.js':
      'export class Acme {\n  createExport(context, volume) {}\n  initializeConnection(volume, connector) {}\n}\n',
  });
  const npm = ['pack', '--ignore-scripts', '--json', '--pack-destination', project];
  const [{ filename }] = JSON.parse(
    execFileSync('npm', npm, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as [{ filename: string }];
  const modules = path.join(project, 'node_modules');
  fs.mkdirSync(modules);
  execFileSync('tar', ['-xzf', path.join(project, filename), '-C', modules]);
  fs.renameSync(path.join(modules, 'package'), path.join(modules, 'eslint-plugin-driver-contract'));
  for (const name of fs.readdirSync(path.join(ROOT, 'node_modules')))
    if (!name.startsWith('.') && name !== 'tree-sitter-python')
      fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name), 'dir');
});

function node(...args: string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return (stdout + stderr).trim();
}

/** Puts a package of ours in the place of one that the project has; none for it to be missing. */
function install(as: string, name: string | undefined): void {
  const link = path.join(project, 'node_modules', as);
  fs.rmSync(link, { force: true });
  if (name !== undefined) fs.symlinkSync(path.join(ROOT, 'node_modules', name), link, 'dir');
}

describe('the package, installed', () => {
  it('can be required, but for its Python entry, which can be imported', () => {
    expect(
      node('-p', "Object.keys(require('eslint-plugin-driver-contract').default.configs).join()"),
    ).toBe('recommended,recommended-type-checked');
    expect(
      node('-p', "try { require('eslint-plugin-driver-contract/python') } catch (e) { e.code }"),
    ).toBe('ERR_REQUIRE_ASYNC_MODULE');
    const both =
      "const [a, b] = await Promise.all(['', '/python'].map((e) => import('eslint-plugin-driver-contract' + e))); console.log(a.default === b.default)";
    expect(node('--input-type=module', '-e', both)).toBe('true');
  });

  it('carries the grammar with its licence', () => {
    const folder = path.join(project, 'node_modules/eslint-plugin-driver-contract/dist/src/python');
    expect(fs.readdirSync(folder)).toEqual(
      expect.arrayContaining(['tree-sitter-python.wasm', 'tree-sitter-python.LICENSE']),
    );
    expect(fs.readFileSync(path.join(folder, 'tree-sitter-python.LICENSE'), 'utf8')).toContain(
      'Max Brunsfeld',
    );
  });

  it('lints Python', () => {
    const said = node(path.join(ROOT, 'node_modules/eslint/bin/eslint.js'), 'a.py', 'b.py');
    expect(said.replaceAll(`${project}${path.sep}`, '')).toBe(
      'a.py\n  2:5  error  Parsing error: `(` is never closed\n\n✖ 1 problem (1 error, 0 warnings)',
    );
  });

  it('has a command that reads Python', () => {
    const bin = path.join(
      project,
      'node_modules/eslint-plugin-driver-contract/bin/driver-contract.js',
    );
    expect(node(bin, 'check', '.')).toMatch(
      /a\.py\n {2}2:5 {2}error {2}Parsing error: `\(` is never closed\. What could be read was checked/u,
    );
  });

  it('has types that need no skipLibCheck', { timeout: 60_000 }, () => {
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2023,dom',
      '--types',
      'node',
    ];
    expect(
      node(
        path.join(ROOT, 'node_modules/typescript/bin/tsc'),
        ...options,
        'use.ts',
        'use-ts-morph.ts',
      ),
    ).toBe('');
  });

  it.each([
    ['ts-morph-26', '5.8'],
    ['ts-morph-27', '5.9'],
    ['ts-morph', '6.0'],
  ])('migrates a project of %s, whose compiler is TypeScript %s', (name, version) => {
    install('ts-morph', name);
    expect(node('script.mjs')).toBe(
      `${version} class Acme { createExport(context, volume, connector) {} initializeConnection(volume, connector) {} }`,
    );
  });

  it('does without ts-morph, and says where it is needed', { timeout: 60_000 }, () => {
    install('ts-morph', undefined);
    const bin = path.join(
      project,
      'node_modules/eslint-plugin-driver-contract/bin/driver-contract.js',
    );
    for (const option of ['--types', '--verify'])
      expect(node(bin, 'migrate', option, 'acme.js')).toContain(
        `driver-contract: ${option} needs ts-morph, which is not installed. Install it (npm install --save-dev ts-morph), or leave ${option} out.`,
      );
    expect(node(bin, 'migrate', 'acme.js')).toContain('1 migrated');
    expect(node('-p', "Object.keys(require('eslint-plugin-driver-contract').rules).length")).toBe(
      '6',
    );
    install('ts-morph', 'ts-morph');
  });

  it('does without jscodeshift, and says where it is needed', () => {
    install('jscodeshift', undefined);
    const bin = path.join(
      project,
      'node_modules/eslint-plugin-driver-contract/bin/driver-contract.js',
    );
    const remedy = 'jscodeshift is not installed. Install it (npm install --save-dev jscodeshift).';
    expect(node(bin, 'migrate', 'acme.js')).toContain('1 migrated');
    const front =
      "await import('./node_modules/eslint-plugin-driver-contract/dist/src/workspace/front-end.js')";
    const reads = (text: string) =>
      node(
        '--input-type=module',
        '-e',
        `const f = ${front}; try { f.readFacts('/a.js', ${JSON.stringify(text)}) } catch (e) { console.log(e.name, e.message) }`,
      );
    expect(reads('const a = 1;')).toBe('');
    expect(reads('// @flow\nconst a: ?number = 1;')).toBe(
      `UnreadableError it is Flow, which jscodeshift's parsers read, but ${remedy}`,
    );
    fs.writeFileSync(
      path.join(project, 'proposal.js'),
      'export class A { createExport(c, v) { return v |> f(%); } }\n',
    );
    expect(node(bin, 'check', 'proposal.js')).toContain(
      `Syntax of a proposal is read with jscodeshift's parsers, but ${remedy} What could be read was checked`,
    );
    fs.rmSync(path.join(project, 'proposal.js'));
    const transform =
      "require('eslint-plugin-driver-contract/jscodeshift')({ path: 'acme.js', source: '' }, {}, {})";
    expect(
      node('-e', `${transform}.catch((e) => { console.log(e.message); process.exit(); })`),
    ).toBe(`its parsers are asked for, but ${remedy}`);
    install('jscodeshift', 'jscodeshift');
  });

  it('is built from the grammar that was tested', () => {
    const script = fs.readFileSync(path.join(ROOT, 'scripts/copy-grammar.mjs'), 'utf8');
    const wrong = folderWith({
      'package.json': '{}',
      'scripts/copy-grammar.mjs': script,
      'node_modules/tree-sitter-python/tree-sitter-python.wasm': 'x',
    });
    const { stderr, status } = spawnSync(
      process.execPath,
      [path.join(wrong, 'scripts/copy-grammar.mjs')],
      { encoding: 'utf8' },
    );
    expect(status).toBe(1);
    expect(stderr).toContain('tree-sitter-python.wasm is not the tested one');
  });
});
