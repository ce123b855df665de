import type { BindingId, Expr, ModuleFacts, NarrowingFact } from '../facts/types.js';

type Name = Extract<Expr, { k: 'name' }>;

/** What the conditions around a place say of the names there. */
export class Narrowings {
  private readonly tables = new WeakMap<ModuleFacts, Map<BindingId, NarrowingFact[]>>();

  /** What is known where a name stands, the nearest first; nothing where it is set in between. */
  at(module: ModuleFacts, { binding, span: [at] }: Name): readonly NarrowingFact[] {
    if (binding === -1 || module.narrowings.length === 0) return [];
    const holds = (this.of(module).get(binding) ?? []).filter(
      ({ span: [start, end] }) => start <= at && at < end,
    );
    if (holds.length === 0) return [];
    const { uses } = module.bindings[binding];
    return holds
      .filter(({ span: [start, end] }) =>
        uses.every((u) => u.reads || u.span[0] < start || u.span[0] >= end),
      )
      .toSorted((a, b) => b.span[0] - a.span[0]);
  }

  private of(module: ModuleFacts): Map<BindingId, NarrowingFact[]> {
    let table = this.tables.get(module);
    if (!table) {
      table = new Map();
      for (const fact of module.narrowings)
        table.set(fact.binding, [...(table.get(fact.binding) ?? []), fact]);
      this.tables.set(module, table);
    }
    return table;
  }
}
