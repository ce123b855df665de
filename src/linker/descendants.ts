import type { ClassFact, ContextFact, ModuleFacts } from '../facts/types.js';
import type { Linker } from './linker.js';
import type { ClassRef } from './values.js';

/** Finds what stands below a class or interface, among some kind of classes. */
export class Descendants {
  private readonly below = new Map<string, ClassRef[]>();
  private readonly tables = new WeakMap<ModuleFacts, Map<string, ClassRef[]>>();
  private readonly mentioning = new Map<string, ModuleFacts[]>();

  constructor(
    private readonly linker: Linker,
    private readonly accepts: (module: ModuleFacts, fact: ClassFact) => boolean,
  ) {}

  /** All of them, transitively. */
  of(cls: ClassRef): readonly ClassRef[] {
    const known = this.below.get(cls.key);
    if (known) return known;
    this.below.set(cls.key, []);
    const found = new Map<string, ClassRef>();
    for (const module of this.candidates(cls))
      for (const ref of this.table(module).get(cls.key) ?? []) if (ref.fact !== cls.fact) found.set(ref.key, ref);
    for (const ref of [...found.values()]) for (const sub of this.of(ref)) found.set(sub.key, sub);
    const subs = [...found.values()];
    this.below.set(cls.key, subs);
    return subs;
  }

  /** The modules that name a class, its own among them. */
  candidates(cls: ClassRef): readonly ModuleFacts[] {
    let modules = this.mentioning.get(cls.key);
    if (!modules) {
      const { project } = this.linker;
      modules = [...new Set([...project.modulesMentioning(project.namesOf(cls.module, cls.fact), 'inherited'), cls.module])];
      this.mentioning.set(cls.key, modules);
    }
    return modules;
  }

  /** The classes of a module by the keys of everything above them. */
  private table(module: ModuleFacts): Map<string, ClassRef[]> {
    let table = this.tables.get(module);
    if (table) return table;
    table = new Map<string, ClassRef[]>();
    const { hierarchy } = this.linker;
    const before = hierarchy.cycles;
    for (const fact of module.classes) {
      if ((fact.bases.length === 0 && fact.heritage.length === 0 && !fact.context) || !this.accepts(module, fact)) continue;
      const ref = this.linker.classRef(module, fact.id);
      for (const key of hierarchy.ancestry(ref).above) {
        const list = table.get(key);
        if (list) list.push(ref);
        else table.set(key, [ref]);
      }
    }
    // What was found while an ancestry was under way may lack what stands above it.
    if (hierarchy.cycles === before) this.tables.set(module, table);
    return table;
  }
}

/** Whether a class's or literal's own declaration says what it is; otherwise a call has to be understood first. */
export function isNominal(module: ModuleFacts, fact: ClassFact): boolean {
  return fact.kind !== 'object' || isDeclared(module, fact.context);
}

function isDeclared(module: ModuleFacts, context: ContextFact | undefined): boolean {
  if (!context) return true;
  if (context.argument) return false;
  if (context.returnedBy !== undefined && !module.functions[context.returnedBy].returnType) return false;
  return context.member === undefined || isDeclared(module, module.classes[context.member.cls].context);
}
