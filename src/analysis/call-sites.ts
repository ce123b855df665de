import type { Unrelated } from './unrelated.js';
import { meantList } from './other-lists.js';
import type { CalledLists, CallSite, DeclarationSite } from './site.js';
import { calledOn } from '../facts/call-forms.js';
import type { CallFact, Expr, ModuleFacts } from '../facts/types.js';
import { isIncomplete, type CallBindings } from './call-bindings.js';
import type { DeclarationSites } from './declaration-sites.js';
import { argumentGiven, bind, type Argument } from '../linker/binding.js';
import type { Linker } from '../linker/linker.js';
import type { Mentions } from './mentions.js';
import type { Roles } from './roles.js';
import { OtherArguments } from './other-arguments.js';
import type { ContractMethod, Signatures } from './signatures.js';
import type { SpreadTuples } from '../linker/tuples.js';
import { CalledMembers } from './called-members.js';
import { HeldMethods } from './held-methods.js';
import { ArgumentPassing } from './argument-passing.js';
import { HandingDown } from './handed-down.js';
import { ReceiverRoles } from './receiver-roles.js';

const FOREIGN = 'its class is not in the tree';

const OTHER_LIST = 'its arguments are those of another list that the contract has for the name';

/** Every call of the contract's methods: direct, through what holds one, through function types. */
export class CallSites {
  private readonly called = new Map<ModuleFacts, CallSite[]>();
  private readonly byCall = new Map<CallFact, CallSite>();
  private readonly held: HeldMethods;
  private readonly members: CalledMembers;
  private readonly receivers: ReceiverRoles;
  private readonly argument: ArgumentPassing;
  readonly handingDown: HandingDown;

  constructor(
    private readonly linker: Linker,
    roles: Roles,
    private readonly declared: DeclarationSites,
    tuples: SpreadTuples,
    private readonly bindings: CallBindings,
    signatures: Signatures,
    private readonly unrelated: Unrelated,
    mentions: Mentions,
  ) {
    this.held = new HeldMethods(linker, roles, declared, mentions);
    this.members = new CalledMembers(linker, roles, declared, tuples, this.held);
    this.receivers = new ReceiverRoles(linker, roles, declared);
    const others = new OtherArguments(linker, signatures);
    this.handingDown = new HandingDown(linker, declared, bindings);
    this.argument = new ArgumentPassing(linker, bindings, others, this.handingDown);
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

  /** How many of the arguments that go with a method stand before its own. */
  leadOf(module: ModuleFacts, method: Expr, args: readonly Expr[]): number {
    return this.members.leadOf(module, method, args);
  }

  /** Fields and object members, by name, that somewhere are given or typed as a contract method. */
  holderNames(): ReadonlySet<string> {
    return this.held.holderNames();
  }

  private callSite(module: ModuleFacts, call: CallFact): CallSite | undefined {
    const found = this.members.of(module, call);
    if (!found?.method.added) return undefined;
    const { method, receiver, nameSpan, isSuper, bound = [], boundNames = [], lead = 0 } = found;
    // With all its arguments bound it was called where they were bound.
    if (bound.length >= method.spec.parameters.length && bound.length > 0) return undefined;
    const declarations = this.receivers.declarationsOf(found);
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
    const decided = this.receivers.of(module, call, found);
    const isForeign =
      enclosing?.method === method &&
      this.receivers.isForeign(module, decided.role, receiver, args ?? [], method);
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
    const { passing, at, value, without } = this.argument.of(
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
