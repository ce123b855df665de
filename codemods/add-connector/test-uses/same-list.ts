import type { Expr } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';

/** `seen` and `seen`; `self.calls` in a class, and `driver.calls` where `driver` is one of it. */
export function isSameList(
  { module, analysis: { linker } }: FilePlan,
  list: Expr,
  named: Expr,
): boolean {
  if (list.k === 'name' && named.k === 'name')
    return list.binding === named.binding && list.binding !== -1;
  if (list.k !== 'member' || named.k !== 'member' || list.name !== named.name) return false;
  const owners = linker.evaluate(module, list.object).items;
  return linker
    .evaluate(module, named.object)
    .items.some(
      (v) =>
        v.k === 'instance' && owners.some((o) => o.k === 'instance' && o.cls.fact === v.cls.fact),
    );
}
