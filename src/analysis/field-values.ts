import { receiverAround } from './fields-set.js';
import { classOfThis, thisOwner } from '../facts/scopes.js';
import { isTellingType } from '../contract/type-words.js';
import type { BindingFact, Expr, ModuleFacts, TypeTerm } from '../facts/types.js';
import type { Model } from './model.js';
import type { ContractMethod } from './signatures.js';
import type { ValueTypes } from './value-types.js';
import type { FoundValue, ValuePlace } from './value-places.js';
import type { ValueBindings } from './value-bindings.js';
import { isNullable, isGuarded } from './nullable.js';

interface Field {
  readonly name: string;
  readonly module: ModuleFacts;
  readonly values: Expr[];
  type?: TypeTerm;
  isOptional: boolean;
}

/** Fields of the object that a method runs on. */
export class FieldValues {
  constructor(
    private readonly model: Model,
    private readonly types: ValueTypes,
    private readonly bindings: ValueBindings,
  ) {}

  /**
   * A field of the object that a method runs on, named or typed as the value; `this.host`,
   * `self.host`.
   */
  find({ module, fn, method, span }: ValuePlace): FoundValue | undefined {
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
    for (const ref of hierarchy.mro(own)) {
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
    const named = held.filter(({ name }) => this.bindings.isNamed(name, method));
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
    const isNamed = this.bindings.isNamed(field.name, method);
    const judged = this.types.judge(field.module, asBinding(field), method);
    const isTelling =
      method.added !== undefined && isTellingType(method.added, field.module.language);
    return (
      (judged === 'same' && (isTelling || isNamed)) ||
      (judged === 'unknown' && isNamed && field.values.length > 0)
    );
  }
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
