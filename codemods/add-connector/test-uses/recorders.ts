import { samePath } from '../../../src/facts/scopes.js';
import type { Expr, FunctionFact, ModuleFacts } from '../../../src/facts/types.js';
import { implementationOf } from './implementations.js';
import { isSameList } from './same-list.js';
import type { NamedMember } from '../references/members.js';
import type { FilePlan } from '../file-plan.js';

/** What a double keeps of the calls it got. */
export interface Recorded {
  readonly member: NamedMember;
  /** The argument lists of all calls, that of one call, or one argument. */
  readonly level: 'calls' | 'call' | 'argument';
  /**
   * What a recorder of the test's own writes before the arguments: `seen.push(['createExport',
   * ...args])`.
   */
  readonly lead: readonly Expr[];
  /**
   * What is kept is what the double takes, not what it is given: the declared parameters, as they
   * were written down.
   */
  readonly isFixed?: boolean;
}

/** How a double writes down what it is called with. */
interface Entry {
  readonly member: NamedMember;
  readonly kept: Expr;
}

/**
 * What a list that a test's own double fills holds: `seen.push(args)`, `seen.push(['createExport',
 * ...args])`, `seen = args`, `this.calls.push(args)`.
 */
export function recorderOf(file: FilePlan, expr: Expr): Recorded | undefined {
  const { module } = file;
  if (!file.isTest) return undefined;
  const pushed = pushes(file, expr).flatMap(
    ({ member, kept }) => recordedBy(module, member, kept, 'calls') ?? [],
  );
  const binding =
    expr.k === 'name' && expr.binding !== -1 ? module.bindings[expr.binding] : undefined;
  const assigned = (binding?.values ?? []).flatMap((value) => {
    const member = value.k === 'name' ? doubleAround(file, restOwner(module, value)) : undefined;
    return (member && recordedBy(module, member, value, 'call')) ?? [];
  });
  // Several doubles that write into one list are told apart by what they write first.
  const all = [...pushed, ...assigned];
  return all.length === 1 || all.every((r) => r.member.method === all[0].member.method)
    ? all[0]
    : undefined;
}

/**
 * The calls `list.push(...)` in doubles of contract methods, for a list named as `expr` names it.
 */
function pushes(file: FilePlan, expr: Expr): Entry[] {
  const { module } = file;
  return module.calls.flatMap(({ callee, name, args, fn }) => {
    if (callee.k !== 'member' || (name !== 'push' && name !== 'unshift') || args.length !== 1)
      return [];
    if (!isListOf(file, callee.object, expr)) return [];
    const member = doubleAround(file, module.functions[fn]);
    return member ? [{ member, kept: args[0] }] : [];
  });
}

/** Also `fake.calls` and `fake.calls`, whatever `fake` is. */
function isListOf(file: FilePlan, list: Expr, named: Expr): boolean {
  return (
    isSameList(file, list, named) ||
    (list.k === 'member' && list.object.k !== 'this' && samePath(list, named) === true)
  );
}

/** The contract method that a function, or one around it, doubles. */
function doubleAround(file: FilePlan, fn: FunctionFact | undefined): NamedMember | undefined {
  const { module } = file;
  for (let at = fn; at; at = at.parent === -1 ? undefined : module.functions[at.parent]) {
    const member = implementationOf(file, at);
    if (member) return member;
  }
  return undefined;
}

/**
 * What is kept: all arguments, also behind words of the recorder's own; a fixed list is what the
 * double takes.
 */
function recordedBy(
  module: ModuleFacts,
  member: NamedMember,
  kept: Expr,
  level: 'calls' | 'call',
): Recorded | undefined {
  if (restOwner(module, kept)) return { member, level, lead: [] };
  if (kept.k !== 'array') return undefined;
  const last = kept.items.at(-1);
  if (last?.k === 'spread' && restOwner(module, last.value))
    return { member, level, lead: kept.items.slice(0, -1) };
  return { member, level, lead: [], isFixed: true };
}

/** The function whose rest parameter an expression is. */
function restOwner(module: ModuleFacts, expr: Expr): FunctionFact | undefined {
  if (expr.k !== 'name' || expr.binding === -1) return undefined;
  const [value] = module.bindings[expr.binding].values;
  const owner = value?.k === 'param' ? module.functions[value.fn] : undefined;
  return owner && value?.k === 'param' && owner.params[value.index]?.rest && value.index === 0
    ? owner
    : undefined;
}
