import path from 'node:path';
import { nativePath } from '../../facts/paths.js';
import type ts from 'typescript';
import type { TypeScript } from '../../typescript/builder.js';
import { TsConfigs } from './configs.js';
import { PackageSources } from './package-sources.js';
import { TreePackages, type Tree } from './packages.js';
import { systemOf, type System } from './system.js';

/**
 * Resolves module specifiers as the compiler does: relative paths, tsconfig `paths`, package
 * `exports` and `imports`. Packages of the tree itself are their sources, installed and built or
 * not.
 */
export class ModuleResolver {
  readonly packages: TreePackages;
  private readonly configs: TsConfigs;
  private readonly sources: PackageSources;
  private readonly system: System;
  private readonly caches = new Map<ts.CompilerOptions, ts.ModuleResolutionCache>();
  private readonly resolved = new Map<string, string | undefined>();

  /** @param tree the files of the project: no package outside of it is taken for one of its own */
  constructor(
    private readonly ts: TypeScript,
    tree: Tree,
  ) {
    this.configs = new TsConfigs(ts, tree.host);
    this.system = systemOf(ts, tree.host);
    this.packages = new TreePackages(tree);
    this.sources = new PackageSources(tree, this.packages, this.configs);
  }

  resolve(from: string, specifier: string): string | undefined {
    const key = `${path.dirname(from)}\0${specifier}`;
    if (this.resolved.has(key)) return this.resolved.get(key);
    const compilers = this.asCompiler(from, specifier);
    const found = this.sources.instead(from, specifier, compilers) ?? compilers;
    this.resolved.set(key, found);
    return found;
  }

  private asCompiler(from: string, specifier: string): string | undefined {
    const folder = path.dirname(from);
    const options = this.configs.optionsFor(folder);
    let cache = this.caches.get(options);
    if (!cache)
      this.caches.set(
        options,
        (cache = this.ts.createModuleResolutionCache(folder, (f) => f, options)),
      );
    let file: string | undefined;
    try {
      file = this.ts.resolveModuleName(specifier, from, options, this.system, cache).resolvedModule
        ?.resolvedFileName;
    } catch {
      // The compiler stumbles over some of what a tsconfig.json or package.json may wrongly hold,
      // and finds nothing with it either.
    }
    return file !== undefined && /\.[cm]?[jt]sx?$/u.test(file) ? nativePath(file) : undefined;
  }

  /** Whether tsconfig `paths` say what a specifier means, where a file stands. */
  isAlias(file: string, specifier: string): boolean {
    return Object.keys(this.configs.optionsFor(path.dirname(file)).paths ?? {}).some((pattern) => {
      const [start, end] = pattern.split('*');
      return end === undefined
        ? specifier === pattern
        : specifier.startsWith(start) && specifier.endsWith(end);
    });
  }

  /** Whether the compiler complains about parameters that are not used, where a file stands. */
  noUnusedParameters(file: string): boolean {
    return this.configs.optionsFor(path.dirname(file)).noUnusedParameters === true;
  }

  /**
   * Whether a type in an import that also brings values must be marked `type`, where a file stands.
   */
  marksTypeImports(file: string): boolean {
    const { verbatimModuleSyntax, isolatedModules } = this.configs.optionsFor(path.dirname(file));
    return verbatimModuleSyntax === true || isolatedModules === true;
  }

  /** Forgets what was resolved: files may have come or gone. */
  clear(): void {
    this.resolved.clear();
    this.caches.clear();
    this.configs.clear();
    this.packages.clear();
    this.sources.clear();
  }
}
