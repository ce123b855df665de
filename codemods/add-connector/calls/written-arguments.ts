import type { Analysis } from '../../../src/analysis/analysis.js';
import { nameIn, type ContractMethod } from '../../../src/analysis/signatures.js';
import type { CallSite } from '../../../src/analysis/site.js';
import type { WrittenList } from '../../../src/edits/written-list.js';
import { arrayBehind, indirect } from '../../../src/facts/call-forms.js';
import type { BindingFact, Expr, ModuleFacts, ScopeId, Span } from '../../../src/facts/types.js';
import { forwardedName } from '../declarations/locals.js';
import { listOf } from '../tuples.js';
import { pythonArguments } from './python-arguments.js';

/** Where a call's arguments are written: between its parentheses, or in the array that is spread or applied. */
export interface WrittenArguments {
  readonly list: WrittenList;
  readonly index: number;
  /** Optional arguments that were left out before it. */
  readonly omitted: number;
  /** It is given by this name. */
  readonly keyword?: string;
  readonly at: { readonly span: Span; readonly scope: ScopeId };
  /** The variable that holds the array. */
  readonly holder?: BindingFact;
}

/** @returns undefined where they are not written as a list, or leave out what the method requires */
export function writtenArguments(analysis: Analysis, site: CallSite): WrittenArguments | undefined {
  const { module, call, method, args, bound } = site;
  const at = { span: call.span, scope: call.scope };
  const through = call.name === nameIn(method.name, module.language) ? undefined : indirect(call);
  if (through?.list) {
    const array = arrayBehind(module, through.list);
    if (array?.items.some((i) => i.k === 'spread') && array === through.list) return besideTuples(analysis, site, listOf(array), 0, at);
    return array && inVariable(module, through.list, array, method, 0, at);
  }
  if (!call.argsSpan) return undefined;
  const byName = module.language === 'python' ? pythonArguments(site) : undefined;
  if (byName === 'incomplete') return undefined;
  if (byName) return { ...byName, keyword: byName.keyword && keywordOf(site, byName.keyword), omitted: 0, at };
  const list = { inner: call.argsSpan, items: call.argSpans };
  const shift = (through?.lead ?? site.lead) - bound;
  const spread = args.findIndex((a) => a.k === 'spread');
  const value = spread === -1 || spread > method.slot ? undefined : args[spread];
  if (value?.k === 'spread') {
    const array = arrayBehind(module, value.value);
    if (!array) return besideTuples(analysis, site, list, shift, at);
    return inVariable(module, value.value, array, method, spread, at);
  }
  const omitted = omittedArguments(method, args.length);
  return omitted === undefined ? undefined : { list, index: method.slot + shift - omitted, omitted, at };
}

/** By which name what is called takes the value: perhaps `_connector`, where its body means something else by the plain one. */
function keywordOf({ declarations }: CallSite, name: string): string {
  const names = new Set(declarations.map((d) => (d.slot.k === 'accepted' && d.slot.how === 'name' ? d.slot.param.name : forwardedName(d))));
  const [only = name] = names;
  return names.size === 1 ? only : name;
}

/** Beside what is spread, where tuples have as many elements as there are parameters. */
function besideTuples(
  { sites: { tuples } }: Analysis,
  { module, method, args }: CallSite,
  list: WrittenList,
  shift: number,
  at: WrittenArguments['at'],
): WrittenArguments | undefined {
  const lengths = args.map((a) => (a.k === 'spread' ? tuples.exactLengthOf(module, a.value) : 1));
  let given = 0;
  let index: number | undefined;
  for (const [i, length] of lengths.entries()) {
    if (length === undefined) return undefined;
    if (given === method.slot) index ??= i;
    given += length;
  }
  if (given === method.slot) index ??= args.length;
  if (index === undefined || index + shift < 0 || given !== method.spec.parameters.length) return undefined;
  return { list, index: index + shift, omitted: 0, at };
}

/** In an array that is written in place, or that a variable holds. */
function inVariable(
  module: ModuleFacts,
  expr: Expr,
  array: Extract<Expr, { k: 'array' }>,
  method: ContractMethod,
  lead: number,
  at: WrittenArguments['at'],
): WrittenArguments | undefined {
  const holder = expr.k === 'name' && expr.binding !== -1 ? module.bindings[expr.binding] : undefined;
  const written = inArray(array, method, lead, holder ? { span: array.span, scope: holder.scope } : at);
  return written && { ...written, holder };
}

/** @param lead how many arguments stand before those in the array */
function inArray(
  array: Extract<Expr, { k: 'array' }>,
  method: ContractMethod,
  lead: number,
  at: WrittenArguments['at'],
): WrittenArguments | undefined {
  const omitted = omittedArguments(method, lead + array.items.length);
  if (omitted === undefined) return undefined;
  return {
    list: listOf(array),
    index: method.slot - lead - omitted,
    omitted,
    at,
  };
}

/** How many arguments before the slot are left out; undefined when one of them is required. */
function omittedArguments({ spec, slot }: ContractMethod, given: number): number | undefined {
  const left = spec.parameters.slice(given, slot);
  return left.every((p) => p.optional) ? left.length : undefined;
}
