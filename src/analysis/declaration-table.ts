import type { DeclarationSite } from './site.js';
import { sameName } from '../contract/words.js';
import type { CallFact, FunctionFact, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { Roles } from './roles.js';
import { nameIn, type ContractMethod, type Signatures, type Standing } from './signatures.js';

/** What the declarations of one member have in common. */
export type Common = Pick<
  DeclarationSite,
  'method' | 'role' | 'reason' | 'display' | 'cls' | 'obstacle'
>;

/** The declarations that were found, by module and by function. */
export class DeclarationTable {
  private readonly declared = new Map<ModuleFacts, DeclarationSite[]>();

  private readonly functions = new Map<FunctionFact, DeclarationSite>();

  private readonly migrated = new Map<ContractMethod, boolean>();

  private readonly givenByName = new Map<ContractMethod, boolean>();

  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly signatures: Signatures,
  ) {
    for (const module of roles.modules) this.declared.set(module, []);
  }

  in(module: ModuleFacts): readonly DeclarationSite[] {
    return this.declared.get(module) ?? [];
  }

  of(fn: FunctionFact): DeclarationSite | undefined {
    return this.functions.get(fn);
  }

  has(fn: FunctionFact): boolean {
    return this.functions.has(fn);
  }

  /** A function that a declaration is known by as well. */
  alias(fn: FunctionFact, site: DeclarationSite): void {
    this.functions.set(fn, site);
  }

  /**
   * Whether no declaration of a method, doubles apart, is without its parameter: the tree has seen
   * a migration.
   */
  isMigrated(method: ContractMethod): boolean {
    let known = this.migrated.get(method);
    if (known === undefined) {
      const own = [...this.functions.values()].filter((d) => d.method === method && !d.isDouble);
      known = own.some((d) => d.slot.k === 'accepted') && own.every((d) => d.slot.k !== 'missing');
      this.migrated.set(method, known);
    }
    return known;
  }

  /** Names of types that declare a method. */
  aliasNames(): string[] {
    return [...this.functions.values()].flatMap((d) => (d.cls === undefined ? [d.display] : []));
  }

  /** Adds a declaration; a function is one but once. */
  add(site: Omit<DeclarationSite, keyof Standing>): DeclarationSite {
    const { module, fn, method } = site;
    const known = this.functions.get(fn);
    if (known) return known;
    const circumstances = {
      callers: this.callers(site),
      isGivenByName: fn.params.some((p) => p.takesNames) && this.isGivenByName(method),
    };
    const made = { ...site, ...this.signatures.standing(module, fn, method, circumstances) };
    this.functions.set(site.fn, made);
    this.roles.modules.add(site.module);
    this.declared.set(site.module, [...(this.declared.get(site.module) ?? []), made]);
    return made;
  }

  /**
   * How many parameters those give that call a method through what it overrides; nobody knows the
   * callers of a driver that overrides nothing.
   */
  private callers({
    module,
    fn,
    method,
    cls,
    role,
  }: Omit<DeclarationSite, keyof Standing>): number {
    const all = method.spec.parameters.length;
    if (role !== 'delegate' || cls === undefined) return all;
    const { mro, interfaces } = this.linker.hierarchy.ancestry(
      this.linker.classRef(module, cls.id),
    );
    const above = [...mro.slice(1), ...interfaces].flatMap((c) =>
      this.roles
        .ownMethods(c.fact)
        .flatMap(({ method: own, member }) =>
          own === method && member.fn !== undefined
            ? [c.module.functions[member.fn].params.length]
            : [],
        ),
    );
    return Math.max(fn.params.length, ...above);
  }

  /**
   * Whether somebody gives the added parameter by its name, and nobody by its place. All that call
   * the method are known from the start.
   */
  private isGivenByName(method: ContractMethod): boolean {
    let known = this.givenByName.get(method);
    if (known === undefined) this.givenByName.set(method, (known = this.looksGivenByName(method)));
    return known;
  }

  private looksGivenByName(method: ContractMethod): boolean {
    const name = nameIn(method.name, 'python');
    const calls = [...this.roles.modules].flatMap((m) =>
      m.language === 'python' ? m.calls.filter((c) => c.name === name) : [],
    );
    const gives = ({ keywords = [] }: CallFact) =>
      keywords.some((k) => k.name !== undefined && sameName(k.name, method.added?.name ?? ''));
    return calls.some(gives) && calls.every((c) => gives(c) || c.args.length <= method.slot);
  }
}
