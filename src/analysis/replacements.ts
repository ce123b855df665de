import { inside } from '../facts/scopes.js';
import type {
  CallFact,
  ClassFact,
  Expr,
  FunctionFact,
  MemberFact,
  ModuleFacts,
} from '../facts/types.js';
import type { Linker } from '../linker/linker.js';

/**
 * A function that takes another and gives back what stands in its place: a decorator, a wrapper.
 */
export interface Wrapper {
  readonly module: ModuleFacts;
  readonly fn: FunctionFact;
  /** Which of its parameters is what it wraps; a `descriptor` has it as its value. */
  readonly takes: number | 'descriptor';
}

/** Finds what decorators and wrappers put in the place of what they are given. */
export class Replacements {
  constructor(private readonly linker: Linker) {}

  /** The decorators of a member that are functions of the tree. */
  decorators(module: ModuleFacts, { decorators }: Pick<MemberFact, 'decorators'>): Wrapper[] {
    return decorators.flatMap((decorator) =>
      this.functions(module, decorator).map(({ module: home, fact }) => ({
        module: home,
        fn: fact,
        takes: fact.params.length === 3 ? ('descriptor' as const) : 0,
      })),
    );
  }

  /** The classes that a decorator of classes gives back, and that it declares itself. */
  classesGivenBack({ module, fn }: Wrapper): ClassFact[] {
    const within = ({ span: [start, end] }: ClassFact) => start >= fn.span[0] && end <= fn.span[1];
    return [...new Set(fn.returns.flatMap((value) => classesBehind(module, value)))].filter(within);
  }

  /** A class that a decorator is put on and that is none of those. */
  otherClass({ module, fn }: Wrapper, isOurs: (cls: ClassFact) => boolean): ClassFact | undefined {
    const name = wrapperName(module, fn);
    const homes =
      name === undefined ? [module] : [module, ...this.linker.project.modulesMentioning([name])];
    for (const home of homes)
      for (const cls of home.classes)
        if (
          cls.decorators.length > 0 &&
          !isOurs(cls) &&
          this.decorators(home, cls).some((d) => d.fn === fn)
        )
          return cls;
    return undefined;
  }

  /** What a call wraps a function with. */
  wrapper(module: ModuleFacts, { callee, args }: CallFact, wrapped: Expr): Wrapper[] {
    return this.functions(module, callee).map(({ module: home, fact }) => ({
      module: home,
      fn: fact,
      takes: args.indexOf(wrapped),
    }));
  }

  private functions(module: ModuleFacts, expr: Expr) {
    return this.linker
      .evaluate(module, expr)
      .items.flatMap((v) => (v.k === 'function' && v.fact.body !== 'none' ? [v] : []));
  }

  /**
   * The functions that a wrapper gives back, or puts into its descriptor, and that state their
   * arguments.
   */
  givenBack({ module, fn, takes }: Wrapper): FunctionFact[] {
    const within = new Set(
      inside(fn, ({ children }) => children.map((id) => module.functions[id])),
    );
    const put = module.assignments
      .filter((a) => a.name === 'value' && within.has(module.functions[a.fn]))
      .map((a) => a.value);
    const given = [...fn.returns, ...(takes === 'descriptor' ? put : [])].flatMap((value) =>
      functionsBehind(module, value),
    );
    return [...new Set(given)].filter(
      (f) => f !== fn && within.has(f) && f.params.length > 0 && !f.params.some((p) => p.rest),
    );
  }

  /** Whether an expression in a wrapper is what it was given. */
  isGiven(module: ModuleFacts, expr: Expr, { module: home, fn, takes }: Wrapper): boolean {
    if (home !== module) return false;
    if (takes !== 'descriptor') return isParameter(module, expr, fn, takes);
    return expr.k === 'member' && expr.name === 'value' && isParameter(module, expr.object, fn, 2);
  }

  /**
   * What else a wrapper is put around.
   * @param isOurs whether a member is the method
   * @param known the calls that wrap the method
   */
  otherUse(
    { module, fn }: Wrapper,
    isOurs: (cls: ClassFact, member: MemberFact) => boolean,
    known: ReadonlySet<CallFact>,
  ): string | undefined {
    const name = wrapperName(module, fn);
    if (name === undefined) return undefined;
    for (const home of new Set([module, ...this.linker.project.modulesMentioning([name])])) {
      for (const cls of home.classes)
        for (const member of cls.members)
          if (
            member.decorators.length > 0 &&
            !isOurs(cls, member) &&
            this.decorators(home, member).some((d) => d.fn === fn)
          )
            return cls.name === undefined ? member.name : `${cls.name}.${member.name}`;
      const isDecorator = (call: CallFact) =>
        home.classes.some((c) =>
          c.members.some((m) => m.decorators.some((d) => d.k === 'call' && d.call === call.id)),
        );
      const other = home.calls.find(
        (call) =>
          call.name === name &&
          !known.has(call) &&
          !isDecorator(call) &&
          this.functions(home, call.callee).some((f) => f.fact === fn),
      );
      if (other) return 'another function';
    }
    return undefined;
  }
}

/** What others call a wrapper by: its own name, or that of what makes it. */
function wrapperName(module: ModuleFacts, fn: FunctionFact): string | undefined {
  const name =
    fn.name ??
    (fn.binding === undefined || fn.binding === -1 ? undefined : module.bindings[fn.binding].name);
  return fn.parent > 0 ? wrapperName(module, module.functions[fn.parent]) : name;
}

function functionsBehind(module: ModuleFacts, value: Expr): FunctionFact[] {
  if (value.k === 'function') return [module.functions[value.fn]];
  if (value.k === 'typed') return functionsBehind(module, value.value);
  if (value.k === 'choice') return value.items.flatMap((v) => functionsBehind(module, v));
  if (value.k === 'class') {
    // `return { ...descriptor, value: function () {} }`
    const member = module.classes[value.cls].members.find((m) => m.name === 'value');
    return member?.fn === undefined ? [] : [module.functions[member.fn]];
  }
  if (value.k !== 'name' || value.binding === -1) return [];
  const { functions, values } = module.bindings[value.binding];
  return [
    ...functions.map((id) => module.functions[id]),
    ...values.flatMap((v) => (v.k === 'function' ? [module.functions[v.fn]] : [])),
  ];
}

function classesBehind(module: ModuleFacts, value: Expr): ClassFact[] {
  if (value.k === 'class') return value.instance ? [] : [module.classes[value.cls]];
  if (value.k === 'typed') return classesBehind(module, value.value);
  if (value.k === 'choice') return value.items.flatMap((v) => classesBehind(module, v));
  return value.k === 'name' && value.binding !== -1
    ? module.bindings[value.binding].classes.map((id) => module.classes[id])
    : [];
}

function isParameter(module: ModuleFacts, expr: Expr, fn: FunctionFact, index: number): boolean {
  if (expr.k === 'typed') return isParameter(module, expr.value, fn, index);
  if (expr.k === 'param') return expr.fn === fn.id && expr.index === index;
  return (
    expr.k === 'name' &&
    expr.binding !== -1 &&
    module.bindings[expr.binding].values.some(
      (v) => v.k === 'param' && isParameter(module, v, fn, index),
    )
  );
}
