import type { ImportResolver } from '../facts/language.js';
import path from 'node:path';

/**
 * Finds the files of Python modules in one tree: relative imports by their dots, others from the
 * folders that packages stand in, as `sys.path` would hold them. What is installed elsewhere is not
 * looked at.
 */
export class PythonResolver implements ImportResolver {
  private readonly resolved = new Map<string, string | undefined>();
  private roots: readonly string[] | undefined;

  constructor(
    private readonly root: string,
    private readonly files: () => ReadonlySet<string>,
  ) {}

  resolve(from: string, specifier: string): string | undefined {
    const key = `${path.dirname(from)}\0${specifier}`;
    if (this.resolved.has(key)) return this.resolved.get(key);
    const found = this.find(path.dirname(from), specifier);
    this.resolved.set(key, found);
    return found;
  }

  clear(): void {
    this.resolved.clear();
    this.roots = undefined;
  }

  private find(folder: string, specifier: string): string | undefined {
    const dots = /^\.*/u.exec(specifier)?.[0].length ?? 0;
    const names = specifier
      .slice(dots)
      .split('.')
      .filter((name) => name !== '');
    if (dots > 0)
      return this.moduleAt(path.join(folder, ...Array<string>(dots - 1).fill('..')), names);
    const own = this.topOf(folder);
    for (const root of new Set([own, ...this.sourceRoots()])) {
      const found = this.moduleAt(root, names);
      if (found !== undefined) return found;
    }
    // A script's neighbours, and the implicit relative imports of Python 2.
    return own === folder ? undefined : this.moduleAt(folder, names);
  }

  private moduleAt(folder: string, names: readonly string[]): string | undefined {
    const files = this.files();
    const at = path.join(folder, ...names);
    const wanted = names.length === 0 ? [] : [`${at}.py`, `${at}.pyi`];
    return [path.join(at, '__init__.py'), path.join(at, '__init__.pyi'), ...wanted].find((file) =>
      files.has(file),
    );
  }

  /** The folder that the outermost package around a folder stands in. */
  private topOf(folder: string): string {
    const files = this.files();
    let at = folder;
    while (files.has(path.join(at, '__init__.py')) && at !== path.dirname(at))
      at = path.dirname(at);
    return at;
  }

  /** The folders that top packages stand in, the tree's own root first. */
  private sourceRoots(): readonly string[] {
    if (!this.roots) {
      const tops = new Set([this.root]);
      for (const file of this.files())
        if (path.basename(file) === '__init__.py') tops.add(this.topOf(path.dirname(file)));
      this.roots = [...tops];
    }
    return this.roots;
  }
}
