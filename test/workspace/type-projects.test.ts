import path from 'node:path';
import { Project, SourceFile } from 'ts-morph';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { saidOf, TypeCheck } from '../../codemods/add-connector/type-check.js';
import { disk } from '../../src/workspace/disk.js';
import { TypeProjects, TypesError } from '../../src/workspace/type-projects.js';
import { folderWith } from '../support/temp.js';

afterEach(() => {
  vi.restoreAllMocks();
});

const OPTIONS = JSON.stringify({
  compilerOptions: { strict: true, noEmit: true, types: [] },
  include: ['src'],
});
const SOURCE = 'export class A { run(n: number) {} }\n';
const TEST =
  "import { A } from '../src/a.js';\nconst made = [new A()];\nmade[0].run(1);\nexport const bad: string = 1;\n";

function tree(files: Readonly<Record<string, string>>): string {
  return folderWith({ 'package.json': '{}', ...files });
}

describe('the type projects of a tree', () => {
  const files = { 'tsconfig.json': OPTIONS, 'src/a.ts': SOURCE, 'test/a.test.ts': TEST };

  it('tell types of files that no configuration lists, and check only those that one does', async () => {
    const root = tree(files);
    const types = await TypeProjects.of(root, disk, true, '--types');
    const at = TEST.indexOf('run(1)');
    const [found] = types.declarationsOf(path.join(root, 'test/a.test.ts'), [at, at + 3]) ?? [];
    expect(found).toEqual({ file: path.join(root, 'src/a.ts'), start: SOURCE.indexOf('run') });
    const a = path.join(root, 'src/a.ts');
    const served = types.serving([a]);
    expect(
      served.map(({ checked }) => [...checked].map((s) => path.relative(root, s.getFilePath()))),
    ).toEqual([['src/a.ts']]);
    // The program that told the types is the one that is checked before the migration.
    const program = served[0].project.getProgram();
    const check = new TypeCheck(types, new Map([[a, SOURCE]]));
    expect(types.serving([a])[0].project.getProgram().compilerObject).toBe(program.compilerObject);
    expect(
      check
        .newErrors(new Map([[a, SOURCE.replace('{}', '{ n.nope(); }')]]))
        .map(({ code, line }) => [code, line]),
    ).toEqual([[2339, 1]]);
  });

  it('check a file that no configuration lists when it changes', async () => {
    const root = tree(files);
    const test = path.join(root, 'test/a.test.ts');
    const check = new TypeCheck(
      await TypeProjects.of(root, disk, false, '--verify'),
      new Map([[test, TEST]]),
    );
    expect(
      check
        .newErrors(new Map([[test, TEST.replace('run(1)', "run('1')")]]))
        .map(({ code, line }) => [code, line]),
    ).toEqual([[2345, 3]]);
  });

  it('count lines as the rest of the tool does, and know an old error in a long line', async () => {
    const long = `/* ${'-'.repeat(300)} */ export const bad: string = 1;`;
    const root = tree({ ...files, 'src/a.ts': `\r${long}\n` });
    const a = path.join(root, 'src/a.ts');
    const check = new TypeCheck(
      await TypeProjects.of(root, disk, false, '--verify'),
      new Map([[a, `\r${long}\n`]]),
    );
    const after = new Map([[a, `\r\r${long}\r${long.replace('bad', 'worse')}\n`]]);
    expect(check.newErrors(after).map(({ code, line }) => [code, line])).toEqual([[2322, 4]]);
  });

  it('are those that a solution refers to', async () => {
    const root = tree({
      'tsconfig.json': JSON.stringify({
        files: [],
        references: [{ path: './one' }, { path: './two/tsconfig.json' }],
      }),
      'one/tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, types: [] } }),
      'one/a.ts': SOURCE,
      'two/tsconfig.json': JSON.stringify({ compilerOptions: { strict: false, types: [] } }),
      'two/b.ts': 'export const b = (n) => n;\n',
      'c.ts': "export { A } from './one/a.js';\n",
    });
    const types = await TypeProjects.of(root, disk, false, '--verify');
    const names = types
      .serving([path.join(root, 'c.ts')])
      .map(({ checked }) => [...checked].map((s) => path.relative(root, s.getFilePath())).sort());
    expect(names).toEqual([['c.ts', 'one/a.ts'], ['two/b.ts']]);
  });

  it('go on without a file that the compiler cannot get through', async () => {
    const root = tree({ ...files, 'src/deep.ts': `${'['.repeat(5000)}${']'.repeat(5000)};` });
    const types = await TypeProjects.of(root, disk, true, '--types');
    const at = TEST.indexOf('run(1)');
    expect(types.declarationsOf(path.join(root, 'test/a.test.ts'), [at, at + 3])).toHaveLength(1);
  });

  it('go on without a file that their compiler cannot parse with the stack that is left', async () => {
    const root = tree(files);
    const file = path.join(root, 'test/a.test.ts');
    const add = Project.prototype.addSourceFileAtPathIfExists;
    vi.spyOn(Project.prototype, 'addSourceFileAtPathIfExists').mockImplementation(function (
      this: Project,
      at: string,
    ) {
      if (this.getFileSystem().readFileSync(at) !== '')
        throw new RangeError('Maximum call stack size exceeded');
      return add.call(this, at);
    });
    const types = await TypeProjects.of(root, disk, false, '--verify');
    const [{ checked }] = types.serving([file, path.join(root, 'src/a.ts')]);
    expect(
      [...checked].map((s) => [path.relative(root, s.getFilePath()), s.getFullText()]),
    ).toEqual([
      ['src/a.ts', SOURCE],
      ['test/a.test.ts', ''],
    ]);
  });

  it('say of a changed file that the checker cannot go through it', async () => {
    // What the parser gets through, the checker need not.
    const deep = `export const x = ${'f(() => '.repeat(50)}0${')'.repeat(50)};\ndeclare function f(g: () => unknown): number;\n`;
    const root = tree({ ...files, 'src/deep.ts': deep });
    const file = path.join(root, 'src/deep.ts');
    const a = path.join(root, 'src/a.ts');
    const check = new TypeCheck(
      await TypeProjects.of(root, disk, false, '--verify'),
      new Map([[file, deep]]),
    );
    vi.spyOn(SourceFile.prototype, 'getPreEmitDiagnostics').mockImplementation(function (
      this: SourceFile,
    ) {
      if (this.getFilePath() === file && this.getFullText() !== '')
        throw new RangeError('Maximum call stack size exceeded');
      return [];
    });
    const problems = check.newErrors(new Map([[a, SOURCE]]));
    expect(problems).toEqual([
      {
        file,
        line: 1,
        start: 0,
        code: 0,
        lineText: '',
        message: 'it nests deeper than the type checker can go',
        related: [],
      },
    ]);
    expect(problems.map((p) => saidOf(p))).toEqual([
      'it nests deeper than the type checker can go',
    ]);
  });

  it('are not given a changed file that nests too deeply', async () => {
    const deep = `export const x = a${'?.b'.repeat(3000)};\n`;
    const root = tree({ ...files, 'src/deep.ts': deep });
    const file = path.join(root, 'src/deep.ts');
    const check = new TypeCheck(
      await TypeProjects.of(root, disk, false, '--verify'),
      new Map([[file, deep]]),
    );
    expect(check.newErrors(new Map([[file, `${deep}\n`]])).map((p) => [p.file, saidOf(p)])).toEqual(
      [[file, 'it nests deeper than the type checker can go']],
    );
    expect(check.newErrors(new Map())).toEqual([]);
  });

  it('say which tsconfig.json cannot be read', async () => {
    const root = tree({ 'tsconfig.json': '{ "compilerOptions": ', 'a.ts': SOURCE });
    const types = await TypeProjects.of(root, disk, false, '--verify');
    const asked = () => types.serving([path.join(root, 'a.ts')]);
    expect(asked).toThrow(TypesError);
    expect(asked).toThrow(path.join(root, 'tsconfig.json'));
  });
});
