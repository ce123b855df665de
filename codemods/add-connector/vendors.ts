import path from 'node:path';
import type { Analysis } from '../../src/analysis/analysis.js';
import { words } from '../../src/contract/words.js';
import { globMatcher } from '../../src/globs/glob.js';
import type { ModuleFacts } from '../../src/facts/types.js';

/** Whom a change is of concern to: the folder or files of one vendor's drivers. */
export interface Vendor {
  /**
   * What the folder or the files are called; undefined for what belongs to no vendor: interfaces,
   * bases, manager, shared code.
   */
  readonly name: string | undefined;
  readonly files: readonly string[];
}

/**
 * Tells the vendor of a file. The contract's table says it; elsewhere a vendor is what stands beside
 * the most others: of the folders above a driver's file, the one with the most parts that hold
 * drivers. Files in one folder that begin with the same word are one vendor's. What two vendors
 * import is shared. Tests go with the one vendor whose files they import.
 */
export class Vendors {
  private readonly homes: Homes;
  private readonly table: readonly { readonly name: string; matches(path: string): boolean }[];
  private readonly known = new Map<string, string | undefined>();

  constructor(private readonly analysis: Analysis) {
    const { vendors = {} } = analysis.contract;
    this.table = Object.entries(vendors).map(([name, globs]) => ({
      name,
      matches: globMatcher(globs),
    }));
    const named = (file: string) => this.named(file);
    this.homes = new Homes(analysis, driverModules(analysis), named);
  }

  /**
   * @param file absolute
   * @returns undefined for what is no vendor's
   */
  of(file: string): string | undefined {
    if (!this.known.has(file))
      this.known.set(file, this.homes.vendorOf(file) ?? this.homes.importedBy(file));
    return this.known.get(file);
  }

  private named(file: string): string | undefined {
    const relative = this.analysis.relative(file);
    return this.table.find(({ matches }) => matches(relative))?.name;
  }

  /**
   * Sorts files by vendor.
   * @param files absolute
   * @returns the shared files first, then the vendors by name
   */
  sorted(files: readonly string[]): Vendor[] {
    const owned = new Map<string | undefined, string[]>();
    for (const file of files) {
      const name = this.of(file);
      owned.set(name, [...(owned.get(name) ?? []), file]);
    }
    return [...owned]
      .map(([name, own]) => ({ name, files: own }))
      .sort((a, b) =>
        a.name === undefined ? -1 : b.name === undefined ? 1 : a.name < b.name ? -1 : 1,
      );
  }
}

/** Modules that hold a driver somebody wrote for a device: no interface, no base, no fake. */
export function driverModules(analysis: Analysis): ModuleFacts[] {
  const found = analysis.roles
    .all()
    .filter(
      ({ cls, role, why }) =>
        role === 'driver' &&
        why.kind !== 'contract-type' &&
        cls.fact.kind !== 'interface' &&
        cls.fact.kind !== 'typeLiteral' &&
        !cls.fact.isAbstract,
    )
    .map(({ cls }) => cls.module);
  return [...new Set(found)].filter((module) => !analysis.linker.isTest(module.path));
}

class Homes {
  /** For each folder, its children that hold drivers. */
  private readonly children = new Map<string, Set<string>>();
  /** Files of no vendor, though they hold a driver. */
  private readonly shared = new Set<string>();

  constructor(
    private readonly analysis: Analysis,
    drivers: readonly ModuleFacts[],
    /** By the contract's table. */
    private readonly named: (file: string) => string | undefined,
  ) {
    for (const { path: file } of drivers)
      for (const { folder, child } of stepsUp(file))
        this.children.set(folder, (this.children.get(folder) ?? new Set()).add(child));
    const importers = new Map<string, Set<string>>();
    for (const module of drivers) {
      const own = this.vendorOf(module.path);
      for (const file of this.importsOf(module))
        if (own !== undefined) importers.set(file, (importers.get(file) ?? new Set()).add(own));
    }
    for (const [file, vendors] of importers) {
      const own = this.vendorOf(file);
      if ([...vendors].filter((vendor) => vendor !== own).length > 1) this.shared.add(file);
    }
  }

  vendorOf(file: string): string | undefined {
    const named = this.named(file);
    if (named !== undefined) return named;
    if (this.shared.has(file)) return undefined;
    let best: { readonly child: string; readonly beside: ReadonlySet<string> } | undefined;
    for (const { folder, child } of stepsUp(file)) {
      const beside = this.children.get(folder);
      if (beside?.has(child) && beside.size > (best?.beside.size ?? 1)) best = { child, beside };
    }
    if (!best) return undefined;
    const name = bareName(best.child);
    const [first] = words(name);
    const kin = [...best.beside].filter((other) => words(bareName(other))[0] === first);
    return best.child === file && kin.length > 1 ? first : name;
  }

  /** The one vendor whose files a test imports. */
  importedBy(file: string): string | undefined {
    const module = this.analysis.project.module(file);
    if (!module || !this.analysis.linker.isTest(file)) return undefined;
    const [only, ...more] = new Set(
      this.importsOf(module).flatMap((imported) => this.vendorOf(imported) ?? []),
    );
    return more.length === 0 ? only : undefined;
  }

  private importsOf(module: ModuleFacts): string[] {
    return module.imports.flatMap(
      (fact) => this.analysis.project.imported(module, fact.module)?.path ?? [],
    );
  }
}

function bareName(file: string): string {
  return path.basename(file).replace(/\.[^.]+$/u, '');
}

function stepsUp(file: string): { folder: string; child: string }[] {
  const steps = [];
  for (let child = file; path.dirname(child) !== child; child = path.dirname(child))
    steps.push({ folder: path.dirname(child), child });
  return steps;
}
