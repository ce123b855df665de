import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { plan } from '../codemods/migrate.js';
import { service } from '../support/command.js';
import { filesBelow, folderWith } from '../support/temp.js';

const JSCODESHIFT = path.resolve('node_modules/jscodeshift/bin/jscodeshift.js');
const TRANSFORM = path.resolve('dist/codemods/jscodeshift/add-connector.cjs');

/** jscodeshift starts as many workers as there are processors, less one. */
const FOUR = folderWith({
  'processors.cjs':
    "const os = require('node:os'); os.cpus = () => new Array(8).fill({ model: '', speed: 0 });",
});

/** Runs `jscodeshift -t` as its users do, with several workers. */
function run(...args: string[]) {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    NODE_OPTIONS: `--require=${path.join(FOUR, 'processors.cjs')}`,
  };
  return spawnSync(process.execPath, [JSCODESHIFT, '-t', TRANSFORM, ...args], {
    encoding: 'utf8',
    env,
    cwd: FOUR,
  });
}

/** @returns what jscodeshift printed */
function jscodeshift(...args: string[]): string {
  const { stdout, stderr } = run(...args);
  return stdout + stderr;
}

/** The same without its Babel, which takes most of the time. */
function quickly(...args: string[]): string {
  return jscodeshift('--no-babel', ...args);
}

function copyOf(...folders: string[]): string {
  const root = folderWith({});
  for (const folder of folders)
    fs.cpSync(folder, root, {
      recursive: true,
      filter: (file) => path.basename(file) !== 'node_modules',
    });
  return root;
}

function texts(root: string): Record<string, string> {
  return Object.fromEntries(
    filesBelow(root).map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8')]),
  );
}

/** The texts of a tree as `migrate` would leave them. */
function migratedTexts(root: string): Record<string, string> {
  return { ...texts(root), ...Object.fromEntries(plan(root).after) };
}

const codemods = path.resolve('fixtures/codemods');
const shapes = fs
  .readdirSync(codemods)
  .filter((name) => fs.existsSync(path.join(codemods, name, 'input.js')));

describe('add-connector as a jscodeshift transform', { timeout: 120_000 }, () => {
  it('gives the expected output of every shape in JavaScript, in one run', () => {
    const roots = shapes.map((name) =>
      copyOf(path.join(codemods, 'shared'), path.join(codemods, name)),
    );
    for (const root of roots) fs.rmSync(path.join(root, 'output.js'));
    jscodeshift(...roots);
    expect(shapes.length).toBeGreaterThan(4);
    for (const [i, name] of shapes.entries())
      expect(fs.readFileSync(path.join(roots[i], 'input.js'), 'utf8'), name).toBe(
        fs.readFileSync(path.join(codemods, name, 'output.js'), 'utf8'),
      );
  });

  it.each(['volume-service', 'flow-service'])(
    'gives the migrated %s, and nothing a second time',
    (name) => {
      const root = copyOf(path.resolve('fixtures', name, 'input'));
      const out = jscodeshift(root);
      expect(out).toContain('0 errors');
      expect(Number(/Spawning (\d+) workers/u.exec(out)?.[1])).toBeGreaterThan(1);
      expect(texts(root)).toEqual(texts(path.resolve('fixtures', name, 'migrated')));
      expect(quickly(root)).toContain('0 ok');
    },
  );

  it('leaves line ends, tabs and byte order marks, and writes as `migrate` does', () => {
    const text = fs.readFileSync(path.join(codemods, 'javascript-commonjs', 'input.js'), 'utf8');
    const root = service({
      'crlf.js': text.replaceAll('\n', '\r\n'),
      'mark.js': `\uFEFF${text}`,
      'tabs.js': text.replaceAll('  ', '\t'),
      'all.js': `\uFEFF${text.replaceAll('  ', '\t').replaceAll('\n', '\r\n')}`,
    });
    const wanted = migratedTexts(root);
    expect(wanted['all.js']).not.toBe(texts(root)['all.js']);
    expect(quickly(root)).toContain('4 ok');
    expect(texts(root)).toEqual(wanted);
  });

  it('runs in band, silently, and without Babel', () => {
    const root = copyOf(path.resolve('fixtures/flow-service/input'));
    expect(quickly('--run-in-band', '-s', root)).toBe(
      ` REP ${path.join(root, 'src/manager.js')} 19:20 VolumeDriver.createExport is open: no connector is in scope\n`,
    );
    expect(texts(root)).toEqual(texts(path.resolve('fixtures/flow-service/migrated')));
  });

  it('writes nothing in a dry run, and counts what became of the sites', () => {
    const root = copyOf(path.resolve('fixtures/flow-service/input'));
    const out = quickly('--dry', root);
    expect(out).toContain('Stats: \nmigrated: 15\nopen: 1\nskipped: 2\n');
    expect(texts(root)).toEqual(texts(path.resolve('fixtures/flow-service/input')));
  });

  it('reports what it cannot read, and leaves what jscodeshift would write in another encoding', () => {
    const text = fs.readFileSync(path.join(codemods, 'javascript-commonjs', 'input.js'), 'utf8');
    const root = service({ 'plain.js': text });
    const bytes = {
      'latin.js': Buffer.from(`// K\u00e4se\n${text}`, 'latin1'),
      'utf16.js': Buffer.from(`\uFEFF${text}`, 'utf16le'),
    };
    for (const [name, content] of Object.entries(bytes))
      fs.writeFileSync(path.join(root, name), content);
    const out = quickly(root);
    expect(out).toContain('0 errors');
    expect(out).toContain('1 ok');
    expect(out).toContain(`${path.join(root, 'latin.js')} 1:1 latin.js is open: is not UTF-8`);
    expect(out).toMatch(
      /utf16\.js \d+:\d+ \S+ is open: its file is utf-16le, and jscodeshift writes UTF-8: "driver-contract migrate" writes it/u,
    );
    for (const [name, content] of Object.entries(bytes))
      expect(fs.readFileSync(path.join(root, name))).toEqual(content);
  });

  it('leaves a marker at an open site, once', () => {
    const root = copyOf(path.resolve('fixtures/flow-service/input'));
    const file = path.join(root, 'src/manager.js');
    quickly('--todo=true', root);
    const marked = fs.readFileSync(file, 'utf8');
    expect(marked).toContain(
      '    // TODO(driver-contract): createExport: no connector is in scope\n    return driver?.createExport(',
    );
    quickly('--todo=true', root);
    expect(fs.readFileSync(file, 'utf8')).toBe(marked);
  });

  it('says what is wrong with an option', () => {
    const root = service({ 'a.js': 'exports.a = 1;\n' });
    expect(quickly('--contract=nowhere.json', root)).toMatch(
      /ERR .*nowhere\.json: cannot be read \(ENOENT\)\. Name an existing file/u,
    );
    expect(quickly(root, '--todo', 'a.js')).toContain(
      'write --todo=true, or jscodeshift takes the path behind it for its value',
    );
  });

  it('takes another contract', () => {
    const root = copyOf(
      path.join(codemods, 'shared'),
      path.join(codemods, 'default-value-javascript'),
    );
    fs.renameSync(path.join(root, 'driver-contract.json'), path.join(root, 'other.json'));
    quickly(`--contract=${path.join(root, 'other.json')}`, path.join(root, 'input.js'));
    expect(fs.readFileSync(path.join(root, 'input.js'), 'utf8')).toBe(
      fs.readFileSync(path.join(root, 'output.js'), 'utf8'),
    );
  });

  it('leaves nothing behind: the process with the plan ends with the run', async () => {
    const { pid } = run('--no-babel', '--dry', service({ 'a.js': 'exports.a = 1;\n' }));
    const left = () =>
      fs
        .readdirSync(os.tmpdir())
        .filter((name) => /^driver-contract-jscodeshift-/u.test(name) && name.endsWith(`-${pid}`));
    await expect.poll(left, { timeout: 20_000 }).toEqual([]);
  });

  it('is what the package exports', () => {
    const script =
      "process.stdout.write(require.resolve('eslint-plugin-driver-contract/jscodeshift'))";
    expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })).toBe(TRANSFORM);
  });
});
