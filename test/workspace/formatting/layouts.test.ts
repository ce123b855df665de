import { describe, expect, it } from 'vitest';
import { Layouts, type Layout } from '../../../src/workspace/formatting/layouts.js';
import { tableHost } from '../../support/table-host.js';

/** How lines are laid out where a file of a project stands. */
function layoutOf(file: string, files: Readonly<Record<string, string>>): Layout {
  const host = tableHost(
    new Map(Object.entries(files).map(([name, text]) => [`/tree/${name}`, text])),
  );
  return new Layouts('/tree', host).of(
    `/tree/${file}`,
    file.endsWith('.py') ? 'python' : 'typescript',
  );
}

describe('how long lines of Python are', () => {
  it.each<[string, Readonly<Record<string, string>>, number | undefined]>([
    ['nothing is said', {}, undefined],
    ['black says it', { 'pyproject.toml': '[tool.black]\nline-length = 100\n' }, 100],
    ['black says nothing', { 'pyproject.toml': "[tool.black]\ntarget-version = ['py311']\n" }, 88],
    [
      'ruff says it',
      { 'pyproject.toml': '[tool.ruff]\nline-length = 110\n[tool.ruff.lint]\nselect = ["E"]\n' },
      110,
    ],
    [
      'one of two says it',
      { 'pyproject.toml': '[tool.black]\n[tool.ruff]\nline-length = 90\n' },
      90,
    ],
    ['ruff has a file', { 'ruff.toml': 'line-length = 95 # as ever\n' }, 95],
    [
      'what it extends says it',
      { 'pkg/ruff.toml': 'extend = "../ruff.toml"\n', 'ruff.toml': 'line-length = 95\n' },
      95,
    ],
    ['yapf', { 'pyproject.toml': '[tool.yapf]\ncolumn_limit = 99\n' }, 99],
    [
      'yapf has a file',
      { '.style.yapf': '[style]\nbased_on_style = pep8\ncolumn_limit = 99\n' },
      99,
    ],
    ['autopep8', { 'pyproject.toml': '[tool.autopep8]\nmax_line_length = 101\n' }, 101],
    [
      'flake8 in setup.cfg',
      { 'setup.cfg': '[metadata]\nname = x\n\n[flake8]\nmax-line-length = 120\n' },
      120,
    ],
    [
      'flake8 in tox.ini',
      { 'tox.ini': '[flake8]\nignore = E1,\n  E2\nmax_line_length: 119\n' },
      119,
    ],
    ['flake8 has a file', { '.flake8': '[flake8]\nmax-line-length = 118 ; wide\n' }, 118],
    [
      'what formats comes before what only looks',
      { 'pyproject.toml': '[tool.black]\n', 'pkg/.flake8': '[flake8]\nmax-line-length = 120\n' },
      88,
    ],
    [
      'the nearest',
      {
        'setup.cfg': '[pycodestyle]\nmax-line-length = 100\n',
        'pkg/setup.cfg': '[pycodestyle]\nmax-line-length = 90\n',
      },
      90,
    ],
    [
      'an editor',
      { '.editorconfig': '[*]\nindent_size = 4\n[*.{py,pyi}]\nmax_line_length = 105\n' },
      105,
    ],
    [
      'an editor, of other files',
      { '.editorconfig': '[*.ts]\nmax_line_length = 105\n[docs/**]\nmax_line_length = 70\n' },
      undefined,
    ],
    ['an editor wants none', { '.editorconfig': '[pkg/**.py]\nmax_line_length = off\n' }, Infinity],
    [
      'the last of an editor',
      { '.editorconfig': '[*]\nmax_line_length = 70\n[*.py]\nmax_line_length = 90\n' },
      90,
    ],
    [
      'an editor’s root',
      { '.editorconfig': '[*]\nmax_line_length = 70\n', 'pkg/.editorconfig': 'root = true\n' },
      undefined,
    ],
    [
      'what cannot be read says nothing',
      { 'pyproject.toml': '[tool.black\nline-length = 100\n' },
      undefined,
    ],
  ])('%s', (_, files, columns) => {
    expect(layoutOf('pkg/a.py', files)).toEqual({ columns });
  });

  it('is not asked outside of the project', () => {
    const host = tableHost(new Map([['/pyproject.toml', '[tool.black]\nline-length = 100\n']]));
    expect(new Layouts('/tree', host).of('/tree/a.py', 'python')).toEqual({ columns: undefined });
  });
});

describe('how long lines of TypeScript are', () => {
  it.each<[string, Readonly<Record<string, string>>, Layout]>([
    ['nothing is said', {}, { columns: undefined }],
    [
      'JSON',
      { '.prettierrc': '{ "printWidth": 100, "trailingComma": "none" }' },
      { columns: 100, trailingComma: 'none' },
    ],
    [
      'YAML',
      { '.prettierrc': 'semi: false\nprintWidth: 90\n' },
      { columns: 90, trailingComma: 'all' },
    ],
    [
      'TOML',
      { '.prettierrc.toml': 'printWidth = 91\ntrailingComma = "es5"\n' },
      { columns: 91, trailingComma: 'es5' },
    ],
    [
      'a program',
      {
        'prettier.config.mjs': "export default {\n  printWidth: 92,\n  trailingComma: 'es5',\n};\n",
      },
      { columns: 92, trailingComma: 'es5' },
    ],
    [
      'package.json',
      { 'package.json': '{ "name": "x", "prettier": { "printWidth": 93 } }' },
      { columns: 93, trailingComma: 'all' },
    ],
    ['prettier says nothing', { '.prettierrc': '{}' }, { columns: 80, trailingComma: 'all' }],
    [
      'prettier says nothing, an editor does',
      { '.prettierrc': '{}', '.editorconfig': '[*]\nmax_line_length = 94\n' },
      { columns: 94, trailingComma: 'all' },
    ],
    ['an editor', { '.editorconfig': '[{a.ts,b.ts}]\nmax_line_length = 95\n' }, { columns: 95 }],
    [
      'the nearest',
      { '.prettierrc': '{}', 'pkg/.prettierrc.json': '{ "printWidth": 96 }' },
      { columns: 96, trailingComma: 'all' },
    ],
    [
      'a package without',
      {
        'package.json': '{ "prettier": { "printWidth": 97 } }',
        'pkg/package.json': '{ "name": "x" }',
      },
      { columns: 97, trailingComma: 'all' },
    ],
  ])('%s', (_, files, layout) => {
    expect(layoutOf('pkg/a.ts', files)).toEqual(layout);
  });
});
