import type { Expr, ModuleFacts, Span, TypeTerm } from '../facts/types.js';
import type { DeclarationSites } from './declaration-sites.js';
import type { Linker } from '../linker/linker.js';
import type { Mentions } from './mentions.js';
import type { Roles } from './roles.js';
import type { Values } from '../linker/values.js';
import type { CalledMember } from './called-members.js';

/**
 * What holds a contract method without being named as one: a field that was given it or is typed as
 * it, a function that is a declaration itself.
 */
export class HeldMethods {
  private names: ReadonlySet<string> | undefined;

  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly declared: DeclarationSites,
    private readonly mentions: Mentions,
  ) {}

  /**
   * A function that is itself a declaration: a module's function, a value typed by a contract
   * function type, what a field was given.
   */
  in(module: ModuleFacts, expr: Expr, nameSpan: Span): Omit<CalledMember, 'args'> | undefined {
    for (const value of [
      ...this.linker.evaluate(module, expr).items,
      ...this.declaredAs(module, expr),
    ]) {
      const site = value.k === 'function' ? this.declared.of(value.fact) : undefined;
      if (!site) continue;
      const items = site.cls
        ? [
            {
              k: 'instance' as const,
              cls: this.linker.classRef(site.module, site.cls.id),
              exact: false,
            },
          ]
        : [];
      // What was given elsewhere is not known here.
      const bound =
        value.k === 'function' && value.isGiven
          ? [{ k: 'spread' as const, value: expr, span: expr.span }]
          : this.givenBefore(module, expr);
      return {
        method: site.method,
        receiver: { items },
        nameSpan,
        isSuper: false,
        declared: site,
        bound,
      };
    }
    return undefined;
  }

  /** What `partialmethod` gives by place to the member that is called. */
  private givenBefore(module: ModuleFacts, expr: Expr): readonly Expr[] | undefined {
    if (module.language !== 'python' || expr.k !== 'member') return undefined;
    for (const owner of this.linker.evaluate(module, expr.object).items) {
      const found =
        owner.k === 'instance' ? this.linker.hierarchy.member(owner.cls, expr.name) : undefined;
      const value = found?.member.value;
      const made = value?.k === 'call' ? found?.cls.module.calls[value.call] : undefined;
      if (made?.name === 'partialmethod') return made.args.slice(1);
    }
    return undefined;
  }

  /** What the type of a field says that it holds, whatever was put there. */
  private declaredAs(module: ModuleFacts, expr: Expr): Values['items'] {
    if (expr.k !== 'member') return [];
    return [
      ...this.linker.evaluate(module, expr.object).items,
      ...this.declaredAs(module, expr.object),
    ].flatMap((owner) => {
      if (owner.k !== 'instance') return [];
      const { mro, interfaces } = this.linker.hierarchy.ancestry(owner.cls);
      const typed = [...mro, ...interfaces].flatMap((cls) =>
        cls.fact.members.flatMap((m) =>
          m.name === expr.name && m.type ? [{ cls, type: m.type }] : [],
        ),
      );
      return typed.length > 0 ? this.linker.types.of(typed[0].cls.module, typed[0].type).items : [];
    });
  }

  /**
   * Fields and object members, by name, that somewhere are given a contract method or are typed as
   * one.
   */
  holderNames(): ReadonlySet<string> {
    if (this.names) return this.names;
    const names = new Set(this.declared.behind);
    const types = new Set(this.declared.aliasNames());
    for (const module of this.roles.modules)
      for (const { name, value, type } of this.mentions.of(module).holders)
        if (
          (value && this.mentions.namesMethod(module, value)) ||
          (type && this.isMethodType(module, type, types))
        )
          names.add(name);
    return (this.names = names);
  }

  private isMethodType(module: ModuleFacts, type: TypeTerm, types: ReadonlySet<string>): boolean {
    if (type.k === 'union') return type.items.some((t) => this.isMethodType(module, t, types));
    if (type.k === 'indexed') return this.roles.methodNamed(type.key)?.added !== undefined;
    if (type.k !== 'ref') return false;
    if (types.has(type.name.split('.').at(-1) ?? type.name)) return true;
    const entity = this.linker.project.qualified(
      module,
      type.binding,
      type.name.split('.').slice(1),
    );
    const alias = entity?.k === 'binding' ? entity.binding.alias?.type : undefined;
    return (
      entity?.k === 'binding' &&
      alias?.k === 'indexed' &&
      this.isMethodType(entity.module, alias, types)
    );
  }
}
