import type { CallSite, DeclarationSite } from './site.js';
import { meansParameter, sameName, words } from '../contract/words.js';
import {
  CALL_SIGNATURE,
  type AssignmentFact,
  type BindingFact,
  type CallFact,
  type ClassFact,
  type ClassId,
  type Expr,
  type FunctionFact,
  type FunctionId,
  type MemberFact,
  type ModuleFacts,
  type Span,
  type TypeTerm,
} from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import { functionsBehind, withoutGiven } from './python-members.js';
import { describeRole } from './role-reasons.js';
import type { OwnRoles } from './own-roles.js';
import type { Role, Roles } from './roles.js';
import { Replacements, type Wrapper } from './replacements.js';
import { nameIn, type ContractMethod, type Signatures, type Standing } from './signatures.js';
import {
  classDisplay,
  type ClassRef,
  type InstanceValue,
  type Value,
  type Values,
} from '../linker/values.js';

/** What the declarations of one member have in common. */
type Common = Pick<DeclarationSite, 'method' | 'role' | 'reason' | 'display' | 'cls' | 'hindrance'>;

/** What a function is put under. */
type Named = Pick<MemberFact, 'name' | 'nameSpan'>;

/** A wrapper with what it wraps. */
interface Around {
  readonly wrapper: Wrapper;
  readonly common: Common;
  readonly replacements: DeclarationSite[];
}

/** A decorator of classes, with one that it is put on. */
interface Decorated {
  readonly wrapper: Wrapper;
  readonly cls: ClassRef;
  readonly role: Role;
}

/** A function type by a name of its own. */
interface NamedFunctionType {
  readonly module: ModuleFacts;
  readonly binding: BindingFact;
  readonly functions: readonly FunctionFact[];
}

/** What a function that is put in a method's place may be written as. */
const MAKES: ReadonlySet<Expr['k']> = new Set(['name', 'member', 'call', 'typed']);

/**
 * Every declaration of the contract's methods: members, values, function types, late assignments.
 */
export class DeclarationSites {
  private readonly declared = new Map<ModuleFacts, DeclarationSite[]>();
  private readonly functions = new Map<FunctionFact, DeclarationSite>();
  /**
   * Names of functions that are a contract's method under another name: their calls are its calls.
   */
  readonly behind = new Set<string>();
  private readonly replacements: Replacements;
  /** The wrappers of declarations. */
  private readonly around: Around[] = [];
  private readonly wrapping = new Set<CallFact>();
  private readonly decorated: readonly Decorated[];
  private readonly migrated = new Map<ContractMethod, boolean>();
  private readonly givenByName = new Map<ContractMethod, boolean>();

  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly signatures: Signatures,
    private readonly ownRoles: OwnRoles,
  ) {
    for (const module of roles.modules) this.declared.set(module, []);
    this.replacements = new Replacements(linker);
    this.decorated = this.findDecorated();
    for (const module of [...roles.modules]) this.collect(module);
    for (const decorated of this.decorated) this.declareGivenBack(decorated);
    // What else a wrapper is for is known when all that is the method is.
    for (const around of this.around) this.declareReplacement(around);
  }

  in(module: ModuleFacts): readonly DeclarationSite[] {
    return this.declared.get(module) ?? [];
  }

  of(fn: FunctionFact): DeclarationSite | undefined {
    return this.functions.get(fn);
  }

  /**
   * The contract method that a function is, or stands in: a member of a driver or delegate, or what
   * was put in the place of one.
   */
  enclosing(module: ModuleFacts, fn: FunctionId): CallSite['enclosing'] {
    for (let fact = module.functions[fn]; ; fact = module.functions[fact.parent]) {
      const declared = this.functions.get(fact);
      if (declared) return { method: declared.method, fn: fact };
      const member = this.roles.memberMethod(module, fact);
      if (member) return member.isOurs ? { method: member.method, fn: fact } : undefined;
      if (fact.parent === -1) return undefined;
    }
  }

  /**
   * Whether no declaration of a method, doubles apart, is without its parameter: the tree has seen
   * a migration.
   */
  isMigrated(method: ContractMethod): boolean {
    let known = this.migrated.get(method);
    if (known === undefined) {
      const own = [...this.functions.values()].filter((d) => d.method === method && !d.isDouble);
      known = own.some((d) => d.slot.k === 'accepted') && own.every((d) => d.slot.k !== 'missing');
      this.migrated.set(method, known);
    }
    return known;
  }

  aliasNames(): string[] {
    return [...this.functions.values()].flatMap((d) => (d.cls === undefined ? [d.display] : []));
  }

  private collect(module: ModuleFacts): void {
    for (const cls of module.classes) {
      const entry = this.roles.entryOf(cls);
      if (!entry || entry.role === 'target' || entry.role === 'manager') continue;
      const own = this.roles.ownMethods(cls);
      for (const { method, member } of own)
        if (method.added && !this.isDescribedElsewhere(module, method, member)) {
          const hindrance = this.isOtherList(module, own, method, member)
            ? 'it is another list than the contract’s'
            : undefined;
          this.declareMember(
            module,
            cls,
            method,
            member,
            entry.role,
            describeRole(entry.why),
            hindrance,
          );
        }
    }
    const { assignments, givings, types } = this.ownRoles.mentions.of(module);
    for (const assignment of assignments) this.declareAssigned(module, assignment);
    for (const call of givings) this.declareGiven(module, call);
    for (const binding of types) this.declareNamedType(module, binding);
  }

  /** Whether a member has another of the lists that the contract gives its name. */
  private isDescribedElsewhere(
    module: ModuleFacts,
    method: ContractMethod,
    { fn }: MemberFact,
  ): boolean {
    return fn !== undefined && this.signatures.isOther(module, module.functions[fn], method);
  }

  private findDecorated(): Decorated[] {
    return this.roles.all().flatMap(({ cls, role }) => {
      if (
        role === 'target' ||
        role === 'manager' ||
        role === 'unrelated' ||
        cls.fact.decorators.length === 0
      )
        return [];
      return this.replacements
        .decorators(cls.module, cls.fact)
        .map((wrapper) => ({ wrapper, cls, role }));
    });
  }

  /**
   * What is made of a driver is what its decorator gives back: a class of its own, which has the
   * method too.
   */
  private declareGivenBack({ wrapper, cls, role }: Decorated): void {
    for (const fact of this.replacements.classesGivenBack(wrapper)) {
      if (this.roles.entryOf(fact)) continue;
      const other = this.replacements.otherClass(wrapper, (c) =>
        this.decorated.some((d) => d.cls.fact === c),
      );
      const hindrance = other && `it is put in the place of ${other.name ?? 'another class'} too`;
      for (const { method, member } of this.roles.ownMethods(fact))
        if (method.added)
          this.declareMember(
            wrapper.module,
            fact,
            method,
            member,
            role,
            `is put in the place of ${cls.fact.name ?? 'it'}`,
            hindrance,
          );
    }
  }

  /**
   * Whether a signature is one of several of which another is the contract's, and this one
   * contradicts it.
   */
  private isOtherList(
    module: ModuleFacts,
    own: ReturnType<Roles['ownMethods']>,
    method: ContractMethod,
    member: MemberFact,
  ): boolean {
    const fit = ({ fn }: MemberFact) =>
      fn === undefined ? undefined : this.signatures.fit(module, module.functions[fn], method);
    const isStated = member.decorators.some(
      (d) => (d.k === 'name' || d.k === 'member') && d.name === 'overload',
    );
    if (
      member.fn === undefined ||
      (module.functions[member.fn].body !== 'none' && !isStated) ||
      fit(member) !== 'contradicts'
    )
      return false;
    return own.some((o) => o.method === method && o.member !== member && fit(o.member) === 'fits');
  }

  /**
   * What an expression may be; in a decorator of classes, what it is put on, and what stands above
   * what it makes of that.
   */
  receiverOf(module: ModuleFacts, expr: Expr): Values {
    const k = expr.k === 'super' ? 'instance' : 'class';
    const read =
      expr.k === 'super'
        ? this.basesAround(module, expr.fn)
        : [expr.k === 'member' && expr.name === 'prototype' ? expr.object : expr];
    const put = this.decorated.filter(({ wrapper }) =>
      read.some((one) => this.replacements.isGiven(module, one, wrapper)),
    );
    if (put.length === 0) return this.linker.evaluate(module, expr);
    return { items: put.map(({ cls }) => (k === 'class' ? { k, cls } : { k, cls, exact: false })) };
  }

  private basesAround({ functions, classes }: ModuleFacts, fn: FunctionId): readonly Expr[] {
    const { cls } = functions[fn];
    return cls === undefined ? [] : classes[cls].bases;
  }

  private declareMember(
    module: ModuleFacts,
    cls: ClassFact,
    method: ContractMethod,
    member: MemberFact,
    role: Role,
    reason: string,
    hindrance?: string,
  ): void {
    const owner = classDisplay(module, cls);
    const display = owner === undefined ? member.name : `${owner}.${member.name}`;
    const common = { method, role, reason, display, cls, hindrance };
    const isTold = member.type?.k === 'function' && member.type.fn === member.fn;
    if (member.type && !isTold)
      this.declareTyped(
        module,
        member.type,
        common,
        member.fn === undefined && !member.value ? member : undefined,
      );
    this.wrap(this.replacements.decorators(module, member), common);
    if (member.fn !== undefined) {
      const fn = module.functions[member.fn];
      const returned =
        member.kind === 'getter' && fn.returns[0]?.k === 'function'
          ? module.functions[fn.returns[0].fn]
          : fn;
      this.add({
        ...common,
        module,
        fn: returned,
        nameSpan:
          cls.kind === 'module'
            ? fn.name === undefined
              ? member.nameSpan
              : fn.nameSpan
            : member.nameSpan,
        isDouble: this.isDouble(module, cls, member),
      });
      return;
    }
    if (member.value) this.declareValue(module, member, member.value, common);
  }

  private declareValue(module: ModuleFacts, member: Named, value: Expr, common: Common): void {
    const type =
      value.k === 'name' && value.binding !== -1 ? module.bindings[value.binding].type : undefined;
    if (type) this.declareTyped(module, type, common);
    if (value.k === 'call' && this.declareWrapped(module, member, module.calls[value.call], common))
      return;
    this.declareBehind(module, member, value, common, common.cls?.kind === 'class');
  }

  /**
   * The functions that a value stands for: `createExport = publish`, `driver.createExport =
   * publish.bind(driver)`, `partialmethod(_export, 'iscsi')`.
   * @param isInClass it is a class's: a Python function that stands in none is given the object
   * first
   */
  private declareBehind(
    module: ModuleFacts,
    { name, nameSpan }: Named,
    value: Expr,
    common: Common,
    isInClass: boolean,
  ): void {
    for (const { home, fact, fn } of this.functionsIn(module, value, isInClass, common.method)) {
      if (
        this.functions.has(fact) ||
        this.signatures.fit(home, fn, common.method) === 'contradicts'
      )
        continue;
      const owner = fact.cls === undefined ? undefined : home.classes[fact.cls];
      // Another's method is what that one is; a helper under a name of its own is the method.
      if (owner && (this.roles.methodNamed(fact.name) || this.isOthers(owner))) continue;
      const called = fact.name ?? boundName(home, fact);
      if (called !== undefined && called !== name && fn === fact) this.behind.add(called);
      const isHere = home === module;
      const made = this.add({
        ...common,
        cls: isHere ? common.cls : undefined,
        module: home,
        fn,
        nameSpan:
          fact.name === undefined
            ? (boundSpan(home, fact) ?? (isHere ? nameSpan : fact.nameSpan))
            : fact.nameSpan,
        isDouble: fact.kind === 'arrow' && this.linker.isTest(home.path),
      });
      this.functions.set(fact, made);
    }
  }

  /**
   * The functions with bodies that a value may be, and each as it is seen by whoever calls that.
   */
  private functionsIn(
    module: ModuleFacts,
    value: Expr,
    isInClass: boolean,
    { spec }: ContractMethod,
  ) {
    if (module.language === 'python')
      return functionsBehind(this.linker, module, value, isInClass).flatMap((found) => {
        const { module: home, fact } = found.value;
        // What is given already nobody passes: such a member takes other parameters than the
        // method.
        const given = fact.params.slice(0, found.lead);
        const isOther = given.some(
          ({ name }) => name !== undefined && spec.parameters.some((p) => meansParameter(name, p)),
        );
        return isOther ? [] : [{ home, fact, fn: withoutGiven(found) }];
      });
    return this.linker
      .evaluate(module, value)
      .items.flatMap((v) =>
        v.k === 'function' && v.fact.body !== 'none'
          ? [{ home: v.module, fact: v.fact, fn: v.fact }]
          : [],
      );
  }

  private isOthers(cls: ClassFact): boolean {
    const role = this.roles.roleOf(cls);
    return role === 'target' || role === 'manager';
  }

  /**
   * `createExport: traced(async (ctx, volume) => ...)`: the function in it, and what a wrapper of
   * the tree puts in its place.
   */
  private declareWrapped(
    module: ModuleFacts,
    member: Named,
    call: CallFact,
    common: Common,
  ): boolean {
    const written = call.args.filter((a) => a.k === 'function');
    const inner =
      written.length === 1 ? written[0] : call.args.find((a) => this.isFunction(module, a));
    const wrappers = inner ? this.replacements.wrapper(module, call, inner) : [];
    if (inner?.k !== 'function' && !wrappers.some((w) => this.replacements.givenBack(w).length > 0))
      return false;
    this.wrap(wrappers, common);
    this.wrapping.add(call);
    if (inner?.k === 'function') {
      const fn = module.functions[inner.fn];
      if (this.signatures.fit(module, fn, common.method) !== 'contradicts')
        this.add({
          ...common,
          module,
          fn,
          nameSpan: member.nameSpan,
          isDouble: this.linker.isTest(module.path),
        });
    } else if (inner)
      this.declareBehind(module, member, inner, common, common.cls?.kind === 'class');
    return true;
  }

  private isFunction(module: ModuleFacts, expr: Expr): boolean {
    return (
      expr.k !== 'call' &&
      this.linker
        .evaluate(module, expr)
        .items.some((v) => v.k === 'function' && v.fact.body !== 'none')
    );
  }

  private wrap(wrappers: readonly Wrapper[], common: Common): void {
    for (const wrapper of wrappers) this.around.push({ wrapper, common, replacements: [] });
  }

  /**
   * What is called is what a wrapper gives back: if that states its arguments, it needs the
   * parameter, and so do the types around it.
   */
  private declareReplacement({ wrapper, common, replacements }: Around): void {
    const { module } = wrapper;
    const other = this.replacements.otherUse(
      wrapper,
      (cls, m) => this.isDeclared(cls, m, common.method),
      this.wrapping,
    );
    const hindrance = other === undefined ? undefined : `it is put in the place of ${other} too`;
    for (const fn of this.replacements.givenBack(wrapper)) {
      const known = this.functions.get(fn);
      if (known) replacements.push(known);
      const own = known ? undefined : withReceiver(module, fn);
      if (!own || this.signatures.fit(module, own, common.method) === 'contradicts') continue;
      const reason = `is put in the place of ${common.display}`;
      const display = fn.name ?? wrapper.fn.name ?? common.display;
      const site = this.add({
        ...common,
        module,
        fn: own,
        cls: undefined,
        nameSpan: fn.nameSpan,
        reason,
        display,
        isDouble: false,
        hindrance,
      });
      this.functions.set(fn, site);
      replacements.push(site);
    }
    if (hindrance !== undefined) return;
    const { params, returnType } = wrapper.fn;
    const taken = wrapper.takes === 'descriptor' ? undefined : params.at(wrapper.takes)?.type;
    for (const type of [taken, returnType])
      if (
        type &&
        functionsOf(module, type).every(
          (f) => this.signatures.fit(module, f, common.method) !== 'contradicts',
        )
      )
        this.declareTyped(module, type, { ...common, cls: undefined });
  }

  private isDeclared(cls: ClassFact, member: MemberFact, method: ContractMethod): boolean {
    const role = this.roles.roleOf(cls);
    return (
      this.roles.methodNamed(member.name) === method &&
      (role === 'driver' || role === 'delegate' || role === 'signature')
    );
  }

  /** What stands in the place of the method that a wrapper calls as its own parameter. */
  wrappedBy(module: ModuleFacts, expr: Expr): DeclarationSite | undefined {
    const values =
      expr.k === 'name' && expr.binding !== -1
        ? module.bindings[expr.binding].values.filter((v) => v.k !== 'param')
        : [];
    return this.around
      .find(({ wrapper }) =>
        [expr, ...values].some((value) => this.replacements.isGiven(module, value, wrapper)),
      )
      ?.replacements.at(0);
  }

  /**
   * `driver.createExport = async (ctx, volume) => ...`: a double in a test, a late definition
   * elsewhere.
   */
  private declareAssigned(
    module: ModuleFacts,
    { object, name, nameSpan, value }: AssignmentFact,
  ): void {
    const method = this.roles.methodNamed(name);
    // In a Python test it is a double, which is found by what it replaces.
    const isPython = module.language === 'python';
    if (
      !method?.added ||
      (isPython &&
        value.k !== 'function' &&
        (this.linker.isTest(module.path) || !MAKES.has(value.k)))
    )
      return;
    const role = this.roleOfHolder(module, object);
    if (!role) return;
    const common: Common = {
      method,
      role,
      reason: 'is assigned to a driver',
      display: name,
      cls: undefined,
    };
    const isOnClass =
      isPython && this.receiverOf(module, object).items.some((v) => v.k === 'class');
    if (isPython && (value.k !== 'function' || isOnClass))
      this.declareBehind(module, { name, nameSpan }, value, common, isOnClass);
    else if (value.k === 'function')
      this.add({
        ...common,
        module,
        fn: module.functions[value.fn],
        nameSpan,
        isDouble: this.linker.isTest(module.path),
      });
    else this.declareValue(module, { name, nameSpan }, value, common);
  }

  /**
   * What a driver is given by a call: `Object.assign(driver, extra)`,
   * `Object.defineProperty(driver, 'createExport', { value })`.
   */
  private declareGiven(module: ModuleFacts, { name: called, args }: CallFact): void {
    const [target, ...rest] = args;
    const literals = rest.flatMap((arg) =>
      this.linker.evaluate(module, arg).items.flatMap((v) => (isLiteral(v) ? [v.cls] : [])),
    );
    const key = called === 'defineProperty' && rest[0].k === 'string' ? rest[0] : undefined;
    for (const { module: home, fact } of literals) {
      if (this.roles.entryOf(fact)) continue;
      for (const member of fact.members) {
        const method = this.roles.methodNamed(
          key && member.name === 'value' ? key.text : member.name,
        );
        const role =
          method?.added && (key === undefined) === (member.name !== 'value')
            ? this.roleOfHolder(module, target)
            : undefined;
        if (method && role)
          this.declareMember(home, fact, method, member, role, 'is put on a driver');
      }
    }
  }

  private roleOfHolder(module: ModuleFacts, holder: Expr): Role | undefined {
    const isPrototype = holder.k === 'member' && holder.name === 'prototype';
    const roles = this.roles.rolesOf(this.receiverOf(module, isPrototype ? holder.object : holder));
    return [...roles].find((r) => r === 'driver' || r === 'delegate' || r === 'signature');
  }

  /**
   * The alias or callable interface is the declaration, wherever it stands; the members it types
   * repeat it. A type that is written in place is one too.
   * @param holder what is reported for such a type, where nothing else is
   */
  private declareTyped(module: ModuleFacts, type: TypeTerm, common: Common, holder?: Named): void {
    if (type.k === 'union' || type.k === 'intersection')
      for (const item of type.items) this.declareTyped(module, item, common, holder);
    else if (type.k === 'ref') {
      const entity = this.linker.project.qualified(
        module,
        type.binding,
        type.name.split('.').slice(1),
      );
      const named =
        entity?.k === 'binding' ? functionTypeOf(entity.module, entity.binding) : undefined;
      if (named) this.addType(named, common);
    }
    for (const fn of functionsOf(module, type))
      this.add({
        ...common,
        module,
        fn,
        nameSpan: holder?.nameSpan ?? fn.nameSpan,
        isDouble: false,
      });
  }

  /**
   * A function type that is called as the method is, and takes what it takes, types it: `type
   * CreateExportFn = (ctx, volume) => ...`.
   */
  private declareNamedType(module: ModuleFacts, binding: BindingFact): void {
    const method = this.roles.methods.find((m) => m.added && holdsWords(binding.name, m.name));
    const named = method && functionTypeOf(module, binding);
    if (!method || !named) return;
    const isIt = named.functions.every(
      (fn) =>
        this.signatures.fit(module, fn, method) === 'fits' &&
        this.ownRoles.targetParameter(fn, method) === undefined,
    );
    if (isIt)
      this.addType(named, {
        method,
        role: 'signature',
        reason: `is called as ${method.name} is`,
        display: binding.name,
        cls: undefined,
      });
  }

  private addType({ module, binding, functions }: NamedFunctionType, common: Common): void {
    for (const fn of functions)
      this.add({
        ...common,
        module,
        fn,
        nameSpan: binding.span,
        display: binding.name,
        cls: undefined,
        isDouble: false,
      });
  }

  /** A literal's function property in a test, a `vi.fn(...)`: callers that pass more do no harm. */
  private isDouble(module: ModuleFacts, cls: ClassFact, member: MemberFact): boolean {
    return cls.kind === 'object' && member.kind === 'property' && this.linker.isTest(module.path);
  }

  private add(site: Omit<DeclarationSite, keyof Standing>): DeclarationSite {
    const { module, fn, method } = site;
    const known = this.functions.get(fn);
    if (known) return known;
    const circumstances = {
      callers: this.callers(site),
      isGivenByName: fn.params.some((p) => p.takesNames) && this.isGivenByName(method),
    };
    const made = { ...site, ...this.signatures.standing(module, fn, method, circumstances) };
    this.functions.set(site.fn, made);
    this.roles.modules.add(site.module);
    this.declared.set(site.module, [...(this.declared.get(site.module) ?? []), made]);
    return made;
  }

  /**
   * How many parameters those give that call a method through what it overrides; nobody knows the
   * callers of a driver that overrides nothing.
   */
  private callers({
    module,
    fn,
    method,
    cls,
    role,
  }: Omit<DeclarationSite, keyof Standing>): number {
    const all = method.spec.parameters.length;
    if (role !== 'delegate' || cls === undefined) return all;
    const { line, interfaces } = this.linker.hierarchy.ancestry(
      this.linker.classRef(module, cls.id),
    );
    const above = [...line.slice(1), ...interfaces].flatMap((c) =>
      this.roles
        .ownMethods(c.fact)
        .flatMap(({ method: own, member }) =>
          own === method && member.fn !== undefined
            ? [c.module.functions[member.fn].params.length]
            : [],
        ),
    );
    return Math.max(fn.params.length, ...above);
  }

  /**
   * Whether somebody gives the added parameter by its name, and nobody by its place. All that call
   * the method are known from the start.
   */
  private isGivenByName(method: ContractMethod): boolean {
    let known = this.givenByName.get(method);
    if (known === undefined) this.givenByName.set(method, (known = this.looksGivenByName(method)));
    return known;
  }

  private looksGivenByName(method: ContractMethod): boolean {
    const name = nameIn(method.name, 'python');
    const calls = [...this.roles.modules].flatMap((m) =>
      m.language === 'python' ? m.calls.filter((c) => c.name === name) : [],
    );
    const gives = ({ keywords = [] }: CallFact) =>
      keywords.some((k) => k.name !== undefined && sameName(k.name, method.added?.name ?? ''));
    return calls.some(gives) && calls.every((c) => gives(c) || c.args.length <= method.slot);
  }
}

/** Python writes what a replacement runs on as its first parameter: nobody passes it. */
function withReceiver({ language }: ModuleFacts, fn: FunctionFact): FunctionFact {
  const [first, ...params] = fn.params;
  if (language !== 'python' || !first || (first.name !== 'self' && first.name !== 'cls')) return fn;
  return { ...fn, params, receiver: { name: first.name, span: first.span } };
}

function isLiteral(value: Value): value is InstanceValue {
  return value.k === 'instance' && value.cls.fact.kind === 'object';
}

/** What a type alias or an interface with call signatures declares. */
function functionTypeOf(module: ModuleFacts, binding: BindingFact): NamedFunctionType | undefined {
  const type = binding.alias?.type;
  const functions =
    type?.k === 'function' || type?.k === 'object'
      ? functionsOf(module, type)
      : binding.classes.flatMap((id) => callSignatures(module, id));
  return functions.length > 0 ? { module, binding, functions } : undefined;
}

/** The functions that a type is, where it is written out. */
function functionsOf(module: ModuleFacts, type: TypeTerm): FunctionFact[] {
  if (type.k === 'function') return [module.functions[type.fn]];
  return type.k === 'object' ? callSignatures(module, type.cls) : [];
}

function callSignatures({ classes, functions }: ModuleFacts, cls: ClassId): FunctionFact[] {
  return classes[cls].members.flatMap((m) =>
    m.name === CALL_SIGNATURE && m.fn !== undefined ? [functions[m.fn]] : [],
  );
}

/** Whether a name holds another's words, one behind the other. */
function holdsWords(name: string, wanted: string): boolean {
  return `_${words(name).join('_')}_`.includes(`_${words(wanted).join('_')}_`);
}

function boundName(module: ModuleFacts, fn: FunctionFact): string | undefined {
  return fn.binding === undefined || fn.binding === -1
    ? undefined
    : module.bindings[fn.binding].name;
}

function boundSpan(module: ModuleFacts, fn: FunctionFact): Span | undefined {
  return fn.binding === undefined || fn.binding === -1
    ? undefined
    : module.bindings[fn.binding].span;
}
