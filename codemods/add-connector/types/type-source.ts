import type { Analysis } from '../../../src/analysis/analysis.js';
import type { Entity } from '../../../src/linker/project.js';
import type { BindingFact, ModuleFacts, TypeTerm } from '../../../src/facts/types.js';
import type { Workspace } from '../../../src/workspace/workspace.js';

/** Where a type is declared. */
export interface TypeHome {
  readonly module: ModuleFacts;
  readonly binding: BindingFact;
}

type VoteTable = Map<string, Map<string, { home: TypeHome; count: number }>>;

/** Finds where the contract's types are declared and how the tree imports them. */
export class TypeSource {
  private votes: VoteTable | undefined;
  private readonly homes = new Map<string, readonly TypeHome[]>();
  private readonly specifiers = new Map<string, Map<string, number>>();

  constructor(
    private readonly analysis: Analysis,
    readonly workspace: Workspace,
  ) {}

  /**
   * The declarations that a type name may mean, the one that the contract's methods use most first.
   */
  homesOf(name: string): readonly TypeHome[] {
    let found = this.homes.get(name);
    if (!found) this.homes.set(name, (found = this.findHomes(name)));
    return found;
  }

  private findHomes(name: string): TypeHome[] {
    const voted = [...(this.voteTable().get(name)?.values() ?? [])]
      .sort((a, b) => b.count - a.count)
      .map((v) => v.home);
    if (voted.length > 0) return voted;
    const { project, linker } = this.analysis;
    const found = new Map<BindingFact, TypeHome>();
    for (const module of project.modulesMentioning([name])) {
      const entity = project.exportOf(module, name);
      const home = entity && homeOf(entity);
      if (home && !linker.isTest(home.module.path)) found.set(home.binding, home);
    }
    return [...found.values()].sort((a, b) => a.module.path.length - b.module.path.length);
  }

  /** How often the parameters of contract methods name each type. */
  private voteTable(): VoteTable {
    if (this.votes) return this.votes;
    const table: VoteTable = (this.votes = new Map());
    const { roles } = this.analysis;
    const count = (module: ModuleFacts, term: TypeTerm): void => {
      if (term.k === 'union' || term.k === 'intersection')
        for (const item of term.items) count(module, item);
      if (term.k !== 'ref') return;
      for (const arg of term.args) count(module, arg);
      const home = this.homeOfTerm(module, term);
      if (!home) return;
      const row =
        table.get(home.binding.name) ?? new Map<string, { home: TypeHome; count: number }>();
      const key = `${home.module.path}#${home.binding.span[0]}`;
      row.set(key, { home, count: (row.get(key)?.count ?? 0) + 1 });
      table.set(home.binding.name, row);
    };
    for (const { cls } of roles.all()) {
      for (const { member } of roles.ownMethods(cls.fact)) {
        const fn = member.fn === undefined ? undefined : cls.module.functions[member.fn];
        for (const param of fn?.params ?? []) if (param.type) count(cls.module, param.type);
      }
    }
    return table;
  }

  /** The file of the tree that a specifier means. */
  imported(from: ModuleFacts, specifier: string): ModuleFacts | undefined {
    return this.analysis.project.imported(from, specifier);
  }

  /** Every file read so far. */
  everyModule(): ModuleFacts[] {
    return [...this.analysis.project.modules.values()];
  }

  /**
   * Whether an import that brings types alone says so in a file: unless it need not, and the tree
   * brings types without the word.
   */
  marksTypes(module: ModuleFacts): boolean {
    if (module.language !== 'typescript' || this.workspace.resolver.marksTypeImports(module.path))
      return true;
    const imports = [...this.analysis.roles.modules].flatMap((m) =>
      m.imports.map((i) => ({ from: m, ...i })),
    );
    if (imports.some((i) => i.typeOnly || i.specifiers.some((s) => s.typeOnly))) return true;
    return !imports.some((i) =>
      i.specifiers.some((s) => this.isPlainType(i.from, i.module, s.imported)),
    );
  }

  /** Whether what is imported is a type and no value. */
  private isPlainType(from: ModuleFacts, specifier: string, name: string): boolean {
    const target = this.imported(from, specifier);
    const entity = target && this.analysis.project.exportOf(target, name);
    return entity?.k === 'binding' && entity.binding.kind === 'type';
  }

  /** What a name of a file stands for. */
  entityOf(module: ModuleFacts, binding: BindingFact): Entity {
    return this.analysis.project.entityOf(module, binding);
  }

  /** Whether a module has something under a name. */
  exports(module: ModuleFacts, name: string): boolean {
    return this.analysis.project.exportOf(module, name) !== undefined;
  }

  /** Where the tree has a value of a name for others to import; what tests have is for tests. */
  valueOf(
    name: string,
    from: ModuleFacts,
  ): { readonly module: ModuleFacts; readonly home: TypeHome | undefined } | undefined {
    const { project, linker } = this.analysis;
    const isForTests = linker.isTest(from.path);
    const found = project.modulesMentioning([name]).flatMap((module) => {
      const entity =
        module.language !== from.language && [module, from].some((m) => m.language === 'python')
          ? undefined
          : project.exportOf(module, name);
      if (!entity || !this.isValue(entity) || (linker.isTest(module.path) && !isForTests))
        return [];
      // A barrel is where others import it from; where it is declared is nearer.
      return [
        {
          module: entity.k === 'binding' ? entity.module : module,
          home: entity.k === 'binding' ? entity : undefined,
        },
      ];
    });
    return found
      .filter((f) => f.module !== from)
      .sort((a, b) => a.module.path.length - b.module.path.length)
      .at(0);
  }

  private isValue(entity: Entity): boolean {
    if (entity.k === 'external') return false;
    if (entity.k === 'binding')
      return entity.binding.kind !== 'type' && entity.binding.kind !== 'import';
    return entity.k === 'module' || this.analysis.linker.entityValues(entity).items.length > 0;
  }

  /** The package that files of the tree import a name from; the one that most do. */
  packageOf(name: string): string | undefined {
    const tally = new Map<string, number>();
    for (const module of this.analysis.project.modulesMentioning([name]))
      for (const { module: from, specifiers } of module.imports)
        if (
          specifiers.some((s) => s.imported === name && s.local === name && !s.typeOnly) &&
          !this.imported(module, from) &&
          !/^[./]/u.test(from)
        )
          tally.set(from, (tally.get(from) ?? 0) + 1);
    return [...tally].sort((a, b) => b[1] - a[1]).at(0)?.[0];
  }

  /** Where the type that a term names is declared. */
  homeOfTerm(module: ModuleFacts, term: TypeTerm): TypeHome | undefined {
    if (term.k === 'import') {
      const target = this.imported(module, term.module);
      const entity = target && this.analysis.project.exportOf(target, term.name.split('.')[0]);
      return entity && homeOf(entity);
    }
    if (term.k !== 'ref') return undefined;
    const entity = this.analysis.project.qualified(
      module,
      term.binding,
      term.name.split('.').slice(1),
    );
    return entity && homeOf(entity);
  }

  /** Whether a module gives a home's type to whoever imports it under that name. */
  provides(module: ModuleFacts, name: string, home: TypeHome): boolean {
    const entity = this.analysis.project.exportOf(module, name);
    return entity?.k === 'binding' && entity.binding === home.binding;
  }

  /** The module from which most of the tree imports a type: its own, or a barrel. */
  providerOf(name: string, home: TypeHome): ModuleFacts | undefined {
    const tally = new Map<ModuleFacts, number>();
    for (const from of this.everyModule()) {
      for (const fact of from.imports) {
        if (!fact.specifiers.some((s) => s.imported === name)) continue;
        const target = this.imported(from, fact.module);
        if (target && this.provides(target, name, home))
          tally.set(target, (tally.get(target) ?? 0) + 1);
      }
    }
    const [first] = [...tally].sort((a, b) => b[1] - a[1]);
    if (first) return first[0];
    return this.provides(home.module, name, home) ? home.module : undefined;
  }

  /**
   * Specifiers that are no relative paths under which a module is imported somewhere, the most
   * frequent first.
   */
  bareSpecifiers(target: string): string[] {
    let table = this.specifiers.get(target);
    if (!table) {
      this.specifiers.set(target, (table = new Map()));
      for (const from of this.everyModule())
        for (const { module } of from.imports)
          if (!module.startsWith('.') && this.workspace.resolve(from.path, module) === target)
            table.set(module, (table.get(module) ?? 0) + 1);
    }
    return [...table].sort((a, b) => b[1] - a[1]).map(([specifier]) => specifier);
  }
}

function homeOf(entity: Entity): TypeHome | undefined {
  if (entity.k !== 'binding') return undefined;
  const { kind } = entity.binding;
  const isType =
    kind === 'type' ||
    kind === 'class' ||
    kind === 'enum' ||
    entity.binding.classes.length > 0 ||
    entity.binding.alias !== undefined;
  return isType ? { module: entity.module, binding: entity.binding } : undefined;
}
