import type { Analysis } from '../../../src/analysis/analysis.js';
import { isIncomplete } from '../../../src/analysis/call-bindings.js';
import { nameIn } from '../../../src/analysis/signatures.js';
import type { CallSite } from '../../../src/analysis/site.js';
import type { WrittenList } from '../../../src/edits/written-list.js';
import { arrayBehind, holderOf, indirect, namesBehind } from '../../../src/facts/call-forms.js';
import type { BindingFact, Expr, ScopeId, Span } from '../../../src/facts/types.js';
import { forwardedName } from '../declarations/locals.js';
import { listOf } from '../tuples.js';
import { placeInCall } from './python-arguments.js';

/**
 * Where a call's arguments are written: between its parentheses, or in the array that is spread or
 * applied.
 */
export interface WrittenArguments {
  readonly list: WrittenList;
  readonly index: number;
  /** Optional arguments that were left out before it. */
  readonly omitted: number;
  /** It is given by this name; as a key that is written like another one. */
  readonly name?: { readonly name: string; readonly keyLike?: Span };
  readonly at: { readonly span: Span; readonly scope: ScopeId };
  /** The variable that holds the array. */
  readonly holder?: BindingFact;
}

/**
 * @returns undefined where they are not written as a list, or leave out what the method requires
 */
export function writtenArguments(analysis: Analysis, site: CallSite): WrittenArguments | undefined {
  const { module, call, method, args, bound } = site;
  const at = { span: call.span, scope: call.scope };
  const slot = slotIn(site);
  if (slot === undefined) return undefined;
  const through = call.name === nameIn(method.name, module.language) ? undefined : indirect(call);
  if (through?.list) {
    const array = arrayBehind(module, through.list);
    if (array?.items.some((i) => i.k === 'spread') && array === through.list)
      return besideTuples(analysis, site, listOf(array), 0, at);
    return array && inVariable(site, through.list, array, 0, at);
  }
  if (!call.argsSpan) return undefined;
  if (module.language === 'python' && !through) {
    const isNamed = site.lists.some(
      ({ after, at: place }) => after.parameters[place].kind === 'nameOnly',
    );
    if (isNamed || !call.args.some((a) => a.k === 'spread')) return inPythonCall(site, at);
    if (site.lists.some((l) => isIncomplete(site.given, l))) return undefined;
  }
  const list = { inner: call.argsSpan, items: call.argSpans };
  const shift = (through?.lead ?? site.lead) - bound;
  const spread = args.findIndex((a) => a.k === 'spread');
  const value = spread === -1 || spread > slot ? undefined : args[spread];
  if (value?.k === 'spread') {
    const array = arrayBehind(module, value.value);
    if (!array) return besideTuples(analysis, site, list, shift, at);
    return inVariable(site, value.value, array, spread, at);
  }
  const omitted = omittedArguments(site, args.length);
  const index = slot + shift - (omitted ?? 0);
  // What was given before stands in its place.
  return omitted === undefined || index < 0 ? undefined : { list, index, omitted, at };
}

/** In a Python call, or in the table that it unpacks. */
function inPythonCall(site: CallSite, at: WrittenArguments['at']): WrittenArguments | undefined {
  const { module, call, lists, lead, bound, given } = site;
  const place = placeInCall({ call, args: given, lists, lead: lead - bound });
  const name = keywordOf(site, nameIn(site.method.added?.name ?? '', 'python'));
  const tables = (call.keywords ?? []).flatMap((k) => {
    const names = k.name === undefined ? namesBehind(module, k.value) : undefined;
    return names ? [{ names, holder: holderOf(module, k.value) }] : [];
  });
  const table = tables.at(0);
  if (!place?.isNamed || !table)
    return place && { ...place, omitted: 0, at, name: place.isNamed ? { name } : undefined };
  const { names, holder } = table;
  const there = { omitted: 0, at: holder ? { span: names.span, scope: holder.scope } : at, holder };
  if (names.k === 'call') {
    const items = (names.call.keywords ?? []).map((k) => k.span);
    return {
      ...there,
      list: { inner: names.call.argsSpan ?? names.span, items },
      index: items.length,
      name: { name },
    };
  }
  const items = names.cls.members.map((m) => m.span);
  const inner: Span = [names.span[0] + 1, names.span[1] - 1];
  return {
    ...there,
    list: { inner, items },
    index: items.length,
    name: { name, keyLike: names.cls.members.at(0)?.nameSpan },
  };
}

/**
 * By which name what is called takes the value: perhaps `_connector`, where its body means
 * something else by the plain one.
 */
function keywordOf({ declarations }: CallSite, name: string): string {
  const names = new Set(
    declarations.map((d) =>
      d.slot.k === 'accepted' && d.slot.how === 'name' ? d.slot.param.name : forwardedName(d),
    ),
  );
  const [only = name] = names;
  return names.size === 1 ? only : name;
}

/** Beside what is spread, where tuples have as many elements as there are parameters. */
function besideTuples(
  { sites: { tuples } }: Analysis,
  { module, method, args, lists: [{ at: slot }] }: CallSite,
  list: WrittenList,
  shift: number,
  at: WrittenArguments['at'],
): WrittenArguments | undefined {
  const lengths = args.map((a) => (a.k === 'spread' ? tuples.exactLengthOf(module, a.value) : 1));
  let given = 0;
  let index: number | undefined;
  for (const [i, length] of lengths.entries()) {
    if (length === undefined) return undefined;
    if (given === slot) index ??= i;
    given += length;
  }
  if (given === slot) index ??= args.length;
  if (index === undefined || index + shift < 0 || given !== method.spec.parameters.length)
    return undefined;
  return { list, index: index + shift, omitted: 0, at };
}

/** In an array that is written in place, or that a variable holds. */
function inVariable(
  site: CallSite,
  expr: Expr,
  array: Extract<Expr, { k: 'array' }>,
  lead: number,
  at: WrittenArguments['at'],
): WrittenArguments | undefined {
  const holder = holderOf(site.module, expr);
  const written = inArray(
    site,
    array,
    lead,
    holder ? { span: array.span, scope: holder.scope } : at,
  );
  return written && { ...written, holder };
}

/** @param lead how many arguments stand before those in the array */
function inArray(
  site: CallSite,
  array: Extract<Expr, { k: 'array' }>,
  lead: number,
  at: WrittenArguments['at'],
): WrittenArguments | undefined {
  const omitted = omittedArguments(site, lead + array.items.length);
  const slot = slotIn(site);
  if (omitted === undefined || slot === undefined) return undefined;
  return {
    list: listOf(array),
    index: slot - lead - omitted,
    omitted,
    at,
  };
}

/** Where all that may be called take the argument; undefined where one takes it elsewhere. */
function slotIn({ lists, module }: CallSite): number | undefined {
  const [at, ...others] = new Set(lists.map((l) => l.at));
  return others.length === 0 || module.language === 'python' ? at : undefined;
}

/** How many arguments before the slot are left out; undefined when one of them is required. */
function omittedArguments({ lists: [{ after, at }] }: CallSite, given: number): number | undefined {
  const left = after.parameters.slice(given, at);
  return left.every((p, i) => p.hasDefault || after.specs[given + i]?.optional === true)
    ? left.length
    : undefined;
}
