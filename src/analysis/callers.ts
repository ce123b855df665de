import { withArticle } from '../contract/words.js';
import type { Linker } from '../linker/linker.js';
import type { ClassRef, Value } from '../linker/values.js';
import type { CallFact, Expr, FunctionFact, ModuleFacts, Span } from '../facts/types.js';

/** A function that can be given a parameter: a method, or a function of a module. */
export interface CallableUnit {
  readonly module: ModuleFacts;
  readonly fn: FunctionFact;
  readonly name: string;
  readonly cls: ClassRef | undefined;
}

export interface Caller {
  readonly module: ModuleFacts;
  readonly call: CallFact;
}

/** Who runs a function. */
export interface Callers {
  /** Calls that run it, or one of its family. */
  readonly certain: readonly Caller[];
  /** Calls by its name on something unknown. */
  readonly possible: readonly Caller[];
  /** Where it is taken as a value: what becomes of it then is not known. */
  readonly handedOn: readonly { readonly module: ModuleFacts; readonly span: Span }[];
}

/**
 * The function around a place that others call by its name. A closure sees the parameters of what
 * it stands in.
 * @returns why there is none
 */
export function unitAround(linker: Linker, module: ModuleFacts, fn: number): CallableUnit | string {
  let fact = module.functions[fn];
  for (; fact.parent !== -1; fact = module.functions[fact.parent]) {
    if (fact.kind === 'constructor') return 'it stands in a constructor';
    const owner = fact.cls ?? fact.context?.member?.cls;
    const name = fact.name ?? fact.context?.member?.name;
    if (owner !== undefined && name !== undefined) {
      if (fact.kind !== 'method' && fact.kind !== 'arrow' && fact.kind !== 'function')
        return `it stands in ${withArticle(fact.kind === 'init' ? 'initializer' : fact.kind)}`;
      return { module, fn: fact, name, cls: linker.classRef(module, owner) };
    }
    if (fact.parent !== 0) continue;
    const bound = fact.binding === undefined ? undefined : module.bindings[fact.binding].name;
    if (fact.use === 'declared' && fact.name !== undefined)
      return { module, fn: fact, name: fact.name, cls: undefined };
    if (fact.use === 'bound' && bound !== undefined)
      return { module, fn: fact, name: bound, cls: undefined };
    return 'it stands in a function that has no name others call it by';
  }
  return 'it stands outside of any function';
}

/**
 * The declarations that change together: what a method overrides, what overrides it, its overloads.
 * Undefined where one has no list.
 */
export function familyOf(
  linker: Linker,
  { module, fn, name, cls }: CallableUnit,
): CallableUnit[] | undefined {
  if (!cls) {
    const overloads = module.bindings.find((b) => b.functions.includes(fn.id))?.functions ?? [
      fn.id,
    ];
    return overloads.map((id) => ({ module, fn: module.functions[id], name, cls }));
  }
  const { mro, interfaces } = linker.hierarchy.ancestry(cls);
  const declaring = [...mro, ...interfaces].filter((c) =>
    c.fact.members.some((m) => m.name === name),
  );
  const classes = new Map(
    [cls, ...declaring, ...declaring.flatMap((c) => linker.hierarchy.descendants(c))].map((c) => [
      c.fact,
      c,
    ]),
  );
  const members = [...classes.values()].flatMap((c) =>
    c.fact.members.filter((m) => m.name === name).map((member) => ({ cls: c, member })),
  );
  const family = members.flatMap(({ cls: c, member }): CallableUnit[] =>
    member.fn === undefined
      ? []
      : [{ module: c.module, fn: c.module.functions[member.fn], name, cls: c }],
  );
  return family.length === members.length ? family : undefined;
}

/** Finds the calls of a family of functions, in every file that names them. */
export function callersOf(linker: Linker, family: readonly CallableUnit[]): Callers {
  const facts = new Set(family.map((unit) => unit.fn));
  const [{ name, cls }] = family;
  const certain: Caller[] = [];
  const possible: Caller[] = [];
  const handedOn: { module: ModuleFacts; span: Span }[] = [];
  const isIt = (values: readonly Value[]) =>
    values.some((v) => v.k === 'function' && facts.has(v.fact));
  for (const module of linker.project.modulesMentioning([name.replace('#', '')])) {
    const callees = new Set<number>();
    for (const call of module.calls) {
      if (call.kind !== 'call' || !mayName(module, call, name)) continue;
      callees.add(call.nameSpan[0]);
      const { targets, signatures, why } = linker.calls.resolve(module, call);
      if (isIt(signatures) || targets.some((t) => facts.has(t.fact)))
        certain.push({ module, call });
      else if (
        cls &&
        targets.length === 0 &&
        signatures.length === 0 &&
        why !== undefined &&
        call.callee.k === 'member'
      )
        possible.push({ module, call });
    }
    for (const ref of module.references)
      if (
        ref.name === name &&
        !callees.has(ref.nameSpan[0]) &&
        isIt(linker.evaluate(module, memberOf(ref)).items)
      )
        handedOn.push({ module, span: ref.nameSpan });
    for (const binding of cls ? [] : module.bindings) {
      const isOwn =
        binding.functions.some((id) => facts.has(module.functions[id])) ||
        binding.from?.imported === name;
      if (!isOwn && binding.name !== name) continue;
      const uses = binding.uses.filter((use) => use.reads && !callees.has(use.span[0]));
      if (uses.length > 0 && isIt(linker.bindingValues(module, binding).items))
        for (const { span } of uses) handedOn.push({ module, span });
    }
  }
  return { certain, possible, handedOn };
}

function memberOf({
  object,
  name,
  nameSpan,
}: {
  object: Expr;
  name: string;
  nameSpan: Span;
}): Expr {
  return { k: 'member', object, name, nameSpan, span: nameSpan };
}

/** Whether a call may be one of a name: by it, or by what an import or a variable calls it. */
function mayName(module: ModuleFacts, { name, callee }: CallFact, wanted: string): boolean {
  if (name === wanted) return true;
  if (callee.k !== 'name' || callee.binding === -1) return false;
  const { from, values } = module.bindings[callee.binding];
  return (
    from?.imported === wanted ||
    values.some((v) => (v.k === 'member' || v.k === 'name') && v.name === wanted)
  );
}
