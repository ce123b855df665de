import type { Expr, ModuleFacts } from '../../../src/facts/types.js';
import { testNames } from '../../../src/test-libraries/names.js';

const MAKERS = testNames('maker');
const CHAINED = testNames('chained');

/** The call that makes a double: `vi.fn()`, also behind `.mockResolvedValue(...)`. */
export function madeDouble(
  module: ModuleFacts,
  expr: Expr,
): Extract<Expr, { k: 'call' }> | undefined {
  if (expr.k === 'typed') return madeDouble(module, expr.value);
  if (expr.k !== 'call') return undefined;
  const { name, callee } = module.calls[expr.call];
  if (MAKERS.has(name)) return expr;
  return callee.k === 'member' && isChained(name) ? madeDouble(module, callee.object) : undefined;
}

/** The call that makes a double, also through the variable that holds it. */
export function doubleBehind(module: ModuleFacts, value: Expr): Expr | undefined {
  if (value.k !== 'name' || value.binding === -1) return madeDouble(module, value);
  for (const held of module.bindings[value.binding].values) {
    const made = madeDouble(module, held);
    if (made) return made;
  }
  return undefined;
}

/** Whether a call gives back the double that it is made on. */
export function isChained(name: string | undefined): boolean {
  return CHAINED.has(name);
}
