import type {
  BindingFact,
  BindingId,
  ClassFact,
  Expr,
  FunctionFact,
  FunctionId,
  ModuleFacts,
  ParamFact,
  ScopeId,
  Span,
  TypeTerm,
} from './types.js';

const TYPE_ONLY = new Set<BindingFact['kind']>(['type', 'typeParam']);

/** The bindings of one scope, in source order. */
interface ScopeNames {
  readonly all: readonly BindingFact[];
  readonly byName: ReadonlyMap<string, readonly BindingFact[]>;
  /** By the name that they have where they come from. */
  readonly byImport: ReadonlyMap<string, readonly BindingFact[]>;
}

const EMPTY: ScopeNames = { all: [], byName: new Map(), byImport: new Map() };

/** What is asked at each site of a file is looked up once: facts stay as they were taken. */
const names = new WeakMap<ModuleFacts, ReadonlyMap<ScopeId, ScopeNames>>();

/** What a scope declares. */
export function namesIn(module: ModuleFacts, scope: ScopeId): ScopeNames {
  let table = names.get(module);
  if (!table) names.set(module, (table = namesByScope(module)));
  return table.get(scope) ?? EMPTY;
}

function namesByScope(module: ModuleFacts): Map<ScopeId, ScopeNames> {
  const scopes = new Map<ScopeId, BindingFact[]>();
  for (const binding of module.bindings) add(scopes, binding.scope, binding);
  return new Map(
    [...scopes].map(([scope, all]) => {
      const [byName, byImport] = [
        new Map<string, BindingFact[]>(),
        new Map<string, BindingFact[]>(),
      ];
      for (const binding of all) {
        add(byName, binding.name, binding);
        if (binding.from) add(byImport, binding.from.imported, binding);
      }
      return [scope, { all, byName, byImport }];
    }),
  );
}

function add<K, T>(table: Map<K, T[]>, key: K, one: T): void {
  const list = table.get(key);
  if (list) list.push(one);
  else table.set(key, [one]);
}

/** What a name means as a value in a scope. */
export function resolveName(
  module: ModuleFacts,
  name: string,
  scope: ScopeId,
): BindingFact | undefined {
  for (let at: ScopeId | -1 = scope; at !== -1; at = module.scopes[at].parent) {
    const found = namesIn(module, at)
      .byName.get(name)
      ?.find((b) => !TYPE_ONLY.has(b.kind));
    if (found) return found;
  }
  return undefined;
}

/** A name that nothing in the module has: `base`, `base2`, ... */
export function freeName(module: ModuleFacts, base: string): string {
  const taken = new Set(module.bindings.map((b) => b.name));
  let name = base;
  for (let i = 2; taken.has(name); i++) name = `${base}${i}`;
  return name;
}

/** The variable that a parameter is in its function; -1 for one without a name. */
export function bindingOfParam(
  { bindings }: ModuleFacts,
  { scope }: FunctionFact,
  { name }: ParamFact,
): BindingId | -1 {
  return bindings.findIndex((b) => b.kind === 'param' && b.scope === scope && b.name === name);
}

/** Whether a scope is another, or stands in it. */
export function isWithin(module: ModuleFacts, scope: ScopeId, outer: ScopeId): boolean {
  for (let at: ScopeId | -1 = scope; at !== -1; at = module.scopes[at].parent)
    if (at === outer) return true;
  return false;
}

/**
 * Bindings that can be read at a place: declared in an enclosing scope; where the same function
 * runs, declared and given a value before it. One that is declared later hides what has its name
 * further out.
 */
export function visibleBindings(module: ModuleFacts, scope: ScopeId, at: Span): BindingFact[] {
  const found: BindingFact[] = [];
  const seen = new Set<string>();
  const owner = module.scopes[scope].fn;
  for (let s: ScopeId | -1 = scope; s !== -1; s = module.scopes[s].parent) {
    for (const b of namesIn(module, s).all) {
      if (seen.has(b.name) || TYPE_ONLY.has(b.kind)) continue;
      seen.add(b.name);
      if (module.scopes[s].fn !== owner || hasValueAt(b, at)) found.push(b);
    }
  }
  return found;
}

function hasValueAt({ kind, span, values }: BindingFact, at: Span): boolean {
  if (kind === 'function' || kind === 'import') return true;
  if (span[0] > at[0]) return false;
  // Not in its own initializer, nor before its first value; what is only declared has its value
  // from elsewhere.
  return (
    (kind !== 'const' && kind !== 'variable') || values.length === 0 || endOf(values[0]) <= at[0]
  );
}

/**
 * Where a value is there: `model, volumes = self.driver.delete(...)` has none before its right side
 * is done.
 */
function endOf(value: Expr): number {
  return value.k === 'element' ? Math.max(value.span[1], endOf(value.object)) : value.span[1];
}

/**
 * Of things in functions, those in the nearest function around `fn` that holds any: closures first,
 * then what they stand in.
 */
export function nearestOf<T extends { readonly fn: FunctionId }>(
  module: ModuleFacts,
  fn: FunctionId,
  things: readonly T[],
): T[] {
  for (let at = module.functions[fn]; ; at = module.functions[at.parent]) {
    const here = things.filter((t) => isInside(module, t.fn, at.id));
    if (here.length > 0 || at.parent <= 0 || at.cls !== undefined) return here;
  }
}

/** Whether a function is another, or stands in it. */
export function isInside(module: ModuleFacts, fn: FunctionId, outer: FunctionId): boolean {
  for (let at: FunctionId | -1 = fn; at !== -1; at = module.functions[at].parent)
    if (at === outer) return true;
  return false;
}

/** `a`, `this`, `a.b.c`: something that can be read twice. */
export function isPath(expr: Expr): boolean {
  return expr.k === 'name' || expr.k === 'this' || (expr.k === 'member' && isPath(expr.object));
}

/** What a path starts with. */
export function pathRoot(expr: Expr): Expr {
  return expr.k === 'member' || expr.k === 'element' ? pathRoot(expr.object) : expr;
}

/** A path as text, for comparing. */
export function pathText(expr: Expr): string {
  if (expr.k === 'member') return `${pathText(expr.object)}.${expr.name}`;
  return expr.k === 'name' ? expr.name : 'this';
}

/** Whether two expressions are the same path; undefined when one of them is no path. */
export function samePath(a: Expr, b: Expr): boolean | undefined {
  return isPath(a) && isPath(b) ? pathText(a) === pathText(b) : undefined;
}

/** The innermost scope around a place. */
export function scopeAt(module: ModuleFacts, at: number): { fn: FunctionId; scope: ScopeId } {
  let scope = 0;
  for (const [id, { span }] of module.scopes.entries())
    if (span[0] <= at && at < span[1] && span[0] >= module.scopes[scope].span[0]) scope = id;
  return { fn: module.scopes[scope].fn, scope };
}

/** The type that a variable's declaration or its only value is written with. */
export function declaredType(module: ModuleFacts, binding: BindingFact): TypeTerm | undefined {
  const [value] = binding.values;
  if (value?.k === 'typed') return value.type;
  return value?.k === 'param' ? module.functions[value.fn].params[value.index]?.type : undefined;
}

/** The function whose `this` an expression in `fn` sees: arrows have none of their own. */
export function thisOwner(module: ModuleFacts, fn: number): FunctionFact {
  let fact = module.functions[fn];
  while (fact.kind === 'arrow' && fact.parent !== -1) fact = module.functions[fact.parent];
  return fact;
}

/** The class whose instance is `this` in a function, by syntax alone. */
export function classOfThis(module: ModuleFacts, owner: FunctionFact): ClassFact | undefined {
  const cls = owner.cls ?? (owner.kind === 'function' ? owner.context?.member?.cls : undefined);
  return cls === undefined ? undefined : module.classes[cls];
}

/** Something with all that stands in it, each before what is in it: nested however deeply. */
export function inside<T>(top: T, within: (one: T) => readonly T[]): T[] {
  const found: T[] = [];
  const waiting = [top];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    waiting.push(...within(next).toReversed());
  }
  return found;
}
