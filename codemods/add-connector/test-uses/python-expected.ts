import { ordered } from '../../../src/analysis/call-sites.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { CalledLists } from '../../../src/analysis/site.js';
import { isNamedBefore } from '../../../src/analysis/call-bindings.js';
import { arrayBehind, holderOf, namesBehind } from '../../../src/facts/call-forms.js';
import { scopeAt } from '../../../src/facts/scopes.js';
import type { CallFact, Expr } from '../../../src/facts/types.js';
import { takesName, type Argument } from '../../../src/linker/binding.js';
import { pythonNames } from '../../../src/test-libraries/names.js';
import { placeInCall } from '../calls/python-arguments.js';
import type { FilePlan } from '../file-plan.js';
import type { NamedMember } from '../references/members.js';
import { listOf } from '../tuples.js';
import type { ExpectedList } from './expected-lists.js';

const EXPECTED_CALLS = pythonNames('expectedCall');

/**
 * The calls that an expression expects: `mock.call(...)`, `((context, volume), {})`, a list of
 * those.
 */
export function expectedCalls(
  file: FilePlan,
  member: NamedMember,
  expr: Expr | undefined,
): ExpectedList[] {
  const { module } = file;
  if (expr?.k === 'array') {
    const pair = asPair(file, member, expr);
    return (
      pair ??
      expr.items.flatMap((item, i) =>
        expectedCalls(file, member, item).map((list) => ({ ...list, nth: i + 1 })),
      )
    );
  }
  if (expr?.k === 'name' && expr.binding !== -1) {
    const { values } = module.bindings[expr.binding];
    return values.length === 1 && values[0].k !== 'name'
      ? expectedCalls(file, member, values[0])
      : [];
  }
  const call = expr?.k === 'call' ? module.calls[expr.call] : undefined;
  return call && EXPECTED_CALLS.has(call.name) ? [expectedCall(file, call, member)] : [];
}

/**
 * `((context, volume), {'force': True})`: a call as a pair of its arguments; undefined for what is
 * none.
 */
function asPair(
  file: FilePlan,
  member: NamedMember,
  { items, span }: Extract<Expr, { k: 'array' }>,
): ExpectedList[] | undefined {
  const [args, names] = items;
  const isTuple = !file.text.startsWith('[', span[0]);
  const table = items.length === 2 ? namesBehind(file.module, names) : undefined;
  if (!isTuple || args?.k !== 'array' || items.length > 2 || (items.length === 2 && !table))
    return undefined;
  return [
    ...expectedArguments(
      file,
      member,
      args,
      table?.k === 'table' ? table.cls.members.map((m) => m.name) : [],
    ),
    ...expectedNames(file, member, names),
  ];
}

/** `double.assert_called_once_with(...)`, `mock.call(...)`. */
export function expectedCall(
  file: FilePlan,
  call: CallFact,
  { method, lead = 0 }: NamedMember,
): ExpectedList {
  const unpacked = call.keywords?.length ? undefined : unpackedList(file, call, method, lead);
  if (unpacked) return unpacked;
  const given = file.analysis.sites.bindings.argumentsOf(file.module, call, lead);
  const list = contractLists(file, method);
  const place = placeInCall({ call, args: given, lists: [list], lead });
  return {
    args: ordered(given, list, method),
    given,
    written: place?.list ?? { inner: call.argsSpan ?? call.span, items: call.argSpans },
    shift: lead,
    place,
  };
}

/** `double.assert_called_once_with(*expected)`, where the list is written: it is given there. */
function unpackedList(
  { module }: FilePlan,
  { args }: CallFact,
  { slot }: ContractMethod,
  lead: number,
): ExpectedList | undefined {
  const last = args.at(-1);
  const at = args.length - 1;
  const array = last?.k === 'spread' ? arrayBehind(module, last.value) : undefined;
  if (last?.k !== 'spread' || !array || at - lead > slot) return undefined;
  if ([...args.slice(0, at), ...array.items].some((a) => a.k === 'spread')) return undefined;
  return {
    args: [...args.slice(lead, at), ...array.items.slice(Math.max(0, lead - at))],
    written: listOf(array),
    shift: lead - at,
    holder: holderOf(module, last.value),
  };
}

/** The arguments without names, where they are all those before the slot: `(context, volume)`. */
export function expectedArguments(
  file: FilePlan,
  { method, lead = 0 }: NamedMember,
  expr: Expr | undefined,
  named: readonly string[] = [],
): ExpectedList[] {
  if (expr?.k !== 'array' || expr.items.length < lead) return [];
  const items = expr.items.slice(lead);
  const list = contractLists(file, method);
  // By name, it is among the named ones.
  if (items.length < method.slot || named.some((name) => isNamedBefore(list, name))) return [];
  const given = items.map((value): Argument => ({ k: 'position', value }));
  return [{ args: items, given, written: listOf(expr), shift: lead }];
}

/** Argument lists, one a call: `[(context, volume), (context, other)]`. */
export function expectedLists(
  file: FilePlan,
  member: NamedMember,
  expr: Expr | undefined,
): ExpectedList[] {
  const { module } = file;
  const array = expr && arrayBehind(module, expr);
  return (array?.items ?? []).flatMap((item, i) =>
    expectedArguments(file, member, item).map((list) => ({
      ...list,
      nth: array && array.items.length > 1 ? i + 1 : undefined,
      within: { ...scopeAt(module, item.span[0]), span: item.span },
    })),
  );
}

/**
 * The arguments with names, where those before the slot have names too: `{'context': context,
 * 'volume': volume}`.
 */
export function expectedNames(
  file: FilePlan,
  { method }: NamedMember,
  expr: Expr | undefined,
): ExpectedList[] {
  const { module } = file;
  const table = expr && namesBehind(module, expr);
  if (!table) return [];
  const list = contractLists(file, method);
  const given =
    table.k === 'call'
      ? (table.call.keywords ?? []).map((k): Argument => ({
          k: 'name',
          name: k.name ?? '',
          value: k.value,
        }))
      : table.cls.members.map((m): Argument => ({
          k: 'name',
          name: m.name,
          value: m.value ?? { k: 'unknown', span: m.span },
        }));
  const last = method.slot > 0 ? list.after.parameters[method.slot - 1] : undefined;
  if (!last || !given.some((g) => g.k === 'name' && takesName(last, g.name))) return [];
  const written =
    table.k === 'call'
      ? {
          inner: table.call.argsSpan ?? table.span,
          items: (table.call.keywords ?? []).map((k) => k.span),
        }
      : {
          inner: [table.span[0] + 1, table.span[1] - 1] as const,
          items: table.cls.members.map((m) => m.span),
        };
  const keyLike = table.k === 'table' ? table.cls.members.at(0)?.nameSpan : undefined;
  return [
    {
      args: ordered(given, list, method),
      given,
      written,
      shift: 0,
      place: { list: written, index: written.items.length, isNamed: true },
      keyLike,
    },
  ];
}

function contractLists(
  { analysis: { sites }, module }: FilePlan,
  method: ContractMethod,
): CalledLists {
  return sites.bindings.contractLists(method, module, sites.isMigrated(method));
}
