import type { ModuleFacts } from '../facts/types.js';
import { functionLabel } from '../linker/values.js';
import type { Finding } from './findings.js';

/**
 * What a finding is known by when lines have moved: no position is in it, and nothing that another
 * file's name or order would change.
 */
export interface FindingKey {
  readonly rule: string;
  /** Relative to the project, with `/`. */
  readonly file: string;
  /** The method that it is about, `Class.method`. */
  readonly method: string;
  /** What is called there, and what that calls; empty for a declaration. */
  readonly chain: readonly string[];
}

/**
 * The key of a finding. Who is judged is not in it: a base's creation is told of the first class
 * that reaches it, whichever that is.
 * @param relative the path of a file as keys have it
 */
export function findingKey(finding: Finding, relative: (file: string) => string): FindingKey {
  const { rule, module, span, data, trail, site } = finding;
  const file = relative(module.path);
  const declared = data.stub ?? data.declaration;
  if (declared !== undefined) return { rule, file, method: declared, chain: [] };
  const chain = trail
    ? trail.steps.slice(trail.at).map((s) => s.display)
    : [data.called ?? site?.method.name ?? ''];
  return { rule, file, method: methodAt(module, span[0]), chain };
}

/** The method or function that a place stands in, whatever closures are around it. */
function methodAt(module: ModuleFacts, offset: number): string {
  const around = module.functions.filter(({ span }) => span[0] <= offset && offset < span[1]);
  const [innermost] = around.sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]));
  for (
    let fn = innermost as (typeof around)[number] | undefined;
    fn && fn.kind !== 'module';
    fn = fn.parent === -1 ? undefined : module.functions[fn.parent]
  ) {
    const isMember = fn.cls !== undefined || fn.context?.member !== undefined;
    const parent = fn.parent === -1 ? undefined : module.functions[fn.parent];
    if (isMember || !parent || parent.kind === 'module') return functionLabel(module, fn);
  }
  return '';
}
