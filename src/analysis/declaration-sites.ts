import type { CallSite, DeclarationSite } from './site.js';
import type {
  AssignmentFact,
  CallFact,
  ClassFact,
  Expr,
  FunctionFact,
  FunctionId,
  MemberFact,
  ModuleFacts,
} from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import { describeRole } from './role-reasons.js';
import type { OwnRoles } from './own-roles.js';
import type { Role, Roles } from './roles.js';
import { Replacements } from './replacements.js';
import type { ContractMethod, Signatures } from './signatures.js';
import { classLabel, type InstanceValue, type Value, type Values } from '../linker/values.js';
import { DeclarationTable, type Common } from './declaration-table.js';
import { FunctionTypes } from './function-types.js';
import { WrappedDeclarations } from './wrapped-declarations.js';
import { DecoratedClasses, type Decorated } from './decorated-classes.js';
import { ValueDeclarations } from './value-declarations.js';

/** What a function that is put in a method's place may be written as. */
const MAKES: ReadonlySet<Expr['k']> = new Set(['name', 'member', 'call', 'typed']);

/**
 * Every declaration of the contract's methods: members, values, function types, late assignments.
 */
export class DeclarationSites {
  private readonly replacements: Replacements;
  private readonly table: DeclarationTable;
  private readonly types: FunctionTypes;
  private readonly wrapped: WrappedDeclarations;
  private readonly values: ValueDeclarations;
  private readonly decorated: DecoratedClasses;

  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly signatures: Signatures,
    private readonly ownRoles: OwnRoles,
  ) {
    const table = (this.table = new DeclarationTable(linker, roles, signatures));
    const replacements = (this.replacements = new Replacements(linker));
    const types = (this.types = new FunctionTypes(linker, roles, signatures, ownRoles, table));
    const wrapped = new WrappedDeclarations(roles, signatures, replacements, types, table);
    this.wrapped = wrapped;
    this.values = new ValueDeclarations(
      linker,
      roles,
      signatures,
      replacements,
      types,
      wrapped,
      table,
    );
    this.decorated = new DecoratedClasses(linker, roles, replacements);
    for (const module of [...roles.modules]) this.collect(module);
    for (const decorated of this.decorated.all) this.declareGivenBack(decorated);
    // What else a wrapper is for is known when all that is the method is.
    wrapped.declare();
  }

  in(module: ModuleFacts): readonly DeclarationSite[] {
    return this.table.in(module);
  }

  of(fn: FunctionFact): DeclarationSite | undefined {
    return this.table.of(fn);
  }

  isMigrated(method: ContractMethod): boolean {
    return this.table.isMigrated(method);
  }

  aliasNames(): string[] {
    return this.table.aliasNames();
  }

  /**
   * Names of functions that are a contract's method under another name: their calls are its calls.
   */
  get behind(): ReadonlySet<string> {
    return this.values.behind;
  }

  receiverOf(module: ModuleFacts, expr: Expr): Values {
    return this.decorated.receiverOf(module, expr);
  }

  /** What stands in the place of the method that a wrapper calls as its own parameter. */
  wrappedBy(module: ModuleFacts, expr: Expr): DeclarationSite | undefined {
    return this.wrapped.by(module, expr);
  }

  /**
   * The contract method that a function is, or stands in: a member of a driver or delegate, or what
   * was put in the place of one.
   */
  enclosing(module: ModuleFacts, fn: FunctionId): CallSite['enclosing'] {
    for (let fact = module.functions[fn]; ; fact = module.functions[fact.parent]) {
      const declared = this.table.of(fact);
      if (declared) return { method: declared.method, fn: fact };
      const member = this.roles.memberMethod(module, fact);
      if (member) return member.isOurs ? { method: member.method, fn: fact } : undefined;
      if (fact.parent === -1) return undefined;
    }
  }

  private collect(module: ModuleFacts): void {
    for (const cls of module.classes) {
      const entry = this.roles.entryOf(cls);
      if (!entry || entry.role === 'target' || entry.role === 'manager') continue;
      const own = this.roles.ownMethods(cls);
      for (const { method, member } of own)
        if (method.added && !this.isDescribedElsewhere(module, method, member)) {
          const obstacle = this.isOtherList(module, own, method, member)
            ? 'it is another list than the contract’s'
            : undefined;
          this.declareMember(
            module,
            cls,
            method,
            member,
            entry.role,
            describeRole(entry.why),
            obstacle,
          );
        }
    }
    const { assignments, givings, types } = this.ownRoles.mentions.of(module);
    for (const assignment of assignments) this.declareAssigned(module, assignment);
    for (const call of givings) this.declareGiven(module, call);
    for (const binding of types) this.types.declareNamed(module, binding);
  }

  /** Whether a member has another of the lists that the contract gives its name. */
  private isDescribedElsewhere(
    module: ModuleFacts,
    method: ContractMethod,
    { fn }: MemberFact,
  ): boolean {
    return fn !== undefined && this.signatures.isOther(module, module.functions[fn], method);
  }

  /**
   * What is made of a driver is what its decorator gives back: a class of its own, which has the
   * method too.
   */
  private declareGivenBack({ wrapper, cls, role }: Decorated): void {
    for (const fact of this.replacements.classesGivenBack(wrapper)) {
      if (this.roles.entryOf(fact)) continue;
      const other = this.replacements.otherClass(wrapper, (c) =>
        this.decorated.all.some((d) => d.cls.fact === c),
      );
      const obstacle = other && `it is put in the place of ${other.name ?? 'another class'} too`;
      for (const { method, member } of this.roles.ownMethods(fact))
        if (method.added)
          this.declareMember(
            wrapper.module,
            fact,
            method,
            member,
            role,
            `is put in the place of ${cls.fact.name ?? 'it'}`,
            obstacle,
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

  private declareMember(
    module: ModuleFacts,
    cls: ClassFact,
    method: ContractMethod,
    member: MemberFact,
    role: Role,
    reason: string,
    obstacle?: string,
  ): void {
    const owner = classLabel(module, cls);
    const display = owner === undefined ? member.name : `${owner}.${member.name}`;
    const common = { method, role, reason, display, cls, obstacle };
    const isTold = member.type?.k === 'function' && member.type.fn === member.fn;
    if (member.type && !isTold)
      this.types.declare(
        module,
        member.type,
        common,
        member.fn === undefined && !member.value ? member : undefined,
      );
    this.wrapped.wrap(this.replacements.decorators(module, member), common);
    if (member.fn !== undefined) {
      const fn = module.functions[member.fn];
      const returned =
        member.kind === 'getter' && fn.returns[0]?.k === 'function'
          ? module.functions[fn.returns[0].fn]
          : fn;
      this.table.add({
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
    if (member.value) this.values.declare(module, member, member.value, common);
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
    const role = this.decorated.roleOfHolder(module, object);
    if (!role) return;
    const common: Common = {
      method,
      role,
      reason: 'is assigned to a driver',
      display: name,
      cls: undefined,
    };
    const isOnClass =
      isPython && this.decorated.receiverOf(module, object).items.some((v) => v.k === 'class');
    if (isPython && (value.k !== 'function' || isOnClass))
      this.values.declareBehind(module, { name, nameSpan }, value, common, isOnClass);
    else if (value.k === 'function')
      this.table.add({
        ...common,
        module,
        fn: module.functions[value.fn],
        nameSpan,
        isDouble: this.linker.isTest(module.path),
      });
    else this.values.declare(module, { name, nameSpan }, value, common);
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
            ? this.decorated.roleOfHolder(module, target)
            : undefined;
        if (method && role)
          this.declareMember(home, fact, method, member, role, 'is put on a driver');
      }
    }
  }

  /** A literal's function property in a test, a `vi.fn(...)`: callers that pass more do no harm. */
  private isDouble(module: ModuleFacts, cls: ClassFact, member: MemberFact): boolean {
    return cls.kind === 'object' && member.kind === 'property' && this.linker.isTest(module.path);
  }
}

function isLiteral(value: Value): value is InstanceValue {
  return value.k === 'instance' && value.cls.fact.kind === 'object';
}
