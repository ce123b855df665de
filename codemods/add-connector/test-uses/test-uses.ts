import type { Expr, FunctionId, Span } from '../../../src/facts/types.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import { nearestOf, samePath } from '../../../src/facts/scopes.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { CallPlan } from '../calls/calls.js';
import type { Declarations } from '../declarations/declarations.js';
import type { FilePlan } from '../file-plan.js';
import type { Refusal, Status } from '../ledger.js';
import type { NamedMember } from '../references/members.js';
import { declarationsOn } from '../references/receivers.js';

/** What a test file's uses of the contract's methods are migrated with. */
export interface TestUses {
  readonly file: FilePlan;
  readonly plans: readonly CallPlan[];
  readonly declarations: Declarations;
  /** Where lists start that two assertions share, with what they were given. */
  readonly given: Map<number, string>;
}

/** What becomes of a test use. */
export interface Outcome extends Refusal {
  readonly status: Status;
  readonly value?: string;
  readonly edits?: readonly TextEdit[];
}

/** Enters a test use; what cannot or must not be changed stays open. */
export function enterUse({ file }: TestUses, member: NamedMember, what: string, nameSpan: Span, outcome: Outcome): void {
  const { method, role, display } = member;
  const entry = { kind: 'test', method: method.name, name: `${display} ${what}`.trim(), role } as const;
  const { status, reason, isDeclined, value, edits } = outcome;
  const refusal = status === 'migrated' ? file.refusalAt(nameSpan[0], 'test') : undefined;
  if (refusal === undefined) file.enter(nameSpan[0], { ...entry, status, reason, isDeclined, value }, edits);
  else file.enter(nameSpan[0], { ...entry, status: 'open', ...refusal });
}

/** The calls of a method that the same test makes: on the same receiver, where there are such. */
export function nearCalls(
  { file: { module }, plans }: TestUses,
  method: ContractMethod,
  receiver: Expr | undefined,
  fn: FunctionId,
): CallPlan[] {
  const own = plans.filter(
    ({ site, status }) =>
      site.module === module && site.method === method && site.enclosing === undefined && site.role !== 'caller' && status !== 'skipped',
  );
  const near = nearestOf(
    module,
    fn,
    own.map((plan) => ({ fn: plan.site.call.fn, plan })),
  ).map(({ plan }) => plan);
  const same = near.filter(
    ({ site: { call } }) => call.callee.k === 'member' && receiver && samePath(receiver, call.callee.object) === true,
  );
  return same.length > 0 ? same : near;
}

/**
 * Whether the recorded calls of a method get an argument more with this migration, have it already, or cannot be told of.
 * What the test itself calls tells; else whether the method is being migrated at all. Where it is not, nobody says.
 */
export function growth(uses: TestUses, { method, receiver }: NamedMember, fn: FunctionId): 'grows' | 'grown' | 'unclear' | 'untold' {
  const near = nearCalls(uses, method, receiver, fn);
  if (near.some((p) => p.status === 'migrated')) return 'grows';
  if (near.length > 0) return near.every((p) => p.status === 'already') ? 'grown' : 'unclear';
  const isInserted = [...uses.declarations.decisions].some(([site, { k }]) => site.method === method && k === 'insert');
  return isInserted || uses.plans.some((p) => p.site.method === method && p.status === 'migrated') ? 'grows' : 'untold';
}

/** Whether what stands in the method's slot makes room with this migration. */
export function moves(uses: TestUses, member: NamedMember, fn: FunctionId): boolean {
  const { method, receiver } = member;
  const near = nearCalls(uses, method, receiver, fn);
  if (near.some((p) => p.status === 'migrated' && p.site.args.length > method.spec.parameters.length)) return true;
  const declared = receiver ? declarationsOn(uses.file, receiver, method.name) : [];
  return declared.some((d) => d.slot.k === 'collision' && uses.declarations.decisionOf(d)?.k === 'insert');
}
