import path from 'node:path';
import { parse, type TomlTable, type TomlValue } from 'smol-toml';
import { iniSections } from './ini.js';

type Read = (file: string) => string | undefined;

/** A tool: the tables that it is set up in, and the setting that says how long a line may be. */
interface Tool {
  readonly tables: readonly (readonly string[])[];
  readonly key: string;
  /** How long it makes lines that is set up and does not say. */
  readonly otherwise?: number;
}

const FORMATTERS: readonly Tool[] = [
  { tables: [['tool', 'black']], key: 'line-length', otherwise: 88 },
  { tables: [['tool', 'ruff']], key: 'line-length', otherwise: 88 },
  { tables: [['tool', 'yapf']], key: 'column_limit' },
  { tables: [['tool', 'autopep8']], key: 'max_line_length' },
];
const LINTERS: readonly Tool[] = [
  { tables: [['tool', 'flake8'], ['tool', 'pycodestyle'], ['flake8']], key: 'max-line-length' },
  {
    tables: [
      ['tool', 'pylint', 'format'],
      ['tool', 'pylint', 'FORMAT'],
      ['tool', 'pylint', 'main'],
    ],
    key: 'max-line-length',
  },
];

/**
 * INI files by name, and their sections that speak of lines: of tools that write them, and of those
 * that only look.
 */
const FORMATTER_FILES: readonly string[] = ['.style.yapf', 'setup.cfg', 'tox.ini'];
const FORMATTER_SECTIONS: ReadonlySet<string> = new Set(['style', 'yapf', 'autopep8']);
const LINTER_FILES: readonly string[] = [
  '.flake8',
  'setup.cfg',
  'tox.ini',
  '.pycodestyle',
  '.pep8',
  '.pylintrc',
  'pylintrc',
];
const LINTER_SECTIONS: ReadonlySet<string> = new Set([
  'flake8',
  'pycodestyle',
  'pep8',
  'FORMAT',
  'MASTER',
  'MAIN',
]);
const INI_KEYS = ['column_limit', 'max-line-length', 'max_line_length'];

/**
 * How long a line of Python may be, as the project says it: what writes lines comes before what
 * only looks at them, the nearest first.
 * @param folders that of the file, and those around it
 */
export function pythonColumns(folders: readonly string[], read: Read): number | undefined {
  return (
    first(folders, (folder) => {
      const ruff = first(['ruff.toml', '.ruff.toml'], (name) => {
        const table = tomlOf(read(path.join(folder, name)));
        return table && saidBy(table, { tables: [[]], key: 'line-length', otherwise: 88 });
      });
      const project = tomlOf(read(path.join(folder, 'pyproject.toml'))) ?? {};
      return (
        ruff ??
        toolColumns(project, FORMATTERS) ??
        iniColumns(folder, read, FORMATTER_FILES, FORMATTER_SECTIONS)
      );
    }) ??
    first(
      folders,
      (folder) =>
        iniColumns(folder, read, LINTER_FILES, LINTER_SECTIONS) ??
        toolColumns(tomlOf(read(path.join(folder, 'pyproject.toml'))) ?? {}, LINTERS),
    )
  );
}

function first(
  names: readonly string[],
  columns: (name: string) => number | undefined,
): number | undefined {
  for (const name of names) {
    const found = columns(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What one of several tools says, before what another does without a word. */
function toolColumns(file: TomlTable, tools: readonly Tool[]): number | undefined {
  const said = tools.flatMap((tool) => saidBy(file, { ...tool, otherwise: undefined }) ?? []);
  return said.at(0) ?? tools.flatMap((tool) => saidBy(file, tool) ?? []).at(0);
}

function saidBy(file: TomlTable, { tables, key, otherwise }: Tool): number | undefined {
  for (const names of tables) {
    const table = names.reduce<TomlValue | undefined>(
      (at, name) => (isTable(at) ? at[name] : undefined),
      file,
    );
    if (!isTable(table)) continue;
    const value = table[key];
    if (typeof value === 'number') return value;
    // What it extends says it.
    if (otherwise !== undefined && table.extend === undefined) return otherwise;
  }
  return undefined;
}

function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

/** @returns undefined where there is none, or none that can be read */
function tomlOf(text: string | undefined): TomlTable | undefined {
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function iniColumns(
  folder: string,
  read: Read,
  files: readonly string[],
  sections: ReadonlySet<string>,
): number | undefined {
  const values = files.flatMap((name) =>
    iniSections(read(path.join(folder, name)) ?? '').flatMap((section) =>
      sections.has(section.name) ? INI_KEYS.flatMap((key) => section.settings.get(key) ?? []) : [],
    ),
  );
  const value = values.find((v) => /^\d+$/u.test(v));
  return value === undefined ? undefined : Number(value);
}
