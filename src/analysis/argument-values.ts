import { methodNameIn } from './signatures.js';
import { canonicalName, sameName } from '../contract/words.js';
import type { BindingFact, Expr, FunctionFact, ModuleFacts, Span, TypeTerm } from '../facts/types.js';
import type { Analysis } from './analysis.js';
import type { CallSite } from './sites.js';

/** Which of DESIGN's steps found a value. */
export type ValueReason = 'own-parameter' | 'same-as-reader' | 'variable-in-scope' | 'test-variable' | 'test-factory' | 'placeholder' | 'fallback';

export type FoundValue =
  | { readonly k: 'found'; readonly text: string; readonly reason: ValueReason; readonly detail: string; readonly needsType?: boolean }
  | { readonly k: 'none'; readonly detail: string };

/** Works out what a call site can pass, by the five steps of the design. It never guesses. */
export class ArgumentValues {
  constructor(private readonly analysis: Analysis) {}

  /** Whether a value, other than a test's placeholder, is at hand. */
  inScope(site: CallSite): boolean {
    const value = this.find(site, '');
    return value.k === 'found' && value.reason !== 'placeholder' && value.reason !== 'fallback';
  }

  /**
   * @param text the text of the site's file, from which expressions are copied
   */
  find(site: CallSite, text: string): FoundValue {
    const own = this.ownParameter(site);
    if (own) return own;
    const reader = this.fromReader(site, text);
    if (reader) return reader;
    const scoped = this.variableInScope(site);
    if (scoped.k === 'found') return scoped;
    if (scoped.detail !== '') return scoped;
    if (this.analysis.linker.isTest(site.module.path)) {
      const tested = this.inTest(site);
      if (tested) return tested;
    }
    const { fallback } = this.analysis.contract.values ?? {};
    if (fallback !== undefined) return { k: 'found', text: fallback, reason: 'fallback', detail: 'the contract’s fallback' };
    return { k: 'none', detail: `no ${site.method.added?.name ?? 'value'} is in scope` };
  }

  // 1. inside a contract method that has it
  private ownParameter({ module, enclosing, method, call }: CallSite): FoundValue | undefined {
    if (!enclosing) return undefined;
    const { added } = method;
    if (!added) return undefined;
    const { fn } = enclosing;
    if (enclosing.method === method) {
      const declared = this.analysis.sites.declarationOf(fn);
      if (declared?.slot.k === 'accepted' || declared?.slot.k === 'renamed') {
        const { param } = declared.slot;
        if (param.name === undefined || param.rest) return { k: 'none', detail: 'the connector is taken apart by the parameter list' };
        return { k: 'found', text: param.name, reason: 'own-parameter', detail: `parameter of ${declared.display}` };
      }
      // It is about to be migrated.
      if (declared) return { k: 'found', text: added.name, reason: 'own-parameter', detail: `parameter that ${declared.display} is given` };
    }
    const from = this.analysis.contract.values?.from?.filter((f) => f.method === enclosing.method.name) ?? [];
    for (const { parameter } of from) {
      const at = enclosing.method.spec.parameters.findIndex((p) => p.name === parameter);
      const param = this.analysis.signatures.params(module, fn)[at];
      if (param?.name !== undefined && this.isVisible(module, param.name, call.scope)) return { k: 'found', text: param.name, reason: 'own-parameter', detail: `parameter of ${enclosing.method.name}` };
    }
    return undefined;
  }

  // 2. what the same function passes to the reader on the same driver
  private fromReader(site: CallSite, text: string): FoundValue | undefined {
    const { module, call } = site;
    const owner = this.outermost(module, call.fn);
    for (const { method, parameter } of this.analysis.contract.values?.from ?? []) {
      const spec = this.analysis.roles.methods.find((m) => m.name === method)?.spec;
      const at = spec?.parameters.findIndex((p) => p.name === parameter) ?? -1;
      if (at === -1) continue;
      const wanted = methodNameIn(method, module.language);
      const others = module.calls.filter((c) => c.name === wanted && c.callee.k === 'member' && this.outermost(module, c.fn) === owner && c.id !== call.id);
      const matching = others.filter((c) => sameReceiver(c.callee, call.callee));
      const given = matching.map((c) => c.args[at]).filter((a): a is Expr => a !== undefined && (isPath(a)));
      const texts = new Set(given.map((g) => text.slice(...g.span) || pathText(g)));
      const [only] = given;
      if (texts.size === 1 && only && this.isBoundAt(module, only, call.span, call.scope)) return { k: 'found', text: [...texts][0], reason: 'same-as-reader', detail: `passed to ${wanted} in the same function` };
    }
    return undefined;
  }

  // 3. one variable in scope that is named or typed as the value
  private variableInScope(site: CallSite): FoundValue {
    const { module, call, method } = site;
    const { added } = method;
    const isTest = this.analysis.linker.isTest(module.path);
    if (!added) return { k: 'none', detail: '' };
    const candidates = this.visible(module, call.scope, call.span).filter((b) => this.holdsValue(module, b, added.name, this.analysis.contract.values?.names ?? []));
    const named = candidates.filter((b) => sameName(b.name, added.name));
    const chosen = named.length === 1 ? named : candidates;
    if (chosen.length === 0) return { k: 'none', detail: '' };
    if (chosen.length === 1) {
      const [b] = chosen;
      return { k: 'found', text: b.name, reason: isTest ? 'test-variable' : 'variable-in-scope', detail: `\`${b.name}\` is in scope` };
    }
    if (isTest && this.analysis.contract.values?.from === undefined) return { k: 'none', detail: '' };
    return { k: 'none', detail: `several values are in scope: ${chosen.map((b) => b.name).join(', ')}` };
  }

  private holdsValue(module: ModuleFacts, binding: BindingFact, name: string, names: readonly string[]): boolean {
    const method = this.analysis.roles.methods.find((m) => m.added?.name === name);
    const types = method?.added?.types ?? [];
    if (binding.kind === 'class' || binding.kind === 'type' || binding.kind === 'typeParam' || binding.kind === 'namespace' || binding.kind === 'function' || binding.kind === 'enum') return false;
    if (binding.from && !names.some((n) => canonicalName(n) === canonicalName(binding.name))) return false;
    const typed = binding.type ?? this.paramType(module, binding);
    const typeNames = typed ? this.analysis.signatures.typeNames(module, typed) : [];
    if (types.length > 0 && typeNames.some((n) => types.includes(n))) return true;
    if (![name, ...names].some((n) => sameName(n, binding.name))) return false;
    // Named like it, but typed otherwise.
    return typed === undefined || types.length === 0 || (typed.k !== 'keyword' && typeNames.length === 0) || (typed.k === 'keyword' && ['any', 'unknown'].includes(typed.name));
  }

  private paramType(module: ModuleFacts, binding: BindingFact): TypeTerm | undefined {
    const [value] = binding.values;
    if (value?.k === 'typed') return value.type;
    return value?.k === 'param' ? module.functions[value.fn].params[value.index]?.type : undefined;
  }

  // 4. in a test
  private inTest(site: CallSite): FoundValue | undefined {
    const { module, method } = site;
    const { added } = method;
    const factory = module.bindings.find((b) => b.scope === 0 && this.isFactory(module, b, added?.types ?? []));
    if (factory) return { k: 'found', text: `${factory.name}()`, reason: 'test-factory', detail: `${factory.name}() returns one` };
    const placeholder = this.analysis.contract.tests?.placeholder?.[module.language];
    return placeholder === undefined
      ? undefined
      : { k: 'found', text: placeholder, reason: 'placeholder', detail: 'the contract’s placeholder for tests', needsType: /\bas\s/u.test(placeholder) };
  }

  private isFactory(module: ModuleFacts, binding: BindingFact, types: readonly string[]): boolean {
    const { items } = this.analysis.linker.bindingValues(module, binding);
    return items.some((v) => {
      if (v.k !== 'function' || v.fact.params.some((p) => !p.optional && !p.rest)) return false;
      const names = v.fact.returnType ? this.analysis.signatures.typeNames(v.module, v.fact.returnType) : [];
      if (names.some((n) => types.includes(n))) return true;
      return v.fact.returns.some((r) => r.k === 'typed' && this.analysis.signatures.typeNames(v.module, r.type).some((n) => types.includes(n)));
    });
  }

  // ---- scopes -----------------------------------------------------------------------------------------------------

  /** Bindings that can be read at a place: declared in an enclosing scope, and before it where the same function runs. */
  private visible(module: ModuleFacts, scope: number, at: Span): BindingFact[] {
    const found = new Map<string, BindingFact>();
    const owner = module.scopes[scope].fn;
    for (let s = scope; s !== -1; s = module.scopes[s].parent) {
      for (const b of module.bindings) {
        if (b.scope !== s || found.has(b.name)) continue;
        const isLater = module.scopes[s].fn === owner && b.span[0] > at[0] && b.kind !== 'function' && b.kind !== 'import';
        if (!isLater) found.set(b.name, b);
      }
    }
    return [...found.values()];
  }

  private isVisible(module: ModuleFacts, name: string, scope: number): boolean {
    return this.visible(module, scope, module.scopes[scope].span).some((b) => b.name === name) || module.bindings.some((b) => b.name === name && b.kind === 'param');
  }

  private isBoundAt(module: ModuleFacts, expr: Expr, at: Span, scope: number): boolean {
    const root = pathRoot(expr);
    if (root?.k !== 'name') return root?.k === 'this';
    if (root.binding === -1) return false;
    const binding = module.bindings[root.binding];
    return this.visible(module, scope, at).includes(binding);
  }

  private outermost(module: ModuleFacts, fn: number): FunctionFact {
    let fact = module.functions[fn];
    while (fact.parent > 0 && fact.cls === undefined && module.functions[fact.parent].kind !== 'module') fact = module.functions[fact.parent];
    return fact;
  }
}

function isPath(expr: Expr): boolean {
  return expr.k === 'name' || expr.k === 'this' || (expr.k === 'member' && isPath(expr.object));
}

function pathRoot(expr: Expr): Expr | undefined {
  return expr.k === 'member' ? pathRoot(expr.object) : expr;
}

function pathText(expr: Expr): string {
  if (expr.k === 'member') return `${pathText(expr.object)}.${expr.name}`;
  return expr.k === 'name' ? expr.name : 'this';
}

/** Whether two callees hang on the same written receiver. */
function sameReceiver(a: Expr, b: Expr): boolean {
  if (a.k !== 'member' || b.k !== 'member') return true;
  const [x, y] = [a.object, b.object];
  return !isPath(x) || !isPath(y) || x.k === 'this' || y.k === 'this' ? true : pathText(x) === pathText(y);
}
