import type { FoundValue } from '../../../src/analysis/value-places.js';
import { pathRoot, resolveName } from '../../../src/facts/scopes.js';
import type { BindingFact, Expr, ModuleFacts } from '../../../src/facts/types.js';
import type { CallPlan } from '../calls/calls.js';
import type { NamedMember } from '../references/members.js';
import { reachedCalls } from './spoken-calls.js';
import type { TestUses } from './test-uses.js';

/**
 * Why no value of the test's is what a double records: the calls behind an assertion pass what the
 * function that they stand in makes by itself, and the test says nothing of who makes it.
 * @param isGuess the value is none that the test has: not even what an object was made with gives it
 */
export function madeInside(
  uses: TestUses,
  member: NamedMember,
  fn: number,
  isGuess: boolean,
): Extract<FoundValue, { k: 'none' }> | undefined {
  const { analysis, module } = uses.file;
  for (const { site, value, status } of reachedCalls(uses, member, fn)) {
    if (status !== 'migrated' || value === undefined) continue;
    const maker = makerOf(analysis, site, value);
    if (!maker || (!isGuess && (!maker.isOfTree || isTold(module, maker.name)))) continue;
    const at = analysis.place(site.module, site.nameSpan[0]);
    return {
      k: 'none',
      detail: `\`${value}\` is made by \`${maker.name}\` where the call is (${at})`,
    };
  }
  return undefined;
}

/** What gives the variable that a call passes, where nothing of it comes from outside of its function. */
function makerOf(
  { linker }: TestUses['file']['analysis'],
  { module, call }: CallPlan['site'],
  text: string,
): { readonly name: string; readonly isOfTree: boolean } | undefined {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text)) return undefined;
  const binding = resolveName(module, text, call.scope);
  if (!binding || binding.kind === 'param' || isOfModule(module, binding)) return undefined;
  const [made, ...others] = binding.values;
  if (made?.k !== 'call' || others.length > 0) return undefined;
  const { name, args, keywords = [], kind } = module.calls[made.call];
  const given = [...args, ...keywords.map((k) => k.value)];
  if (kind !== 'call' || name === undefined || !given.every(isOfNobody)) return undefined;
  // What an object was made with may be the test's.
  const { targets } = linker.calls.resolve(module, module.calls[made.call]);
  const isOfTree = targets.every((t) => t.fact.use !== 'bound' && !linker.isTest(t.module.path));
  return { name, isOfTree: targets.length > 0 && isOfTree };
}

/** Whether an argument is none that a caller hands over: written out, or an attribute. */
function isOfNobody(expr: Expr): boolean {
  return expr.k === 'string' || expr.k === 'literal' || pathRoot(expr).k === 'this';
}

function isOfModule({ scopes }: ModuleFacts, { scope }: BindingFact): boolean {
  return scopes[scope].fn === 0;
}

/** Whether a file of tests puts something in a maker's place: it names it, and does not only call it. */
function isTold(module: ModuleFacts, maker: string): boolean {
  const called = new Set(module.calls.map((c) => c.nameSpan[0]));
  const isName = (text: string) => text === maker || text.endsWith(`.${maker}`);
  return (
    module.assignments.some((a) => a.name === maker) ||
    module.references.some((r) => r.name === maker && !called.has(r.nameSpan[0])) ||
    module.calls.some((c) => c.args.some((a) => a.k === 'string' && isName(a.text)))
  );
}
