import { handsOnNone } from './hands-on-none.js';
import { growsWithMethod } from '../../../src/analysis/call-bindings.js';
import type { CallSite, DeclarationSite } from '../../../src/analysis/site.js';
import { calledOn } from '../../../src/facts/call-forms.js';
import { placeOf, sharesAdded, type FoundValue } from '../../../src/analysis/value-places.js';
import { rivalOfCall } from '../../../src/analysis/rivals.js';
import { couldBeMeant, lacksArgument } from '../../../src/analysis/connector-findings.js';
import { isWithin, resolveName } from '../../../src/facts/scopes.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import { words } from '../../../src/contract/words.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import type { BindingFact, Expr, ModuleFacts, ScopeId } from '../../../src/facts/types.js';
import { bind, parameterOf } from '../../../src/linker/binding.js';
import type { Declarations } from '../declarations/declarations.js';
import type { Refusal, Status } from '../ledger.js';
import type { FilePlan } from '../file-plan.js';
import { dialectOf } from '../dialects.js';
import { forwardedName } from '../declarations/locals.js';
import type { Migration } from '../migration.js';
import { leftOut, mayLeaveOut, orDefault } from './left-out.js';
import { mayBeAnother } from './namesakes.js';
import { writtenArguments, type WrittenArguments } from './written-arguments.js';
import { spreads } from '../declarations/rest-tuples.js';
import { restTuple, tupleElement, tupleList } from '../tuples.js';

/** What becomes of a call. */
export interface CallPlan extends Refusal {
  readonly site: CallSite;
  readonly status: Status;
  /** What it passes, in the text after the migration. */
  readonly value?: string;
  readonly edits: readonly TextEdit[];
  /** The declaration whose own parameter it passes on. */
  readonly forwards?: DeclarationSite;
  /** Nobody knows whether it is a call of the contract at all. */
  readonly isDoubtful?: boolean;
  /** Nothing but a value is missing. */
  readonly lacksValue?: boolean;
}

/**
 * Whether a variable holds nothing but arguments of a method's calls, made or expected. What tests
 * expect is known in a room above this one: whoever makes a `Calls` brings the answer.
 */
export type HoldsOnlyArguments = (
  file: FilePlan,
  method: ContractMethod,
  holder: BindingFact,
) => boolean;

/** Plans one contract's calls. Nothing is edited here. */
export class Calls {
  constructor(
    private readonly migration: Migration,
    private readonly declarations: Declarations,
    private readonly holdsOnlyArguments: HoldsOnlyArguments,
  ) {}

  plan(site: CallSite): CallPlan {
    const { role, passing, value } = site;
    if (role === 'target' || role === 'unrelated')
      return keep(site, 'skipped', role === 'target' ? 'its receiver is a target' : site.reason);
    // What reads better as another's arguments is not passed to ours.
    const rival = rivalOfCall(this.migration.analysis, site);
    if (rival?.isMeant === true)
      return keep(
        site,
        'skipped',
        `its receiver is not known, and its arguments are those of ${rival.display}`,
      );
    if (passing === 'carried') return keep(site, 'already', 'passes on what it is given');
    if (passing === 'passed')
      return keep(site, 'already', 'passes it', this.textOf(site.module, value));
    if (passing === 'unsure' && isMeant(site.role))
      return mayLeaveOut(site)
        ? keep(site, 'skipped', leftOut(site))
        : keep(site, 'open', 'what it unpacks may hold the argument, or may not');
    if (site.isOfEither)
      return {
        ...keep(
          site,
          'open',
          'the contract has another list of the name that takes its arguments too',
        ),
        isDoubtful: true,
      };
    if (!lacksArgument(this.migration.analysis, site)) return this.ofNobody(site);
    if (site.without) return keep(site, 'open', handsOnNone(this.migration, site.without));
    const [first] = site.declarations;
    const left = new Set(site.declarations.map((d) => this.leftAs(d)));
    if (first && !left.has(undefined))
      return keep(
        site,
        left.has('collision') ? 'collision' : 'open',
        `${first.display} is left as it is`,
      );
    if (this.isCarriedByTuple(site)) return keep(site, 'already', 'passes on what it is given');
    const refusal = this.migration.refusalAt(site.module, site.nameSpan[0], 'call');
    return refusal === undefined
      ? this.give(site)
      : { site, status: 'open', edits: [], ...refusal };
  }

  /**
   * A call of something that nobody knows, which is no call of the method by its arguments alone:
   * it may be one all the same.
   */
  private ofNobody(site: CallSite): CallPlan {
    if (!couldBeMeant(this.migration.analysis, site))
      return keep(
        site,
        'skipped',
        'its receiver is not known, and its arguments are not those of the method',
      );
    if (mayLeaveOut(site)) return keep(site, 'skipped', leftOut(site));
    return {
      ...keep(site, 'open', `${site.reason}, and its arguments could be those of the method`),
      isDoubtful: true,
    };
  }

  /** Lets a call pass the new parameter of the function it stands in. */
  pass(site: CallSite, around: DeclarationSite): CallPlan {
    const text = forwardedName(around);
    const plan = this.give(site, {
      k: 'found',
      text,
      step: 'own-parameter',
      detail: `parameter that ${around.display} is given`,
    });
    return { ...plan, forwards: around };
  }

  /**
   * Gives a call that lacks the argument one, or says what stops us.
   * @param given a value that is known; otherwise it is worked out
   */
  give(site: CallSite, given?: FoundValue): CallPlan {
    const { method, module, args } = site;
    const file = this.migration.file(module);
    const own = this.enclosingDeclaration(site);
    const decision = this.declarations.decisionOf(own);
    const isLeft =
      decision?.k === 'keep' && (decision.status === 'collision' || decision.status === 'open');
    // Before the enclosing method has the parameter, that is what the rules report.
    if (own?.method === method && isLeft)
      return keep(site, 'skipped', `${own.display} is left as it is`);
    const isSilent =
      site.enclosing?.method === method && (own === undefined || decision === undefined);
    const stop = (reason: string): CallPlan => keep(site, isSilent ? 'skipped' : 'open', reason);
    if (site.isForeign) return stop(site.reason);
    // `query` is a method of many a client, too: what a driver forwards to is not one of its kind
    // by the name alone.
    if (
      site.role === 'unresolved' &&
      site.enclosing?.method === method &&
      words(method.name).length === 1
    )
      return stop(site.reason);
    if (this.mayBeOtherList(site))
      return stop('another list of the method takes these arguments too');
    if (this.hasExtra(site) && !this.movesExtra(site))
      return stop('another argument stands in its place');
    const written = writtenArguments(this.migration.analysis, site);
    if (!written)
      return stop(
        args.some((a) => a.k === 'spread')
          ? 'its arguments are not written as a list that can take another'
          : 'it passes fewer arguments than the method has parameters',
      );
    if (written.holder && !this.holdsOnlyArguments(file, method, written.holder))
      return stop(`\`${written.holder.name}\` is used elsewhere too`);
    const typed = written.holder && this.typedTuple(site, written);
    if (typed === 'other') return stop(`\`${written.holder?.name ?? ''}\` has a type of its own`);
    const value = given ?? this.value(site, written, own);
    if (value.k === 'none')
      return mayLeaveOut(site)
        ? keep(site, 'skipped', leftOut(site))
        : { ...stop(value.detail), lacksValue: !isSilent };
    // What it may reach besides stays as it is: both ends, or neither.
    const rival = rivalOfCall(this.migration.analysis, site);
    if (rival)
      return stop(
        `nothing is known of its receiver: it may be ${rival.display}, which is no method of the contract`,
      );
    // Something that may be another class's is not called with what says nothing.
    if (
      site.role === 'unresolved' &&
      (value.step === 'fallback' || (value.step === 'placeholder' && this.isDoubtful(site)))
    )
      return stop(`nothing is in scope, and ${site.reason}`);
    const text = file.written(value, written.at.scope, method);
    const forwards =
      value.step === 'own-parameter' && own && sharesAdded(own.method, method) ? own : undefined;
    return {
      site,
      status: 'migrated',
      reason: value.detail,
      value: text,
      edits: [
        ...file.insert(written.list, written.index, [
          ...Array<string>(written.omitted).fill(dialectOf(module.language).nothing),
          argumentText(file, written, text),
        ]),
        ...(typed ?? []),
      ],
      forwards,
    };
  }

  private value(
    site: CallSite,
    written: WrittenArguments,
    own: DeclarationSite | undefined,
  ): FoundValue {
    const { module, method } = site;
    const place = placeOf(site, written.at);
    // What is called further up need not be the driver.
    const found = this.migration
      .file(module)
      .value(site.role === 'caller' ? { ...place, receiver: undefined } : place);
    if (
      found.k === 'found' &&
      found.step === 'own-parameter' &&
      own &&
      sharesAdded(own.method, method)
    ) {
      const decision = this.declarations.decisionOf(own);
      if (decision?.k === 'insert') return forwarded(own, found);
      if (decision?.k === 'keep' && decision.status !== 'already')
        return { k: 'none', detail: `${own.display} is left as it is` };
      const binding = resolveName(module, found.text, written.at.scope);
      return binding &&
        isWithin(module, binding.scope, own.fn.scope) &&
        binding.scope !== own.fn.scope
        ? { k: 'none', detail: `\`${found.text}\` means another variable here` }
        : found;
    }
    return orDefault(found, method, module, unnamed(site));
  }

  private isDoubtful({ method, call }: CallSite): boolean {
    return mayBeAnother(this.migration.analysis, method, calledOn(call));
  }

  /** The contract method around a call, if it is one of this migration's declarations. */
  enclosingDeclaration({ enclosing }: CallSite): DeclarationSite | undefined {
    return enclosing && this.migration.analysis.sites.declarationOf(enclosing.fn);
  }

  /**
   * Whether a call spreads the tuple that its own declaration takes, and that is about to hold the
   * value.
   */
  private isCarriedByTuple(site: CallSite): boolean {
    const own = this.enclosingDeclaration(site);
    if (
      own?.method !== site.method ||
      this.declarations.decisionOf(own)?.k !== 'insert' ||
      !restTuple(own)
    )
      return false;
    return site.args.some((a) => spreads(site.module, a, own));
  }

  /** Whether a declaration will not take the argument. */
  private leftAs(site: DeclarationSite): 'collision' | 'open' | undefined {
    const decision = this.declarations.decisionOf(site);
    if (decision?.k !== 'keep') return undefined;
    if (decision.status === 'collision') return 'collision';
    return decision.status === 'open' && site.slot.k === 'missing' ? 'open' : undefined;
  }

  /**
   * Whether a call that does not give all that the contract says binds a list of the method that is
   * none of the contract's.
   */
  private mayBeOtherList({ declarations, given, args, method: { spec } }: CallSite): boolean {
    const others = declarations
      .flatMap((d) => this.declarations.overloads(d))
      .filter((o) => o.obstacle !== undefined);
    return others.some(({ fn }) => {
      const bound = bind(given, fn.params.map(parameterOf));
      return (
        args.length !== spec.parameters.length &&
        bound.misfits.length === 0 &&
        bound.given.every((g) => g.k !== 'missing')
      );
    });
  }

  /** Whether something of the driver's own stands in the slot, not a parameter of the contract. */
  private hasExtra({ args, given, method, declarations, lists }: CallSite): boolean {
    const { slot, spec } = method;
    if (lists.every((l) => l.at !== slot)) return false;
    // What is unpacked by name stands in no place.
    const unpacked = given.filter((one) => one.k === 'names').length;
    if (args.length - unpacked <= Math.max(slot, spec.parameters.length)) return false;
    return slot === spec.parameters.length || declarations.some((d) => d.slot.k === 'collision');
  }

  /** What stands in the slot moves with the declaration's own extra parameter. */
  private movesExtra({ declarations }: CallSite): boolean {
    return (
      declarations.length > 0 &&
      declarations.every(
        (d) => d.slot.k === 'collision' && this.declarations.decisionOf(d)?.k === 'insert',
      )
    );
  }

  /**
   * The edits of a tuple type that the variable of spread arguments is annotated with.
   * @returns undefined where it has no annotation, `other` where that is no tuple of the arguments
   */
  private typedTuple(
    { module, method }: CallSite,
    { holder, list, index, omitted }: WrittenArguments,
  ): readonly TextEdit[] | 'other' | undefined {
    if (!holder?.type || !method.added || growsWithMethod(holder.type)) return undefined;
    const file = this.migration.file(module);
    const tuple = holder.type.k === 'tuple' ? holder.type : undefined;
    const type = file.names.added({ scope: holder.scope }, method.added);
    if (!tuple || tuple.items.length !== list.items.length || omitted > 0 || type === undefined)
      return 'other';
    return file.insert(tupleList(tuple), index, [
      tupleElement(tuple, method.added.name, type, false),
    ]);
  }

  private textOf(module: ModuleFacts, expr: Expr | undefined): string | undefined {
    return expr && this.migration.file(module).textOf(expr);
  }
}

/** How many arguments a call gives by position. */
function unnamed({ call, args, lead, bound }: CallSite): number {
  return call.keywords ? call.args.length - lead + bound : args.length;
}

/** Whether what is called is known to be the contract's. */
function isMeant(role: CallSite['role']): boolean {
  return role === 'driver' || role === 'delegate' || role === 'signature' || role === 'caller';
}

/** An argument as it is written: by itself, by name, as an entry of a table. */
export function argumentText(
  { text: source }: FilePlan,
  { name }: Pick<WrittenArguments, 'name'>,
  text: string,
): string {
  if (!name) return text;
  const quote = name.keyLike && (source[name.keyLike[0]] === '"' ? '"' : "'");
  return quote === undefined ? `${name.name}=${text}` : `${quote}${name.name}${quote}: ${text}`;
}

function keep(site: CallSite, status: Status, reason: string, value?: string): CallPlan {
  return { site, status, reason, value, edits: [] };
}

/**
 * The value that a declaration is about to have: its new parameter, or an element of what it takes
 * as a tuple.
 */
function forwarded(own: DeclarationSite, found: Extract<FoundValue, { k: 'found' }>): FoundValue {
  const rest = restTuple(own);
  if (!rest) return { ...found, text: forwardedName(own) };
  const { name } = rest.param;
  if (name === undefined) return { k: 'none', detail: `${own.display} takes its parameters apart` };
  return { ...found, text: `${name}[${rest.index}]` };
}

/** The scopes of the calls that pass a declaration's own parameter on. */
export function forwardScopes(plans: readonly CallPlan[], site: DeclarationSite): ScopeId[] {
  return plans.flatMap((p) => (p.forwards === site ? [p.site.call.scope] : []));
}
