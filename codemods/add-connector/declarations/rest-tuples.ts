import type { CallSite, DeclarationSite } from '../../../src/analysis/site.js';
import type { Expr, ModuleFacts, ParamFact } from '../../../src/facts/types.js';
import type { Declarations } from './declarations.js';
import { restTuple } from '../tuples.js';

/**
 * Leaves declarations whose parameters are a tuple that cannot take another element, or whose
 * elements go elsewhere too.
 */
export function settleRestTuples(declarations: Declarations, calls: readonly CallSite[]): void {
  for (const [site, { k }] of declarations.decisions) {
    const rest = site.fn.params.at(-1);
    if (k !== 'insert' || !rest?.rest || site.fn.params.length > site.method.slot) continue;
    const reason = obstacle(site, rest, calls);
    if (reason !== undefined)
      declarations.leave(site, site.slot.k === 'collision' ? 'collision' : 'open', { reason });
  }
}

function obstacle(
  site: DeclarationSite,
  rest: ParamFact,
  calls: readonly CallSite[],
): string | undefined {
  const { module, method } = site;
  const name = rest.name ?? 'its rest parameter';
  const at = restTuple(site);
  if (!at) return `the type of \`${name}\` is written elsewhere`;
  // What follows would move, and the body may count on where it is.
  if (at.tuple.items.length > at.index) return `\`${name}\` has another element in its place`;
  if (at.tuple.items.length < at.index)
    return `\`${name}\` has fewer elements than the method has parameters`;
  const own = new Set(
    calls.filter((c) => c.module === module && c.method === method).map((c) => c.call),
  );
  const elsewhere = module.calls.some(
    (call) => !own.has(call) && call.args.some((a) => spreads(module, a, site)),
  );
  return elsewhere ? `\`${name}\` is handed to another function too` : undefined;
}

/** Whether an argument spreads what a declaration's rest parameter takes. */
export function spreads(module: ModuleFacts, arg: Expr, { fn }: DeclarationSite): boolean {
  if (arg.k !== 'spread' || arg.value.k !== 'name' || arg.value.binding === -1) return false;
  const { kind, scope, name } = module.bindings[arg.value.binding];
  return kind === 'param' && scope === fn.scope && name === fn.params.at(-1)?.name;
}
