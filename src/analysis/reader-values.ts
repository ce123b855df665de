import type { FieldsSet } from './fields-set.js';
import { sameName } from '../contract/words.js';
import type { CallFact, Expr, ModuleFacts } from '../facts/types.js';
import type { Model } from './model.js';
import {
  isPath,
  nearestOf,
  pathRoot,
  pathText,
  samePath,
  visibleBindings,
} from '../facts/scopes.js';
import { nameIn } from './signatures.js';
import type { FoundValue, ValuePlace } from './value-places.js';

/** What the same function passes to the method that reads what the call makes. */
export class ReaderValues {
  constructor(
    private readonly model: Model,
    private readonly fields: FieldsSet,
  ) {}

  find(place: ValuePlace, text: string): FoundValue | undefined {
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
}

/** What a call gives for a parameter, by its place or by its name. */
function argumentGiven({ args, keywords }: CallFact, at: number, name: string): Expr | undefined {
  return (
    args.at(at) ?? keywords?.find((k) => k.name !== undefined && sameName(k.name, name))?.value
  );
}
