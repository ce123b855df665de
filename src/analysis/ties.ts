import type { ClassFact, Expr, FunctionFact, ModuleFacts, TypeTerm } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { ClassRef, Value } from '../linker/values.js';

/**
 * Tells whether drivers are put where an interface is asked for: into variables, fields,
 * parameters, results.
 */
export class Ties {
  constructor(
    private readonly linker: Linker,
    private readonly isDriver: (value: Value) => boolean,
  ) {}

  /**
   * Whether a driver is assigned to, handed to, or returned as something of an interface's type.
   */
  isTied(cls: ClassRef): boolean {
    const { hierarchy, project } = this.linker;
    const below = hierarchy
      .descendants(cls)
      .filter(({ fact }) => fact.kind === 'interface' || fact.kind === 'typeLiteral');
    return [cls, ...below].some(({ module, fact }) =>
      [module, ...project.modulesMentioning(project.namesOf(module, fact))].some((m) =>
        this.isTiedIn(m, fact),
      ),
    );
  }

  private isTiedIn(module: ModuleFacts, fact: ClassFact): boolean {
    const typed = (type: TypeTerm | undefined) =>
      type !== undefined && this.names(module, type, fact);
    const driver = (values: readonly (Expr | undefined)[]) =>
      values.some((v) => v !== undefined && this.holdsDriver(module, v, fact));
    return (
      module.bindings.some(
        (b) =>
          (typed(b.type) && driver(b.values)) || b.values.some((v) => this.isRead(module, v, fact)),
      ) ||
      module.classes.some((c) =>
        c.members.some(
          (m) => typed(m.type) && driver([m.value, ...this.assigned(module, c, m.name)]),
        ),
      ) ||
      module.functions.some(
        (fn) =>
          (typed(fn.returnType) && driver(fn.returns)) ||
          fn.params.some((p, i) => typed(p.type) && this.isHanded(module, fn, i)),
      ) ||
      module.calls.some(({ args }) => args.some((arg) => this.isRead(module, arg, fact)))
    );
  }

  private assigned(module: ModuleFacts, cls: ClassFact, name: string): Expr[] {
    return this.linker.hierarchy
      .assignments(this.linker.classRef(module, cls.id), name)
      .map((a) => a.value);
  }

  /** `driver as Executor`. */
  private isRead(module: ModuleFacts, expr: Expr, fact: ClassFact): boolean {
    return (
      expr.k === 'typed' &&
      this.names(module, expr.type, fact) &&
      this.holdsDriver(module, expr.value, fact)
    );
  }

  /** Whether a parameter is given a driver by a call of its function. */
  private isHanded(module: ModuleFacts, fn: FunctionFact, index: number): boolean {
    const { project, calls } = this.linker;
    const owner =
      fn.kind === 'constructor' && fn.cls !== undefined ? module.classes[fn.cls].name : undefined;
    const name =
      owner ??
      fn.name ??
      (fn.binding === undefined || fn.binding === -1
        ? undefined
        : module.bindings[fn.binding].name);
    if (name === undefined) return false;
    return project.modulesMentioning([name]).some((m) =>
      m.calls.some((call) => {
        const arg = call.args.at(index);
        if (!arg || index >= call.args.length || (call.name !== name && call.callee.k !== 'super'))
          return false;
        const { targets, signatures } = calls.resolve(m, call);
        return (
          (targets.some((t) => t.fact === fn) || signatures.some((s) => s.fact === fn)) &&
          this.holdsDriver(m, arg, undefined)
        );
      }),
    );
  }

  private names(module: ModuleFacts, type: TypeTerm, fact: ClassFact): boolean {
    return flat(this.linker.types.of(module, type).items).some(
      (v) => v.k === 'instance' && v.cls.fact === fact,
    );
  }

  /** @param fact what the place is typed by, which says nothing of what is put there */
  private holdsDriver(module: ModuleFacts, expr: Expr, fact: ClassFact | undefined): boolean {
    return flat(this.linker.evaluate(module, expr).items).some(
      (v) => !(v.k === 'instance' && v.cls.fact === fact) && this.isDriver(v),
    );
  }
}

function flat(items: readonly Value[]): Value[] {
  return items.flatMap((v) => (v.k === 'collection' ? flat(v.items) : [v]));
}
