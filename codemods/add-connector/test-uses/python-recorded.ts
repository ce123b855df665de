import type { Expr } from '../../../src/facts/types.js';
import { pythonNames } from '../../../src/test-libraries/names.js';
import { namedMember, type NamedMember } from '../references/members.js';
import type { FilePlan } from '../file-plan.js';
import { recorderIn } from './python-recorders.js';

const RECORDED = pythonNames('recordedField');
const LAST = pythonNames('recordedLastField');
const NAMED_FIRST = pythonNames('recordedNameField');
const POSITIONAL = pythonNames('positionalField');
const KEYWORD = pythonNames('keywordField');

/** What a Python double keeps of the calls it got. */
export interface PythonRecorded {
  readonly member: NamedMember;
  /**
   * All calls, their argument lists, one of them, its arguments without names, those with names; one argument; some of
   * them, cut out of a list.
   */
  readonly level: 'calls' | 'lists' | 'call' | 'positional' | 'named' | 'argument' | 'some';
  /** Which of the calls, the first being 1. */
  readonly nth?: number;
  /** Which of the arguments without names it is, the method's own counted from 0. */
  readonly index?: number;
  /** What stands before a call's arguments: in `mock_calls` its name. */
  readonly lead: number;
}

/**
 * `double.call_args`, `double.mock_calls[0]`, `double.call_args.kwargs`,
 * `double.call_args_list[0][0]`, and variables that hold one.
 */
export function pythonRecordedOf(file: FilePlan, expr: Expr): PythonRecorded | undefined {
  const found = written(file, expr);
  // Facts keep no slices: what is cut out is taken for the whole there.
  return found && found.level !== 'argument' && isCut(file, expr)
    ? { ...found, level: 'some' }
    : found;
}

function written(file: FilePlan, expr: Expr): PythonRecorded | undefined {
  const { module } = file;
  const listed = expr.k === 'array' ? listsOf(file, expr) : recorderIn(file, expr);
  if (listed) return { member: listed, level: 'lists', lead: 0 };
  if (expr.k === 'name') {
    const binding = expr.binding === -1 ? undefined : module.bindings[expr.binding];
    const [value, ...others] = binding?.values ?? [];
    return binding && value && others.length === 0
      ? file.migration.follow(
          binding,
          () => besideOthers(file, value) ?? pythonRecordedOf(file, value),
        )
      : undefined;
  }
  if (expr.k === 'element') {
    const whole = pythonRecordedOf(file, expr.object);
    const text = expr.key && file.textOf(expr.key);
    const number =
      expr.place ?? (text !== undefined && /^-?\d+$/u.test(text) ? Number(text) : undefined);
    return whole && elementOf(whole, number);
  }
  if (expr.k !== 'member') return undefined;
  if (!expr.isKey && RECORDED.has(expr.name)) {
    const member = namedMember(file, expr.object);
    return (
      member && {
        member,
        level: LAST.has(expr.name) ? 'call' : 'calls',
        lead: NAMED_FIRST.has(expr.name) ? 1 : 0,
      }
    );
  }
  const whole = pythonRecordedOf(file, expr.object);
  if (expr.isKey) return whole?.level === 'named' ? { ...whole, level: 'argument' } : undefined;
  if (whole?.level !== 'call') return undefined;
  if (POSITIONAL.has(expr.name)) return { ...whole, level: 'positional' };
  return KEYWORD.has(expr.name) ? { ...whole, level: 'named' } : undefined;
}

/** `for made, row in zip(double.call_args_list, rows)`, `for i, made in enumerate(...)`. */
function besideOthers(file: FilePlan, value: Expr): PythonRecorded | undefined {
  if (value.k !== 'element' || value.place === undefined) return undefined;
  const row = value.object;
  const gone = row.k === 'element' && row.key === undefined ? row.object : undefined;
  const call = gone?.k === 'call' ? file.module.calls[gone.call] : undefined;
  if (call?.callee.k !== 'name' || call.callee.binding !== -1) return undefined;
  const at = call.name === 'zip' ? value.place : call.name === 'enumerate' ? value.place - 1 : -1;
  const list = call.args.at(Math.max(at, 0));
  const whole = at >= 0 && list ? pythonRecordedOf(file, list) : undefined;
  return whole && elementOf(whole, undefined);
}

/** `[c.args for c in double.call_args_list]`. */
function listsOf(
  file: FilePlan,
  { items, itemSpans }: Extract<Expr, { k: 'array' }>,
): NamedMember | undefined {
  const [item] = items;
  if (items.length !== 1 || item.k !== 'member' || item.object.k !== 'name') return undefined;
  // One that is written for each says so behind it.
  if (!/^\s+(?:async\s+)?for\b/u.test(file.text.slice(itemSpans[0][1], itemSpans[0][1] + 40)))
    return undefined;
  const each = pythonRecordedOf(file, item);
  return each?.level === 'positional' && each.nth === undefined ? each.member : undefined;
}

/** What is kept under a number; undefined for a number that is not known. */
function elementOf(whole: PythonRecorded, number: number | undefined): PythonRecorded | undefined {
  const { level, lead, member } = whole;
  if (level === 'calls')
    return {
      ...whole,
      level: 'call',
      nth: number !== undefined && number >= 0 ? number + 1 : undefined,
    };
  if (level === 'lists') return { ...whole, level: 'positional' };
  if (level === 'call' && number !== undefined) {
    if (number === lead) return { ...whole, level: 'positional' };
    return number === lead + 1 ? { ...whole, level: 'named' } : undefined;
  }
  if (level !== 'positional') return undefined;
  return {
    ...whole,
    level: 'argument',
    index: number === undefined || number < 0 ? undefined : number - (member.lead ?? 0),
  };
}

/** Whether a slice of it is meant: `double.call_args.args[1:]`. */
function isCut(file: FilePlan, { k, span }: Expr): boolean {
  return k !== 'name' && /^\s*\[[^[\]]*:/u.test(file.text.slice(span[1], span[1] + 40));
}
