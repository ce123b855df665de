import path from 'node:path';
import type ts from 'typescript';
import type { TypeScript } from './builder.js';

/**
 * Resolves module specifiers as the compiler does: relative paths, tsconfig `paths`, package `exports` and `imports`.
 * Each folder is served by the nearest tsconfig.json (or jsconfig.json) above it.
 */
export class ModuleResolver {
  private readonly options = new Map<string, ts.CompilerOptions>();
  private readonly configs = new Map<string, ts.CompilerOptions>();
  private readonly caches = new Map<ts.CompilerOptions, ts.ModuleResolutionCache>();
  private readonly resolved = new Map<string, string | undefined>();

  constructor(private readonly ts: TypeScript) {}

  resolve(from: string, specifier: string): string | undefined {
    const folder = path.dirname(from);
    const key = `${folder}\0${specifier}`;
    if (this.resolved.has(key)) return this.resolved.get(key);
    const options = this.optionsFor(folder);
    let cache = this.caches.get(options);
    if (!cache) this.caches.set(options, (cache = this.ts.createModuleResolutionCache(folder, (f) => f, options)));
    const { resolvedModule } = this.ts.resolveModuleName(specifier, from, options, this.ts.sys, cache);
    const file = resolvedModule?.resolvedFileName;
    const usable = file !== undefined && /\.[cm]?[jt]sx?$/u.test(file) ? file : undefined;
    this.resolved.set(key, usable);
    return usable;
  }

  /** Whether the compiler complains about parameters that are not used, where a file stands. */
  noUnusedParameters(file: string): boolean {
    return this.optionsFor(path.dirname(file)).noUnusedParameters === true;
  }

  /** Whether a type in an import that also brings values must be marked `type`, where a file stands. */
  marksTypeImports(file: string): boolean {
    const { verbatimModuleSyntax, isolatedModules } = this.optionsFor(path.dirname(file));
    return verbatimModuleSyntax === true || isolatedModules === true;
  }

  /** Forgets what was resolved: files may have come or gone. */
  clear(): void {
    this.resolved.clear();
    this.caches.clear();
    this.options.clear();
    this.configs.clear();
  }

  private optionsFor(folder: string): ts.CompilerOptions {
    const known = this.options.get(folder);
    if (known) return known;
    const config = ['tsconfig.json', 'jsconfig.json'].map((name) => path.join(folder, name)).find((file) => this.ts.sys.fileExists(file));
    const parent = path.dirname(folder);
    const options = config === undefined ? (parent === folder ? this.complete({}) : this.optionsFor(parent)) : this.read(config);
    this.options.set(folder, options);
    return options;
  }

  private read(config: string): ts.CompilerOptions {
    const known = this.configs.get(config);
    if (known) return known;
    // A solution may refer to itself.
    this.configs.set(config, this.complete({}));
    const { ts } = this;
    const { config: json = {} } = ts.readConfigFile(config, (f) => ts.sys.readFile(f)) as {
      config?: { references?: { path: string }[]; files?: unknown[] };
    };
    // Only the options are wanted: no folder is searched for sources.
    const host = { ...ts.sys, useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames, readDirectory: () => [] };
    let { options } = ts.parseJsonConfigFileContent(json, host, path.dirname(config), undefined, config);
    // A solution file holds no options of its own: its projects' path aliases serve.
    if (json.files?.length === 0 && json.references && !options.paths) {
      for (const reference of json.references) {
        const target = ts.sys.resolvePath(path.join(path.dirname(config), reference.path));
        const file = ts.sys.fileExists(target) ? target : path.join(target, 'tsconfig.json');
        if (ts.sys.fileExists(file) && !options.paths) options = { ...this.read(file) };
      }
    }
    const complete = this.complete(options);
    this.configs.set(config, complete);
    return complete;
  }

  private complete(options: ts.CompilerOptions): ts.CompilerOptions {
    const { ts } = this;
    const isOld = options.moduleResolution === undefined || options.moduleResolution === ts.ModuleResolutionKind.Classic;
    const moduleResolution = isOld ? ts.ModuleResolutionKind.Bundler : options.moduleResolution;
    const module = isOld ? ts.ModuleKind.ESNext : options.module;
    return { ...options, module, moduleResolution, allowJs: true, resolveJsonModule: true, noEmit: true };
  }
}
