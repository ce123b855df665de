import { Analysis } from '../analysis/analysis.js';
import { stepsOf } from '../contract/steps.js';
import type { Contract } from '../contract/types.js';
import type { FactSource } from '../linker/project.js';
import { classLabel } from '../linker/values.js';
import { distinct } from './names.js';

/** How much a contract finds in a tree. */
export interface Found {
  readonly drivers: number;
  readonly declarations: number;
  readonly calls: number;
}

/** What the rules and the migration would be about. */
export function foundBy(root: string, contract: Contract, source: FactSource): Found {
  const [declarations, calls] = [new Set<string>(), new Set<string>()];
  let drivers = 0;
  for (const step of stepsOf(contract)) {
    const { roles, sites } = new Analysis(root, step, source);
    drivers = roles.all().filter(({ role }) => role === 'driver').length;
    for (const module of roles.modules) {
      for (const { nameSpan } of sites.declarations(module))
        declarations.add(`${module.path}:${nameSpan[0]}`);
      for (const { nameSpan } of sites.calls(module)) calls.add(`${module.path}:${nameSpan[0]}`);
    }
  }
  return { drivers, declarations: declarations.size, calls: calls.size };
}

/** Drivers that are none by what they descend from. */
export function alikeDrivers(root: string, contract: Contract, source: FactSource): string[] {
  const { roles } = new Analysis(root, contract, source);
  return distinct(
    roles
      .all()
      .filter(({ role, why }) => role === 'driver' && why.kind === 'declares')
      .map(({ cls }) => classLabel(cls.module, cls.fact) ?? 'an object'),
  );
}
