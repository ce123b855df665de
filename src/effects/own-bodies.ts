import { inside } from '../facts/scopes.js';
import type { ClassFact, Expr, FunctionFact, ModuleFacts } from '../facts/types.js';
import type { Context } from '../linker/values.js';

/** Which nested functions are part of the body they stand in. */
export class OwnBodies {
  private readonly sets = new WeakMap<FunctionFact, ReadonlySet<FunctionFact>>();
  private readonly localObjects = new WeakMap<ClassFact, boolean>();

  /**
   * @param isReader whether a name is that of a contract method that only reads: every closure in
   * it is its own body
   */
  constructor(private readonly isReader: (name: string) => boolean) {}

  /** The function of a context with all that is part of its body. */
  of({ module, fact }: Context): ReadonlySet<FunctionFact> {
    let own = this.sets.get(fact);
    if (!own) {
      const closures = ({ children }: FunctionFact) =>
        children.map((id) => module.functions[id]).filter((f) => this.holds(module, f));
      this.sets.set(fact, (own = new Set(inside(fact, closures))));
    }
    return own;
  }

  private isLocalObject(module: ModuleFacts, cls: ClassFact): boolean {
    let known = this.localObjects.get(cls);
    if (known === undefined) this.localObjects.set(cls, (known = neverEscapes(module, cls)));
    return known;
  }

  /**
   * Whether a nested function is part of the body it stands in: called there or handed on, not
   * returned or kept.
   */
  holds(module: ModuleFacts, fact: FunctionFact): boolean {
    if (fact.parent === 0 || fact.kind === 'init') return false;
    const holder = fact.cls ?? fact.context?.member?.cls;
    if (holder !== undefined && this.isLocalObject(module, module.classes[holder])) return true;
    if (fact.cls !== undefined) return false;
    const parent = module.functions[fact.parent];
    if (
      (fact.use === 'returned' || fact.use === 'stored') &&
      this.isReader(parent.name ?? parent.context?.member?.name ?? '')
    )
      return true;
    if (fact.use === 'argument' || fact.use === 'called') return true;
    if (fact.use !== 'declared' && fact.use !== 'bound') return false;
    return (
      fact.binding !== undefined &&
      fact.binding !== -1 &&
      module.bindings[fact.binding].uses.some((use) => use.reads)
    );
  }
}

/** Whether an object literal never leaves its function: each use of its variable reads a member. */
function neverEscapes(module: ModuleFacts, cls: ClassFact): boolean {
  if (cls.kind !== 'object' || cls.fn === 0) return false;
  const id = module.bindings.findIndex(
    (b) =>
      module.scopes[b.scope].fn === cls.fn &&
      b.values.some((v) => v.k === 'class' && v.cls === cls.id),
  );
  if (id === -1) return false;
  const isOf = (object: Expr) => object.k === 'name' && object.binding === id;
  const calls = module.calls.filter((c) => c.callee.k === 'member' && isOf(c.callee.object)).length;
  const reads = module.references.filter((r) => isOf(r.object)).length;
  return module.bindings[id].uses.length > 0 && calls + reads >= module.bindings[id].uses.length;
}
