import type { Span } from '../../../src/facts/types.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import type { CallPlan } from '../calls/calls.js';
import type { Declarations } from '../declarations/declarations.js';
import type { FilePlan } from '../file-plan.js';
import type { Pass } from '../precedence.js';
import type { Refusal, Status } from '../ledger.js';
import type { NamedMember } from '../references/members.js';

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
export function enterUse(
  pass: Pass,
  { file }: TestUses,
  member: NamedMember,
  what: string,
  nameSpan: Span,
  outcome: Outcome,
): void {
  const { method, role, display } = member;
  const entry = {
    kind: 'test',
    method: method.name,
    name: `${display} ${what}`.trim(),
    role,
  } as const;
  const { status, reason, isDeclined, value, edits } = outcome;
  const refusal = status === 'migrated' ? file.refusalAt(nameSpan[0], 'test') : undefined;
  if (refusal === undefined)
    file.enter(pass, nameSpan[0], { ...entry, status, reason, isDeclined, value }, edits);
  else file.enter(pass, nameSpan[0], { ...entry, status: 'open', ...refusal });
}
