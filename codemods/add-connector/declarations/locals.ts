import type { DeclarationSite } from '../../../src/analysis/site.js';
import { nameIn } from '../../../src/analysis/signatures.js';
import { freeName, isWithin, namesIn, resolveName } from '../../../src/facts/scopes.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import type { BindingFact, FunctionFact, ModuleFacts, ScopeId } from '../../../src/facts/types.js';
import { dialectOf } from '../dialects.js';

/** A local that makes room for a parameter of its name. */
export interface Rename {
  readonly binding: BindingFact;
  readonly to: string;
}

/**
 * The locals that stand in the way: those of the function's own scope, and those that would hide
 * the parameter from a forward.
 */
export function clashingLocals(
  module: ModuleFacts,
  fn: FunctionFact,
  name: string,
  forwardScopes: readonly ScopeId[],
): Rename[] {
  const own = namesIn(module, fn.scope).byName.get(name) ?? [];
  const clashing = new Set(own.filter((b) => b.kind !== 'type' && b.kind !== 'typeParam'));
  for (const scope of forwardScopes) {
    const hiding = resolveName(module, name, scope);
    if (hiding && isWithin(module, hiding.scope, fn.scope)) clashing.add(hiding);
  }
  if (clashing.size === 0) return [];
  const to = freeName(module, dialectOf(module.language).local(name));
  return [...clashing].map((binding) => ({ binding, to }));
}

/**
 * Whether the body means something outside of the function by a name that the parameter would take.
 */
export function capturesOuter(module: ModuleFacts, fn: FunctionFact, name: string): boolean {
  // What the body can name is its own, or declared around it.
  for (let at = module.scopes[fn.scope].parent; at !== -1; at = module.scopes[at].parent) {
    const outer = namesIn(module, at).byName.get(name) ?? [];
    const isUsed = outer.some(
      (b) =>
        b.kind !== 'type' &&
        b.kind !== 'typeParam' &&
        b.uses.some((u) => u.span[0] >= fn.span[0] && u.span[1] <= fn.span[1]),
    );
    if (isUsed) return true;
  }
  return false;
}

/** What a declaration's new parameter is called when its body passes it on. */
export function forwardedName({ module, fn, method }: DeclarationSite): string {
  const name = nameIn(method.added?.name ?? '', module.language);
  return capturesOuter(module, fn, name) ? `_${name}` : name;
}

/** Renames a local wherever it is declared and used; `{ name }` becomes `{ name: to }`. */
export function renameEdits({ binding, to }: Rename): TextEdit[] {
  const { name, span, shorthand, uses } = binding;
  const places = [
    { span, shorthand: shorthand === true },
    ...uses.filter((u) => u.span[0] !== span[0]),
  ];
  const seen = new Map(places.map((p) => [p.span[0], p]));
  return [...seen.values()].map((p) => ({
    start: p.span[0],
    end: p.span[1],
    text: p.shorthand ? `${name}: ${to}` : to,
  }));
}
