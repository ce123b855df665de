import type { Expr, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { Value } from '../linker/values.js';
import { isOtherKind } from './argument-fit.js';
import type { Signatures } from './signatures.js';
import type { DeclarationSite } from './site.js';

/** Arguments that stand in the slot, and are meant for a parameter behind it. */
export class OtherArguments {
  constructor(
    private readonly linker: Linker,
    private readonly signatures: Signatures,
  ) {}

  /**
   * `super.createExport(context, volume, this.poolName())`, where what is called takes the pool
   * behind the added parameter: what is known of the value says that it is not the added one.
   */
  isMeantBehind(module: ModuleFacts, arg: Expr, { slot, fn, ...site }: DeclarationSite): boolean {
    const { added } = site.method;
    if (!added || slot.k !== 'accepted' || slot.how === 'rest') return false;
    const params = this.signatures.listOf(site.module, fn);
    const behind = params.slice(params.indexOf(slot.param) + 1).filter((p) => !p.keywordOnly);
    if (behind.length === 0 || !params.includes(slot.param)) return false;
    const types = behind.flatMap(({ type }) =>
      type ? this.signatures.typeNames(site.module, type) : [],
    );
    const isOther = (value: Value) => {
      if (isOtherKind(this.linker, module, value, added)) return true;
      if (value.k !== 'instance') return false;
      const names = this.linker.hierarchy.ancestorNames(value.cls);
      return names.some((n) => types.includes(n)) && !names.some((n) => added.types?.includes(n));
    };
    const { items, why } = this.linker.evaluate(module, arg);
    return why === undefined && items.length > 0 && items.every(isOther);
  }
}
