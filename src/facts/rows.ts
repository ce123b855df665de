import { arrayBehind } from './call-forms.js';
import type { CallFact, Expr, ModuleFacts } from './types.js';

/** One of the things that a call hands over in a list, with what it is made of. */
export interface Row {
  /** As it is written: an object, or the call that makes it. */
  readonly expr: Expr;
  readonly values: readonly Expr[];
  /** The argument that is the list. */
  readonly list: Expr;
}

/**
 * The rows of a list that a call is given: `attachAll(context, [{ volume, connector }])`,
 * `attach_all(context, [Attachment(volume, {'host': 'a'})])`, also where a variable holds the list.
 */
export function rowsIn(module: ModuleFacts, call: CallFact): Row[] {
  const given = [...call.args, ...(call.keywords ?? []).map((k) => k.value)];
  return given.flatMap((list) =>
    (arrayBehind(module, list)?.items ?? []).flatMap((expr): Row[] => {
      const values = valuesOf(module, expr);
      return values ? [{ expr, values, list }] : [];
    }),
  );
}

function valuesOf(module: ModuleFacts, expr: Expr): readonly Expr[] | undefined {
  if (expr.k === 'typed') return valuesOf(module, expr.value);
  if (expr.k === 'class' && expr.instance)
    return module.classes[expr.cls].members.flatMap((m) => m.value ?? []);
  if (expr.k === 'array') return expr.items;
  if (expr.k !== 'call') return undefined;
  const { args, keywords = [] } = module.calls[expr.call];
  return [...args, ...keywords.map((k) => k.value)];
}
