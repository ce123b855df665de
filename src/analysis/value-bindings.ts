import { isTellingType } from '../contract/type-words.js';
import { canonicalName, sameName, words } from '../contract/words.js';
import type { BindingFact, Expr, ModuleFacts } from '../facts/types.js';
import type { Model } from './model.js';
import type { ContractMethod } from './signatures.js';
import type { ValueTypes } from './value-types.js';

/** Which variables hold the value that a method gains, by their names and types. */
export class ValueBindings {
  constructor(
    private readonly model: Model,
    private readonly types: ValueTypes,
  ) {}

  /** Whether a name is that of the parameter, or one that the contract gives its values. */
  isNamed(name: string, { added }: ContractMethod): boolean {
    return [added?.name ?? '', ...(this.model.contract.values?.names ?? [])].some((n) =>
      sameName(n, name),
    );
  }

  /** Whether a variable holds a value of the parameter, as far as its name and type tell. */
  holdsValue(module: ModuleFacts, binding: BindingFact, method: ContractMethod): boolean {
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
  bringsValue(module: ModuleFacts, binding: BindingFact, method: ContractMethod): boolean {
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

  /** Whether a function that needs no arguments returns a value of the parameter. */
  isFactory(module: ModuleFacts, binding: BindingFact, method: ContractMethod): boolean {
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
