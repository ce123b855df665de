import type { CallFact, Expr, FunctionFact, ModuleFacts } from '../../../src/facts/types.js';
import { pythonNames } from '../../../src/test-libraries/names.js';

/**
 * Functions that put a double in the place of what an object has under a name:
 * `mock.patch.object(driver, 'create_export')`.
 */
const PATCHES = pythonNames('patch');
const PATH_PATCHES = pythonNames('pathPatch');
const REPLACEMENTS = pythonNames('replacementKeyword');
const SPECS = pythonNames('specKeyword');

export function isPatch({ name }: CallFact): boolean {
  return PATCHES.has(name) || PATH_PATCHES.has(name);
}

/** Whether a patch is told what to put there, so that it hands no double to what it decorates. */
function isGivenNew(call: CallFact): boolean {
  const { args, keywords = [] } = call;
  return keywords.some((k) => REPLACEMENTS.has(k.name)) || args.length > (takesPath(call) ? 1 : 2);
}

/**
 * Whether a patch is told by a path what it replaces; pytest's `setattr` may be told either way.
 */
function takesPath({ name, args }: CallFact): boolean {
  return PATH_PATCHES.has(name) || (PATCHES.has(name) && args.at(0)?.k === 'string');
}

/** The patch that hands a decorated function its parameter: the last decorator comes first. */
export function patchOf(
  module: ModuleFacts,
  fn: FunctionFact,
  index: number,
): Extract<Expr, { k: 'call' }> | undefined {
  const cls = fn.cls === undefined ? undefined : module.classes[fn.cls];
  const decorators = [...(cls?.decorators ?? []), ...fn.decorators];
  const handing = decorators.filter(
    (d): d is Extract<Expr, { k: 'call' }> =>
      d.k === 'call' && isPatch(module.calls[d.call]) && !isGivenNew(module.calls[d.call]),
  );
  return handing.toReversed().at(index);
}

/** Whether a double takes the method's own `self` as well: `autospec=True` on a class. */
export function isAutospecced({ keywords = [] }: CallFact): boolean {
  return keywords.some((k) => SPECS.has(k.name));
}

/**
 * The contract's method at the end of a path that a patch names:
 * `'cinder.drivers.acme.Driver.create_export'`.
 */
export function pathOf(
  call: CallFact,
): { readonly owner: string; readonly member: string } | undefined {
  const [first] = call.args;
  if (!takesPath(call) || first?.k !== 'string' || first.holes.length > 0) return undefined;
  const at = first.text.lastIndexOf('.');
  return at === -1
    ? undefined
    : { owner: first.text.slice(0, at), member: first.text.slice(at + 1) };
}
