import type { DeclarationSite } from './site.js';
import { arrayBehind, indirect, type Indirect } from '../facts/call-forms.js';
import type { CallFact, Expr, ModuleFacts, Span } from '../facts/types.js';
import type { DeclarationSites } from './declaration-sites.js';
import type { Linker } from '../linker/linker.js';
import type { Roles } from './roles.js';
import { nameIn, type ContractMethod } from './signatures.js';
import type { SpreadTuples } from '../linker/tuples.js';
import type { Values } from '../linker/values.js';
import { pythonNames } from '../test-libraries/names.js';
import type { HeldMethods } from './held-methods.js';

export interface CalledMember {
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

/**
 * The contract method that a call runs, through members, aliases, `.call`, `.apply`, `bind` and
 * function types.
 */
export class CalledMembers {
  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly declared: DeclarationSites,
    private readonly tuples: SpreadTuples,
    private readonly held: HeldMethods,
  ) {}

  of(module: ModuleFacts, call: CallFact): CalledMember | undefined {
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
      return this.held.holderNames().has(expr.name)
        ? this.held.in(module, expr, expr.nameSpan)
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
    return this.held.in(module, expr, expr.span);
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
    return this.held.in(module, expr, expr.nameSpan);
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
      ? this.held.in(module, expr, key.span)
      : undefined;
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
 * `mock.call.create_export(context, volume)` calls nothing: it says what a double is to have been
 * called with.
 */
export function isExpectation({ language }: ModuleFacts, { callee }: CallFact): boolean {
  if (language !== 'python' || callee.k !== 'member') return false;
  const { object } = callee;
  if (object.k === 'name') return EXPECTED_CALLS.has(object.name);
  return object.k === 'member' && EXPECTED_CALLS.has(object.name) && object.object.k === 'name';
}
