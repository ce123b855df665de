import { classLabel } from '../../../src/linker/values.js';
import type { Expr } from '../../../src/facts/types.js';
import { doubleBehind } from '../references/made-doubles.js';
import { roleOfNamed } from '../references/receivers.js';
import type { FilePlan } from '../file-plan.js';

/** Lists doubles without an implementation: they take whatever they are given. */
export function enterDoubles(file: FilePlan): void {
  const { module } = file;
  const { roles, linker, sites } = file.analysis;
  if (!file.isTest) return;
  const enter = (
    name: string,
    at: number,
    value: Expr | undefined,
    role: string,
    display: string,
  ) => {
    const method = roles.methodNamed(name);
    if (!value || !method?.added || role === 'target') return;
    const functions = linker
      .evaluate(module, value)
      .items.flatMap((v) => (v.k === 'function' ? [v.fact] : []));
    const isMade = doubleBehind(module, value) !== undefined;
    if (
      isMade
        ? functions.some((fact) => sites.declarationOf(fact))
        : functions.length > 0 || role === 'unrelated' || value.k === 'function'
    )
      return;
    const reason = isMade
      ? 'a double that takes any arguments'
      : 'what it takes is not written here';
    file.enter('double', at, {
      kind: 'declaration',
      method: method.name,
      name: display,
      role,
      status: 'skipped',
      reason,
    });
  };
  for (const cls of module.classes) {
    const owner = classLabel(module, cls);
    for (const { name, nameSpan, value } of cls.members)
      enter(
        name,
        nameSpan[0],
        value,
        roles.roleOf(cls),
        owner === undefined ? name : `${owner}.${name}`,
      );
  }
  for (const { name, nameSpan, object, value } of module.assignments)
    enter(name, nameSpan[0], value, roleOfNamed(file, object) ?? 'unresolved', name);
}
