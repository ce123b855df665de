import type { CallSite } from './site.js';
import { FieldsSet } from './fields-set.js';
import { rowsIn } from '../facts/rows.js';
import type { BindingFact, Expr } from '../facts/types.js';
import type { Model } from './model.js';
import {
  isPath,
  isWithin,
  nearestOf,
  resolveName,
  samePath,
  visibleBindings,
} from '../facts/scopes.js';
import { matcherBeside, recordedValue } from './matchers.js';
import { nameIn } from './signatures.js';
import { ValueTypes } from './value-types.js';
import {
  type FoundValue,
  type ValuePlace,
  placeOf,
  sharesAdded,
  mayBeLeftOut,
} from './value-places.js';
import { ValueBindings } from './value-bindings.js';
import { isNullable, isGuarded } from './nullable.js';
import { ReaderValues } from './reader-values.js';
import { FieldValues } from './field-values.js';

/** Works out what a call site can pass, by the five steps of the design. It never guesses. */
export class ArgumentValues {
  private readonly fields: FieldsSet;
  private readonly bindings: ValueBindings;
  private readonly ofReader: ReaderValues;
  private readonly ofFields: FieldValues;

  constructor(private readonly model: Model) {
    const types = new ValueTypes(model);
    this.fields = new FieldsSet(model.linker);
    this.bindings = new ValueBindings(model, types);
    this.ofReader = new ReaderValues(model, this.fields);
    this.ofFields = new FieldValues(model, types, this.bindings);
  }

  /** Whether a value, other than a test's placeholder, is at hand. */
  inScope(site: CallSite): boolean {
    const value = this.find(placeOf(site), '');
    return value.k === 'found' && value.step !== 'placeholder' && value.step !== 'fallback';
  }

  /**
   * @param text the text of the place's file, from which expressions are copied
   */
  find(place: ValuePlace, text: string): FoundValue {
    const { linker, contract } = this.model;
    const isTest = linker.isTest(place.module.path);
    const found =
      this.ownParameter(place) ??
      (isTest ? this.recorded(place, text) : undefined) ??
      this.ofReader.find(place, text) ??
      this.variableInScope(place, isTest) ??
      (isTest ? this.inTest(place, text) : this.ofFields.find(place));
    if (found) return found;
    const { fallback } = contract.values ?? {};
    if (fallback !== undefined)
      return { k: 'found', text: fallback, step: 'fallback', detail: 'the contract’s fallback' };
    return {
      k: 'none',
      detail: `no ${nameIn(place.method.added?.name ?? 'value', place.module.language)} is in scope`,
    };
  }

  // ---- 1. inside a contract method that has it
  // ------------------------------------------------------------

  private ownParameter({ module, enclosing, method, scope }: ValuePlace): FoundValue | undefined {
    const { added } = method;
    if (!enclosing || !added) return undefined;
    const { fn } = enclosing;
    if (sharesAdded(enclosing.method, method)) {
      const declared = this.model.sites.declarationOf(fn);
      if (declared?.slot.k === 'accepted' || declared?.slot.k === 'renamed') {
        const { param } = declared.slot;
        if (param.name === undefined || param.rest)
          return {
            k: 'none',
            detail: `${declared.display} takes the ${added.name} apart in its parameter list`,
          };
        return {
          k: 'found',
          text: param.name,
          step: 'own-parameter',
          detail: `parameter of ${declared.display}`,
        };
      }
      // It is about to be migrated.
      if (declared) {
        const text = nameIn(added.name, module.language);
        return {
          k: 'found',
          text,
          step: 'own-parameter',
          detail: `parameter that ${declared.display} is given`,
        };
      }
    }
    for (const { parameter } of this.model.contract.values?.from?.filter(
      (f) => f.method === enclosing.method.name,
    ) ?? []) {
      const at = enclosing.method.spec.parameters.findIndex((p) => p.name === parameter);
      const name = fn.params[at]?.name;
      if (name === undefined) continue;
      const binding = resolveName(module, name, scope);
      if (binding?.kind === 'param' && binding.scope === fn.scope)
        return {
          k: 'found',
          text: name,
          step: 'own-parameter',
          detail: `parameter of ${enclosing.method.name}`,
        };
    }
    return undefined;
  }

  // ---- 3. one variable in scope that is named or typed as the value
  // ------------------------------------------------

  private variableInScope(place: ValuePlace, isTest: boolean): FoundValue | undefined {
    const { module, scope, span, method } = place;
    const { added } = method;
    if (!added) return undefined;
    const visible = visibleBindings(module, scope, span);
    const candidates = visible.filter((b) => this.bindings.holdsValue(module, b, method));
    const named = candidates.filter((b) => this.bindings.isNamed(b.name, method));
    const imported = isTest
      ? visible.filter((b) => this.bindings.bringsValue(module, b, method))
      : [];
    const all = [...new Set([...candidates, ...imported])];
    const travelling =
      isTest && all.length > 1 ? all.filter((b) => this.travelsWith(place, b)) : [];
    const isTravelling = travelling.length === 1;
    const chosen = isTravelling ? travelling : named.length === 1 ? named : candidates;
    if (chosen.length === 0) return undefined;
    const [{ name }] = chosen;
    if (
      chosen.length === 1 &&
      !added.optional &&
      isNullable(module, chosen[0]) &&
      !isGuarded(chosen[0].uses, span)
    )
      return { k: 'none', detail: `\`${name}\` may be undefined` };
    const detail = `\`${name}\` is ${isTravelling ? 'handed over with the same argument' : 'in scope'}`;
    if (chosen.length === 1)
      return {
        k: 'found',
        text: name,
        step: isTest ? 'test-variable' : 'variable-in-scope',
        detail,
      };
    return {
      k: 'none',
      detail: `several values are in scope: ${chosen.map((b) => b.name).join(', ')}`,
    };
  }

  /** What a library takes down for later: `when(double.m(context, volume))`. */
  private recorded(place: ValuePlace, text: string): FoundValue | undefined {
    const { module, method, args, scope, span } = place;
    const handed = (other: Expr | undefined) =>
      visibleBindings(module, scope, span).flatMap((b) =>
        (this.bindings.holdsValue(module, b, method) ||
          this.bindings.bringsValue(module, b, method)) &&
        this.isHandedOver(place, b, other)
          ? [b.name]
          : [],
      );
    const found = recordedValue(module, { args, slot: method.slot, span }, text, handed);
    return found?.k === 'found' ? { ...found, step: 'test-variable' } : found;
  }

  /**
   * Whether a test hands a variable over together with the volume: the last of the arguments that
   * the place itself passes.
   */
  private travelsWith(place: ValuePlace, binding: BindingFact): boolean {
    const given = place.args.slice(0, place.method.slot).filter(isPath).at(-1);
    return given !== undefined && this.isHandedOver(place, binding, given);
  }

  /**
   * Whether a variable is handed over near a place together with something else; in the function
   * around it, where it does not matter with what.
   */
  private isHandedOver(
    { module, fn }: ValuePlace,
    binding: BindingFact,
    other: Expr | undefined,
  ): boolean {
    const isIt = (arg: Expr) =>
      arg.k === 'name' && arg.binding !== -1 && module.bindings[arg.binding] === binding;
    const isShared = (values: readonly Expr[]) =>
      values.some(isIt) && (other === undefined || values.some((a) => samePath(a, other) === true));
    const { scope } = module.functions[fn];
    const together = module.calls.filter(
      (c) =>
        (other !== undefined || isWithin(module, c.scope, scope)) &&
        (isShared(c.args) || rowsIn(module, c).some(({ values }) => isShared(values))),
    );
    return nearestOf(module, fn, together).some((c) => module.functions[c.fn].kind !== 'module');
  }

  // ---- 4. in a test
  // ------------------------------------------------------------

  private inTest(place: ValuePlace, text: string): FoundValue | undefined {
    const { module, method, args, span } = place;
    const attribute = this.attribute(place);
    if (attribute !== undefined)
      return {
        k: 'found',
        text: attribute,
        step: 'test-variable',
        detail: `\`${attribute}\` of the test's class`,
      };
    // What is made up here would be no match for what is passed.
    const matching = matcherBeside(module, args, span, text);
    if (matching?.k === 'compared') return { k: 'none', detail: matching.reason };
    if (matching)
      return {
        k: 'found',
        text: matching.text,
        step: 'test-variable',
        detail: 'a matcher, as beside it',
      };
    const factory = visibleBindings(module, place.scope, place.span).find((b) =>
      this.bindings.isFactory(module, b, method),
    );
    if (factory)
      return {
        k: 'found',
        text: `${factory.name}()`,
        step: 'test-factory',
        detail: `${factory.name}() returns one`,
      };
    const placeholder = this.model.contract.tests?.placeholder?.[module.language];
    if (placeholder === undefined) return undefined;
    return {
      k: 'found',
      text: placeholder,
      step: 'placeholder',
      detail: 'the contract’s placeholder for tests',
      needsType: /\bas\s/u.test(placeholder),
    };
  }

  /** A field of the class that a test method stands in, or of its bases, as the method reads it. */
  private attribute(place: ValuePlace): string | undefined {
    const { method } = place;
    // A call that did without the parameter still does: only what the test itself sets may be meant
    // for it.
    const isNeeded = method.added !== undefined && !mayBeLeftOut(method.added);
    const field = this.fields
      .at(place)
      .find(({ name, isOwn }) => (isOwn || isNeeded) && this.bindings.isNamed(name, method));
    return field && `${this.fields.around(place)?.owner.receiver?.name ?? 'this'}.${field.name}`;
  }
}
