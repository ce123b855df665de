import type { DeclarationSite } from '../../../src/analysis/site.js';
import { nameIn } from '../../../src/analysis/signatures.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import type { ScopeId } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';
import { restTuple } from '../tuples.js';
import { taken } from './declarations.js';
import { docEdits } from './docs.js';
import { capturesOuter, clashingLocals, forwardedName, renameEdits } from './locals.js';
import { typeCommentEdits } from './python-type-comments.js';
import { parameterEdits } from './parameters.js';

/** What becomes of a declaration that takes the parameter. */
export interface MigratedDeclaration {
  /** Its parameter list as it will read. */
  readonly list: string;
  readonly reason: string;
  readonly edits: readonly TextEdit[];
}

/**
 * Gives one declaration the parameter, its line of documentation, and room for its name.
 * @param forwards the scopes of the calls in its body that pass it on
 */
export function migrateDeclaration(
  file: FilePlan,
  site: DeclarationSite,
  forwards: readonly ScopeId[],
): MigratedDeclaration {
  const { module, fn, method, slot, reason } = site;
  const { added } = method;
  if (!added) return { list: '', reason, edits: [] };
  const isUnused =
    fn.body !== 'none' &&
    forwards.length === 0 &&
    module.language === 'typescript' &&
    file.migration.workspace.resolver.noUnusedParameters(module.path);
  // An element of a tuple is no name in the body.
  const isNamed = restTuple(site) === undefined;
  const own = nameIn(added.name, module.language);
  const captures = isNamed && capturesOuter(module, fn, own);
  const name = isUnused && !captures ? `_${own}` : forwardedName(site);
  const { edits, list } = parameterEdits(file, site, name);
  // A Python body may give its parameter another value; what it hands on must be the parameter's
  // own.
  const hasObstacle = module.language !== 'python' || forwards.length > 0;
  const renames =
    isNamed && name === own && hasObstacle ? clashingLocals(module, fn, name, forwards) : [];
  const { index, fill } = site.insertion;
  const expected = method.spec.parameters;
  const before = [
    ...fn.params.slice(0, index).map((p, i) => p.name ?? expected.at(i)?.name ?? ''),
    ...fill.map((p) => nameIn(p.name, module.language)),
  ];
  const docs = docEdits(file, fn, added, own, before);
  const comment =
    module.language === 'python' ? typeCommentEdits(file, site, added, { edits, list }) : [];
  const notes = [
    reason,
    ...(slot.k === 'collision' ? [`goes before \`${taken(site)}\``] : []),
    ...renames.map((r) => `the local \`${r.binding.name}\` is now \`${r.to}\``),
    ...(captures ? [`\`${own}\` means something else in its body`] : []),
  ];
  return {
    list,
    reason: notes.join('; '),
    edits: [...edits, ...comment, ...renames.flatMap(renameEdits), ...docs],
  };
}
