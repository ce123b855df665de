import type { Unrelated } from './unrelated.js';
import { meantList } from './other-lists.js';
import type { CalledLists, CallSite, DeclarationSite, Passing } from './site.js';
import {
  calledOn,
  arrayBehind,
  indirect,
  namesBehind,
  type Indirect,
} from '../facts/call-forms.js';
import type { CallFact, Expr, ModuleFacts, Span, TypeTerm } from '../facts/types.js';
import { argumentFit, argumentsFit } from './argument-fit.js';
import { isIncomplete, type CallBindings } from './call-bindings.js';
import type { Caller } from './callers.js';
import type { DeclarationSites } from './declaration-sites.js';
import { argumentGiven, bind, type Argument } from '../linker/binding.js';
import type { Linker } from '../linker/linker.js';
import { HandingDown } from './handed-down.js';
import type { Mentions } from './mentions.js';
import type { Roles } from './roles.js';
import { OtherArguments } from './other-arguments.js';
import { nameIn, type ContractMethod, type Fit, type Signatures } from './signatures.js';
import type { SpreadTuples } from '../linker/tuples.js';
import type { ClassRef, Values } from '../linker/values.js';
import { pythonNames } from '../test-libraries/names.js';

interface CalledMember {
  readonly method: ContractMethod;
  readonly receiver: Values;
  readonly nameSpan: Span;
  readonly isSuper: boolean;
  /** Its own arguments without those given by name; undefined for a list that nobody knows. */
  readonly args: readonly Expr[] | undefined;
  readonly keywords?: CallFact['keywords'];
  /**
   * Arguments that were given before: `.bind(driver, context)`, `partial(driver.create_export,
   * context)`.
   */
  readonly bound?: readonly Expr[];
  /** Those of them that have names. */
  readonly boundNames?: CallFact['keywords'];
  /**
   * A `partial` of the method itself: with all that comes before the added one, that is given there
   * too.
   */
  readonly isPartial?: boolean;
  /** `self`, which is written before them. */
  readonly lead?: number;
  /** The array literal given to `apply`. */
  readonly at?: Span;
  readonly declared?: DeclarationSite;
}

const EXPECTED_CALLS = pythonNames('expectedCall');

/** Names that stand for others are followed so far. */
const DEEPEST = 8;

const FOREIGN = 'its class is not in the tree';

const OTHER_LIST = 'its arguments are those of another list that the contract has for the name';

/** Every call of the contract's methods: direct, through what holds one, through function types. */
export class CallSites {
  private readonly called = new Map<ModuleFacts, CallSite[]>();
  private readonly byCall = new Map<CallFact, CallSite>();
  private holders: ReadonlySet<string> | undefined;
  private readonly others: OtherArguments;
  readonly handingDown: HandingDown;

  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly declared: DeclarationSites,
    private readonly tuples: SpreadTuples,
    private readonly bindings: CallBindings,
    signatures: Signatures,
    private readonly unrelated: Unrelated,
    private readonly mentions: Mentions,
  ) {
    this.others = new OtherArguments(linker, signatures);
    this.handingDown = new HandingDown(linker, declared, bindings);
  }

  in(module: ModuleFacts): readonly CallSite[] {
    let sites = this.called.get(module);
    if (!sites) {
      sites = module.calls.flatMap((call) => this.callSite(module, call) ?? []);
      this.called.set(module, sites);
      for (const site of sites) this.byCall.set(site.call, site);
    }
    return sites;
  }

  of(module: ModuleFacts, call: CallFact): CallSite | undefined {
    this.in(module);
    return this.byCall.get(call);
  }

  private callSite(module: ModuleFacts, call: CallFact): CallSite | undefined {
    const found = this.calledMember(module, call);
    if (!found?.method.added) return undefined;
    const { method, receiver, nameSpan, isSuper, bound = [], boundNames = [], lead = 0 } = found;
    // With all its arguments bound it was called where they were bound.
    if (bound.length >= method.spec.parameters.length && bound.length > 0) return undefined;
    const declarations = this.declarationsOf(found);
    const lists = this.listsOf(module, method, declarations);
    const before = found.isPartial ? this.bindings.unpacked(module, bound, boundNames) : undefined;
    if (before && lists.every((l) => !isIncomplete(before, l))) return undefined;
    const keywords = [
      ...boundNames.filter((k) => !found.keywords?.some(({ name }) => name === k.name)),
      ...(found.keywords ?? []),
    ];
    const given = found.args && this.bindings.unpacked(module, [...bound, ...found.args], keywords);
    const args =
      given &&
      found.args &&
      (keywords.length > 0 ? ordered(given, lists[0], method) : [...bound, ...found.args]);
    const enclosing = this.declared.enclosing(module, call.fn);
    const decided = this.receiverRole(module, call, found);
    const isForeign =
      enclosing?.method === method &&
      this.isForeign(module, decided.role, receiver, args ?? [], method);
    const meant =
      given && method.spec.others ? meantList(this.linker, module, method, given, lists) : 'own';
    const settled =
      this.unrelated.ofFile(module) ??
      (decided.role === 'unresolved' || decided.role === 'unrelated' || isForeign
        ? this.unrelated.ofReceiver(this.linker, module, calledOn(call), receiver)
        : undefined) ??
      (meant === 'other' ? OTHER_LIST : undefined);
    const { role, reason, decidedBy } =
      settled !== undefined
        ? { ...decided, role: 'unrelated' as const, reason: settled }
        : isForeign
          ? { ...decided, role: 'unresolved' as const, reason: FOREIGN }
          : decided;
    const { passing, at, value, without } = this.passing(
      module,
      call,
      given,
      lists,
      found,
      declarations,
    );
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
      value,
      without,
      lists,
      given: given ?? [],
      receiver: named,
      isSuper,
      isForeign,
      isOfEither: meant === 'either',
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

  /**
   * The contract method a call runs, through members, aliases, `.call`, `.apply` and function
   * types.
   */
  private calledMember(module: ModuleFacts, call: CallFact): CalledMember | undefined {
    const { callee } = call;
    if (call.kind !== 'call' || isExpectation(module, call)) return undefined;
    const through = indirect(call);
    if (through) {
      const inner = this.memberExpr(module, through.fn);
      return inner && { ...inner, ...this.indirectArguments(module, call, through) };
    }
    const direct = this.memberExpr(module, callee);
    if (!direct) return module.language === 'python' ? this.calledByName(module, call) : undefined;
    const lead = direct.lead ?? (this.isUnbound(module, call, direct) ? 1 : 0);
    return { ...direct, args: call.args.slice(lead), keywords: call.keywords, lead };
  }

  /**
   * `operator.methodcaller('create_export', context, volume)`: who is handed the object calls its
   * method.
   */
  private calledByName(module: ModuleFacts, call: CallFact): CalledMember | undefined {
    const [name] = call.args;
    const method =
      call.name === 'methodcaller' && name?.k === 'string'
        ? this.roles.methodNamed(name.text)
        : undefined;
    if (!method) return undefined;
    const receivers = module.calls.flatMap((c) =>
      this.isMadeBy(module, c.callee, call) ? c.args.slice(0, 1) : [],
    );
    // `map(methodcaller(…), drivers)`
    const lists = module.calls.flatMap((c) =>
      c.args.at(0) && this.isMadeBy(module, c.args[0], call) ? c.args.slice(1, 2) : [],
    );
    const items = [
      ...receivers.flatMap((r) => this.linker.evaluate(module, r).items),
      ...lists.flatMap((l) => this.linker.elements(this.linker.evaluate(module, l)).items),
    ];
    return {
      method,
      receiver: { items },
      nameSpan: name.span,
      isSuper: false,
      args: call.args.slice(1),
      keywords: call.keywords,
      lead: 1,
    };
  }

  /** Whether an expression is what a call gives, also through a variable. */
  private isMadeBy(module: ModuleFacts, expr: Expr, call: CallFact): boolean {
    if (expr.k === 'call') return expr.call === call.id;
    return (
      expr.k === 'name' &&
      expr.binding !== -1 &&
      module.bindings[expr.binding].values.some((v) => v.k === 'call' && v.call === call.id)
    );
  }

  private indirectArguments(
    module: ModuleFacts,
    call: CallFact,
    { lead, list }: Indirect,
  ): Pick<CalledMember, 'args' | 'at'> {
    if (!list)
      return {
        args:
          call.callee.k === 'member' && call.callee.name === 'call'
            ? call.args.slice(lead)
            : undefined,
      };
    const array = arrayBehind(module, list);
    if (array) return { args: array.items, at: array.span };
    return {
      args:
        this.tuples.lengthOf(module, list) === undefined
          ? undefined
          : [{ k: 'spread', value: list, span: list.span }],
    };
  }

  /** @param depth names may be bound in a circle */
  private memberExpr(
    module: ModuleFacts,
    expr: Expr,
    depth = 0,
  ): Omit<CalledMember, 'args'> | undefined {
    if (depth > DEEPEST) return undefined;
    if (expr.k === 'call') return this.behindGiven(module, expr, depth);
    if (expr.k === 'member') {
      const method = this.roles.methodNamed(expr.name);
      if (method && expr.isKey) return this.keptUnder(module, expr);
      if (method)
        return {
          method,
          receiver: this.declared.receiverOf(module, expr.object),
          nameSpan: expr.nameSpan,
          isSuper: expr.object.k === 'super',
        };
      return this.holderNames().has(expr.name)
        ? this.heldFunction(module, expr, expr.nameSpan)
        : undefined;
    }
    if (expr.k === 'element') return this.computed(module, expr);
    if (expr.k !== 'name' || expr.binding === -1) return undefined;
    const wrapped = this.declared.wrappedBy(module, expr);
    if (wrapped) {
      const { method, fn } = wrapped;
      return {
        method,
        receiver: { items: [] },
        nameSpan: expr.span,
        isSuper: false,
        declared: wrapped,
        lead: fn.receiver ? 1 : undefined,
      };
    }
    // `const create = driver.createExport`, `const { createExport } = driver`
    for (const value of module.bindings[expr.binding].values) {
      if (value.k === 'name') continue;
      const inner =
        value.k === 'member' || value.k === 'call'
          ? this.memberExpr(module, value, depth + 1)
          : undefined;
      if (inner) return { ...inner, nameSpan: expr.span };
    }
    return this.heldFunction(module, expr, expr.span);
  }

  /**
   * `driver.createExport.bind(driver, context)`, `partial(driver.create_export, context)`: the rest
   * is given where that is called.
   */
  private behindGiven(
    module: ModuleFacts,
    { call }: Extract<Expr, { k: 'call' }>,
    depth: number,
  ): Omit<CalledMember, 'args'> | undefined {
    const { name, callee, args, keywords = [] } = module.calls[call];
    const isPartial = module.language === 'python' && name === 'partial';
    const source = isPartial
      ? args.at(0)
      : name === 'bind' && callee.k === 'member'
        ? callee.object
        : undefined;
    const inner = source && this.memberExpr(module, source, depth + 1);
    if (!inner) return undefined;
    const given = args.slice(1);
    const own =
      given.length > 0 && !inner.bound && this.isUnbound(module, { args: given }, inner)
        ? { lead: 0, given: given.slice(1) }
        : { given };
    return {
      ...inner,
      lead: own.lead ?? inner.lead,
      bound: [...(inner.bound ?? []), ...own.given],
      boundNames: [...(inner.boundNames ?? []), ...keywords],
      isPartial: isPartial && source.k === 'member',
    };
  }

  /**
   * How many of the arguments that go with a method stand before its own: `self` of
   * `partial(Base.create_export, self, context)`.
   */
  leadOf(module: ModuleFacts, method: Expr, args: readonly Expr[]): number {
    const found = this.memberExpr(module, method);
    return found && this.isUnbound(module, { args }, found) ? 1 : 0;
  }

  /**
   * `steps['create_export']`: what a table keeps under a key is a method where it was put there as
   * one.
   */
  private keptUnder(
    module: ModuleFacts,
    expr: Extract<Expr, { k: 'member' }>,
  ): Omit<CalledMember, 'args'> | undefined {
    for (const table of this.linker.evaluate(module, expr.object).items) {
      if (table.k !== 'instance' || table.cls.fact.kind !== 'object') continue;
      const value = table.cls.fact.members.find((m) => m.name === expr.name)?.value;
      const kept =
        value?.k === 'member' && !value.isKey
          ? this.memberExpr(table.cls.module, value)
          : undefined;
      if (kept) return { ...kept, nameSpan: expr.nameSpan };
    }
    return this.heldFunction(module, expr, expr.nameSpan);
  }

  /**
   * `driver[STEPS.export](...)`: what the key says is the name. Python's keys are no attributes.
   */
  private computed(
    module: ModuleFacts,
    expr: Extract<Expr, { k: 'element' }>,
  ): Omit<CalledMember, 'args'> | undefined {
    const { object, key } = expr;
    if (!key || module.language === 'python') return undefined;
    const { items, why } = this.linker.evaluate(module, key);
    const [name] = items;
    const method =
      items.length === 1 && why === undefined && name.k === 'string'
        ? this.roles.methodNamed(name.text)
        : undefined;
    if (method)
      return {
        method,
        receiver: this.linker.evaluate(module, object),
        nameSpan: key.span,
        isSuper: object.k === 'super',
      };
    // `steps[name](...)`, where each of the steps is the method.
    const kept = this.linker.evaluate(module, expr).items;
    return kept.every((v) => v.k === 'function' && this.declared.of(v.fact))
      ? this.heldFunction(module, expr, key.span)
      : undefined;
  }

  /**
   * A function that is itself a declaration: a module's function, a value typed by a contract
   * function type, what a field was given.
   */
  private heldFunction(
    module: ModuleFacts,
    expr: Expr,
    nameSpan: Span,
  ): Omit<CalledMember, 'args'> | undefined {
    for (const value of [
      ...this.linker.evaluate(module, expr).items,
      ...this.declaredAs(module, expr),
    ]) {
      const site = value.k === 'function' ? this.declared.of(value.fact) : undefined;
      if (!site) continue;
      const items = site.cls
        ? [
            {
              k: 'instance' as const,
              cls: this.linker.classRef(site.module, site.cls.id),
              exact: false,
            },
          ]
        : [];
      // What was given elsewhere is not known here.
      const bound =
        value.k === 'function' && value.isGiven
          ? [{ k: 'spread' as const, value: expr, span: expr.span }]
          : this.givenBefore(module, expr);
      return {
        method: site.method,
        receiver: { items },
        nameSpan,
        isSuper: false,
        declared: site,
        bound,
      };
    }
    return undefined;
  }

  /** What `partialmethod` gives by place to the member that is called. */
  private givenBefore(module: ModuleFacts, expr: Expr): readonly Expr[] | undefined {
    if (module.language !== 'python' || expr.k !== 'member') return undefined;
    for (const owner of this.linker.evaluate(module, expr.object).items) {
      const found =
        owner.k === 'instance' ? this.linker.hierarchy.member(owner.cls, expr.name) : undefined;
      const value = found?.member.value;
      const made = value?.k === 'call' ? found?.cls.module.calls[value.call] : undefined;
      if (made?.name === 'partialmethod') return made.args.slice(1);
    }
    return undefined;
  }

  /** What the type of a field says that it holds, whatever was put there. */
  private declaredAs(module: ModuleFacts, expr: Expr): Values['items'] {
    if (expr.k !== 'member') return [];
    return [
      ...this.linker.evaluate(module, expr.object).items,
      ...this.declaredAs(module, expr.object),
    ].flatMap((owner) => {
      if (owner.k !== 'instance') return [];
      const { line, interfaces } = this.linker.hierarchy.ancestry(owner.cls);
      const typed = [...line, ...interfaces].flatMap((cls) =>
        cls.fact.members.flatMap((m) =>
          m.name === expr.name && m.type ? [{ cls, type: m.type }] : [],
        ),
      );
      return typed.length > 0 ? this.linker.types.of(typed[0].cls.module, typed[0].type).items : [];
    });
  }

  /**
   * Fields and object members, by name, that somewhere are given a contract method or are typed as
   * one.
   */
  holderNames(): ReadonlySet<string> {
    if (this.holders) return this.holders;
    const names = new Set(this.declared.behind);
    const types = new Set(this.declared.aliasNames());
    for (const module of this.roles.modules)
      for (const { name, value, type } of this.mentions.of(module).holders)
        if (
          (value && this.mentions.namesMethod(module, value)) ||
          (type && this.isMethodType(module, type, types))
        )
          names.add(name);
    return (this.holders = names);
  }

  private isMethodType(module: ModuleFacts, type: TypeTerm, types: ReadonlySet<string>): boolean {
    if (type.k === 'union') return type.items.some((t) => this.isMethodType(module, t, types));
    if (type.k === 'indexed') return this.roles.methodNamed(type.key)?.added !== undefined;
    if (type.k !== 'ref') return false;
    if (types.has(type.name.split('.').at(-1) ?? type.name)) return true;
    const entity = this.linker.project.qualified(
      module,
      type.binding,
      type.name.split('.').slice(1),
    );
    const alias = entity?.k === 'binding' ? entity.binding.alias?.type : undefined;
    return (
      entity?.k === 'binding' &&
      alias?.k === 'indexed' &&
      this.isMethodType(entity.module, alias, types)
    );
  }

  private receiverRole(
    module: ModuleFacts,
    call: CallFact,
    { receiver, isSuper, method, declared }: CalledMember,
  ): Pick<CallSite, 'role' | 'reason' | 'decidedBy'> {
    if (declared)
      return { role: declared.role, reason: `it is ${declared.display}`, decidedBy: 'linker' };
    const decided = this.linkedRole(receiver, isSuper, method);
    if (decided.role !== 'unresolved' || call.callee.k !== 'member')
      return { ...decided, decidedBy: 'linker' };
    const type = this.linker.oracle?.typeOf(module.path, call.callee.object.span);
    const role = type && this.roles.roleOfType(type);
    return role
      ? { role, reason: `the type checker says that its receiver is a ${role}`, decidedBy: 'types' }
      : { ...decided, decidedBy: 'linker' };
  }

  private linkedRole(
    receiver: Values,
    isSuper: boolean,
    method: ContractMethod,
  ): Pick<CallSite, 'role' | 'reason'> {
    const roles = this.roles.rolesOf(receiver);
    // A mixin in between is nobody; the method it inherits is somebody's.
    for (const value of receiver.items) {
      const inherited = this.declarationOn(value, method)?.role;
      if (inherited) roles.add(inherited);
    }
    const known = (['driver', 'delegate', 'signature', 'target', 'manager'] as const).find((r) =>
      roles.has(r),
    );
    if (known && known !== 'manager')
      return { role: known, reason: isSuper ? 'super' : `its receiver is a ${known}` };
    return receiver.items.length > 0 &&
      receiver.why === undefined &&
      receiver.items.every((v) => this.isAnother(v, method))
      ? { role: 'unrelated', reason: 'its receiver is another class' }
      : { role: 'unresolved', reason: receiver.why ?? 'nothing is known of its receiver' };
  }

  /**
   * Whether something is known to be none of ours: a class that has such a method, or what has
   * nothing of the tree.
   */
  private isAnother(value: Values['items'][number], method: ContractMethod): boolean {
    const role = this.roles.roleOfValue(value);
    if (role !== 'unrelated' && role !== 'manager') return false;
    // A class without the method gets it from elsewhere: `__new__` gives back something else,
    // `__getattr__` hands it on.
    return (value.k !== 'instance' && value.k !== 'class') || this.hasMethod(value.cls, method);
  }

  private hasMethod(cls: ClassRef, method: ContractMethod): boolean {
    return (
      this.linker.hierarchy.member(cls, nameIn(method.name, cls.module.language)) !== undefined
    );
  }

  /**
   * What may be called, list by list; what the contract says where nothing of the tree is known.
   */
  private listsOf(
    module: ModuleFacts,
    method: ContractMethod,
    declarations: readonly DeclarationSite[],
  ): readonly CalledLists[] {
    const contract = () =>
      this.bindings.contractLists(method, module, this.declared.isMigrated(method));
    // What takes anything says nothing of where it takes it.
    const takesAny = ({ slot }: DeclarationSite) => slot.k === 'accepted' && slot.how === 'rest';
    return declarations.length > 0
      ? declarations.map((d) => (takesAny(d) ? contract() : this.bindings.declaredLists(d)))
      : [contract()];
  }

  private passing(
    module: ModuleFacts,
    call: CallFact,
    given: readonly Argument[] | undefined,
    lists: readonly CalledLists[],
    { at, method, args = [] }: CalledMember,
    declarations: readonly DeclarationSite[],
  ): { passing: Passing; at?: Span; value?: Expr; without?: Caller } {
    if (given === undefined) return { passing: 'carried' };
    const isTyped = args.some((a) => a.k === 'spread' && !arrayBehind(module, a.value));
    const written = isTyped ? undefined : (at ?? lastUnpacked(module, args, call.keywords));
    const said = lists.map((l) => this.bindings.addedArgument(module, given, l));
    const carried = said.find((one) => one.k === 'carried');
    if (carried?.k === 'carried')
      return this.handingDown.passing(module, { method, given, lists, by: carried.by });
    const passed = said.find((one) => one.k === 'passed');
    if (passed?.k !== 'passed') return { passing: 'missing', at: written };
    const { argument } = passed;
    if (args.some((a) => a.k === 'spread') && argument.k === 'position')
      return { passing: 'carried' };
    const isStandIn =
      module.language === 'python' &&
      this.linker.isTest(module.path) &&
      !declarations.some((d) => d.slot.k === 'collision');
    // By name, a literal is what the caller means.
    if (
      argument.k === 'position' &&
      !isStandIn &&
      isOtherwise(argumentFit(this.linker, module, argument.value, method.added), argument.value)
    )
      return { passing: 'missing', at: written };
    if (
      argument.k === 'position' &&
      !isStandIn &&
      declarations.length > 0 &&
      declarations.every((d) => this.others.isMeantBehind(module, argument.value, d))
    )
      return { passing: 'missing', at: written };
    return { passing: 'passed', value: argument.value };
  }

  private declarationsOf({ declared, receiver, method }: CalledMember): DeclarationSite[] {
    return declared
      ? [declared]
      : receiver.items.flatMap((v) => this.declarationOn(v, method) ?? []);
  }

  private declarationOn(
    value: Values['items'][number],
    method: ContractMethod,
  ): DeclarationSite | undefined {
    if (value.k !== 'instance' && value.k !== 'class') return undefined;
    const found = this.linker.hierarchy.member(
      value.cls,
      nameIn(method.name, value.cls.module.language),
    );
    if (found?.member.fn === undefined) return undefined;
    const { module, fact } = found.cls;
    const site = this.declared.of(module.functions[found.member.fn]);
    if (site?.hindrance === undefined) return site;
    // Of several lists the contract's is meant, where there is one.
    const lists = fact.members.flatMap((m) =>
      m.name === found.member.name && m.fn !== undefined ? [module.functions[m.fn]] : [],
    );
    return (
      lists.map((fn) => this.declared.of(fn)).find((one) => one && one.hindrance === undefined) ??
      site
    );
  }

  /**
   * `Base.create_export(driver, context, volume)`: the class's function, with its `self` among the
   * arguments.
   */
  private isUnbound(
    { language }: ModuleFacts,
    { args }: Pick<CallFact, 'args'>,
    { receiver: { items }, method }: Pick<CalledMember, 'receiver' | 'method'>,
  ): boolean {
    if (language !== 'python' || items.length === 0) return false;
    const isOwn = args.at(0)?.k === 'this';
    return items.every((v) => {
      if (v.k === 'external') return isOwn;
      if (v.k !== 'class') return false;
      const found = this.linker.hierarchy.member(v.cls, nameIn(method.name, v.cls.module.language));
      return found?.member.fn === undefined
        ? isOwn
        : !found.cls.module.functions[found.member.fn].isStatic;
    });
  }
}

/**
 * The arguments of a call in the contract's order, where they bind before the change without the
 * added one; behind them what is the driver's own.
 */
export function ordered(
  args: readonly Argument[],
  { before, after, at }: CalledLists,
  { spec, slot }: ContractMethod,
): readonly Expr[] {
  const unknown = args.find((a) => a.k === 'list' || a.k === 'names');
  const plain = args.flatMap((a): readonly Expr[] => (a.k === 'position' ? [a.value] : []));
  if (unknown) return [...plain, { k: 'spread', value: unknown.value, span: unknown.value.span }];
  const older = bind(args, before.parameters);
  const isOlder = older.misfits.length === 0;
  const { specs } = isOlder ? before : after;
  const bound = isOlder ? older : bind(args, after.parameters);
  const values = new Map(
    bound.given.map((g, i) => [specs[i], g.k === 'argument' ? g.argument.value : undefined]),
  );
  const own = bound.given.flatMap((g, i) =>
    specs[i] === undefined && g.k === 'argument' ? [g.argument.value] : [],
  );
  const added = isOlder ? undefined : argumentGiven(bound.given[at]);
  const span = plain.at(-1)?.span ?? [0, 0];
  const contract = spec.parameters.map((s) => values.get(s));
  const all = added ? contract.toSpliced(slot, 0, added) : contract;
  const last = all.findLastIndex((v) => v !== undefined);
  return [...all.slice(0, last + 1).map((v): Expr => v ?? { k: 'unknown', span }), ...own];
}

/** The list that is written elsewhere and unpacked last. */
function lastUnpacked(
  module: ModuleFacts,
  args: readonly Expr[],
  keywords: CallFact['keywords'] = [],
): Span | undefined {
  const named = keywords.at(-1);
  if (named) return named.name === undefined ? namesBehind(module, named.value)?.span : undefined;
  const last = args.at(-1);
  return last?.k === 'spread' ? arrayBehind(module, last.value)?.span : undefined;
}

/** Whether an argument at the added parameter's place is something else. */
function isOtherwise(fit: Fit, value: Expr): boolean {
  return (
    fit === 'contradicts' &&
    (value.k === 'string' || value.k === 'literal' || value.k === 'function' || value.k === 'array')
  );
}

/**
 * `mock.call.create_export(context, volume)` calls nothing: it says what a double is to have been
 * called with.
 */
export function isExpectation({ language }: ModuleFacts, { callee }: CallFact): boolean {
  if (language !== 'python' || callee.k !== 'member') return false;
  const { object } = callee;
  if (object.k === 'name') return EXPECTED_CALLS.has(object.name);
  return object.k === 'member' && EXPECTED_CALLS.has(object.name) && object.object.k === 'name';
}
