import type { CallSite, DeclarationSite } from './site.js';
import { sameName, words } from '../contract/words.js';
import {
  CALL_SIGNATURE,
  type AssignmentFact,
  type BindingFact,
  type CallFact,
  type ClassFact,
  type Expr,
  type FunctionFact,
  type MemberFact,
  type ModuleFacts,
  type Span,
  type TypeTerm,
} from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import { functionsBehind, withoutGiven } from './python-members.js';
import { describeRole } from './role-reasons.js';
import type { Role, Roles } from './roles.js';
import { nameIn, type ContractMethod, type Signatures, type Standing } from './signatures.js';
import { classDisplay } from '../linker/values.js';

/** What the declarations of one member have in common. */
type Common = Pick<DeclarationSite, 'method' | 'role' | 'reason' | 'display' | 'cls'>;

/** A function type by a name of its own. */
interface NamedFunctionType {
  readonly module: ModuleFacts;
  readonly binding: BindingFact;
  readonly functions: readonly FunctionFact[];
}

/** What a function that is put in a method's place may be written as. */
const MAKES: ReadonlySet<Expr['k']> = new Set(['name', 'member', 'call', 'typed']);

/** Every declaration of the contract's methods: members, values, function types, late assignments. */
export class DeclarationSites {
  private readonly declared = new Map<ModuleFacts, DeclarationSite[]>();
  private readonly functions = new Map<FunctionFact, DeclarationSite>();
  private readonly migrated = new Map<ContractMethod, boolean>();

  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly signatures: Signatures,
  ) {
    for (const module of roles.modules) this.declared.set(module, []);
    for (const module of [...roles.modules]) this.collect(module);
  }

  in(module: ModuleFacts): readonly DeclarationSite[] {
    return this.declared.get(module) ?? [];
  }

  of(fn: FunctionFact): DeclarationSite | undefined {
    return this.functions.get(fn);
  }

  /** The contract method that a function is, or stands in; what is put in a method's place is that method. */
  enclosing(module: ModuleFacts, fn: number): CallSite['enclosing'] {
    const named = this.roles.enclosingMethod(module, fn);
    for (let at = fn; at !== -1 && at !== named?.fn.id; at = module.functions[at].parent) {
      const site = this.functions.get(module.functions[at]);
      if (site && !site.isDouble && site.role !== 'signature') return { method: site.method, fn: site.fn };
    }
    return named;
  }

  /** Whether no declaration of a method, doubles apart, is without its parameter: the tree has seen a migration. */
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
      for (const { method, member } of this.roles.ownMethods(cls))
        if (method.added) this.declareMember(module, cls, method, member, entry.role, describeRole(entry.why));
    }
    for (const assignment of module.assignments) this.declareAssigned(module, assignment);
    for (const binding of module.bindings) this.declareNamedType(module, binding);
  }

  private declareMember(module: ModuleFacts, cls: ClassFact, method: ContractMethod, member: MemberFact, role: Role, reason: string): void {
    const owner = classDisplay(module, cls);
    const display = owner === undefined ? member.name : `${owner}.${member.name}`;
    const common = { method, role, reason, display, cls };
    if (member.type) this.declareTyped(module, member.type, common);
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
    if (member.value) this.declareValue(module, member, member.value, common);
  }

  private declareValue(module: ModuleFacts, member: MemberFact, value: Expr, common: Common): void {
    const type = value.k === 'name' && value.binding !== -1 ? module.bindings[value.binding].type : undefined;
    if (type) this.declareTyped(module, type, common);
    const inner = value.k === 'call' ? this.wrapped(module, value.call) : value;
    if (value.k === 'call' && inner?.k === 'function') {
      const fn = module.functions[inner.fn];
      if (this.signatures.fit(module, fn, common.method) !== 'contradicts')
        this.add({ ...common, module, fn, nameSpan: member.nameSpan, isDouble: this.linker.isTest(module.path) });
      return;
    }
    if (module.language === 'python') {
      this.declareBehind(module, value, common, common.cls?.kind === 'class');
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

  /** Python: the functions that a member is made of. One with a method's own name has a class of its own to say what it is. */
  private declareBehind(module: ModuleFacts, value: Expr, common: Common, isInClass: boolean): void {
    for (const found of functionsBehind(this.linker, module, value, isInClass)) {
      const { module: home, fact } = found.value;
      const fn = withoutGiven(found);
      if (this.roles.methodNamed(fact.name) || this.functions.has(fact) || this.signatures.fit(home, fn, common.method) === 'contradicts')
        continue;
      const nameSpan = fact.name === undefined ? (boundSpan(home, fact) ?? fact.nameSpan) : fact.nameSpan;
      this.add({ ...common, module: home, fn, nameSpan, isDouble: fact.kind === 'arrow' && this.linker.isTest(home.path) });
      const made = this.functions.get(fn);
      if (made) this.functions.set(fact, made);
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
    // In a test it is a double, which is found by what it replaces.
    const isOther = module.language === 'python' && !this.linker.isTest(module.path) && MAKES.has(value.k);
    if (!method?.added || (value.k !== 'function' && !isOther)) return;
    const receiver =
      object.k === 'member' && object.name === 'prototype'
        ? this.linker.evaluate(module, object.object)
        : this.linker.evaluate(module, object);
    const role = [...this.roles.rolesOf(receiver)].find((r) => r === 'driver' || r === 'delegate' || r === 'signature');
    if (!role) return;
    const common = { method, role, reason: 'is assigned to a driver', display: name, cls: undefined };
    const isOnClass = module.language === 'python' && receiver.items.some((v) => v.k === 'class');
    if (value.k !== 'function' || isOnClass) {
      this.declareBehind(module, value, common, isOnClass);
      return;
    }
    const fn = module.functions[value.fn];
    if (!this.functions.has(fn)) this.add({ ...common, module, fn, nameSpan, isDouble: this.linker.isTest(module.path) });
  }

  /** The alias or callable interface is the declaration, wherever it stands; the members it types repeat it. */
  private declareTyped(module: ModuleFacts, type: TypeTerm, common: Common): void {
    if (type.k !== 'ref') return;
    const entity = this.linker.project.qualified(module, type.binding, type.name.split('.').slice(1));
    const named = entity?.k === 'binding' ? functionTypeOf(entity.module, entity.binding) : undefined;
    if (named) this.addType(named, common);
  }

  /** A function type that is called as the method is, and takes what it takes, types it: `type CreateExportFn = (ctx, volume) => ...`. */
  private declareNamedType(module: ModuleFacts, binding: BindingFact): void {
    const method = this.roles.methods.find((m) => m.added && holdsWords(binding.name, m.name));
    const named = method && functionTypeOf(module, binding);
    if (!method || !named) return;
    const isIt = named.functions.every(
      (fn) => this.signatures.fit(module, fn, method) === 'fits' && this.roles.targetParameter(fn, method) === undefined,
    );
    if (isIt)
      this.addType(named, { method, role: 'signature', reason: `is called as ${method.name} is`, display: binding.name, cls: undefined });
  }

  private addType({ module, binding, functions }: NamedFunctionType, common: Common): void {
    for (const fn of functions)
      this.add({ ...common, module, fn, nameSpan: binding.span, display: binding.name, cls: undefined, isDouble: false });
  }

  /** A literal's function property in a test, a `vi.fn(...)`: callers that pass more do no harm. */
  private isDouble(module: ModuleFacts, cls: ClassFact, member: MemberFact): boolean {
    return cls.kind === 'object' && member.kind === 'property' && this.linker.isTest(module.path);
  }

  private add(site: Omit<DeclarationSite, keyof Standing>): void {
    const { module, fn, method } = site;
    if (this.functions.has(fn)) return;
    const circumstances = { callers: this.callers(site), isGivenByName: fn.params.some((p) => p.takesNames) && this.isGivenByName(method) };
    const made = { ...site, ...this.signatures.standing(module, fn, method, circumstances) };
    this.functions.set(site.fn, made);
    this.roles.modules.add(site.module);
    this.declared.set(site.module, [...(this.declared.get(site.module) ?? []), made]);
  }

  /** How many parameters those give that call a method through what it overrides; nobody knows the callers of a driver that overrides nothing. */
  private callers({ module, fn, method, cls, role }: Omit<DeclarationSite, keyof Standing>): number {
    const all = method.spec.parameters.length;
    if (role !== 'delegate' || cls === undefined) return all;
    const { line, interfaces } = this.linker.hierarchy.ancestry(this.linker.classRef(module, cls.id));
    const above = [...line.slice(1), ...interfaces].flatMap((c) =>
      this.roles.ownMethods(c.fact).flatMap(({ method: own, member }) =>
        own === method && member.fn !== undefined ? [c.module.functions[member.fn].params.length] : [],
      ),
    );
    return Math.max(fn.params.length, ...above);
  }

  /** Whether somebody gives the added parameter by its name, and nobody by its place. */
  private isGivenByName(method: ContractMethod): boolean {
    const name = nameIn(method.name, 'python');
    const calls = [...this.roles.modules].flatMap((m) => (m.language === 'python' ? m.calls.filter((c) => c.name === name) : []));
    const gives = ({ keywords = [] }: CallFact) => keywords.some((k) => k.name !== undefined && sameName(k.name, method.added?.name ?? ''));
    return calls.some(gives) && calls.every((c) => gives(c) || c.args.length <= method.slot);
  }
}

/** What a type alias or an interface with call signatures declares. */
function functionTypeOf(module: ModuleFacts, binding: BindingFact): NamedFunctionType | undefined {
  const type = binding.alias?.type;
  if (type?.k === 'function') return { module, binding, functions: [module.functions[type.fn]] };
  const classes = type?.k === 'object' ? [type.cls] : binding.classes;
  const functions = classes.flatMap((id) =>
    module.classes[id].members.flatMap((m) => (m.name === CALL_SIGNATURE && m.fn !== undefined ? [module.functions[m.fn]] : [])),
  );
  return functions.length > 0 ? { module, binding, functions } : undefined;
}

/** Whether a name holds another's words, one behind the other. */
function holdsWords(name: string, wanted: string): boolean {
  return `_${words(name).join('_')}_`.includes(`_${words(wanted).join('_')}_`);
}

function boundSpan(module: ModuleFacts, fn: FunctionFact): Span | undefined {
  return fn.binding === undefined || fn.binding === -1 ? undefined : module.bindings[fn.binding].span;
}
