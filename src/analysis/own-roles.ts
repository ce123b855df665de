import type { Step } from '../contract/steps.js';
import { sameName } from '../contract/words.js';
import { inside } from '../facts/scopes.js';
import type {
  ClassFact,
  FunctionFact,
  MemberFact,
  ModuleFacts,
  ParamFact,
} from '../facts/types.js';
import { globMatcher } from '../globs/glob.js';
import type { Linker } from '../linker/linker.js';
import type { Query } from '../linker/queries.js';
import { OF_CLASS, type ClassRef } from '../linker/values.js';
import { Mentions } from './mentions.js';
import { mockedName, type MockedName } from './mocked-modules.js';
import { StandIns } from './stand-ins.js';
import { whyBelow, type RoleWhy } from './role-reasons.js';
import {
  contractMethods,
  nameIn,
  type ContractMethod,
  type Fit,
  type Signatures,
} from './signatures.js';

/**
 * What a class is by itself, whoever uses it: a target, a driver. It holds from one state of a tree
 * to the next.
 */
export class OwnRoles {
  readonly mentions: Mentions;
  readonly standIns: StandIns;
  readonly whyTarget: Query<ClassRef, RoleWhy | undefined>;
  readonly whyDriver: Query<ClassRef, RoleWhy | undefined>;
  private readonly methods: readonly ContractMethod[];
  /** Whether the contract says that a module makes up a driver, by its relative path. */
  private readonly isDriverModule: (path: string) => boolean;

  constructor(
    private readonly contract: Step,
    private readonly linker: Linker,
    private readonly signatures: Signatures,
    /** A path as the contract's globs see it. */
    private readonly relative: (file: string) => string,
  ) {
    this.methods = contractMethods(contract);
    this.mentions = new Mentions(this.methods);
    this.standIns = new StandIns(linker, this.mentions);
    this.isDriverModule = globMatcher(contract.drivers.modules ?? []);
    this.whyTarget = linker.queries.query({
      name: 'whyTarget',
      ...OF_CLASS,
      compute: (cls) => this.target(cls),
    });
    this.whyDriver = linker.queries.query({
      name: 'whyDriver',
      ...OF_CLASS,
      compute: (cls) => this.driver(cls),
    });
  }

  private ownMethods(fact: ClassFact) {
    return this.mentions.membersOf(fact).flatMap((member) => {
      const method = this.mentions.methodNamed(member.name);
      return method ? [{ method, member }] : [];
    });
  }

  functionOf(module: ModuleFacts, member: MemberFact): FunctionFact | undefined {
    if (member.fn !== undefined) return module.functions[member.fn];
    const given = member.value
      ? this.linker.evaluate(module, member.value)
      : member.type
        ? this.linker.types.of(module, member.type)
        : undefined;
    const found = given?.items.find((v) => v.k === 'function');
    return found?.k === 'function' ? found.fact : undefined;
  }

  fits(cls: ClassRef, method: ContractMethod, member: MemberFact): Fit {
    const fn = this.functionOf(cls.module, member);
    return fn
      ? this.signatures.fit(cls.module, fn, method)
      : member.value || member.type
        ? 'says nothing'
        : 'contradicts';
  }

  private target(cls: ClassRef): RoleWhy | undefined {
    const { types = [] } = this.contract.targets ?? {};
    const named = this.linker.hierarchy.ancestorNamed(
      cls,
      (name) => types.includes(name) && !this.contract.drivers.types?.includes(name),
    );
    if (named !== undefined)
      return {
        kind: named === cls.fact.name ? 'target-type' : 'descends-from-target',
        type: named,
      };
    const { mro, interfaces } = this.linker.hierarchy.ancestry(cls);
    for (const c of [...mro, ...interfaces]) {
      for (const { method, member } of this.ownMethods(c.fact)) {
        const fn = method.added ? this.functionOf(c.module, member) : undefined;
        const name = fn && this.targetParameter(fn, method);
        if (name !== undefined) return { kind: 'requires', member: member.name, parameter: name };
      }
    }
    return undefined;
  }

  /** The parameter in the slot that only a target's method requires. */
  targetParameter(fn: FunctionFact, method: ContractMethod): string | undefined {
    const param = fn.params[method.slot] as ParamFact | undefined;
    const { parameters = [] } = this.contract.targets ?? {};
    return param &&
      !param.optional &&
      parameters.some((p) => param.name !== undefined && sameName(p, param.name))
      ? param.name
      : undefined;
  }

  private driver(cls: ClassRef): RoleWhy | undefined {
    const { types = [], factories = [], structural = true } = this.contract.drivers;
    const { fact, module } = cls;
    if (fact.name !== undefined && types.includes(fact.name))
      return { kind: 'contract-type', type: fact.name };
    const parent = this.linker.hierarchy.ancestorNamed(cls, (name) => types.includes(name));
    if (parent !== undefined) return whyBelow(fact, parent);
    if (fact.kind === 'object') {
      const factory = this.factoryOf(module, fact);
      if (factory !== undefined && factories.includes(factory))
        return { kind: 'given-to-factory', factory };
    }
    const mocked =
      this.ownMethods(fact).length > 0 ? mockedName(this.linker, module, fact) : undefined;
    if (mocked && this.mocksDriver(module, mocked)) return { kind: 'stands-in', name: mocked.name };
    if (fact.kind === 'module' && this.isDriverModule(this.relative(module.path)))
      return { kind: 'driver-module' };
    return structural ? this.whyAlike(cls) : undefined;
  }

  /** Whether a test replaces a driver of the tree by what stands in its mock of that module. */
  private mocksDriver(module: ModuleFacts, { specifier, name }: MockedName): boolean {
    const target = this.linker.project.imported(module, specifier);
    const entity = target && this.linker.project.exportOf(target, name);
    const { types = [] } = this.contract.drivers;
    return (entity ? this.linker.entityValues(entity).items : []).some(
      (v) =>
        (v.k === 'class' || v.k === 'instance') &&
        this.linker.hierarchy.ancestorNamed(v.cls, (n) => types.includes(n)) !== undefined,
    );
  }

  private factoryOf(module: ModuleFacts, fact: ClassFact): string | undefined {
    let context = fact.context;
    for (let hops = 0; context && hops < 3; hops++) {
      if (context.argument) return module.calls[context.argument.call].name;
      context =
        context.returnedBy === undefined ? undefined : module.functions[context.returnedBy].context;
    }
    return undefined;
  }

  /** A class that has the methods of a driver. */
  private whyAlike(cls: ClassRef): RoleWhy | undefined {
    const own = this.ownMethods(cls.fact);
    const names = new Set(own.map((o) => o.method.name));
    if (
      names.size < 2 ||
      names.size < Math.min(2, this.methods.length) ||
      !own.some((o) => o.method.added)
    )
      return undefined;
    // An untyped literal says nothing of what it is for, unless its functions say it.
    const fits = own.map(({ method, member }) => this.fits(cls, method, member));
    if (fits.includes('contradicts') || !fits.includes('fits')) return undefined;
    if (
      cls.fact.kind === 'object' &&
      this.linker.isTest(cls.module.path) &&
      own.every((o) => o.member.kind !== 'method')
    )
      return undefined;
    if (this.orchestrates(cls)) return undefined;
    return {
      kind: 'declares',
      methods: [...names].map((name) => nameIn(name, cls.module.language)),
    };
  }

  /**
   * A reader that calls the creating method on something it holds is a manager's, not a driver's.
   */
  private orchestrates(cls: ClassRef): boolean {
    return this.ownMethods(cls.fact).some(({ method, member }) => {
      if (!method.spec.mayNotCreateExports || member.fn === undefined) return false;
      const { calls } = cls.module;
      return callsWithin(cls.module, member.fn).some((id) => {
        const { callee, name } = calls[id];
        const isHeld =
          callee.k === 'member' && callee.object.k !== 'this' && callee.object.k !== 'super';
        return isHeld && this.mentions.methodNamed(name)?.spec.createsExports === true;
      });
    });
  }
}

/** The calls in a function, and in those that stand in it and belong to no class of their own. */
export function callsWithin(module: ModuleFacts, fn: number): number[] {
  const { functions } = module;
  return inside(functions[fn], ({ children }) =>
    children.map((id) => functions[id]).filter((f) => f.cls === undefined),
  ).flatMap(({ calls }) => calls);
}
