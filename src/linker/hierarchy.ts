import { classOfThis, thisOwner } from '../facts/scopes.js';
import type {
  AssignmentFact,
  ClassFact,
  Expr,
  MemberFact,
  ModuleFacts,
  TypeTerm,
} from '../facts/types.js';
import { PYTHON_BARE_BASES } from './builtins.js';
import { Descendants, isNominal } from './descendants.js';
import type { Linker } from './linker.js';
import type { Query } from './queries.js';
import { ANCESTRY, CONSTRUCTIONS, OVERRIDERS } from './wording.js';
import {
  OF_CLASS,
  type ClassRef,
  type InstanceValue,
  type Site,
  type TypeArgument,
  type Value,
} from './values.js';

export interface FoundMember {
  /** The class that declares it. */
  readonly cls: ClassRef;
  readonly member: MemberFact;
}

/** A descendant's own answer to a member, declared there or inherited from elsewhere. */
export interface Overrider extends FoundMember {
  readonly self: ClassRef;
}

interface Ancestry {
  /**
   * Method resolution order, the class itself first (C3; a left-to-right walk where C3 has no
   * answer).
   */
  readonly mro: readonly ClassRef[];
  /** Interfaces and contextual types, transitively. */
  readonly interfaces: readonly ClassRef[];
  /** Names of ancestors that the tree does not hold, and other names of those that it does. */
  readonly otherNames: readonly string[];
  /** The first base class that the tree does not hold: members may come from it. */
  readonly foreign?: string;
  /** The keys of everything above. */
  readonly above: ReadonlySet<string>;
}

interface MemberOf {
  readonly cls: ClassRef;
  readonly name: string;
}

/** Classes and interfaces above and below one another. */
export class Hierarchy {
  /** Descendants that their own declaration tells. */
  private readonly nominal: Descendants;
  private readonly whole: Descendants;
  private readonly assigned = new WeakMap<
    ModuleFacts,
    Map<number, Map<string, AssignmentFact[]>>
  >();
  private readonly byName = new WeakMap<ModuleFacts, Map<string, AssignmentFact[]>>();
  private readonly members = new WeakMap<ClassFact, Map<string, MemberFact>>();
  /** What stands above a class. */
  readonly ancestry: Query<ClassRef, Ancestry>;
  /** Where a class is made with `new`. */
  readonly constructions: Query<ClassRef, readonly Site[]>;
  private readonly overriding: Query<MemberOf, readonly Overrider[]>;

  constructor(private readonly linker: Linker) {
    this.nominal = new Descendants(linker, isNominal);
    this.whole = new Descendants(linker, () => true);
    const { queries } = linker;
    this.ancestry = queries.query({
      name: 'ancestry',
      wording: ANCESTRY,
      ...OF_CLASS,
      compute: (cls) => this.computeAncestry(cls),
      isLower: true,
      onCycle: (cls) => ({ mro: [cls], interfaces: [], otherNames: [], above: new Set() }),
    });
    this.constructions = queries.query({
      name: 'constructions',
      wording: CONSTRUCTIONS,
      ...OF_CLASS,
      compute: (cls) => this.computeConstructions(cls),
      onCycle: () => [],
    });
    this.overriding = queries.query({
      name: 'overriders',
      wording: OVERRIDERS,
      subject: ({ cls }) => cls.fact,
      key: ({ cls, name }) => `${OF_CLASS.key(cls)}.${name}`,
      holds: ({ cls }) => OF_CLASS.holds(cls),
      compute: (asked) => this.computeOverriders(asked),
      onCycle: () => [],
    });
  }

  bases(cls: ClassRef): ClassRef[] {
    return cls.fact.bases.flatMap((expr) =>
      this.linker.evaluate(cls.module, expr, cls.env).items.flatMap((v) => this.baseOf(cls, v)),
    );
  }

  /**
   * The class that a base expression's value is: a mixin's untold parameter is what its constructor
   * type makes.
   */
  private baseOf(cls: ClassRef, value: Value): ClassRef[] {
    if (value.k === 'class' || (value.k === 'instance' && cls.fact.kind === 'object'))
      return [value.cls];
    if (value.k !== 'function' || value.fact.body !== 'none' || !value.fact.returnType) return [];
    return this.linker.types
      .inSignature(value, value.fact.returnType)
      .items.flatMap((v) => (v.k === 'instance' ? [v.cls] : []));
  }

  /**
   * A base class, of a class or of one above it, of which nothing is known: not even that it is of
   * a package.
   * @returns it in words
   */
  lostBase(cls: ClassRef): string | undefined {
    for (const { module, fact, env } of this.mro(cls)) {
      const lost = fact.bases.find(
        (expr) =>
          this.linker.evaluate(module, expr, env).items.length === 0 ||
          this.isMissing(module, expr),
      );
      if (lost) return lost.k === 'name' || lost.k === 'member' ? lost.name : 'a base class';
    }
    return undefined;
  }

  /** Whether a base class is imported from a module that the tree should hold, and does not. */
  private isMissing(module: ModuleFacts, expr: Expr): boolean {
    if (expr.k === 'member') return this.isMissing(module, expr.object);
    const from =
      expr.k === 'name' && expr.binding !== -1 ? module.bindings[expr.binding].from : undefined;
    if (!from || this.linker.project.imported(module, from.module)) return false;
    const [top] = from.module.split(/[./]/u);
    return (
      top === '' ||
      (module.language === 'python' && this.linker.project.imported(module, top) !== undefined)
    );
  }

  mro(cls: ClassRef): readonly ClassRef[] {
    return this.ancestry(cls).mro;
  }

  private computeAncestry(cls: ClassRef): Ancestry {
    const parents: ClassRef[] = [];
    const otherNames: string[] = [];
    let foreign: string | undefined;
    for (const expr of cls.fact.bases) {
      for (const value of this.linker.evaluate(cls.module, expr, cls.env).items) {
        parents.push(...this.baseOf(cls, value));
        if (value.k === 'external' || value.k === 'builtin') {
          const name = value.name.replaceAll('()', '').split('.').at(-1) ?? value.name;
          otherNames.push(name);
          if (!PYTHON_BARE_BASES.has(value.name)) foreign ??= name;
        }
      }
    }
    const interfaces = new Map<string, ClassRef>();
    const addType = (ref: ClassRef) => {
      for (const c of [ref, ...this.mro(ref).slice(1), ...this.ancestry(ref).interfaces])
        interfaces.set(c.key, c);
      otherNames.push(...this.ancestry(ref).otherNames);
    };
    for (const term of [...cls.fact.heritage, ...(cls.fact.context?.types ?? [])])
      otherNames.push(...this.aliasNames(cls.module, term));
    const declared = cls.fact.heritage.flatMap(
      (t) => this.linker.types.of(cls.module, t, cls.env).items,
    );
    const contextual =
      cls.fact.kind === 'object'
        ? this.linker.contextual.types(cls.module, cls.fact.context, cls.env).items
        : [];
    for (const value of [...declared, ...contextual]) {
      if (value.k === 'instance' && value.cls.key !== cls.key) addType(value.cls);
      else if (value.k === 'external') otherNames.push(value.name.split('.').at(-1) ?? value.name);
    }
    for (const parent of parents) {
      const above = this.ancestry(parent);
      for (const c of above.interfaces) interfaces.set(c.key, c);
      otherNames.push(...above.otherNames);
      foreign ??= above.foreign;
    }
    const line = merge(
      cls,
      parents,
      parents.map((p) => this.mro(p)),
    );
    const above = new Set([...line.slice(1).map((c) => c.key), ...interfaces.keys()]);
    return {
      mro: line,
      interfaces: [...interfaces.values()],
      otherNames: [...new Set(otherNames)],
      foreign,
      above,
    };
  }

  /** A type alias's own name: `type Store = { get(): string }`. */
  private aliasNames(module: ModuleFacts, term: TypeTerm): string[] {
    if (term.k !== 'ref') return [];
    const entity = this.linker.project.qualified(
      module,
      term.binding,
      term.name.split('.').slice(1),
    );
    return entity?.k === 'binding' && entity.binding.alias ? [entity.binding.name] : [];
  }

  /** Every name that an ancestor goes by, the class's own first. */
  ancestorNames(cls: ClassRef): string[] {
    const { mro, interfaces, otherNames } = this.ancestry(cls);
    return [
      ...new Set([...[...mro, ...interfaces].flatMap((c) => c.fact.name ?? []), ...otherNames]),
    ];
  }

  /** The first of those names that somebody looks for. */
  ancestorNamed(cls: ClassRef, isWanted: (name: string) => boolean): string | undefined {
    const { mro, interfaces, otherNames } = this.ancestry(cls);
    for (const classes of [mro, interfaces])
      for (const { fact } of classes)
        if (fact.name !== undefined && isWanted(fact.name)) return fact.name;
    return otherNames.find(isWanted);
  }

  /**
   * The member an instance has under a name: the nearest declaration with a value or body, else the
   * nearest at all.
   */
  member(cls: ClassRef, name: string): FoundMember | undefined {
    const { mro, interfaces } = this.ancestry(cls);
    let declared: FoundMember | undefined;
    for (const c of [...mro, ...interfaces]) {
      const last = this.declared(c, name);
      if (!last) continue;
      const found = { cls: c, member: last };
      const hasBody = last.fn !== undefined && c.module.functions[last.fn].body !== 'none';
      if (hasBody || last.value) return found;
      declared ??= found;
    }
    return declared;
  }

  /** The member that comes next behind `owner` in the resolution order of `cls`. */
  memberBehind(cls: ClassRef, owner: ClassRef, name: string): FoundMember | undefined {
    const line = this.mro(cls);
    const at = line.findIndex((c) => c.key === owner.key);
    for (const c of at === -1 ? this.mro(owner).slice(1) : line.slice(at + 1)) {
      const member = this.declared(c, name);
      if (member && (member.fn !== undefined || member.value)) return { cls: c, member };
    }
    return undefined;
  }

  /** What makes an instance: TypeScript's `constructor`, Python's `__init__`. */
  constructorOf(cls: ClassRef): FoundMember | undefined {
    return this.member(cls, cls.module.language === 'python' ? '__init__' : 'constructor');
  }

  /** Where descendants declare a member anew; doubles in tests do not stand for the real thing. */
  overriders(cls: ClassRef, name: string): readonly Overrider[] {
    return this.overriding({ cls, name });
  }

  private computeOverriders({ cls, name }: MemberOf): readonly Overrider[] {
    const literals = this.linker.queries.stratum === 'upper' ? this.literalsWith(cls, name) : [];
    return this.overridersAmong(cls, name, [...this.nominal.of(cls), ...literals]);
  }

  private overridersAmong(
    cls: ClassRef,
    name: string,
    descendants: readonly ClassRef[],
  ): Overrider[] {
    const subs = descendants.filter(
      (c) => c.fact.kind !== 'interface' && c.fact.kind !== 'typeLiteral',
    );
    const own = subs.flatMap((sub) => {
      const member = this.ownMember(sub, name);
      if (member) return [{ cls: sub, member, self: sub }];
      // What an interface asks for may come from a base class that knows nothing of it.
      const inherited = cls.fact.kind === 'interface' ? this.member(sub, name) : undefined;
      const isElsewhere =
        inherited &&
        inherited.cls.fact.kind !== 'interface' &&
        !this.ancestry(inherited.cls).above.has(cls.key);
      return isElsewhere ? [{ ...inherited, self: sub }] : [];
    });
    const real = own.filter((f) => !this.linker.isTest(f.cls.module.path));
    const isConcrete =
      this.member(cls, name)?.member.fn !== undefined &&
      cls.fact.kind === 'class' &&
      !cls.fact.isAbstract;
    return real.length > 0 || isConcrete
      ? real
      : own.filter(() => this.linker.isTest(cls.module.path));
  }

  private ownMember(cls: ClassRef, name: string): MemberFact | undefined {
    const found = this.declared(cls, name);
    return found && (found.fn !== undefined || found.value) ? found : undefined;
  }

  /** What a class itself declares under a name; of overloads the last. */
  private declared({ fact }: ClassRef, name: string): MemberFact | undefined {
    return this.tableOf(fact).get(name);
  }

  private tableOf(fact: ClassFact): Map<string, MemberFact> {
    let table = this.members.get(fact);
    if (!table) {
      table = new Map(
        fact.members.filter((m) => !m.isStatic && m.kind !== 'setter').map((m) => [m.name, m]),
      );
      this.members.set(fact, table);
    }
    return table;
  }

  /** Every class, interface or literal below, found by who mentions the name. */
  descendants(cls: ClassRef): readonly ClassRef[] {
    return this.whole.of(cls);
  }

  /** Literals below that a call types, and that have a member. */
  private literalsWith(cls: ClassRef, name: string): ClassRef[] {
    const modules = new Set(
      [cls, ...this.nominal.of(cls)].flatMap((c) => this.nominal.candidates(c)),
    );
    return [...modules].flatMap((module) =>
      module.classes
        .filter(
          (fact) =>
            fact.kind === 'object' && !isNominal(module, fact) && this.tableOf(fact).has(name),
        )
        .map((fact) => this.linker.classRef(module, fact.id))
        .filter((ref) => ref.key !== cls.key && this.ancestry(ref).above.has(cls.key)),
    );
  }

  /** `this.name = value` in the functions of a class. */
  assignments({ module, fact }: ClassRef, name: string): readonly AssignmentFact[] {
    return this.assignmentTable(module).get(fact.id)?.get(name) ?? [];
  }

  /** Every `this.x = value` in the functions of a class. */
  assignmentsOf(module: ModuleFacts, cls: ClassFact): readonly AssignmentFact[] {
    return [...(this.assignmentTable(module).get(cls.id)?.values() ?? [])].flat();
  }

  /** Descendants whose own functions assign a field; none of tests, unless the class is of one. */
  setters(cls: ClassRef, name: string): readonly ClassRef[] {
    const { isTest } = this.linker;
    const ofTests = isTest(cls.module.path);
    return this.nominal
      .of(cls)
      .filter(
        (sub) => this.assignments(sub, name).length > 0 && (ofTests || !isTest(sub.module.path)),
      );
  }

  /** Every `object.name = value` of a file. */
  assignedIn(module: ModuleFacts, name: string): readonly AssignmentFact[] {
    let table = this.byName.get(module);
    if (!table) {
      table = new Map();
      for (const fact of module.assignments)
        table.set(fact.name, [...(table.get(fact.name) ?? []), fact]);
      this.byName.set(module, table);
    }
    return table.get(name) ?? [];
  }

  private assignmentTable(module: ModuleFacts): Map<number, Map<string, AssignmentFact[]>> {
    let table = this.assigned.get(module);
    if (!table) {
      table = new Map();
      for (const fact of module.assignments) {
        const self = selfExpr(module, fact.object);
        if (!self) continue;
        const owner = classOfThis(module, thisOwner(module, self.fn));
        if (!owner) continue;
        const names = table.get(owner.id) ?? new Map<string, AssignmentFact[]>();
        names.set(fact.name, [...(names.get(fact.name) ?? []), fact]);
        table.set(owner.id, names);
      }
      this.assigned.set(module, table);
    }
    return table;
  }

  private computeConstructions(cls: ClassRef): readonly Site[] {
    const { name } = cls.fact;
    if (name === undefined) return [];
    // What a test hands over is a double.
    const { isTest } = this.linker;
    const ofTests = isTest(cls.module.path);
    const modules = this.linker.project.modulesMentioning(
      [name],
      'called',
      (path) => ofTests || !isTest(path),
    );
    return modules.flatMap((module) =>
      module.calls
        .filter((call) => call.kind === 'new' || call.name === name)
        .filter((call) =>
          this.linker
            .evaluate(module, call.callee)
            .items.some((v) => v.k === 'class' && v.cls.key === cls.key),
        )
        .map((call) => ({ module, call })),
    );
  }

  /** The type argument that an instance's class hands up to an ancestor's type parameter. */
  typeArgument(
    self: InstanceValue,
    module: ModuleFacts,
    cls: number,
    index: number,
  ): TypeArgument | undefined {
    if (self.cls.module === module && self.cls.fact.id === cls) return self.typeArgs?.[index];
    for (const sub of this.mro(self.cls)) {
      const isAbove = this.bases(sub).some((b) => b.module === module && b.fact.id === cls);
      const term = isAbove ? sub.fact.baseTypeArgs[index] : undefined;
      if (term) return { module: sub.module, term, self };
    }
    return undefined;
  }
}

/**
 * C3 linearization; where the bases contradict each other, the order in which a walk meets them.
 */
function merge(
  cls: ClassRef,
  parents: readonly ClassRef[],
  lines: readonly (readonly ClassRef[])[],
): ClassRef[] {
  // With one base there is nothing to put in order, unless the class stands above itself.
  if (lines.length === 1 && lines[0].every((c) => c.key !== cls.key)) return [cls, ...lines[0]];
  const queues = [...lines.map((l) => [...l]), [...parents]].filter((q) => q.length > 0);
  const result = [cls];
  const taken = new Set([cls.key]);
  const take = (next: ClassRef) => {
    if (!taken.has(next.key)) result.push(next);
    taken.add(next.key);
    for (const q of queues) if (q[0]?.key === next.key) q.shift();
  };
  for (;;) {
    const left = queues.filter((q) => q.length > 0);
    if (left.length === 0) return result;
    const next = left
      .map((q) => q[0])
      .find((head) => !left.some((q) => q.slice(1).some((c) => c.key === head.key)));
    if (next) take(next);
    else for (const q of left) for (const c of [...q]) take(c);
  }
}

/** `this`, also under the name that older code gives it: `const self = this`. */
function selfExpr(module: ModuleFacts, object: Expr): Extract<Expr, { k: 'this' }> | undefined {
  if (object.k === 'this') return object;
  if (object.k !== 'name' || object.binding === -1) return undefined;
  const { values } = module.bindings[object.binding];
  return values.length === 1 && values[0].k === 'this' ? values[0] : undefined;
}
