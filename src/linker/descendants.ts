import type { ClassFact, ContextFact, ModuleFacts } from '../facts/types.js';
import type { Linker } from './linker.js';
import type { Query } from './queries.js';
import { DESCENDANTS } from './wording.js';
import { OF_CLASS, type ClassRef } from './values.js';

/** Finds what stands below a class or interface, among some kind of classes. */
export class Descendants {
  /** The modules that name a class, its own among them. */
  readonly candidates: Query<ClassRef, readonly ModuleFacts[]>;
  /** All of them, transitively. */
  readonly of: Query<ClassRef, readonly ClassRef[]>;
  /** The classes of a module by the keys of everything above them. */
  private readonly table: Query<ModuleFacts, ReadonlyMap<string, readonly ClassRef[]>>;

  constructor(
    private readonly linker: Linker,
    private readonly accepts: (module: ModuleFacts, fact: ClassFact) => boolean,
  ) {
    this.candidates = linker.queries.query({
      name: 'candidates',
      ...OF_CLASS,
      compute: (cls) => this.computeCandidates(cls),
      isLower: true,
    });
    this.of = linker.queries.query({
      name: 'descendants',
      wording: DESCENDANTS,
      ...OF_CLASS,
      compute: (cls) => this.computeBelow(cls),
      isLower: true,
      onCycle: () => [],
    });
    this.table = linker.queries.query({
      name: 'descendantsIn',
      subject: (module) => module,
      compute: (module) => this.computeTable(module),
      isLower: true,
    });
  }

  private computeBelow(cls: ClassRef): readonly ClassRef[] {
    const found = new Map<string, ClassRef>();
    // It grows: what stands below one further down names that one, and has this class above it all
    // the same.
    const modules = new Set(this.candidates(cls));
    for (const module of modules)
      for (const ref of this.table(module).get(cls.key) ?? []) {
        if (ref.fact === cls.fact || found.has(ref.key)) continue;
        found.set(ref.key, ref);
        for (const further of this.candidates(ref)) modules.add(further);
      }
    return [...found.values()];
  }

  private computeCandidates({ module, fact }: ClassRef): readonly ModuleFacts[] {
    const { project } = this.linker;
    const names = project.namesOf(module, fact);
    return [...new Set([...project.modulesMentioning(names, 'inherited'), module])];
  }

  private computeTable(module: ModuleFacts): ReadonlyMap<string, readonly ClassRef[]> {
    const table = new Map<string, ClassRef[]>();
    const { hierarchy } = this.linker;
    for (const fact of module.classes) {
      if (
        (fact.bases.length === 0 && fact.heritage.length === 0 && !fact.context) ||
        !this.accepts(module, fact)
      )
        continue;
      const ref = this.linker.classRef(module, fact.id);
      for (const key of hierarchy.ancestry(ref).above) {
        const list = table.get(key);
        if (list) list.push(ref);
        else table.set(key, [ref]);
      }
    }
    return table;
  }
}

/**
 * Whether a class's or literal's own declaration says what it is; otherwise a call, or what is
 * spread, has to be understood first.
 */
export function isNominal(module: ModuleFacts, fact: ClassFact): boolean {
  return fact.kind !== 'object' || (fact.bases.length === 0 && isDeclared(module, fact.context));
}

function isDeclared(module: ModuleFacts, context: ContextFact | undefined): boolean {
  if (!context) return true;
  if (context.argument) return false;
  if (context.returnedBy !== undefined && !module.functions[context.returnedBy].returnType)
    return false;
  return (
    context.member === undefined || isDeclared(module, module.classes[context.member.cls].context)
  );
}
