import type { Expr } from '../../../src/facts/types.js';
import type { ClassRef } from '../../../src/linker/values.js';
import { pythonNames } from '../../../src/test-libraries/names.js';
import type { FilePlan } from '../file-plan.js';

const MAKERS = pythonNames('maker');
const LIKENESSES = pythonNames('likenessKeyword');

/** The classes of the tree that a Python double is made after: `create_autospec(X)`, `Mock(spec=X)`. */
export function likenessOf({ analysis, module }: FilePlan, object: Expr): readonly ClassRef[] {
  if (module.language !== 'python') return [];
  const values =
    object.k === 'name' && object.binding !== -1
      ? module.bindings[object.binding].values
      : [object];
  const [value] = values;
  if (values.length !== 1 || value.k !== 'call') return [];
  const { name, args, keywords = [] } = module.calls[value.call];
  const like = keywords.find((k) => LIKENESSES.has(k.name))?.value ?? args.at(0);
  if (!like || !MAKERS.has(name)) return [];
  return analysis.linker
    .evaluate(module, like)
    .items.flatMap((v) => (v.k === 'class' || v.k === 'instance' ? [v.cls] : []));
}
