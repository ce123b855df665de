import { arrayBehind, holderOf } from '../../../src/facts/call-forms.js';
import { argumentsFit } from '../../../src/analysis/argument-fit.js';
import type { Expr, ModuleFacts, Span } from '../../../src/facts/types.js';
import { scriptNames } from '../../../src/test-libraries/names.js';
import type { CallPlan } from '../calls/calls.js';
import { scopeAt } from '../../../src/facts/scopes.js';
import { listOfArray } from './expected-lists.js';
import type { NamedMember } from '../references/members.js';
import { enterUse, type Outcome, type TestUses } from './test-uses.js';

const TABLES = scriptNames('table');

/** The rows that a test hands to a call one after the other. */
interface Table {
  readonly rows: Expr;
  /** How many columns stand before the method's arguments. */
  readonly lead: number;
  /** Its columns are typed one by one. */
  readonly isTyped: boolean;
}

/**
 * Adds the value to the rows that a call spreads: `it.each([[context, volume]])('…', (...row) =>
 * driver.createExport(...row))`.
 */
export function migrateTables(uses: TestUses): void {
  const { file, plans } = uses;
  const { module } = file;
  for (const plan of plans) {
    const [spread, ...rest] = plan.site.args;
    if (
      plan.site.module !== module ||
      plan.site.passing !== 'carried' ||
      spread?.k !== 'spread' ||
      rest.length > 0
    )
      continue;
    const table = plan.status === 'already' ? tableOf(module, spread.value) : undefined;
    if (table) migrateTable(uses, plan, table, spread.value);
  }
}

/** Where the rows come from that a variable takes one of. */
function tableOf(module: ModuleFacts, expr: Expr): Table | undefined {
  if (expr.k !== 'name' || expr.binding === -1) return undefined;
  const [value] = module.bindings[expr.binding].values;
  // `for (const row of rows)`
  if (value?.k === 'element')
    return value.key ? undefined : { rows: value.object, lead: 0, isTyped: false };
  if (value?.k !== 'param') return undefined;
  const fn = module.functions[value.fn];
  const argument = fn.context?.argument;
  const call = argument && module.calls[argument.call];
  if (!call) return undefined;
  // `it.each(rows)('…', (...row) => …)`
  if (call.callee.k === 'call') {
    const each = module.calls[call.callee.call];
    const [rows] = each.args;
    const isRest = TABLES.has(each.name) && each.kind === 'call' && fn.params[value.index]?.rest;
    return isRest && rows
      ? { rows, lead: value.index, isTyped: each.typeArgs.length > 0 }
      : undefined;
  }
  // `rows.forEach((row) => …)`
  const isFirst =
    call.callee.k === 'member' &&
    ['forEach', 'map'].includes(call.callee.name) &&
    value.index === 0 &&
    !fn.params[0]?.rest;
  return isFirst && call.callee.k === 'member'
    ? { rows: call.callee.object, lead: 0, isTyped: false }
    : undefined;
}

function migrateTable(
  uses: TestUses,
  { site }: CallPlan,
  { rows, lead, isTyped }: Table,
  spread: Expr,
): void {
  const { file } = uses;
  const { module } = file;
  const { method, call } = site;
  const { callee } = call;
  const { length } = method.spec.parameters;
  const member: NamedMember = {
    method,
    role: site.role,
    receiver: callee.k === 'member' ? callee.object : undefined,
    display: site.receiver === undefined ? method.name : `${site.receiver}.${method.name}`,
  };
  const enter = (span: Span, outcome: Outcome) => {
    enterUse('table row', uses, member, 'table row', span, outcome);
  };
  const table = arrayBehind(module, rows);
  const holder = holderOf(module, rows);
  const row = holderOf(module, spread);
  const isShared =
    (holder !== undefined && holder.uses.length > 1) || (row !== undefined && row.uses.length > 1);
  if (!table) return enter(rows.span, { status: 'open', reason: 'its rows are not written here' });
  for (const item of table.items) {
    const array = arrayBehind(module, item);
    const list = array && listOfArray(array, lead);
    if (!list || item.k !== 'array')
      enter(item.span, { status: 'open', reason: 'the row is not written here' });
    else if (list.args.length > length)
      enter(item.span, { status: 'already', reason: 'the row has it' });
    else if (list.args.length < length)
      enter(item.span, { status: 'open', reason: 'the row leaves arguments out' });
    else if (isShared || isTyped || holder?.type)
      enter(item.span, {
        status: 'open',
        reason: isShared ? 'its rows are used elsewhere too' : 'its rows have a type of their own',
      });
    else if (!argumentsFit(file.analysis.linker, module, list.args, method.spec.parameters))
      enter(item.span, { status: 'open', reason: 'its columns are not those of the method' });
    else {
      const { fn, scope } = scopeAt(module, item.span[0]);
      const { receiver } = member;
      const value = file.value({
        method,
        args: list.args,
        receiver,
        fn,
        scope,
        span: item.span,
        enclosing: undefined,
      });
      if (value.k === 'none') enter(item.span, { status: 'open', reason: value.detail });
      else {
        const text = file.written(value, scope, method);
        const edits = file.insert(list.written, lead + method.slot, [text]);
        enter(item.span, { status: 'migrated', reason: value.detail, value: text, edits });
      }
    }
  }
}
