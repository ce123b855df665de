import path from 'node:path';
import type ts from 'typescript';
import { UnreadableError } from '../../facts/language.js';
import type { TypeScript } from '../../typescript/builder.js';
import { asCompiler } from '../bounds.js';
import type { Host } from '../host.js';
import { systemOf, type System } from './system.js';

/** Where a project's compiled files go, and which folder they are compiled from. */
export interface Emit {
  readonly out: string;
  readonly from: string;
}

/**
 * The compiler's options by folder: each is served by the nearest tsconfig.json (or jsconfig.json)
 * above it.
 */
export class TsConfigs {
  private readonly options = new Map<string, ts.CompilerOptions>();
  private readonly configs = new Map<string, ts.CompilerOptions>();

  private readonly system: System;

  constructor(
    private readonly ts: TypeScript,
    private readonly host: Host,
  ) {
    this.system = systemOf(ts, host);
  }

  optionsFor(folder: string): ts.CompilerOptions {
    const known = this.options.get(folder);
    if (known) return known;
    const said = this.host.compilerOptions?.();
    if (said) return this.kept(folder, this.complete(said as ts.CompilerOptions));
    const config = ['tsconfig.json', 'jsconfig.json']
      .map((name) => path.join(folder, name))
      .find((file) => this.host.fileExists(file));
    const parent = path.dirname(folder);
    const options =
      config === undefined
        ? parent === folder
          ? this.complete({})
          : this.optionsFor(parent)
        : this.read(config);
    return this.kept(folder, options);
  }

  private kept(folder: string, options: ts.CompilerOptions): ts.CompilerOptions {
    this.options.set(folder, options);
    return options;
  }

  /** What the tsconfig files in a package's folder say of where its compiled files come from. */
  emitsOf(folder: string): Emit[] {
    return this.host
      .filesIn(folder)
      .filter((name) => /^tsconfig.*\.json$/u.test(name))
      .map((name) => this.read(path.join(folder, name)))
      .flatMap(({ rootDir, outDir, declarationDir }) =>
        rootDir === undefined
          ? []
          : [outDir, declarationDir].flatMap((out) =>
              out === undefined ? [] : [{ out, from: rootDir }],
            ),
      );
  }

  clear(): void {
    this.options.clear();
    this.configs.clear();
  }

  private read(config: string): ts.CompilerOptions {
    const known = this.configs.get(config);
    if (known) return known;
    // A solution may refer to itself.
    this.configs.set(config, this.complete({}));
    const json = parseConfig(config, this.host.readFile(config)?.text);
    let options = this.optionsIn(config, json);
    // A solution file holds no options of its own: its projects' path aliases serve.
    if ((json as { files?: unknown[] } | null | undefined)?.files?.length === 0 && !options.paths) {
      for (const file of referredConfigs(config, json, this.host))
        if (!options.paths) options = { ...this.read(file) };
    }
    const complete = this.complete(options);
    this.configs.set(config, complete);
    return complete;
  }

  private optionsIn(config: string, json: unknown): ts.CompilerOptions {
    // Only the options are wanted: no folder is searched for sources.
    const host = { ...this.system, readDirectory: () => [] };
    try {
      return this.ts.parseJsonConfigFileContent(
        json ?? {},
        host,
        path.dirname(config),
        undefined,
        config,
      ).options;
    } catch {
      // The compiler stumbles over some of what a configuration may wrongly hold.
      return {};
    }
  }

  private complete(options: ts.CompilerOptions): ts.CompilerOptions {
    const { ts } = this;
    const isOld =
      options.moduleResolution === undefined ||
      options.moduleResolution === ts.ModuleResolutionKind.Classic;
    const moduleResolution = isOld ? ts.ModuleResolutionKind.Bundler : options.moduleResolution;
    const module = isOld ? ts.ModuleKind.ESNext : options.module;
    return {
      ...options,
      module,
      moduleResolution,
      allowJs: true,
      resolveJsonModule: true,
      noEmit: true,
    };
  }
}

/**
 * The data of a configuration, which may have comments; undefined where there is none, or it nests
 * too deeply to be one.
 */
export function parseConfig(file: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return asCompiler(text, (ts) => ts.parseConfigFileTextToJson(file, text).config as unknown);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/**
 * The configurations that one refers to, and which are there.
 * @param json what was read of it, whatever that is
 */
export function referredConfigs(config: string, json: unknown, host: Host): string[] {
  const { references } = (json ?? {}) as { references?: unknown };
  return (Array.isArray(references) ? (references as unknown[]) : [])
    .map((reference) => (reference as { path?: unknown } | null)?.path)
    .filter((said) => typeof said === 'string')
    .map((said) => path.resolve(path.dirname(config), said))
    .map((target) => (host.directoryExists(target) ? path.join(target, 'tsconfig.json') : target))
    .filter((file) => host.fileExists(file));
}
