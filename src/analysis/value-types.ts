import { isMappingType, typeNamesIn } from '../contract/type-words.js';
import type { AddedParameter } from '../contract/types.js';
import { sameName } from '../contract/words.js';
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

/**
 * Tells a value from what is wrapped around it: a promise of it, a list, a function that makes it.
 */
export class ValueTypes {
  private readonly usual = new Map<AddedParameter, readonly TypeTerm[]>();

  constructor(private readonly model: Model) {}

  /**
   * Whether a binding has the added parameter's type: as declared, else as far as its values tell.
   */
  judge(module: ModuleFacts, binding: BindingFact, { added }: ContractMethod): Judgement {
    const types = added ? typeNamesIn(added, module.language) : [];
    const typed = binding.type ?? declaredType(module, binding);
    if (types.length === 0 || !added) return 'unknown';
    if (typed) {
      const judged = this.judgeTerm(module, typed, types);
      return judged === 'other' &&
        module.language === 'python' &&
        this.isUsual(module, typed, added)
        ? 'unknown'
        : judged;
    }
    if (this.isHeld(module, binding, types, DEPTH)) return 'other';
    const { items } = this.model.linker.bindingValues(module, binding);
    const kinds = items.map((v) => this.judgeValue(v, types));
    if (kinds.includes('same')) return 'same';
    return kinds.length > 0 && kinds.every((k) => k === 'other') ? 'other' : 'unknown';
  }

  /**
   * Whether a Python tree declares what it calls the value as this: its own methods do so, or it is
   * a dictionary and the contract's class is none of the tree's.
   */
  private isUsual(module: ModuleFacts, typed: TypeTerm, added: AddedParameter): boolean {
    const shape = shapeOf(typed);
    if (this.declaredValues(added).some((t) => shapeOf(t) === shape)) return true;
    const names = this.model.signatures.typeNames(module, typed);
    if (names.length === 0 || !names.every(isMappingType)) return false;
    const wanted = added.types ?? typeNamesIn(added, module.language);
    return !this.isInPython(wanted);
  }

  /**
   * How the contract's methods of Python drivers declare the parameter, or what carries the same
   * value.
   */
  private declaredValues(added: AddedParameter): readonly TypeTerm[] {
    let known = this.usual.get(added);
    if (!known) {
      const carried = this.model.contract.values?.from ?? [];
      known = this.model.roles.all().flatMap(({ cls: { module, fact } }) =>
        module.language !== 'python'
          ? []
          : this.model.roles.ownMethods(fact).flatMap(({ method, member }) => {
              const wanted = [
                added.name,
                ...carried.flatMap((f) => (f.method === method.name ? [f.parameter] : [])),
              ];
              const params = member.fn === undefined ? [] : module.functions[member.fn].params;
              return params.flatMap(({ name = '', type }) =>
                type && wanted.some((n) => sameName(n, name)) ? [type] : [],
              );
            }),
      );
      this.usual.set(added, known);
    }
    return known;
  }

  /** Whether Python files of the tree have, or import, something of one of these names. */
  private isInPython(names: readonly string[]): boolean {
    return [...this.model.roles.modules].some(
      (m) =>
        m.language === 'python' &&
        m.bindings.some(
          (b) => b.scope === 0 && (b.classes.length > 0 || b.from) && names.includes(b.name),
        ),
    );
  }

  private judgeTerm(module: ModuleFacts, typed: TypeTerm, types: readonly string[]): Judgement {
    if (typed.k === 'keyword')
      return types.includes(typed.name)
        ? 'same'
        : ['any', 'unknown', 'object'].includes(typed.name)
          ? 'unknown'
          : 'other';
    if (this.isWrapped(module, typed, types)) return 'other';
    const names = this.model.signatures.typeNames(module, typed);
    if (names.some((n) => types.includes(n))) return 'same';
    return names.length === 0 ? 'unknown' : 'other';
  }

  /** Whether a type is that of a list, a function, a promise or a part of something. */
  isWrapped(
    module: ModuleFacts,
    term: TypeTerm | undefined,
    types: readonly string[],
    seen = new Set<TypeTerm>(),
  ): boolean {
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
    if (at?.k === 'union' || at?.k === 'intersection')
      return at.items.some((t) => this.isWrapped(home, t, types, seen));
    if (at?.k === 'array' || at?.k === 'tuple')
      return !types.some((t) => /\[\]|Array|^list$/u.test(t));
    return at?.k === 'function' && !types.includes('Function');
  }

  /**
   * Whether what a binding was made from gives back something around the value: nothing awaits a
   * promise, or it is a function's.
   */
  private isHeld(
    module: ModuleFacts,
    binding: BindingFact,
    types: readonly string[],
    depth: number,
  ): boolean {
    const entity = this.model.project.entityOf(module, binding);
    if (entity.k === 'value') return this.isMadeWrapped(entity.module, entity.value, types, depth);
    if (entity.k !== 'binding') return false;
    const { module: home, binding: named } = entity;
    const typed = named.type ?? declaredType(home, named);
    return typed
      ? this.isWrapped(home, typed, types)
      : named.values.some((v) => this.isMadeWrapped(home, v, types, depth));
  }

  private isMadeWrapped(
    module: ModuleFacts,
    expr: Expr,
    types: readonly string[],
    depth: number,
  ): boolean {
    // What comes out of a promise is judged by its values.
    if (expr.awaited || depth === 0) return false;
    switch (expr.k) {
      case 'typed':
        return this.isWrapped(module, expr.type, types);
      case 'choice':
        return expr.items.some((e) => this.isMadeWrapped(module, e, types, depth - 1));
      case 'name':
        return (
          expr.binding !== -1 &&
          this.isHeld(module, module.bindings[expr.binding], types, depth - 1)
        );
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

  private isWrappedMember(
    { cls }: Extract<Value, { k: 'instance' }>,
    name: string,
    types: readonly string[],
  ): boolean {
    const found = this.model.linker.hierarchy.member(cls, name);
    if (!found) return false;
    const { module } = found.cls;
    const { kind, type, fn } = found.member;
    return this.isWrapped(
      module,
      kind === 'getter' && fn !== undefined ? module.functions[fn].returnType : type,
      types,
    );
  }

  private isCallWrapped(module: ModuleFacts, id: number, types: readonly string[]): boolean {
    const call = module.calls[id];
    const { callee, kind } = call;
    if (kind === 'new')
      return callee.k === 'name' && callee.name === 'Promise' && !types.includes('Promise');
    if (callee.k === 'member') {
      const isPromise =
        callee.object.k === 'name' &&
        callee.object.name === 'Promise' &&
        callee.object.binding === -1;
      if (isPromise || PROMISING.has(callee.name)) return true;
    }
    const { targets, signatures } = this.model.linker.calls.resolve(module, call);
    return [...targets, ...signatures].some((f) => this.returnsWrapped(f, types));
  }

  private returnsWrapped(
    { module, fact }: { module: ModuleFacts; fact: FunctionFact },
    types: readonly string[],
  ): boolean {
    return fact.returnType ? this.isWrapped(module, fact.returnType, types) : fact.isAsync === true;
  }

  private judgeValue(value: Value, types: readonly string[]): Judgement {
    switch (value.k) {
      case 'instance': {
        const names = this.model.linker.hierarchy.ancestorNames(value.cls);
        if (names.some((n) => types.includes(n))) return 'same';
        return value.cls.fact.kind === 'object' || value.cls.fact.name === undefined
          ? 'unknown'
          : 'other';
      }
      case 'external':
        return types.includes(value.name) ? 'same' : value.declared ? 'other' : 'unknown';
      case 'builtin':
        if (types.includes(value.name)) return 'same';
        return ['string', 'number', 'boolean', 'URL', 'Date', 'Error', 'RegExp'].includes(
          value.name,
        )
          ? 'other'
          : 'unknown';
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

/** A type without the path and the brackets that it may be written with. */
function shapeOf(term: TypeTerm): string {
  switch (term.k) {
    case 'ref':
      return term.name.split('.').at(-1) ?? term.name;
    case 'keyword':
      return term.name;
    case 'array':
      return `${shapeOf(term.item)}[]`;
    case 'union': {
      const items = new Set(term.items.map(shapeOf));
      items.delete('null');
      return [...items].sort().join(' | ');
    }
    default:
      return term.k;
  }
}
