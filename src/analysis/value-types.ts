import { declaredType } from '../facts/scopes.js';
import type { BindingFact, Expr, FunctionFact, ModuleFacts, TypeTerm } from '../facts/types.js';
import type { Model } from './model.js';
import { COLLECTION_TYPES } from '../linker/builtins.js';
import type { ContractMethod } from './signatures.js';
import type { Value } from '../linker/values.js';

/** Whether something is a value of the added parameter's type. */
export type Judgement = 'same' | 'other' | 'unknown';

/** Types that hold a value, or a part of one, and are not it. */
export const HOLDERS: ReadonlySet<string> = new Set([
  'Promise',
  'PromiseLike',
  'Partial',
  'DeepPartial',
  'Omit',
  'Pick',
  ...COLLECTION_TYPES,
]);

/** Methods that give back a promise, whatever they are called on. */
const PROMISING = new Set(['then', 'catch', 'finally']);

/** How far a variable is followed to what it was made from. */
const DEPTH = 8;

/** Tells a value from what is wrapped around it: a promise of it, a list, a function that makes it. */
export class ValueTypes {
  constructor(private readonly model: Model) {}

  /** Whether a binding has the added parameter's type: as declared, else as far as its values tell. */
  judge(module: ModuleFacts, binding: BindingFact, { added }: ContractMethod): Judgement {
    const types = added?.types ?? (added?.type ? [added.type] : []);
    const typed = binding.type ?? declaredType(module, binding);
    if (types.length === 0) return 'unknown';
    if (typed) return this.judgeTerm(module, typed, types);
    if (this.isHeld(module, binding, types, DEPTH)) return 'other';
    const { items } = this.model.linker.bindingValues(module, binding);
    const kinds = items.map((v) => this.judgeValue(v, types));
    if (kinds.includes('same')) return 'same';
    return kinds.length > 0 && kinds.every((k) => k === 'other') ? 'other' : 'unknown';
  }

  private judgeTerm(module: ModuleFacts, typed: TypeTerm, types: readonly string[]): Judgement {
    if (typed.k === 'keyword')
      return types.includes(typed.name) ? 'same' : ['any', 'unknown', 'object'].includes(typed.name) ? 'unknown' : 'other';
    if (this.isWrapped(module, typed, types)) return 'other';
    const names = this.model.signatures.typeNames(module, typed);
    if (names.some((n) => types.includes(n))) return 'same';
    return names.length === 0 ? 'unknown' : 'other';
  }

  /** Whether a type is that of a list, a function, a promise or a part of something. */
  isWrapped(module: ModuleFacts, term: TypeTerm | undefined, types: readonly string[], seen = new Set<TypeTerm>()): boolean {
    // Aliases of aliases are followed in a loop, and once: they may go round in a circle.
    let home = module;
    let at = term;
    while (at?.k === 'ref' && !seen.has(at)) {
      seen.add(at);
      const names = this.model.signatures.typeNames(home, at);
      if (names.some((n) => types.includes(n)) && !HOLDERS.has(names[0])) return false;
      if (names.some((n) => HOLDERS.has(n) && !types.includes(n))) return true;
      const entity = this.model.project.qualified(home, at.binding, at.name.split('.').slice(1));
      if (entity?.k !== 'binding') return false;
      home = entity.module;
      at = entity.binding.alias?.type;
    }
    if (at?.k === 'union' || at?.k === 'intersection') return at.items.some((t) => this.isWrapped(home, t, types, seen));
    if (at?.k === 'array' || at?.k === 'tuple') return !types.some((t) => /\[\]|Array/u.test(t));
    return at?.k === 'function' && !types.includes('Function');
  }

  /** Whether what a binding was made from gives back something around the value: nothing awaits a promise, or it is a function's. */
  private isHeld(module: ModuleFacts, binding: BindingFact, types: readonly string[], depth: number): boolean {
    const entity = this.model.project.entityOf(module, binding);
    if (entity.k === 'value') return this.isMadeWrapped(entity.module, entity.value, types, depth);
    if (entity.k !== 'binding') return false;
    const { module: home, binding: named } = entity;
    const typed = named.type ?? declaredType(home, named);
    return typed ? this.isWrapped(home, typed, types) : named.values.some((v) => this.isMadeWrapped(home, v, types, depth));
  }

  private isMadeWrapped(module: ModuleFacts, expr: Expr, types: readonly string[], depth: number): boolean {
    // What comes out of a promise is judged by its values.
    if (expr.awaited || depth === 0) return false;
    switch (expr.k) {
      case 'typed':
        return this.isWrapped(module, expr.type, types);
      case 'choice':
        return expr.items.some((e) => this.isMadeWrapped(module, e, types, depth - 1));
      case 'name':
        return expr.binding !== -1 && this.isHeld(module, module.bindings[expr.binding], types, depth - 1);
      case 'member':
        return this.model.linker
          .evaluate(module, expr.object)
          .items.some((v) => v.k === 'instance' && this.isWrappedMember(v, expr.name, types));
      case 'call':
        return this.isCallWrapped(module, expr.call, types);
      default:
        return false;
    }
  }

  private isWrappedMember({ cls }: Extract<Value, { k: 'instance' }>, name: string, types: readonly string[]): boolean {
    const found = this.model.linker.hierarchy.member(cls, name);
    if (!found) return false;
    const { module } = found.cls;
    const { kind, type, fn } = found.member;
    return this.isWrapped(module, kind === 'getter' && fn !== undefined ? module.functions[fn].returnType : type, types);
  }

  private isCallWrapped(module: ModuleFacts, id: number, types: readonly string[]): boolean {
    const call = module.calls[id];
    const { callee, kind } = call;
    if (kind === 'new') return callee.k === 'name' && callee.name === 'Promise' && !types.includes('Promise');
    if (callee.k === 'member') {
      const isPromise = callee.object.k === 'name' && callee.object.name === 'Promise' && callee.object.binding === -1;
      if (isPromise || PROMISING.has(callee.name)) return true;
    }
    const { targets, signatures } = this.model.linker.calls.resolve(module, call);
    return [...targets, ...signatures].some((f) => this.returnsWrapped(f, types));
  }

  private returnsWrapped({ module, fact }: { module: ModuleFacts; fact: FunctionFact }, types: readonly string[]): boolean {
    return fact.returnType ? this.isWrapped(module, fact.returnType, types) : fact.isAsync === true;
  }

  private judgeValue(value: Value, types: readonly string[]): Judgement {
    switch (value.k) {
      case 'instance': {
        const names = this.model.linker.hierarchy.ancestorNames(value.cls);
        if (names.some((n) => types.includes(n))) return 'same';
        return value.cls.fact.kind === 'object' || value.cls.fact.name === undefined ? 'unknown' : 'other';
      }
      case 'external':
        return types.includes(value.name) ? 'same' : value.declared ? 'other' : 'unknown';
      case 'builtin':
        if (types.includes(value.name)) return 'same';
        return ['string', 'number', 'boolean', 'URL', 'Date', 'Error', 'RegExp'].includes(value.name) ? 'other' : 'unknown';
      case 'string':
        return types.includes('string') ? 'same' : 'other';
      case 'collection':
        return types.some((t) => HOLDERS.has(t) || /\[\]|Record/u.test(t)) ? 'unknown' : 'other';
      case 'function':
      case 'class':
        return 'other';
      default:
        return 'unknown';
    }
  }
}
