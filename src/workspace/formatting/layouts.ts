import path from 'node:path';
import type { Language } from '../../facts/types.js';
import type { Host } from '../host.js';
import { editorColumns } from './editor-config.js';
import { prettierSettings, type PrettierSettings } from './prettier.js';
import { pythonColumns } from './python-columns.js';

/** How a project has its lines laid out, as far as it says so. */
export interface Layout {
  /** How long a line may be; `Infinity` where the project wants no line broken. */
  readonly columns?: number;
  /** Where lists that stand on several lines end in a comma, in prettier's words. */
  readonly trailingComma?: string;
}

/** Prettier's own. */
const PRINT_WIDTH = 80;

/** Finds what the formatters of a project are told, from a file's folder up to the project's. */
export class Layouts {
  private readonly texts = new Map<string, string | undefined>();
  private readonly python = new Map<string, number | undefined>();
  private readonly scripts = new Map<string, PrettierSettings | undefined>();

  constructor(
    private readonly root: string,
    private readonly host: Host,
  ) {}

  of(file: string, language: Language): Layout {
    const folders = this.foldersAround(file);
    const editor = () => editorColumns(file, folders, this.read);
    if (language === 'python')
      return {
        columns: once(this.python, folders, () => pythonColumns(folders, this.read)) ?? editor(),
      };
    const prettier = once(this.scripts, folders, () => prettierSettings(folders, this.read));
    if (!prettier) return { columns: editor() };
    return {
      columns: prettier.printWidth ?? editor() ?? PRINT_WIDTH,
      trailingComma: prettier.trailingComma ?? 'all',
    };
  }

  clear(): void {
    for (const table of [this.texts, this.python, this.scripts]) table.clear();
  }

  private readonly read = (file: string): string | undefined => {
    if (!this.texts.has(file))
      this.texts.set(file, this.host.fileExists(file) ? this.host.readFile(file)?.text : undefined);
    return this.texts.get(file);
  };

  /** The file's own folder first. */
  private foldersAround(file: string): string[] {
    const folders = [path.dirname(file)];
    for (let at = folders[0]; at !== this.root && at.startsWith(this.root); folders.push(at))
      at = path.dirname(at);
    return folders;
  }
}

/** What holds for all files of the first folder is found once. */
function once<T>(known: Map<string, T>, [folder]: readonly string[], find: () => T): T {
  const found = known.has(folder) ? (known.get(folder) as T) : find();
  known.set(folder, found);
  return found;
}
