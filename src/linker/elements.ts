import { ANY_KEY, type Expr, type ModuleFacts } from '../facts/types.js';
import type { Linker } from './linker.js';
import {
  EMPTY,
  singleton,
  union,
  unknown,
  type Context,
  type InstanceValue,
  type Values,
} from './values.js';

/** What is read out of lists, dictionaries and tables under keys, or by going through them. */
export class Elements {
  constructor(private readonly linker: Linker) {}

  of(module: ModuleFacts, expr: Extract<Expr, { k: 'element' }>, ctx?: Context): Values {
    return union(
      this.linker.evaluateEach(module, expr.object, ctx, (value) => {
        if (value.k === 'collection') return { items: value.items };
        // `San[str]`
        if (value.k === 'class' && value.cls.module.language === 'python') return singleton(value);
        if (value.k === 'instance' && value.cls.module.language === 'python')
          return this.pythonElement(module, value, expr, ctx);
        // `for (const [name, driver] of map)`: what is kept of an entry is its value.
        if (value.k === 'function' && expr.object.k === 'element') return singleton(value);
        if (
          !expr.key &&
          expr.object.k === 'element' &&
          value.k === 'instance' &&
          value.cls.fact.kind !== 'object'
        )
          return singleton(value);
        if (value.k !== 'instance')
          return value.k === 'module' ? unknown('its key is computed') : EMPTY;
        const keys = expr.key
          ? this.linker
              .evaluate(module, expr.key, ctx)
              .items.flatMap((k) => (k.k === 'string' ? [k.text] : []))
          : [];
        if (keys.length > 0) return union(keys.map((name) => this.linker.members.of(value, name)));
        // A dispatch table: any of its entries.
        if (value.cls.fact.kind !== 'object') return unknown('its key is computed');
        return union(value.cls.fact.members.map((m) => this.linker.members.of(value, m.name)));
      }),
    );
  }

  /**
   * `table[key]` and `getattr(object, name)`; going through a dictionary gives its values, what it
   * gives besides does no harm.
   */
  private pythonElement(
    module: ModuleFacts,
    value: InstanceValue,
    { key, object }: Extract<Expr, { k: 'element' }>,
    ctx?: Context,
  ): Values {
    const { items, why } = key ? this.linker.evaluate(module, key, ctx) : EMPTY;
    const said = items.flatMap((k) => (k.k === 'string' ? [k.text] : []));
    const isTable = value.cls.fact.kind === 'object';
    // A key that may be another one as well is any key of a table.
    if (
      said.length > 0 &&
      !(isTable && (why !== undefined || said.some((name) => name.includes('\0'))))
    )
      return union(said.map((name) => this.linker.members.matching(value, name)));
    // An element of what is no list: a row of something unknown.
    if (!isTable) return object.k === 'element' ? singleton(value) : unknown('its key is computed');
    return union([
      ...value.cls.fact.members.map((m) => this.linker.members.of(value, m.name)),
      this.linker.members.assignedTo(value, ANY_KEY),
    ]);
  }
}
