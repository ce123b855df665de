import { describeRole } from '../../../src/analysis/role-reasons.js';
import type { Role } from '../../../src/analysis/roles.js';
import type { ClassFact, MemberFact } from '../../../src/facts/types.js';
import { classDisplay } from '../../../src/linker/values.js';
import type { FilePlan } from '../file-plan.js';

/** Whether a class that declares a method of the contract's name can be told to be none of ours. */
export interface Kinship {
  readonly role: Role;
  /** Why it is none. */
  readonly proof: string;
  /** Why that is not certain. */
  readonly doubt?: string;
}

/** What a class is to the contract that is none of its drivers, delegates and signatures. */
export function kindOf({ analysis, module }: FilePlan, cls: ClassFact, member: MemberFact): Kinship {
  const { roles, linker, signatures } = analysis;
  const entry = roles.entryOf(cls);
  const role = entry?.role ?? 'unrelated';
  if (entry && role !== 'unrelated') return { role, proof: `${role}: ${describeRole(entry.why)}` };
  const name = classDisplay(module, cls) ?? (cls.kind === 'module' ? 'the module' : 'an object');
  const method = roles.methodNamed(member.name);
  const fn = member.fn === undefined ? undefined : module.functions[member.fn];
  const proof = `unrelated: a method of ${name}, which no driver descends from`;
  if (!method || !fn) return { role, proof: `unrelated: a property of ${name}, which is no driver` };
  if (signatures.fit(module, fn, method) === 'contradicts') return { role, proof: `unrelated: a method of ${name} with other parameters` };
  const lost = linker.hierarchy.lostBase(linker.classRef(module, cls.id));
  return lost === undefined
    ? { role, proof }
    : { role, proof, doubt: `it has the method’s parameters, and nothing is known of \`${lost}\`, which ${name} descends from` };
}
