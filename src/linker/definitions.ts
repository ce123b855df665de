import type { BindingFact, ClassFact, FunctionFact, ModuleFacts } from '../facts/types.js';

/**
 * Those among definitions of one name that may be it: the last that stands under no condition, and
 * what stands behind that one.
 */
export function standing<T extends { readonly isConditional?: true }>(
  definitions: readonly T[],
): readonly T[] {
  return definitions.slice(
    Math.max(
      definitions.findLastIndex((d) => !d.isConditional),
      0,
    ),
  );
}

/** The functions and classes that a Python name may be in the end. */
export function pythonDefinitions(
  module: ModuleFacts,
  { functions, classes }: BindingFact,
): readonly (FunctionFact | ClassFact)[] {
  const all = [
    ...functions.map((id) => module.functions[id]),
    ...classes.map((id) => module.classes[id]),
  ];
  return standing(all.length > 1 ? all.sort((a, b) => a.span[0] - b.span[0]) : all);
}
