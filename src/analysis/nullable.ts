import { declaredType } from '../facts/scopes.js';
import type { BindingFact, ModuleFacts, Span } from '../facts/types.js';

/** Whether a declared type lets a variable be nothing. */
export function isNullable(module: ModuleFacts, binding: BindingFact): boolean {
  if (module.language !== 'typescript') return false;
  const [value] = binding.values;
  const param = value?.k === 'param' ? module.functions[value.fn].params[value.index] : undefined;
  if (param?.optional && !param.default) return true;
  const type = binding.type ?? declaredType(module, binding);
  return (
    type?.k === 'union' &&
    type.items.some((t) => t.k === 'keyword' && (t.name === 'undefined' || t.name === 'null'))
  );
}

/**
 * Whether a variable or field is asked about before a place: `if (!connector) throw ...`, `connector
 * && ...`, `connector ? ... : ...`.
 */
export function isGuarded(
  reads: readonly { readonly span: Span; readonly asked?: true | undefined }[],
  at: Span,
): boolean {
  return reads.some(({ span, asked }) => asked === true && span[0] < at[0]);
}
