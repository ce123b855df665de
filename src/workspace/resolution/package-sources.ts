import path from 'node:path';
import { filesOf, habitualStems, stemOf, stemsBehind, typeScriptOf } from './built-paths.js';
import type { Emit, TsConfigs } from './configs.js';
import { entriesOf } from './package-entries.js';
import { splitSpecifier, type Tree, type TreePackage, type TreePackages } from './packages.js';

/** Finds the sources of the project's own packages, whether or not they are installed or built. */
export class PackageSources {
  private readonly emits = new Map<string, readonly Emit[]>();
  private real: string | undefined;

  constructor(
    private readonly tree: Tree,
    private readonly packages: TreePackages,
    private readonly configs: TsConfigs,
  ) {}

  /**
   * The source that a specifier means instead of what the compiler found: nothing, or what was
   * built from it. What is a source of the project already stays, and so does a copy of a package
   * that is installed for itself.
   */
  instead(from: string, specifier: string, found: string | undefined): string | undefined {
    const local = found === undefined ? undefined : this.inTree(found);
    if (local !== undefined && (this.has(local) || isInstalled(this.tree.root, local)))
      return this.has(local) ? local : undefined;
    if (found !== undefined && (local === undefined || isTypeScript(local))) return undefined;
    const source = this.byName(from, specifier);
    if (source !== undefined) return source;
    const file =
      local ??
      (specifier.startsWith('.') ? path.resolve(path.dirname(from), specifier) : undefined);
    const home = file === undefined ? undefined : this.packages.of(file);
    return file === undefined || !home
      ? undefined
      : this.behind(home, file).find((f) => isTypeScript(f));
  }

  clear(): void {
    this.emits.clear();
    this.real = undefined;
  }

  private byName(from: string, specifier: string): string | undefined {
    if (specifier.startsWith('#')) {
      const own = this.packages.of(from);
      return own && this.entry(own, specifier);
    }
    const split = splitSpecifier(specifier);
    const target = split && this.packages.named(from, split.name);
    return target && this.entry(target, split.subpath);
  }

  private entry(target: TreePackage, subpath: string): string | undefined {
    const { folder, manifest } = target;
    const entries = entriesOf(manifest, subpath);
    const files =
      entries
        ?.filter((e) => /(?:\.[cm]?[jt]sx?|\/[^./]*|^[^.]*|^\.)$/u.test(e))
        .map((e) => path.join(folder, e)) ?? [];
    if (!entries || (files.length === 0 && entries.length > 0)) return undefined;
    const source = this.first(files.flatMap((file) => typeScriptOf(stemOf(file))));
    if (source !== undefined) return source;
    // What most of the entries were built from: `dist/types/index.d.ts` and `dist/index.js` are
    // `src/index.ts`.
    const votes = new Map<string, number>();
    for (const file of files) {
      const there = this.first([file, ...filesOf(stemOf(file))]);
      for (const one of there === undefined ? this.behind(target, file) : [there])
        votes.set(one, (votes.get(one) ?? 0) + 1);
    }
    const [best] = [...votes].sort((a, b) => b[1] - a[1]);
    if (best || subpath.startsWith('#')) return best?.[0];
    return this.first(habitualStems(folder, subpath).flatMap(filesOf));
  }

  /** The sources of the project that a built file may have been made from. */
  private behind({ folder }: TreePackage, file: string): string[] {
    let emits = this.emits.get(folder);
    if (!emits) this.emits.set(folder, (emits = this.configs.emitsOf(folder)));
    const found = stemsBehind(file, folder, emits).flatMap(
      (stem) => this.first(filesOf(stem)) ?? [],
    );
    return [...new Set(found)];
  }

  private first(files: readonly string[]): string | undefined {
    return files.find((file) => this.has(file));
  }

  private has(file: string): boolean {
    return this.tree.files().has(file);
  }

  /** A file as the tree names it: the compiler follows the links of installed packages. */
  private inTree(file: string): string | undefined {
    this.real ??= this.tree.host.realPath(this.tree.root);
    const root = [this.tree.root, this.real].find((r) => file.startsWith(r + path.sep));
    return root === undefined
      ? undefined
      : path.join(this.tree.root, path.relative(root, path.normalize(file)));
  }
}

function isInstalled(root: string, file: string): boolean {
  return path.relative(root, file).split(path.sep).includes('node_modules');
}

function isTypeScript(file: string): boolean {
  return /(?<!\.d)\.[cm]?tsx?$/u.test(file);
}
