import { classOfThis, thisOwner } from '../facts/scopes.js';
import type { AssignmentFact, Expr, ModuleFacts } from '../facts/types.js';
import type { Linker } from './linker.js';
import { union, type Context, type Value, type Values } from './values.js';

/** Python: what is put into something that the tree does not say the members of. */
export class PutThere {
  constructor(private readonly linker: Linker) {}

  /**
   * `options['key'] = value`, `self.local.client = value`: a member of what is not of the tree is
   * what is put there.
   */
  member(
    module: ModuleFacts,
    { object, name, isKey }: Extract<Expr, { k: 'member' }>,
    ctx: Context | undefined,
    found: Values,
  ): Values {
    const isElement = isKey === true && this.isCollection(module, object, ctx);
    if (!isElement && !found.items.every(isOfPackage)) return found;
    const put = this.put(module, object, name, ctx);
    if (put.length === 0) return found;
    const values = union(put);
    if (isElement) return union([found, values]);
    return found.items.length > 0 && values.items.every(isOfPackage) ? found : values;
  }

  /**
   * An element of a list or a dictionary whose elements are known may be what the file puts there.
   */
  element(
    module: ModuleFacts,
    { object, key }: Extract<Expr, { k: 'element' }>,
    ctx: Context | undefined,
    found: Values,
  ): Values {
    if (!key || found.items.length === 0) return found;
    const put = module.assignments.filter((a) => isSamePlace(module, a.object, object));
    if (put.length === 0 || !this.isCollection(module, object, ctx)) return found;
    return union([found, ...put.map((a) => this.linker.evaluate(module, a.value, ctx))]);
  }

  private isCollection(module: ModuleFacts, object: Expr, ctx: Context | undefined): boolean {
    return this.linker.evaluate(module, object, ctx).items.some((v) => v.k === 'collection');
  }

  /** In the file itself, and for an attribute of `self` in the classes above. */
  private put(module: ModuleFacts, object: Expr, name: string, ctx?: Context): Values[] {
    const { linker } = this;
    const here = linker.hierarchy
      .assignedIn(module, name)
      .filter((a) => isSamePlace(module, a.object, object));
    const values = here.map((a) => linker.evaluate(module, a.value, ctx));
    if (object.k !== 'member' || object.object.k !== 'this') return values;
    const self = linker.selfOf(module, object.object.fn, ctx);
    if (self?.k !== 'instance') return values;
    for (const { module: home, fact, env } of linker.hierarchy.mro(self.cls)) {
      for (const a of linker.hierarchy.assignedIn(home, name)) {
        if (here.includes(a) || attributeOf(home, a) !== fact || nameOf(a) !== object.name)
          continue;
        const owner = thisOwner(home, a.fn);
        const inside = linker.context({ k: 'function', module: home, fact: owner, self, env });
        values.push(linker.evaluate(home, a.value, inside));
      }
    }
    return values;
  }
}

function isOfPackage({ k }: Value): boolean {
  return k === 'external' || k === 'builtin';
}

/** The class whose attribute something is put into: `self.attribute.name = value`. */
function attributeOf(module: ModuleFacts, { object }: Pick<AssignmentFact, 'object'>) {
  return object.k === 'member' && object.object.k === 'this'
    ? classOfThis(module, thisOwner(module, object.object.fn))
    : undefined;
}

function nameOf({ object }: AssignmentFact): string | undefined {
  return object.k === 'member' ? object.name : undefined;
}

/** The same variable of a file, or the same attribute of `self` in one class. */
function isSamePlace(module: ModuleFacts, one: Expr, other: Expr): boolean {
  if (one.k === 'name')
    return other.k === 'name' && one.binding === other.binding && one.binding !== -1;
  if (one.k !== 'member' || other.k !== 'member' || one.name !== other.name) return false;
  const mine = attributeOf(module, { object: one });
  return mine !== undefined && mine === attributeOf(module, { object: other });
}
