import type { CallSite, DeclarationSite, Passing } from './site.js';
import { arrayBehind, indirect, type Indirect } from '../facts/call-forms.js';
import type { CallFact, Expr, ModuleFacts, Span, TypeTerm } from '../facts/types.js';
import { sameName } from '../contract/words.js';
import { argumentsFit, hasAdded } from './argument-fit.js';
import type { DeclarationSites } from './declaration-sites.js';
import type { Linker } from '../linker/linker.js';
import type { Roles } from './roles.js';
import { nameIn, type ContractMethod } from './signatures.js';
import type { SpreadTuples } from '../linker/tuples.js';
import type { ClassRef, Values } from '../linker/values.js';
import { pythonNames } from '../test-libraries/names.js';

interface CalledMember {
  readonly method: ContractMethod;
  readonly receiver: Values;
  readonly nameSpan: Span;
  readonly isSuper: boolean;
  readonly args: readonly Expr[] | undefined;
  /** Arguments that were bound before. */
  readonly bound?: readonly Expr[];
  /** `self`, which is written before them. */
  readonly lead?: number;
  /** The array literal given to `apply`. */
  readonly at?: Span;
  readonly declared?: DeclarationSite;
}

const EXPECTED_CALLS = pythonNames('expectedCall');

const FOREIGN = 'its class is not in the tree';

/** Every call of the contract's methods: direct, through what holds one, through function types. */
export class CallSites {
  private readonly called = new Map<ModuleFacts, CallSite[]>();
  private holders: ReadonlySet<string> | undefined;

  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly declared: DeclarationSites,
    private readonly tuples: SpreadTuples,
  ) {}

  in(module: ModuleFacts): readonly CallSite[] {
    let sites = this.called.get(module);
    if (!sites) this.called.set(module, (sites = module.calls.flatMap((call) => this.callSite(module, call) ?? [])));
    return sites;
  }

  private callSite(module: ModuleFacts, call: CallFact): CallSite | undefined {
    const found = this.calledMember(module, call);
    if (!found?.method.added) return undefined;
    const { method, receiver, nameSpan, isSuper, bound = [], lead = 0 } = found;
    // With all its arguments bound it was called where they were bound.
    if (bound.length >= method.spec.parameters.length && bound.length > 0) return undefined;
    const args = found.args && [...bound, ...found.args];
    const enclosing = this.declared.enclosing(module, call.fn);
    const decided = this.receiverRole(module, call, found);
    const isForeign = enclosing?.method === method && this.isForeign(module, decided.role, receiver, args ?? [], method);
    const { role, reason, decidedBy } = isForeign ? { ...decided, role: 'unresolved' as const, reason: FOREIGN } : decided;
    const { passing, at } = this.passing(module, args, found);
    const declarations = this.declarationsOf(found);
    const [first] = receiver.items;
    const named =
      first && (first.k === 'instance' || first.k === 'class')
        ? first.cls.fact.name
        : first?.k === 'external' && !/\s/u.test(first.name)
          ? first.name
          : undefined;
    return {
      module,
      method,
      call,
      nameSpan: at ?? nameSpan,
      args: args ?? [],
      bound: bound.length,
      lead,
      role,
      reason,
      decidedBy,
      passing,
      receiver: named,
      isSuper,
      isForeign,
      declarations,
      enclosing,
    };
  }

  /** Whether a forward goes to something of a package, with the method's own arguments. */
  private isForeign(
    module: ModuleFacts,
    role: CallSite['role'],
    { items }: Values,
    args: readonly Expr[],
    method: ContractMethod,
  ): boolean {
    return (
      (role === 'unrelated' || role === 'unresolved') &&
      items.length > 0 &&
      items.every((v) => v.k === 'external') &&
      args.length === method.spec.parameters.length &&
      argumentsFit(this.linker, module, args, method.spec.parameters)
    );
  }

  /** The contract method a call runs, through members, aliases, `.call`, `.apply` and function types. */
  private calledMember(module: ModuleFacts, call: CallFact): CalledMember | undefined {
    const { callee } = call;
    if (call.kind !== 'call' || isExpectation(module, call)) return undefined;
    const through = indirect(call);
    if (through) {
      const inner = this.memberExpr(module, through.fn);
      return inner && { ...inner, ...this.indirectArguments(module, call, through) };
    }
    const direct = this.memberExpr(module, callee);
    if (!direct) return undefined;
    const lead = direct.lead ?? (isUnbound(module, call, direct) ? 1 : 0);
    return { ...direct, args: argumentsOf(direct.method, call, lead), lead };
  }

  private indirectArguments(module: ModuleFacts, call: CallFact, { lead, list }: Indirect): Pick<CalledMember, 'args' | 'at'> {
    if (!list) return { args: call.callee.k === 'member' && call.callee.name === 'call' ? call.args.slice(lead) : undefined };
    const array = arrayBehind(module, list);
    if (array) return { args: array.items, at: array.span };
    return { args: this.tuples.lengthOf(module, list) === undefined ? undefined : [{ k: 'spread', value: list, span: list.span }] };
  }

  private memberExpr(module: ModuleFacts, expr: Expr): Omit<CalledMember, 'args'> | undefined {
    if (expr.k === 'member') {
      const method = this.roles.methodNamed(expr.name);
      if (method)
        return { method, receiver: this.linker.evaluate(module, expr.object), nameSpan: expr.nameSpan, isSuper: expr.object.k === 'super' };
      return this.holderNames().has(expr.name) ? this.heldFunction(module, expr, expr.nameSpan) : undefined;
    }
    if (expr.k !== 'name' || expr.binding === -1) return undefined;
    const wrapped = this.declared.wrappedBy(module, expr);
    if (wrapped) {
      const { method, fn } = wrapped;
      return { method, receiver: { items: [] }, nameSpan: expr.span, isSuper: false, declared: wrapped, lead: fn.receiver ? 1 : undefined };
    }
    // `const create = driver.createExport`, `const { createExport } = driver`
    for (const value of module.bindings[expr.binding].values) {
      if (value.k === 'name') continue;
      const bind = value.k === 'call' && module.calls[value.call].name === 'bind' ? module.calls[value.call] : undefined;
      const source = bind ? memberObject(bind.callee) : value;
      const inner = source?.k === 'member' ? this.memberExpr(module, source) : undefined;
      if (inner) return { ...inner, nameSpan: expr.span, bound: bind?.args.slice(1) };
    }
    return this.heldFunction(module, expr, expr.span);
  }

  /** A function that is itself a declaration: a module's function, a value typed by a contract function type, what a field was given. */
  private heldFunction(module: ModuleFacts, expr: Expr, nameSpan: Span): Omit<CalledMember, 'args'> | undefined {
    for (const value of [...this.linker.evaluate(module, expr).items, ...this.declaredAs(module, expr)]) {
      const site = value.k === 'function' ? this.declared.of(value.fact) : undefined;
      if (!site) continue;
      const items = site.cls ? [{ k: 'instance' as const, cls: this.linker.classRef(site.module, site.cls.id), exact: false }] : [];
      return { method: site.method, receiver: { items }, nameSpan, isSuper: false, declared: site };
    }
    return undefined;
  }

  /** What the type of a field says that it holds, whatever was put there. */
  private declaredAs(module: ModuleFacts, expr: Expr): Values['items'] {
    if (expr.k !== 'member') return [];
    return [...this.linker.evaluate(module, expr.object).items, ...this.declaredAs(module, expr.object)].flatMap((owner) => {
      if (owner.k !== 'instance') return [];
      const { line, interfaces } = this.linker.hierarchy.ancestry(owner.cls);
      const typed = [...line, ...interfaces].flatMap((cls) =>
        cls.fact.members.flatMap((m) => (m.name === expr.name && m.type ? [{ cls, type: m.type }] : [])),
      );
      return typed.length > 0 ? this.linker.types.of(typed[0].cls.module, typed[0].type).items : [];
    });
  }

  /** Fields and object members, by name, that somewhere are given a contract method or are typed as one. */
  holderNames(): ReadonlySet<string> {
    if (this.holders) return this.holders;
    const names = new Set(this.declared.behind);
    const types = new Set(this.declared.aliasNames());
    const add = (module: ModuleFacts, name: string, value: Expr | undefined, type: TypeTerm | undefined) => {
      if (this.roles.methodNamed(name)) return;
      if ((value && this.namesMethod(module, value)) || (type && this.isMethodType(module, type, types))) names.add(name);
    };
    for (const module of this.roles.modules) {
      for (const cls of module.classes) for (const m of cls.members) add(module, m.name, m.value, m.type);
      for (const a of module.assignments) add(module, a.name, a.value, a.type);
    }
    return (this.holders = names);
  }

  private namesMethod(module: ModuleFacts, expr: Expr): boolean {
    if (expr.k === 'typed') return this.namesMethod(module, expr.value);
    if (expr.k === 'member') return this.roles.methodNamed(expr.name)?.added !== undefined;
    if (expr.k !== 'call') return false;
    const { name, args, callee } = module.calls[expr.call];
    return name === 'bind' && args.length < 2 && callee.k === 'member' && this.namesMethod(module, callee.object);
  }

  private isMethodType(module: ModuleFacts, type: TypeTerm, types: ReadonlySet<string>): boolean {
    if (type.k === 'union') return type.items.some((t) => this.isMethodType(module, t, types));
    if (type.k === 'indexed') return this.roles.methodNamed(type.key)?.added !== undefined;
    if (type.k !== 'ref') return false;
    if (types.has(type.name.split('.').at(-1) ?? type.name)) return true;
    const entity = this.linker.project.qualified(module, type.binding, type.name.split('.').slice(1));
    const alias = entity?.k === 'binding' ? entity.binding.alias?.type : undefined;
    return entity?.k === 'binding' && alias?.k === 'indexed' && this.isMethodType(entity.module, alias, types);
  }

  private receiverRole(
    module: ModuleFacts,
    call: CallFact,
    { receiver, isSuper, method, declared }: CalledMember,
  ): Pick<CallSite, 'role' | 'reason' | 'decidedBy'> {
    if (declared) return { role: declared.role, reason: `it is ${declared.display}`, decidedBy: 'linker' };
    const decided = this.linkedRole(receiver, isSuper, method);
    if (decided.role !== 'unresolved' || call.callee.k !== 'member') return { ...decided, decidedBy: 'linker' };
    const type = this.linker.oracle?.typeOf(module.path, call.callee.object.span);
    const role = type && this.roles.roleOfType(type);
    return role
      ? { role, reason: `the type checker says that its receiver is a ${role}`, decidedBy: 'types' }
      : { ...decided, decidedBy: 'linker' };
  }

  private linkedRole(receiver: Values, isSuper: boolean, method: ContractMethod): Pick<CallSite, 'role' | 'reason'> {
    const roles = this.roles.rolesOf(receiver);
    // A mixin in between is nobody; the method it inherits is somebody's.
    for (const value of receiver.items) {
      const inherited = this.declarationOn(value, method)?.role;
      if (inherited) roles.add(inherited);
    }
    const known = (['driver', 'delegate', 'signature', 'target', 'manager'] as const).find((r) => roles.has(r));
    if (known && known !== 'manager') return { role: known, reason: isSuper ? 'super' : `its receiver is a ${known}` };
    // A Python class without the method gets it from elsewhere: `__new__` gives back something else, `__getattr__` hands it on.
    const isElsewhere = receiver.items.every(
      (v) => v.k === 'instance' && v.cls.module.language === 'python' && !this.hasMethod(v.cls, method),
    );
    return roles.size > 0 && !isElsewhere
      ? { role: 'unrelated', reason: 'its receiver is another class' }
      : { role: 'unresolved', reason: receiver.why ?? 'nothing is known of its receiver' };
  }

  private hasMethod(cls: ClassRef, method: ContractMethod): boolean {
    return this.linker.hierarchy.member(cls, nameIn(method.name, cls.module.language)) !== undefined;
  }

  private passing(module: ModuleFacts, args: readonly Expr[] | undefined, found: CalledMember): { passing: Passing; at?: Span } {
    if (args === undefined) return { passing: 'carried' };
    const { method } = found;
    const spread = args.findIndex((a) => a.k === 'spread');
    if (spread !== -1) return this.spreadPassing(module, args, spread, found);
    if (!this.hasArgument(module, args, found)) return { passing: 'missing', at: found.at };
    const given = args[method.slot];
    const isLiteral = given.k === 'string' || (given.k === 'literal' && (given.type === 'number' || given.type === 'boolean'));
    const wantsLiteral = ['string', 'number', 'boolean'].includes(method.added?.type ?? '');
    // In a Python test `'connector'` may stand for one, where nothing else stood there before.
    const isStandIn =
      module.language === 'python' && this.linker.isTest(module.path) && !this.declarationsOf(found).some((d) => d.slot.k === 'collision');
    return isLiteral && !wantsLiteral && !isStandIn ? { passing: 'missing', at: found.at } : { passing: 'passed' };
  }

  private hasArgument(module: ModuleFacts, args: readonly Expr[], found: CalledMember): boolean {
    const { slot, added } = found.method;
    const sites = this.declarationsOf(found);
    const isDeclared =
      sites.length > 0 ? sites.every((s) => s.slot.k === 'accepted' && s.slot.how !== 'rest') : this.declared.isMigrated(found.method);
    if (!hasAdded(this.linker, module, args, found.method, isDeclared)) return false;
    // The resolved declaration has something older in that place.
    if (sites.length === 0 || !sites.every((s) => s.slot.k === 'collision')) return true;
    const { items } = this.linker.evaluate(module, args[slot]);
    const types = added?.types ?? [];
    return items.some(
      (v) => (v.k === 'instance' && types.includes(v.cls.fact.name ?? '')) || (v.k === 'external' && types.includes(v.name)),
    );
  }

  private declarationsOf({ declared, receiver, method }: CalledMember): DeclarationSite[] {
    return declared ? [declared] : receiver.items.flatMap((v) => this.declarationOn(v, method) ?? []);
  }

  private declarationOn(value: Values['items'][number], method: ContractMethod): DeclarationSite | undefined {
    if (value.k !== 'instance' && value.k !== 'class') return undefined;
    const found = this.linker.hierarchy.member(value.cls, nameIn(method.name, value.cls.module.language));
    return found?.member.fn === undefined ? undefined : this.declared.of(found.cls.module.functions[found.member.fn]);
  }

  /** A spread passes what it carries; a literal that is spread is reported where it is written, a tuple where it is spread. */
  private spreadPassing(module: ModuleFacts, args: readonly Expr[], at: number, found: CalledMember): { passing: Passing; at?: Span } {
    const spread = args[at];
    const inner = spread.k === 'spread' ? arrayBehind(module, spread.value) : undefined;
    if (!inner || at !== args.length - 1) return this.tuplePassing(module, args, found);
    const all = [...args.slice(0, at), ...inner.items];
    if (all.some((a) => a.k === 'spread') || this.hasArgument(module, all, found)) return { passing: 'carried' };
    return { passing: 'missing', at: inner.span };
  }

  private tuplePassing(module: ModuleFacts, args: readonly Expr[], found: CalledMember): { passing: Passing } {
    const all: Expr[] = [];
    for (const arg of args) {
      const length = arg.k === 'spread' ? this.tuples.lengthOf(module, arg.value) : undefined;
      if (arg.k !== 'spread') all.push(arg);
      else if (length === undefined) return { passing: 'carried' };
      else all.push(...Array<Expr>(length).fill({ k: 'unknown', span: arg.span }));
    }
    return { passing: this.hasArgument(module, all, found) ? 'carried' : 'missing' };
  }
}

/**
 * The arguments of a call by the method's own order: one that is given by name stands where its parameter does.
 * @param lead how many stand before them
 */
export function argumentsOf({ spec, added, slot }: ContractMethod, call: CallFact, lead: number): readonly Expr[] {
  const { keywords, span } = call;
  const args = call.args.slice(lead);
  if (!keywords) return args;
  const expected = added ? spec.parameters.toSpliced(slot, 0, added) : spec.parameters;
  const all = [...args];
  const holes: number[] = [];
  for (const { name, value } of keywords) {
    if (name === undefined) return [...args, { k: 'spread', value, span: value.span }];
    const at = expected.findIndex((p) => [p.name, ...(p.aliases ?? [])].some((n) => sameName(n, name)));
    if (at < args.length) continue;
    while (all.length < at) holes.push(all.push({ k: 'unknown', span }) - 1);
    all[at] = value;
  }
  return all;
}

/** `mock.call.create_export(context, volume)` calls nothing: it says what a double is to have been called with. */
export function isExpectation({ language }: ModuleFacts, { callee }: CallFact): boolean {
  if (language !== 'python' || callee.k !== 'member') return false;
  const { object } = callee;
  if (object.k === 'name') return EXPECTED_CALLS.has(object.name);
  return object.k === 'member' && EXPECTED_CALLS.has(object.name) && object.object.k === 'name';
}

/** `Base.create_export(self, context, volume)`: the class's function, with its `self` among the arguments. */
function isUnbound({ language }: ModuleFacts, { args }: CallFact, { receiver: { items } }: Pick<CalledMember, 'receiver'>): boolean {
  return language === 'python' && args.at(0)?.k === 'this' && items.length > 0 && items.every((v) => v.k === 'class' || v.k === 'external');
}

function memberObject(callee: Expr): Expr | undefined {
  return callee.k === 'member' ? callee.object : undefined;
}
