import type { ContextFact, FunctionFact, ModuleFacts } from '../facts/types.js';
import { EMPTY, union, type Context, type FunctionValue, type Values } from './values.js';
import type { Linker } from './linker.js';

/** The types that the place of an expression gives it. */
export class ContextualTypes {
  constructor(private readonly linker: Linker) {}

  /**
   * The types that the place of an expression gives it: annotations, parameters, return types,
   * members of typed literals.
   */
  types(module: ModuleFacts, context: ContextFact | undefined, ctx?: Context): Values {
    if (!context) return EMPTY;
    const parts = context.types.map((t) => this.linker.types.of(module, t, ctx));
    if (context.argument) {
      const { call: id, index } = context.argument;
      const call = module.calls[id];
      const callees = this.linker.evaluate(module, call.callee, ctx);
      // What is merged into something is of its kind: `Object.assign(driver, { ... })`.
      if (
        index > 0 &&
        call.name === 'assign' &&
        callees.items.some((v) => v.k === 'builtin' && v.name === 'Object.assign')
      )
        parts.push(
          ...call.args.slice(0, index).map((arg) => this.linker.evaluate(module, arg, ctx)),
        );
      for (const value of callees.items) {
        const fn =
          value.k === 'function'
            ? value
            : value.k === 'class'
              ? this.linker.calls
                  .constructorOf({ k: 'instance', cls: value.cls, exact: true })
                  .items.find((v) => v.k === 'function')
              : undefined;
        const param = fn?.fact.params[Math.min(index, fn.fact.params.length - 1)];
        if (fn && param?.type) parts.push(this.linker.types.inSignature(fn, param.type));
      }
    }
    if (context.returnedBy !== undefined) {
      const fact = module.functions[context.returnedBy];
      if (fact.returnType) parts.push(this.linker.types.of(module, fact.returnType, ctx));
      else {
        const signature = this.signature(module, fact, ctx);
        if (signature?.fact.returnType)
          parts.push(this.linker.types.inSignature(signature, signature.fact.returnType));
      }
    }
    if (context.member) {
      const holder = module.classes[context.member.cls];
      const { name } = context.member;
      const types = this.types(module, holder.context, ctx).items;
      parts.push(
        ...types.map((t) =>
          t.k === 'instance'
            ? this.linker.members.declaredMember(t, name)
            : t.k === 'collection'
              ? { items: t.items }
              : EMPTY,
        ),
      );
    }
    const found = union(parts.length > 0 ? parts : [EMPTY]);
    return context.element
      ? { items: found.items.flatMap((v) => (v.k === 'collection' ? v.items : [])) }
      : found;
  }

  signature(module: ModuleFacts, fact: FunctionFact, ctx?: Context): FunctionValue | undefined {
    return this.types(module, fact.context, ctx).items.find(
      (v): v is FunctionValue => v.k === 'function',
    );
  }
}
