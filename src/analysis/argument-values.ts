import type { CallSite } from './site.js';
import { FieldsSet, receiverAround } from './fields-set.js';
import { indirect } from '../facts/call-forms.js';
import { rowsIn } from '../facts/rows.js';
import { classOfThis, declaredType, thisOwner } from '../facts/scopes.js';
import { isTellingType } from '../contract/type-words.js';
import type { AddedParameter } from '../contract/types.js';
import { canonicalName, sameName, words } from '../contract/words.js';
import type {
  BindingFact,
  CallFact,
  Expr,
  ModuleFacts,
  ScopeId,
  Span,
  TypeTerm,
} from '../facts/types.js';
import type { Model } from './model.js';
import {
  isPath,
  isWithin,
  nearestOf,
  pathRoot,
  pathText,
  resolveName,
  samePath,
  visibleBindings,
} from '../facts/scopes.js';
import { matcherBeside, recordedValue } from './matchers.js';
import { nameIn, type ContractMethod } from './signatures.js';
import { ValueTypes } from './value-types.js';

/** Which of DESIGN's steps found a value. */
export type ValueStep =
  | 'own-parameter'
  | 'same-as-reader'
  | 'variable-in-scope'
  | 'test-variable'
  | 'test-factory'
  | 'placeholder'
  | 'fallback';

export type FoundValue =
  | {
      readonly k: 'found';
      readonly text: string;
      readonly step: ValueStep;
      readonly detail: string;
      readonly needsType?: boolean;
    }
  /** `isPassed`: there is one, which cannot be written here. */
  | { readonly k: 'none'; readonly detail: string; readonly isPassed?: boolean };

/** A place that wants a value: a call, or an assertion about one. */
export interface ValuePlace {
  readonly module: ModuleFacts;
  readonly method: ContractMethod;
  /** The arguments before the change. */
  readonly args: readonly Expr[];
  /** What the method is called on, where it is written. */
  readonly receiver: Expr | undefined;
  readonly fn: number;
  readonly scope: ScopeId;
  readonly span: Span;
  readonly enclosing: CallSite['enclosing'];
}

/**
 * The value's place of a call; `at` when its arguments are written elsewhere (a list that is
 * spread).
 */
export function placeOf(
  site: CallSite,
  at: { span: Span; scope: ScopeId } = site.call,
): ValuePlace {
  const { module, method, args, call, enclosing } = site;
  const inner = indirect(call)?.fn ?? call.callee;
  return {
    module,
    method,
    args,
    receiver: inner.k === 'member' ? inner.object : undefined,
    fn: call.fn,
    scope: at.scope,
    span: at.span,
    enclosing,
  };
}

/** Whether what one method gains is what another gains: its parameter serves both. */
export function sharesAdded(one: ContractMethod, other: ContractMethod): boolean {
  return (
    one.added !== undefined &&
    one.added.name === other.added?.name &&
    JSON.stringify(one.added.type) === JSON.stringify(other.added.type)
  );
}

/** Whether calls may do without the parameter, and those that do are not reported. */
export function mayBeLeftOut({ optional, default: value, reportCalls }: AddedParameter): boolean {
  return (optional === true || value !== undefined) && !reportCalls;
}

/** Works out what a call site can pass, by the five steps of the design. It never guesses. */
export class ArgumentValues {
  private readonly types: ValueTypes;
  private readonly fields: FieldsSet;

  constructor(private readonly model: Model) {
    this.types = new ValueTypes(model);
    this.fields = new FieldsSet(model.linker);
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
      this.fromReader(place, text) ??
      this.variableInScope(place, isTest) ??
      (isTest ? this.inTest(place, text) : this.fieldInScope(place));
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

  // ---- 2. what the same function passes to the reader on the same driver
  // ------------------------------------------

  private fromReader(place: ValuePlace, text: string): FoundValue | undefined {
    const { module, fn } = place;
    for (const { method, parameter } of this.model.contract.values?.from ?? []) {
      const spec = this.model.roles.methods.find((m) => m.name === method)?.spec;
      const at = spec?.parameters.findIndex((p) => p.name === parameter) ?? -1;
      if (!spec || at === -1) continue;
      const wanted = nameIn(method, module.language);
      const calls = module.calls.filter(
        (c) =>
          c.name === wanted &&
          c.callee.k === 'member' &&
          this.onSameReceiver(module, c, place.receiver),
      );
      const usable = calls.flatMap((call) => {
        const value = argumentGiven(call, at, parameter);
        const isUsable = value !== undefined && isPath(value) && this.isBoundAt(place, value);
        return isUsable ? [{ fn: call.fn, call, value }] : [];
      });
      const given = nearestOf(module, fn, usable);
      const textOf = ({ value }: { readonly value: Expr }) =>
        text.slice(...value.span) || pathText(value);
      const texts = new Set(given.map(textOf));
      const travelling =
        texts.size > 1
          ? new Set(
              given
                .filter((c) =>
                  this.sharesArgument(
                    place,
                    c.call,
                    spec.parameters.map((p) => p.name),
                  ),
                )
                .map(textOf),
            )
          : texts;
      if (travelling.size === 1)
        return {
          k: 'found',
          text: [...travelling][0],
          step: 'same-as-reader',
          detail: `passed to ${wanted} in the same function`,
        };
      if (travelling.size > 1)
        return {
          k: 'none',
          detail: `several values are passed to ${wanted} in the same function: ${[...texts].join(', ')}`,
        };
    }
    return undefined;
  }

  /**
   * Whether a call passes the same volume: the same path for a parameter that both methods have.
   */
  private sharesArgument(
    { method, args }: ValuePlace,
    call: CallFact,
    names: readonly string[],
  ): boolean {
    return method.spec.parameters.some((p, i) => {
      const other = names.indexOf(p.name);
      return (
        other !== -1 &&
        args[i] !== undefined &&
        call.args[other] !== undefined &&
        samePath(args[i], call.args[other]) === true
      );
    });
  }

  /**
   * Whether a call hangs on the same written receiver. What is no path, or is `this`, may be any
   * driver, but not a manager.
   */
  private onSameReceiver(
    module: ModuleFacts,
    { callee }: CallFact,
    receiver: Expr | undefined,
  ): boolean {
    if (callee.k !== 'member') return false;
    const same =
      receiver && callee.object.k !== 'this' && receiver.k !== 'this'
        ? samePath(callee.object, receiver)
        : undefined;
    if (same !== undefined) return same;
    const roles = this.model.roles.rolesOf(this.model.linker.evaluate(module, callee.object));
    return (
      roles.size === 0 || roles.has('driver') || roles.has('delegate') || roles.has('signature')
    );
  }

  private isBoundAt(place: ValuePlace, expr: Expr): boolean {
    const { module, scope, span } = place;
    const root = pathRoot(expr);
    if (root.k === 'this')
      return !this.model.linker.isTest(module.path) || !this.fields.isMissing(place, expr);
    if (root.k !== 'name') return false;
    return (
      root.binding !== -1 &&
      visibleBindings(module, scope, span).includes(module.bindings[root.binding])
    );
  }

  // ---- 3. one variable in scope that is named or typed as the value
  // ------------------------------------------------

  private variableInScope(place: ValuePlace, isTest: boolean): FoundValue | undefined {
    const { module, scope, span, method } = place;
    const { added } = method;
    if (!added) return undefined;
    const visible = visibleBindings(module, scope, span);
    const candidates = visible.filter((b) => this.holdsValue(module, b, method));
    const named = candidates.filter((b) => this.isNamed(b.name, method));
    const imported = isTest ? visible.filter((b) => this.bringsValue(module, b, method)) : [];
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
        (this.holdsValue(module, b, method) || this.bringsValue(module, b, method)) &&
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

  private isNamed(name: string, { added }: ContractMethod): boolean {
    return [added?.name ?? '', ...(this.model.contract.values?.names ?? [])].some((n) =>
      sameName(n, name),
    );
  }

  private holdsValue(module: ModuleFacts, binding: BindingFact, method: ContractMethod): boolean {
    if (
      binding.kind !== 'param' &&
      binding.kind !== 'const' &&
      binding.kind !== 'variable' &&
      binding.kind !== 'import'
    )
      return false;
    const isNamed = this.isNamed(binding.name, method);
    if (this.isResult(module, binding)) return false;
    if (
      binding.from &&
      (!isNamed || this.isType(module, binding) || !this.isVariable(module, binding))
    )
      return false;
    const judged = this.types.judge(module, binding, method);
    // Half the variables of a program are numbers: such a type says nothing by itself.
    const isTelling = method.added !== undefined && isTellingType(method.added, module.language);
    return (judged === 'same' && (isTelling || isNamed)) || (judged === 'unknown' && isNamed);
  }

  /** Whether an import of another name brings a value of the type. */
  private bringsValue(module: ModuleFacts, binding: BindingFact, method: ContractMethod): boolean {
    return (
      binding.kind === 'import' &&
      binding.from !== undefined &&
      method.added !== undefined &&
      isTellingType(method.added, module.language) &&
      !this.isType(module, binding) &&
      this.isVariable(module, binding) &&
      this.types.judge(module, binding, method) === 'same'
    );
  }

  /**
   * Whether a variable holds nothing but what contract methods gave back: `model, volumes =
   * self.driver.delete(...)`.
   */
  private isResult(module: ModuleFacts, { values }: BindingFact): boolean {
    const made = (value: Expr): boolean =>
      value.k === 'element'
        ? made(value.object)
        : value.k === 'call' &&
          this.model.roles.methodNamed(module.calls[value.call].name)?.added !== undefined;
    return values.length > 0 && values.every((v) => v.k === 'element' && made(v));
  }

  /**
   * In Python an import may bring a module or a class as well: `from os_brick.initiator import
   * connector`.
   */
  private isVariable(module: ModuleFacts, binding: BindingFact): boolean {
    if (module.language !== 'python') return true;
    const entity = this.model.project.entityOf(module, binding);
    return (
      entity.k === 'value' ||
      (entity.k === 'binding' &&
        (entity.binding.kind === 'variable' || entity.binding.kind === 'const'))
    );
  }

  /** Whether an import brings a type, which is no value. */
  private isType(module: ModuleFacts, binding: BindingFact): boolean {
    const isMarked = module.imports.some((i) =>
      i.specifiers.some((s) => s.typeOnly && module.bindings[s.binding] === binding),
    );
    const entity = isMarked ? undefined : this.model.project.entityOf(module, binding);
    return isMarked || (entity?.k === 'binding' && entity.binding.kind === 'type');
  }

  /**
   * A field of the object that a method runs on, named or typed as the value; `this.host`,
   * `self.host`.
   */
  private fieldInScope({ module, fn, method, span }: ValuePlace): FoundValue | undefined {
    const { hierarchy } = this.model.linker;
    const owner = module.language === 'python' ? receiverAround(module, fn) : thisOwner(module, fn);
    const cls = owner && classOfThis(module, owner);
    // Before it is made, an object has no fields.
    if (
      !owner ||
      cls?.kind !== 'class' ||
      owner.isStatic ||
      owner.kind === 'constructor' ||
      owner.name === '__init__'
    )
      return undefined;
    const own = this.model.linker.classRef(module, cls.id);
    const fields = new Map<string, Field>();
    for (const ref of hierarchy.linearize(own)) {
      const of = (name: string) => {
        const known = fields.get(name) ?? {
          name,
          module: ref.module,
          values: [],
          isOptional: false,
        };
        fields.set(name, known);
        return known.module === ref.module ? known : undefined;
      };
      for (const { kind, isStatic, isPrivate, name, type, value, optional } of ref.fact.members) {
        const field =
          kind === 'property' && !isStatic && (!isPrivate || ref.fact === cls)
            ? of(name)
            : undefined;
        if (!field) continue;
        field.type ??= type;
        field.isOptional ||= optional;
        if (value) field.values.push(value);
      }
      for (const { name, value, type } of hierarchy.assignmentsOf(ref.module, ref.fact)) {
        const field = of(name);
        if (!field) continue;
        field.type ??= type;
        field.values.push(value);
      }
    }
    const held = [...fields.values()].filter((field) => this.holdsField(field, method));
    const named = held.filter(({ name }) => this.isNamed(name, method));
    const chosen = named.length === 1 ? named : held;
    const [field] = chosen;
    if (!field) return undefined;
    const self = owner.receiver?.name ?? 'this';
    if (chosen.length > 1)
      return {
        k: 'none',
        detail: `several fields may be it: ${chosen.map((f) => `${self}.${f.name}`).join(', ')}`,
      };
    const path = `${self}.${field.name}`;
    const reads = module.references
      .filter(
        (r) => r.object.k === 'this' && r.name === field.name && r.nameSpan[0] >= owner.span[0],
      )
      .map(({ nameSpan, asked }) => ({ span: nameSpan, asked }));
    if (
      !method.added?.optional &&
      !isGuarded(reads, span) &&
      (field.isOptional || isNullable(field.module, asBinding(field)))
    )
      return { k: 'none', detail: `\`${path}\` may be undefined` };
    return {
      k: 'found',
      text: path,
      step: 'variable-in-scope',
      detail: `\`${path}\` is a field of its class`,
    };
  }

  private holdsField(field: Field, method: ContractMethod): boolean {
    const isNamed = this.isNamed(field.name, method);
    const judged = this.types.judge(field.module, asBinding(field), method);
    const isTelling =
      method.added !== undefined && isTellingType(method.added, field.module.language);
    return (
      (judged === 'same' && (isTelling || isNamed)) ||
      (judged === 'unknown' && isNamed && field.values.length > 0)
    );
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
      this.isFactory(module, b, method),
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
      .find(({ name, isOwn }) => (isOwn || isNeeded) && this.isNamed(name, method));
    return field && `${this.fields.around(place)?.owner.receiver?.name ?? 'this'}.${field.name}`;
  }

  private isFactory(module: ModuleFacts, binding: BindingFact, method: ContractMethod): boolean {
    const types = method.added?.types ?? [];
    const { items } = this.model.linker.bindingValues(module, binding);
    return items.some((v) => {
      if (v.k !== 'function' || v.fact.params.some((p) => !p.optional && !p.rest)) return false;
      const names = v.fact.returnType
        ? this.model.signatures.typeNames(v.module, v.fact.returnType)
        : [];
      if (
        this.types.isWrapped(v.module, v.fact.returnType, types) ||
        (v.fact.isAsync && !v.fact.returnType)
      )
        return false;
      if (names.some((n) => types.includes(n))) return true;
      if (
        v.fact.returns.some(
          (r) =>
            r.k === 'typed' &&
            this.model.signatures.typeNames(v.module, r.type).some((n) => types.includes(n)),
        )
      )
        return true;
      // `fakeConnector()` in JavaScript: its name says it, and it returns an object.
      const isNamed =
        words(binding.name).length > 1 &&
        words(binding.name).at(-1) === canonicalName(method.added?.name ?? '');
      return (
        isNamed && !v.fact.returnType && v.fact.returns.some((r) => r.k === 'class' && r.instance)
      );
    });
  }
}

/** What a call gives for a parameter, by its place or by its name. */
function argumentGiven({ args, keywords }: CallFact, at: number, name: string): Expr | undefined {
  return (
    args.at(at) ?? keywords?.find((k) => k.name !== undefined && sameName(k.name, name))?.value
  );
}

interface Field {
  readonly name: string;
  readonly module: ModuleFacts;
  readonly values: Expr[];
  type?: TypeTerm;
  isOptional: boolean;
}

/** A field, to be judged as a variable is. */
function asBinding({ name, values, type }: Field): BindingFact {
  return {
    name,
    kind: 'variable',
    scope: 0,
    span: [0, 0],
    values,
    type,
    classes: [],
    functions: [],
    uses: [],
  };
}

/** Whether a declared type lets a variable be nothing. */
function isNullable(module: ModuleFacts, binding: BindingFact): boolean {
  if (module.language !== 'typescript') return false;
  const [value] = binding.values;
  const param = value?.k === 'param' ? module.functions[value.fn].params[value.index] : undefined;
  if (param?.optional && !param.default) return true;
  const type = binding.type ?? declaredType(module, binding);
  return (
    type?.k === 'union' &&
    type.items.some((t) => t.k === 'keyword' && (t.name === 'undefined' || t.name === 'null'))
  );
}

/**
 * Whether a variable or field is asked about before a place: `if (!connector) throw ...`, `connector
 * && ...`, `connector ? ... : ...`.
 */
function isGuarded(
  reads: readonly { readonly span: Span; readonly asked?: true | undefined }[],
  at: Span,
): boolean {
  return reads.some(({ span, asked }) => asked === true && span[0] < at[0]);
}
