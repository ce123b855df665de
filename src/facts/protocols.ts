import type { ClassFact, Expr } from './types.js';

/** Whether a base makes a class of Python a protocol: whatever has its methods is one of its kind. */
export function isProtocolBase(base: Expr): boolean {
  return (base.k === 'name' || base.k === 'member') && base.name === 'Protocol';
}

/** Whether a class says what others look like, and is no base that they have to name. */
export function isProtocol({ kind, bases }: ClassFact): boolean {
  return kind === 'class' && bases.some(isProtocolBase);
}
