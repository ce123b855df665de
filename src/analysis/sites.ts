import type {
  AssignmentFact,
  BindingFact,
  CallFact,
  ClassFact,
  Expr,
  FunctionFact,
  MemberFact,
  ModuleFacts,
  Span,
} from '../facts/types.js';
import { hasAdded } from './argument-fit.js';
import type { Linker } from './linker.js';
import type { Role, Roles } from './roles.js';
import type { ContractMethod, Signatures, SlotState } from './signatures.js';
import { classDisplay, type Values } from './values.js';

/** A declaration of a contract method. */
export interface DeclarationSite {
  readonly module: ModuleFacts;
  readonly method: ContractMethod;
  readonly fn: FunctionFact;
  /** Where it is reported: its name, or the alias's. */
  readonly nameSpan: Span;
  readonly cls: ClassFact | undefined;
  readonly role: Role;
  readonly reason: string;
  /** `Class.method`, or the alias's name. */
  readonly display: string;
  readonly slot: SlotState;
  /** An inline double in a test: valid with fewer parameters. */
  readonly isDouble: boolean;
}

/** What a call hands over in the slot of the added parameter. */
export type Passing = 'passed' | 'missing' | 'carried';

/** A call of a contract method. */
export interface CallSite {
  readonly module: ModuleFacts;
  readonly method: ContractMethod;
  readonly call: CallFact;
  /** Where it is reported: the called name, or the array literal that is spread. */
  readonly nameSpan: Span;
  /** The arguments as the method sees them, also behind `.call` and `.apply`. */
  readonly args: readonly Expr[];
  readonly role: Role | 'unresolved';
  /** How the receiver was resolved. */
  readonly reason: string;
  readonly decidedBy: 'linker' | 'types';
  readonly passing: Passing;
  /** The class whose method is called, where it is known. */
  readonly receiver: string | undefined;
  readonly isSuper: boolean;
  /** The declarations it may run, as far as the receiver tells. */
  readonly declarations: readonly DeclarationSite[];
  /** The contract method it stands in. */
  readonly enclosing: { readonly method: ContractMethod; readonly fn: FunctionFact; readonly cls: ClassFact } | undefined;
}

/** Every declaration and call of the contract's methods, each with what stands in the slot. Rules and codemod both start here. */
export class Sites {
  private readonly declared = new Map<ModuleFacts, DeclarationSite[]>();
  private readonly called = new Map<ModuleFacts, CallSite[]>();
  private readonly functions = new Map<FunctionFact, DeclarationSite>();

  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly signatures: Signatures,
  ) {
    for (const module of roles.modules) this.declared.set(module, []);
    for (const module of [...roles.modules]) this.collectDeclarations(module);
  }

  declarations(module: ModuleFacts): readonly DeclarationSite[] {
    return this.declared.get(module) ?? [];
  }

  declarationOf(fn: FunctionFact): DeclarationSite | undefined {
    return this.functions.get(fn);
  }

  /** Names that other files gave to a contract member: a function type, an alias. */
  aliasNames(): string[] {
    return [...this.functions.values()].flatMap((d) => (d.cls === undefined ? [d.display] : []));
  }

  // ---- declarations -----------------------------------------------------------------------------------------------

  private collectDeclarations(module: ModuleFacts): void {
    for (const cls of module.classes) {
      const entry = this.roles.entryOf(cls);
      if (!entry || entry.role === 'target' || entry.role === 'manager') continue;
      for (const { method, member } of this.roles.ownMethods(cls))
        if (method.added) this.declareMember(module, cls, method, member, entry.role, entry.reason);
    }
    for (const assignment of module.assignments) this.declareAssigned(module, assignment);
  }

  private declareMember(module: ModuleFacts, cls: ClassFact, method: ContractMethod, member: MemberFact, role: Role, reason: string): void {
    const owner = classDisplay(module, cls);
    const display = owner === undefined ? member.name : `${owner}.${member.name}`;
    const common = { method, role, reason, display, cls };
    if (member.fn !== undefined) {
      const fn = module.functions[member.fn];
      const returned = member.kind === 'getter' && fn.returns[0]?.k === 'function' ? module.functions[fn.returns[0].fn] : fn;
      this.add({
        ...common,
        module,
        fn: returned,
        nameSpan: cls.kind === 'module' ? (fn.name === undefined ? member.nameSpan : fn.nameSpan) : member.nameSpan,
        isDouble: this.isDouble(module, cls, member),
      });
      return;
    }
    const typed = member.value === undefined && member.type;
    for (const value of typed ? this.linker.types.of(module, typed).items : []) {
      const alias = value.k === 'function' && typed && typed.k === 'ref' ? this.aliasOf(module, typed) : undefined;
      // The alias is the declaration, wherever it stands; the members it types repeat it.
      if (value.k === 'function' && alias)
        this.add({
          ...common,
          module: alias.module,
          fn: value.fact,
          nameSpan: alias.binding.span,
          display: alias.binding.name,
          cls: undefined,
          isDouble: false,
        });
    }
    if (member.value) this.declareValue(module, member, member.value, common);
  }

  private declareValue(
    module: ModuleFacts,
    member: MemberFact,
    value: Expr,
    common: Pick<DeclarationSite, 'method' | 'role' | 'reason' | 'display' | 'cls'>,
  ): void {
    const inner = value.k === 'call' ? this.wrapped(module, value.call) : value;
    if (value.k === 'call' && inner?.k === 'function') {
      const fn = module.functions[inner.fn];
      if (this.signatures.fit(module, fn, common.method) !== 'contradicts')
        this.add({ ...common, module, fn, nameSpan: member.nameSpan, isDouble: this.linker.isTest(module.path) });
      return;
    }
    const own = this.linker.evaluate(module, value).items.filter((v) => v.k === 'function' && v.fact.body !== 'none');
    for (const v of own) {
      if (v.k !== 'function' || v.fact.cls !== undefined || this.signatures.fit(v.module, v.fact, common.method) === 'contradicts')
        continue;
      const nameSpan = v.fact.name === undefined ? (boundSpan(v.module, v.fact) ?? member.nameSpan) : v.fact.nameSpan;
      this.add({
        ...common,
        module: v.module,
        fn: v.fact,
        nameSpan,
        isDouble: v.fact.kind === 'arrow' && this.linker.isTest(v.module.path),
      });
    }
  }

  /** The one function that a wrapper is given: `createExport: traced(async (ctx, volume) => ...)`. */
  private wrapped(module: ModuleFacts, call: number): Expr | undefined {
    const functions = module.calls[call].args.filter((a) => a.k === 'function');
    return functions.length === 1 ? functions[0] : undefined;
  }

  /** `driver.createExport = async (ctx, volume) => ...`: a double in a test, a late definition elsewhere. */
  private declareAssigned(module: ModuleFacts, { object, name, nameSpan, value }: AssignmentFact): void {
    const method = this.roles.methodNamed(name);
    if (!method?.added || value.k !== 'function') return;
    const fn = module.functions[value.fn];
    const receiver =
      object.k === 'member' && object.name === 'prototype'
        ? this.linker.evaluate(module, object.object)
        : this.linker.evaluate(module, object);
    const role = [...this.roles.rolesOf(receiver)].find((r) => r === 'driver' || r === 'delegate' || r === 'signature');
    if (!role || this.functions.has(fn)) return;
    this.add({
      module,
      method,
      fn,
      nameSpan,
      cls: undefined,
      role,
      reason: 'is assigned to a driver',
      display: name,
      isDouble: this.linker.isTest(module.path),
    });
  }

  private aliasOf(
    module: ModuleFacts,
    type: { readonly name: string; readonly binding: number },
  ): { module: ModuleFacts; binding: BindingFact } | undefined {
    const entity = this.linker.project.qualified(module, type.binding, type.name.split('.').slice(1));
    return entity?.k === 'binding' && entity.binding.alias?.type.k === 'function' ? entity : undefined;
  }

  /** A literal's function property in a test, a `vi.fn(...)`: callers that pass more do no harm. */
  private isDouble(module: ModuleFacts, cls: ClassFact, member: MemberFact): boolean {
    return cls.kind === 'object' && member.kind === 'property' && this.linker.isTest(module.path);
  }

  private add(site: Omit<DeclarationSite, 'slot'>): void {
    if (this.functions.has(site.fn)) return;
    const made = { ...site, slot: this.signatures.slotState(site.module, site.fn, site.method) };
    this.functions.set(site.fn, made);
    this.roles.modules.add(site.module);
    this.declared.set(site.module, [...(this.declared.get(site.module) ?? []), made]);
  }

  // ---- calls ------------------------------------------------------------------------------------------------------

  calls(module: ModuleFacts): readonly CallSite[] {
    let sites = this.called.get(module);
    if (!sites) this.called.set(module, (sites = module.calls.flatMap((call) => this.callSite(module, call) ?? [])));
    return sites;
  }

  private callSite(module: ModuleFacts, call: CallFact): CallSite | undefined {
    const found = this.calledMember(module, call);
    if (!found?.method.added) return undefined;
    const { method, receiver, args, nameSpan, isSuper } = found;
    const { role, reason, decidedBy } = this.receiverRole(module, call, found);
    const { passing, at } = this.passing(module, args, found);
    const enclosing = this.roles.enclosingMethod(module, call.fn);
    const declarations = this.declarationsOf(found);
    const [first] = receiver.items;
    const named =
      first && (first.k === 'instance' || first.k === 'class') ? first.cls.fact.name : first?.k === 'external' ? first.name : undefined;
    return {
      module,
      method,
      call,
      nameSpan: at ?? nameSpan,
      args: args ?? [],
      role,
      reason,
      decidedBy,
      passing,
      receiver: named,
      isSuper,
      declarations,
      enclosing,
    };
  }

  /** The contract method a call runs, through members, aliases, `.call`, `.apply` and function types. */
  private calledMember(module: ModuleFacts, call: CallFact): CalledMember | undefined {
    const { callee } = call;
    if (call.kind !== 'call') return undefined;
    if (callee.k === 'member' && (callee.name === 'call' || callee.name === 'apply')) {
      const inner = this.memberExpr(module, callee.object);
      if (!inner) return undefined;
      const [, list] = call.args;
      const args = callee.name === 'call' ? call.args.slice(1) : list?.k === 'array' ? list.items : undefined;
      const at = callee.name === 'apply' && list?.k === 'array' ? list.span : undefined;
      return { ...inner, args, at };
    }
    const direct = this.memberExpr(module, callee);
    if (direct) return { ...direct, args: call.args };
    if (callee.k !== 'name' || callee.binding === -1) return undefined;
    return this.functionMember(module, callee, call);
  }

  private memberExpr(module: ModuleFacts, expr: Expr): Omit<CalledMember, 'args'> | undefined {
    if (expr.k === 'member') {
      const method = this.roles.methodNamed(expr.name);
      if (!method) return undefined;
      return { method, receiver: this.linker.evaluate(module, expr.object), nameSpan: expr.nameSpan, isSuper: expr.object.k === 'super' };
    }
    if (expr.k !== 'name' || expr.binding === -1) return undefined;
    // `const create = driver.createExport`, `const { createExport } = driver`
    for (const value of module.bindings[expr.binding].values) {
      if (value.k === 'name') continue;
      const source = value.k === 'call' && module.calls[value.call].name === 'bind' ? memberObject(module.calls[value.call].callee) : value;
      const inner = source?.k === 'member' ? this.memberExpr(module, source) : undefined;
      if (inner) return { ...inner, nameSpan: expr.span };
    }
    return undefined;
  }

  /** A function that is itself a declaration: a module's function, a value typed by a contract function type. */
  private functionMember(module: ModuleFacts, callee: Extract<Expr, { k: 'name' }>, call: CallFact): CalledMember | undefined {
    for (const value of this.linker.evaluate(module, callee).items) {
      const site = value.k === 'function' ? this.functions.get(value.fact) : undefined;
      if (!site) continue;
      const items = site.cls ? [{ k: 'instance' as const, cls: this.linker.classRef(site.module, site.cls.id), exact: false }] : [];
      return { method: site.method, receiver: { items }, nameSpan: callee.span, isSuper: false, args: call.args, declared: site };
    }
    return undefined;
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
    return roles.size > 0
      ? { role: 'unrelated', reason: 'its receiver is another class' }
      : { role: 'unresolved', reason: receiver.why ?? 'nothing is known of its receiver' };
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
    return isLiteral && !wantsLiteral ? { passing: 'missing', at: found.at } : { passing: 'passed' };
  }

  private hasArgument(module: ModuleFacts, args: readonly Expr[], found: CalledMember): boolean {
    const { slot, added } = found.method;
    if (!hasAdded(this.linker, module, args, found.method)) return false;
    // The resolved declaration has something older in that place.
    const sites = this.declarationsOf(found);
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
    const found = this.linker.hierarchy.member(value.cls, method.name);
    return found?.member.fn === undefined ? undefined : this.functions.get(found.cls.module.functions[found.member.fn]);
  }

  /** A spread passes what it carries; a literal that is spread is reported where it is written. */
  private spreadPassing(module: ModuleFacts, args: readonly Expr[], at: number, found: CalledMember): { passing: Passing; at?: Span } {
    const spread = args[at];
    const inner = spread.k === 'spread' ? arrayBehind(module, spread.value) : undefined;
    if (!inner || at !== args.length - 1) return { passing: 'carried' };
    const all = [...args.slice(0, at), ...inner.items];
    if (all.some((a) => a.k === 'spread') || this.hasArgument(module, all, found)) return { passing: 'carried' };
    return { passing: 'missing', at: inner.span };
  }
}

interface CalledMember {
  readonly method: ContractMethod;
  readonly receiver: Values;
  readonly nameSpan: Span;
  readonly isSuper: boolean;
  readonly args: readonly Expr[] | undefined;
  /** The array literal given to `.apply`. */
  readonly at?: Span;
  readonly declared?: DeclarationSite;
}

function memberObject(callee: Expr): Expr | undefined {
  return callee.k === 'member' ? callee.object : undefined;
}

function boundSpan(module: ModuleFacts, fn: FunctionFact): Span | undefined {
  return fn.binding === undefined || fn.binding === -1 ? undefined : module.bindings[fn.binding].span;
}

/** The one array literal that an expression stands for. */
export function arrayBehind(module: ModuleFacts, expr: Expr): Extract<Expr, { k: 'array' }> | undefined {
  if (expr.k === 'array') return expr;
  if (expr.k === 'typed') return arrayBehind(module, expr.value);
  if (expr.k !== 'name' || expr.binding === -1) return undefined;
  const { values } = module.bindings[expr.binding];
  return values.length === 1 ? arrayBehind(module, values[0]) : undefined;
}
