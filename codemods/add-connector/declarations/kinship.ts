import { describeRole } from '../../../src/analysis/role-reasons.js';
import type { Role } from '../../../src/analysis/roles.js';
import type { ClassFact, MemberFact } from '../../../src/facts/types.js';
import { classLabel } from '../../../src/linker/values.js';
import type { FilePlan } from '../file-plan.js';

/** Whether a class that declares a method of the contract's name can be told to be none of ours. */
export interface Kinship {
  readonly role: Role;
  /** `open`: it may be one of ours. */
  readonly status: 'skipped' | 'open';
  /** Why it is none, or may be one. */
  readonly reason: string;
}

/** What a class is to the contract that is none of its drivers, delegates and signatures. */
export function kindOf(
  { analysis, module }: FilePlan,
  cls: ClassFact,
  member: MemberFact,
): Kinship {
  const { roles, linker, signatures, unrelated } = analysis;
  const entry = roles.entryOf(cls);
  const role = entry?.role ?? 'unrelated';
  const method = roles.methodNamed(member.name);
  const fn = member.fn === undefined ? undefined : module.functions[member.fn];
  const settled = unrelated.ofClass(linker, linker.classRef(module, cls.id));
  if (settled !== undefined) return { role, status: 'skipped', reason: settled };
  if (method && fn && signatures.isOther(module, fn, method)) {
    const reason = 'it has another list that the contract has for the name';
    return { role, status: 'skipped', reason };
  }
  if (entry && role !== 'unrelated')
    return { role, status: 'skipped', reason: `${role}: ${describeRole(entry.why)}` };
  const name = classLabel(module, cls) ?? (cls.kind === 'module' ? 'the module' : 'an object');
  if (!method || !fn)
    return {
      role,
      status: 'skipped',
      reason: `unrelated: a property of ${name}, which is no driver`,
    };
  if (signatures.fit(module, fn, method) === 'contradicts')
    return {
      role,
      status: 'skipped',
      reason: `unrelated: a method of ${name} with other parameters`,
    };
  const lost = linker.hierarchy.lostBase(linker.classRef(module, cls.id));
  return lost === undefined
    ? {
        role,
        status: 'skipped',
        reason: `unrelated: a method of ${name}, which no driver descends from`,
      }
    : {
        role,
        status: 'open',
        reason: `it has the method’s parameters, and nothing is known of \`${lost}\`, which ${name} descends from`,
      };
}
