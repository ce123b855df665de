import { arrayBehind, holderOf } from '../../../src/facts/call-forms.js';
import { argumentFit, argumentsFit } from '../../../src/analysis/argument-fit.js';
import { scopeAt } from '../../../src/facts/scopes.js';
import type { WrittenList } from '../../../src/edits/written-list.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import type { BindingFact, Expr, ModuleFacts } from '../../../src/facts/types.js';
import type { NamedMember } from './members.js';
import type { FilePlan, PlaceInFile } from '../file-plan.js';
import type { Destination } from './reference-flows.js';
import { listOf } from '../tuples.js';

/** What becomes of a method that goes somewhere. */
export interface HandedOn {
  readonly status: 'migrated' | 'already' | 'skipped' | 'open';
  readonly reason: string;
  readonly value?: string;
  readonly edits?: readonly TextEdit[];
}

/** How a method goes somewhere with arguments. */
export type Way =
  | { readonly k: 'handed on'; readonly to: string; readonly as?: string }
  | { readonly k: 'listed' }
  | { readonly k: 'kept'; readonly as: string }
  | { readonly k: 'bound' };

/** A way in words, for the ledger. */
export function describeWay(way: Way): string {
  switch (way.k) {
    case 'handed on':
      return `handed on to ${way.to}${way.as === undefined ? '' : ` as ${way.as}`}`;
    case 'listed':
      return 'put into a list with its arguments';
    case 'kept':
      return `kept as \`${way.as}\` with its arguments`;
    case 'bound':
      return 'bound to its arguments';
  }
}

/** A list that may hold the method's arguments. */
interface Candidate {
  readonly args: readonly Expr[];
  readonly written: WrittenList;
  /** Where they may start. */
  readonly from: number;
  readonly holder?: BindingFact;
}

/**
 * Adds the value to the arguments that go with a method: `retry(driver.createExport, 3, context,
 * volume)`, `Reflect.apply(driver.createExport, driver, [context, volume])`, `{ run:
 * driver.createExport, args: [context, volume] }`.
 * @param start where its arguments are known to start
 * @returns undefined when none go with it
 */
export function giveHandedOn(
  file: FilePlan,
  member: NamedMember,
  to: Destination,
  way: Way,
  start?: number,
): HandedOn | undefined {
  const { module } = file;
  for (const candidate of candidates(module, to)) {
    if (hasIt(file, candidate, member)) return already(way);
    const first = start ?? firstFitting(file, candidate, member);
    if (first === undefined) continue;
    return give(file, member, candidate, first, to, way);
  }
  return undefined;
}

function already(way: Way): HandedOn {
  return {
    status: 'already',
    reason: way.k === 'handed on' ? 'handed on with it' : `${describeWay(way)}: has it`,
  };
}

function candidates(module: ModuleFacts, to: Destination): Candidate[] {
  const ofArray = (expr: Expr): Candidate[] => {
    const array = arrayBehind(module, expr);
    return array
      ? [{ args: array.items, written: listOf(array), from: 0, holder: holderOf(module, expr) }]
      : [];
  };
  switch (to.k) {
    case 'argument': {
      const { args, argSpans, argsSpan } = to.call;
      const own: Candidate[] = argsSpan
        ? [{ args, written: { inner: argsSpan, items: argSpans }, from: to.index + 1 }]
        : [];
      return [...own, ...args.slice(to.index + 1).flatMap(ofArray)];
    }
    // `Thread(target=driver.create_export, args=(context, volume))`
    case 'keyword':
      return (to.call.keywords ?? []).flatMap(({ name, value }) =>
        name === to.name ? [] : ofArray(value),
      );
    case 'list':
      return [
        { args: to.array.items, written: listOf(to.array), from: to.index + 1 },
        ...to.array.items.slice(to.index + 1).flatMap(ofArray),
      ];
    case 'member':
      return to.cls.members.flatMap((m) => (m !== to.member && m.value ? ofArray(m.value) : []));
    default:
      return [];
  }
}

/** Where the method's arguments start. */
function firstFitting(
  { analysis, module }: FilePlan,
  { args, from }: Candidate,
  { method }: NamedMember,
): number | undefined {
  const { parameters } = method.spec;
  for (let at = from; at + parameters.length <= args.length; at++)
    if (argumentsFit(analysis.linker, module, args.slice(at, at + parameters.length), parameters))
      return at;
  return undefined;
}

/**
 * Whether the arguments hold what is added: what says so; behind all others, in a tree that has
 * seen the migration, whatever is there.
 */
function hasIt(file: FilePlan, candidate: Candidate, member: NamedMember): boolean {
  const { module } = file;
  const { spec, slot, added } = member.method;
  const { linker } = file.analysis;
  const { args, from } = candidate;
  const { length } = spec.parameters;
  if (slot === length) {
    const first = firstFitting(file, candidate, member);
    if (first === undefined || args.length - first <= length) return false;
    const fit = argumentFit(linker, module, args[first + length], added);
    return (
      fit === 'fits' || (fit === 'says nothing' && file.analysis.sites.isMigrated(member.method))
    );
  }
  const wanted = added ? spec.parameters.toSpliced(slot, 0, added) : spec.parameters;
  return args.some(
    (_, at) =>
      at >= from &&
      at + wanted.length <= args.length &&
      argumentFit(linker, module, args[at + slot], added) === 'fits' &&
      argumentsFit(linker, module, args.slice(at, at + wanted.length), wanted),
  );
}

function give(
  file: FilePlan,
  { method, receiver }: NamedMember,
  { args, written, from, holder }: Candidate,
  first: number,
  to: Destination,
  way: Way,
): HandedOn {
  const { module } = file;
  const how = describeWay(way);
  if (holder && holder.uses.length > 1)
    return { status: 'open', reason: `${how}: \`${holder.name}\` is used elsewhere too` };
  const { fn, scope } =
    to.k === 'argument' || to.k === 'keyword' ? to.call : scopeAt(module, written.inner[0]);
  const enclosing = file.analysis.sites.enclosing(module, fn);
  const given = args.slice(first, first + method.spec.parameters.length);
  const place: PlaceInFile = {
    method,
    args: given,
    receiver,
    fn,
    scope,
    span: written.inner,
    enclosing,
  };
  const value = file.value(place);
  if (value.k === 'none') return { status: 'open', reason: `${how}: ${value.detail}` };
  // What was put before the others need not say by itself that it is the added one.
  const before =
    method.slot === 0
      ? args.slice(Math.max(from, first - 1), first + 1)
      : args.slice(first + method.slot, first + method.slot + 1);
  if (before.some((arg) => file.textOf(arg) === value.text)) return already(way);
  const text = file.written(value, scope, method);
  const edits = file.insert(written, first + method.slot, [text]);
  return { status: 'migrated', reason: `${how}: ${value.detail}`, value: text, edits };
}
