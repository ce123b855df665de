import type { Analysis } from '../../../src/analysis/analysis.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import { isCalledAsDriver } from '../../../src/analysis/rivals.js';
import type { Expr } from '../../../src/facts/types.js';

const known = new WeakMap<Analysis, Map<ContractMethod, boolean>>();

/**
 * Whether something unknown that a method is called on may be no driver: another class of the tree,
 * a manager perhaps, has a method of that name with the same parameters, and the receiver is not
 * called what drivers are called.
 */
export function mayBeAnother(
  analysis: Analysis,
  method: ContractMethod,
  receiver: Expr | undefined,
): boolean {
  if (receiver && isCalledAsDriver(analysis, receiver)) return false;
  const table = known.get(analysis) ?? new Map<ContractMethod, boolean>();
  known.set(analysis, table);
  const found = table.get(method) ?? hasNamesake(analysis, method);
  table.set(method, found);
  return found;
}

function hasNamesake({ roles, signatures, linker }: Analysis, method: ContractMethod): boolean {
  return [...roles.modules].some(
    (module) =>
      !linker.isTest(module.path) &&
      module.classes.some(
        (cls) =>
          ['unrelated', 'manager'].includes(roles.roleOf(cls)) &&
          roles.ownMethods(cls).some(({ method: own, member }) => {
            const fn =
              own === method && member.fn !== undefined ? module.functions[member.fn] : undefined;
            return (
              fn?.params.length === method.spec.parameters.length &&
              signatures.fit(module, fn, method) === 'fits'
            );
          }),
      ),
  );
}
