import type { CallSite, DeclarationSite } from '../../../src/analysis/site.js';
import { ordered } from '../../../src/analysis/call-sites.js';
import { nameIn, type ContractMethod } from '../../../src/analysis/signatures.js';
import type { ParameterSpec } from '../../../src/contract/types.js';
import type { Expr, FunctionFact, ModuleFacts, Span } from '../../../src/facts/types.js';
import {
  callersOf,
  familyOf,
  unitAround,
  type CallableUnit,
  type Caller,
} from '../../../src/analysis/callers.js';
import type { CallPlan, Calls } from './calls.js';
import { capturesOuter } from '../declarations/locals.js';
import type { Migration } from '../migration.js';

/** What one attempt would change. It counts when every caller has a value. */
interface Attempt {
  readonly given: Map<FunctionFact, DeclarationSite>;
  readonly plans: CallPlan[];
  readonly possible: Caller[];
}

/**
 * Gives calls without a value one from further up: the function around such a call takes the
 * parameter, and so do those that call it, until each caller has a value. Where one has none,
 * nothing is changed for that call.
 */
export class Propagation {
  /**
   * The functions that take the parameter, as if they were declarations of the contract with
   * parameter lists of their own.
   */
  readonly given = new Map<FunctionFact, DeclarationSite>();
  /** The calls of functions that were given the parameter. */
  readonly plans: CallPlan[] = [];
  /** Calls of something unknown that may be one of these functions. */
  readonly possible: Caller[] = [];

  constructor(
    private readonly migration: Migration,
    private readonly calls: Calls,
  ) {}

  /** A plan for a call that has no value. */
  withPropagated(plan: CallPlan): CallPlan {
    if (!plan.lacksValue) return plan;
    const attempt: Attempt = { given: new Map(), plans: [], possible: [] };
    const around = this.give(attempt, plan.site);
    if (typeof around === 'string') return { ...plan, reason: `${plan.reason}; ${around}` };
    const given = new Set(attempt.given.values());
    const isFed =
      given.size === 0 ||
      attempt.plans.some((p) => p.forwards === undefined || !given.has(p.forwards));
    if (!isFed)
      return {
        ...plan,
        reason: `${plan.reason}; nothing but each other calls ${[...given].map((g) => g.display).join(', ')}`,
      };
    for (const [fn, made] of attempt.given) this.given.set(fn, made);
    this.plans.push(...attempt.plans);
    this.possible.push(...attempt.possible);
    return this.calls.pass(plan.site, around);
  }

  /**
   * Gives the function around a call the parameter.
   * @returns why it cannot be given
   */
  private give(attempt: Attempt, { module, call, method }: CallSite): DeclarationSite | string {
    const { linker, roles } = this.migration.analysis;
    const unit = unitAround(linker, module, call.fn);
    if (typeof unit === 'string') return unit;
    const known = this.given.get(unit.fn) ?? attempt.given.get(unit.fn);
    if (known) return known;
    const display = displayOf(unit);
    if (roles.methodNamed(unit.name) && unit.cls && roles.entryOf(unit.cls.fact))
      return `${display} is a method of the contract`;
    const family = familyOf(linker, unit);
    const obstacle = family
      ? this.obstacle(unit, family, method)
      : `${display} is declared by a type alone`;
    if (!family || obstacle !== undefined) return obstacle ?? '';
    const slot = slotOf(unit);
    const sites = family
      .filter((f) => f.fn.params.length >= slot)
      .map((f) => this.asSite(f, method, slot, call));
    for (const site of sites) attempt.given.set(site.fn, site);
    const { certain, possible, handedOn } = callersOf(linker, family);
    if (handedOn.length > 0)
      return `${display} is handed on at ${this.place(handedOn[0].module, handedOn[0].span[0])}`;
    if (certain.every((c) => family.some((f) => isInside(c, f))))
      return `nothing in the tree calls ${display}`;
    const outside = certain.find((c) => !this.migration.covers(c.module));
    if (outside)
      return `${display} is called at ${this.place(outside.module, outside.call.span[0])}, which is not migrated`;
    for (const caller of certain) {
      const problem = this.callFrom(attempt, caller, sites, display);
      if (problem !== undefined) return problem;
    }
    attempt.possible.push(...possible);
    return (
      sites.find((s) => s.fn === unit.fn) ??
      `${display} takes fewer parameters than what it overrides`
    );
  }

  /** Lets a caller pass the value it has, or is given in turn. */
  private callFrom(
    attempt: Attempt,
    { module, call }: Caller,
    sites: readonly DeclarationSite[],
    display: string,
  ): string | undefined {
    const enclosing = this.migration.analysis.sites.enclosing(module, call.fn);
    const [{ method }] = sites;
    const { bindings } = this.migration.analysis.sites;
    const lists = sites.map((s) => bindings.declaredLists(s));
    const given = bindings.argumentsOf(module, call, 0);
    const site: CallSite = {
      module,
      lists,
      given,
      method,
      call,
      nameSpan: call.nameSpan,
      args: call.keywords ? ordered(given, lists[0], method) : call.args,
      bound: 0,
      lead: 0,
      role: 'caller',
      reason: `it calls ${display}`,
      decidedBy: 'linker',
      passing: 'missing',
      receiver: call.callee.k === 'member' ? pathOf(module, call.callee.object) : undefined,
      isSuper: call.callee.k === 'member' && call.callee.object.k === 'super',
      isForeign: false,
      isOfEither: false,
      declarations: [],
      enclosing,
    };
    const at = `its caller at ${this.place(module, call.span[0])}`;
    const refusal = this.migration.refusalAt(module, call.nameSpan[0], 'call');
    if (refusal !== undefined) return `${at}: ${refusal.reason}`;
    const own = this.calls.give(site);
    if (own.status === 'migrated') {
      attempt.plans.push(own);
      return undefined;
    }
    if (!own.lacksValue) return `${at}: ${own.reason}`;
    const around = this.give(attempt, site);
    if (typeof around === 'string') return `${at}: ${own.reason}; ${around}`;
    attempt.plans.push(this.calls.pass(site, around));
    return undefined;
  }

  /** What keeps a family of functions from being given the parameter. */
  private obstacle(
    unit: CallableUnit,
    family: readonly CallableUnit[],
    { added }: ContractMethod,
  ): string | undefined {
    for (const member of family) {
      const { module, fn } = member;
      const name = nameIn(added?.name ?? '', module.language);
      const display = displayOf(member);
      const refusal = this.migration.refusalAt(module, nameSpanOf(member)[0], 'declaration');
      if (refusal !== undefined) return `${display}: ${refusal.reason}`;
      if (hasDeclaredType(member))
        return `${display} has its parameters from the type that is declared for it`;
      if (fn.decorators.length > 0) return `${display} is decorated: what calls it is not known`;
      if (!this.migration.covers(module))
        return `${display} stands in ${this.migration.analysis.relative(module.path)}, which is not migrated`;
      if (fn.params.some((p) => p.name === name))
        return `${display} has another parameter of that name`;
      if (capturesOuter(module, fn, name)) return `\`${name}\` means something else in ${display}`;
      if (slotOf(member) < Math.min(slotOf(unit), fn.params.length))
        return `${display} has an optional parameter in its place`;
    }
    return undefined;
  }

  private asSite(
    unit: CallableUnit,
    { added, name }: ContractMethod,
    slot: number,
    { span }: CallSite['call'],
  ): DeclarationSite {
    const { module, fn, cls } = unit;
    const parameters = fn.params.map((p, i): ParameterSpec => ({
      name: p.name ?? `argument${i}`,
      optional: p.optional || p.rest,
    }));
    const line = this.migration.ledger.placeOf(module, span[0]).line;
    return {
      module,
      method: { name, spec: { parameters }, added, slot },
      fn,
      nameSpan: nameSpanOf(unit),
      cls: cls?.fact,
      role: 'unrelated',
      reason: `for a call of ${name} at line ${line}`,
      display: displayOf(unit),
      slot: { k: 'missing' },
      insertion: { index: Math.min(slot, fn.params.length), fill: [], byName: false },
      isDouble: false,
    };
  }

  private place(module: CallableUnit['module'], offset: number): string {
    return this.migration.analysis.place(module, offset);
  }
}

/** A function that only calls itself has nobody to get a value from. */
function isInside({ module, call }: Caller, unit: CallableUnit): boolean {
  let fact = module.functions[call.fn];
  while (fact !== unit.fn && fact.parent !== -1) fact = module.functions[fact.parent];
  return fact === unit.fn;
}

/**
 * A variable or field whose type is written: the function that it holds cannot take more than that.
 */
function hasDeclaredType({ module, fn, cls }: CallableUnit): boolean {
  if (fn.use === 'bound' && fn.binding !== undefined && module.bindings[fn.binding].type)
    return true;
  return (
    cls?.fact.members.some((m) => m.kind === 'property' && m.fn === fn.id && m.type && m.value) ??
    false
  );
}

function nameSpanOf({ module, fn }: CallableUnit): Span {
  return fn.binding === undefined ? fn.nameSpan : module.bindings[fn.binding].span;
}

/** Behind the required parameters. */
function slotOf({ fn }: CallableUnit): number {
  const first = fn.params.findIndex((p) => p.optional || p.rest);
  return first === -1 ? fn.params.length : first;
}

function displayOf({ name, cls }: CallableUnit): string {
  return cls?.fact.name === undefined ? name : `${cls.fact.name}.${name}`;
}

function pathOf({ functions }: ModuleFacts, object: Expr): string | undefined {
  if (object.k === 'this') return functions[object.fn].receiver?.name ?? 'this';
  return object.k === 'name' || object.k === 'member' ? object.name : undefined;
}
