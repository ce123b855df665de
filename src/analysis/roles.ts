import { thisOwner } from '../facts/scopes.js';
import { isProtocol } from '../facts/protocols.js';
import type { Step } from '../contract/steps.js';
import { sameName } from '../contract/words.js';
import type { ClassFact, Expr, FunctionFact, MemberFact, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { OracleType } from '../linker/oracle.js';
import { callsWithin, type OwnRoles } from './own-roles.js';
import { whyBelow, type RoleWhy } from './role-reasons.js';
import {
  contractMethods,
  methodsByName,
  nameIn,
  type ContractMethod,
  type Fit,
} from './signatures.js';
import { Ties } from './ties.js';
import type { ClassRef, Value, Values } from '../linker/values.js';

export type Role = 'target' | 'driver' | 'delegate' | 'signature' | 'manager' | 'unrelated';

export interface RoleEntry {
  readonly cls: ClassRef;
  readonly role: Role;
  readonly why: RoleWhy;
}
import type { Unrelated } from './unrelated.js';

/** A method of the contract that a class declares itself. */
interface OwnMethod {
  readonly method: ContractMethod;
  readonly member: MemberFact;
}

/**
 * Decides who is a driver, a delegate, a target, a signature or a manager, in that order of
 * DESIGN's "Who is who".
 */
export class Roles {
  readonly methods: readonly ContractMethod[];
  private readonly entries = new Map<ClassFact, RoleEntry>();
  private readonly own = new Map<ClassFact, readonly OwnMethod[]>();
  private readonly byName: ReadonlyMap<string, ContractMethod>;
  /** Modules that hold anything of the contract, with those that descendants stand in. */
  readonly modules = new Set<ModuleFacts>();
  private readonly ties: Ties;

  constructor(
    private readonly contract: Step,
    private readonly linker: Linker,
    private readonly ownRoles: OwnRoles,
    private readonly unrelated: Unrelated,
    seeds: readonly ModuleFacts[],
  ) {
    this.methods = contractMethods(contract);
    this.ties = new Ties(linker, (value) =>
      ['driver', 'delegate'].includes(this.roleOfValue(value) ?? ''),
    );
    this.byName = methodsByName(this.methods);
    for (const module of seeds) this.modules.add(module);
    this.decide();
  }

  methodNamed(name: string | undefined): ContractMethod | undefined {
    return name === undefined ? undefined : this.byName.get(name);
  }

  entryOf(fact: ClassFact): RoleEntry | undefined {
    return this.entries.get(fact);
  }

  roleOf(fact: ClassFact): Role {
    return this.entries.get(fact)?.role ?? 'unrelated';
  }

  all(): RoleEntry[] {
    return [...this.entries.values()];
  }

  private decide(): void {
    const classes = [...this.modules].flatMap((module) =>
      module.classes.map((fact) => this.linker.classRef(module, fact.id)),
    );
    const withMethods = classes.filter((c) => this.ownMethods(c.fact).length > 0);
    for (const cls of classes) this.consider(cls, 'target', this.ownRoles.whyTarget(cls));
    this.heirsOfTargets();
    for (const cls of classes) this.consider(cls, 'driver', this.ownRoles.whyDriver(cls));
    this.descend('driver');
    // What stands below a base of drivers may have further bases, and those further descendants.
    for (let bases = this.ascend(); bases.length > 0; bases = this.ascend())
      this.descend('driver', bases);
    this.delegates();
    this.settleSlots();
    for (const cls of withMethods) this.consider(cls, 'signature', this.whySignature(cls));
    this.descend('signature');
    this.doubles();
    this.managers();
  }

  /** @returns the entry, where the class had none and there is a reason for one */
  private consider(cls: ClassRef, role: Role, why: RoleWhy | undefined): RoleEntry | undefined {
    if (!why || this.entries.has(cls.fact) || this.isSettled(cls)) return undefined;
    const entry = { cls, role, why };
    this.entries.set(cls.fact, entry);
    return entry;
  }

  /** Whether the user says that a class is none of the contract's. */
  private isSettled(cls: ClassRef): boolean {
    const { unrelated, linker } = this;
    return (unrelated.ofClass(linker, cls) ?? unrelated.ofFile(cls.module)) !== undefined;
  }

  ownMethods(fact: ClassFact): readonly OwnMethod[] {
    let own = this.own.get(fact);
    if (!own) {
      own = this.ownRoles.mentions.membersOf(fact).flatMap((member) => {
        const method = this.byName.get(member.name);
        return method ? [{ method, member }] : [];
      });
      this.own.set(fact, own);
    }
    return own;
  }

  private functionOf(module: ModuleFacts, member: MemberFact): FunctionFact | undefined {
    return this.ownRoles.functionOf(module, member);
  }

  private fits(cls: ClassRef, method: ContractMethod, member: MemberFact): Fit {
    return this.ownRoles.fits(cls, method, member);
  }

  /** What only inherits from a target names nothing of the contract, and is a target all the same. */
  private heirsOfTargets(): void {
    for (const { cls } of this.all())
      for (const sub of this.linker.hierarchy.descendants(cls))
        this.consider(sub, 'target', this.ownRoles.whyTarget(sub));
  }

  /** Whoever descends has the role too, also in files that name nothing of the contract. */
  private descend(role: Role, from = this.all().filter((e) => e.role === role)): void {
    const queue = [...from];
    const seen = new Set<string>();
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      for (const sub of this.linker.hierarchy.descendants(entry.cls)) {
        if (seen.has(sub.key)) continue;
        seen.add(sub.key);
        if (
          (role === 'signature' || entry.why.kind === 'base-of-driver') &&
          this.ownMethods(sub.fact).some(
            ({ method, member }) => this.fits(sub, method, member) === 'contradicts',
          )
        )
          continue;
        this.modules.add(sub.module);
        const made = this.consider(sub, role, whyBelow(sub.fact, entry.cls.fact.name));
        if (made) queue.push(made);
      }
    }
  }

  /**
   * A class above a driver that declares a contract method is a base of drivers.
   * @returns the new ones
   */
  private ascend(): RoleEntry[] {
    const seen = new Set<string>();
    const made: RoleEntry[] = [];
    for (const { cls } of this.all().filter((e) => e.role === 'driver')) {
      const { mro, interfaces } = this.linker.hierarchy.ancestry(cls);
      for (const above of [...mro.slice(1), ...interfaces]) {
        if (seen.has(above.key)) continue;
        seen.add(above.key);
        const own = this.ownMethods(above.fact);
        if (
          own.length === 0 ||
          own.every(({ method, member }) => this.fits(above, method, member) === 'contradicts')
        )
          continue;
        this.modules.add(above.module);
        const entry = this.consider(above, 'driver', {
          kind: 'base-of-driver',
          driver: cls.fact.name,
        });
        if (entry) made.push(entry);
      }
    }
    return made;
  }

  /**
   * A required parameter cannot follow an optional one: where the contract types declare optional
   * parameters before the slot, or the contract says so, the slot is before the first of them, in
   * the whole tree.
   */
  private settleSlots(): void {
    for (const method of this.methods) {
      if (!method.added || method.added.default !== undefined || method.added.optional) continue;
      const declared = this.all().flatMap(({ cls, role, why }) =>
        role === 'driver' &&
        (why.kind === 'contract-type' || cls.fact.kind === 'interface' || cls.fact.isAbstract)
          ? this.ownMethods(cls.fact).flatMap((o) =>
              o.method === method ? (this.functionOf(cls.module, o.member)?.params ?? []) : [],
            )
          : [],
      );
      const names = new Set(declared.filter((p) => p.optional).map((p) => p.name));
      const first = method.spec.parameters.findIndex(
        (p) => p.optional === true || names.has(p.name),
      );
      if (first !== -1 && first < method.slot) method.slot = first;
    }
  }

  // ---- delegates
  // ------------------------------------------------------------

  private delegates(): void {
    const queue = this.all().filter((e) => e.role === 'driver');
    const add = (cls: ClassRef, why: RoleWhy) => {
      const made = this.consider(cls, 'delegate', why);
      if (!made) return;
      this.modules.add(cls.module);
      queue.push(made);
    };
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      const { cls } = entry;
      for (const { method, member } of this.ownMethods(cls.fact)) {
        const fn = this.functionOf(cls.module, member);
        if (!fn || fn.body === 'none') continue;
        for (const id of callsWithin(cls.module, fn.id)) {
          const call = cls.module.calls[id];
          const callee = innerCallee(call.callee);
          if (
            callee.k !== 'member' ||
            this.byName.get(callee.name) !== method ||
            callee.object.k === 'super'
          )
            continue;
          for (const value of this.linker.evaluate(cls.module, callee.object).items) {
            const held =
              value.k === 'instance' || value.k === 'class'
                ? value.cls
                : value.k === 'module'
                  ? this.linker.classRef(value.module, 0)
                  : undefined;
            if (!held || !this.isDelegate(held, method)) continue;
            const bases = [
              ...this.linker.hierarchy.ancestry(held).mro,
              ...this.linker.hierarchy.ancestry(held).interfaces,
            ];
            const declaring = bases.filter(
              (above) => above.key !== held.key && this.ownMethods(above.fact).length > 0,
            );
            add(held, {
              kind: 'forwarded-to',
              by: cls.fact.name,
              method: nameIn(method.name, cls.module.language),
            });
            for (const above of declaring)
              add(above, { kind: 'base-of-delegate', delegate: held.fact.name });
            for (const top of [held, ...declaring])
              for (const sub of this.linker.hierarchy.descendants(top))
                add(sub, { kind: 'implements-delegate', delegate: top.fact.name });
          }
        }
      }
    }
  }

  /**
   * Classes of tests that are called where a driver or delegate is: what is called changes, and
   * they with it.
   */
  private doubles(): void {
    const methods = this.methods.filter((m) => m.added).map((m) => nameIn(m.name, 'python'));
    const isOurs = (role: Role | undefined) =>
      role === 'driver' || role === 'delegate' || role === 'signature';
    const declaring = (cls: ClassRef, name: string) =>
      this.linker.hierarchy
        .mro(cls)
        .filter(
          ({ fact }) => fact.kind === 'class' && this.ownRoles.mentions.functionsOf(fact).has(name),
        );
    const found = this.ownRoles.standIns.among(this.modules, methods, {
      isOurs: (values) => values.items.some((v) => isOurs(this.roleOfValue(v))),
      isForward: (module, call) => {
        const owner = thisOwner(module, call.fn);
        return (
          owner.cls !== undefined &&
          owner.name === call.name &&
          isOurs(this.roleOf(module.classes[owner.cls]))
        );
      },
      mayStandIn: (cls, method) => !this.entries.has(cls.fact) && declaring(cls, method).length > 0,
    });
    for (const { cls, for: name } of found)
      for (const one of methods.flatMap((method) => declaring(cls, method)))
        this.consider(one, 'delegate', { kind: 'stands-in', name });
  }

  private isDelegate(cls: ClassRef, method: ContractMethod): boolean {
    if (this.entries.has(cls.fact)) return false;
    const found = this.linker.hierarchy.member(cls, nameIn(method.name, cls.module.language));
    if (!found) return false;
    if (this.fits(found.cls, method, found.member) !== 'contradicts') return true;
    // What only reads may be asked by other things than the volume; that it is told the connector
    // says that it is one.
    const { params = [] } =
      (found.member.fn !== undefined && found.cls.module.functions[found.member.fn]) || {};
    const told = this.contract.values?.from?.find((f) => f.method === method.name)?.parameter;
    return (
      method.spec.mayNotCreateExports === true &&
      params.some((p) => told !== undefined && p.name !== undefined && sameName(p.name, told))
    );
  }

  // ---- signatures and managers
  // ------------------------------------------------------------

  private whySignature(cls: ClassRef): RoleWhy | undefined {
    const { kind, isAmbient } = cls.fact;
    if (kind !== 'interface' && kind !== 'typeLiteral' && !isAmbient && !isProtocol(cls.fact))
      return undefined;
    const own = this.ownMethods(cls.fact).filter((o) => o.method.added);
    const fits = own.map(({ method, member }) => this.fits(cls, method, member));
    if (!fits.includes('fits') || fits.includes('contradicts')) return undefined;
    // Where looking alike is not enough, a driver has to be put in its place.
    if (this.contract.drivers.structural === false && !this.ties.isTied(cls)) return undefined;
    return { kind: 'declares', methods: own.map((o) => o.method.name) };
  }

  private managers(): void {
    for (const module of this.modules) {
      for (const call of this.ownRoles.mentions.of(module).calls) {
        const method = this.byName.get(call.name ?? '');
        if (
          !method ||
          call.callee.k !== 'member' ||
          call.callee.object.k === 'this' ||
          call.callee.object.k === 'super'
        )
          continue;
        const owner = thisOwner(module, call.fn);
        const held = this.rolesOf(this.linker.evaluate(module, call.callee.object));
        if (!held.has('driver') || owner.cls === undefined) continue;
        const why: RoleWhy = { kind: 'calls-driver', method: nameIn(method.name, module.language) };
        this.consider(this.linker.classRef(module, owner.cls), 'manager', why);
      }
    }
  }

  /**
   * The role that a type has by the checker's word; undefined when the checker does not know
   * either.
   */
  roleOfType({ isAny, names, declarations }: OracleType): Role | undefined {
    if (isAny) return undefined;
    const roles = declarations.flatMap(({ file, start }) => {
      const module = this.linker.project.module(file);
      const fact = module?.classes.find((c) => c.nameSpan[0] === start || c.span[0] === start);
      return fact ? [this.roleOf(fact)] : [];
    });
    const known = roles.find((r) => r !== 'unrelated');
    if (known) return known;
    return names.some((n) => this.contract.drivers.types?.includes(n)) ? 'driver' : 'unrelated';
  }

  /** The roles a receiver's values have. */
  rolesOf(values: Values): Set<Role> {
    return new Set(values.items.flatMap((v) => this.roleOfValue(v) ?? []));
  }

  roleOfValue(value: Value): Role | undefined {
    switch (value.k) {
      case 'instance':
      case 'class':
        return this.roleOf(value.cls.fact);
      case 'module':
        return this.roleOf(value.module.classes[0]);
      case 'external': {
        const name = value.name.split('.').at(-1) ?? value.name;
        if (this.contract.drivers.types?.includes(name)) return 'driver';
        if (this.contract.targets?.types?.includes(name)) return 'target';
        return value.declared ? 'unrelated' : undefined;
      }
      case 'builtin':
      case 'collection':
      case 'string':
        return 'unrelated';
      default:
        return undefined;
    }
  }

  /**
   * The contract method that a function is as somebody's member; `isOurs`: a driver or delegate
   * declares it.
   */
  memberMethod(
    module: ModuleFacts,
    fact: FunctionFact,
  ): { readonly method: ContractMethod; readonly isOurs: boolean } | undefined {
    const owner =
      fact.cls ??
      fact.context?.member?.cls ??
      (module.classes[0].members.some((m) => m.fn === fact.id) ? 0 : undefined);
    const method = this.byName.get(fact.name ?? fact.context?.member?.name ?? '');
    if (owner === undefined || !method) return undefined;
    const role = this.roleOf(module.classes[owner]);
    return { method, isOurs: role === 'driver' || role === 'delegate' || role === 'signature' };
  }
}

/** The member that is called, also behind `.call` and `.apply`. */
function innerCallee(callee: Expr): Expr {
  return callee.k === 'member' &&
    (callee.name === 'call' || callee.name === 'apply') &&
    callee.object.k === 'member'
    ? callee.object
    : callee;
}
