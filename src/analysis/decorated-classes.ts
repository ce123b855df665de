import type { Expr, FunctionId, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { Role, Roles } from './roles.js';
import type { Replacements } from './replacements.js';
import { type Wrapper } from './replacements.js';
import type { ClassRef, Values } from '../linker/values.js';

/** A decorator of classes, with one that it is put on. */
export interface Decorated {
  readonly wrapper: Wrapper;
  readonly cls: ClassRef;
  readonly role: Role;
}

/** Decorators of drivers' classes, and what is known of what they are put on. */
export class DecoratedClasses {
  readonly all: readonly Decorated[];

  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly replacements: Replacements,
  ) {
    this.all = this.find();
  }

  private find(): Decorated[] {
    return this.roles.all().flatMap(({ cls, role }) => {
      if (
        role === 'target' ||
        role === 'manager' ||
        role === 'unrelated' ||
        cls.fact.decorators.length === 0
      )
        return [];
      return this.replacements
        .decorators(cls.module, cls.fact)
        .map((wrapper) => ({ wrapper, cls, role }));
    });
  }

  /**
   * What an expression may be; in a decorator of classes, what it is put on, and what stands above
   * what it makes of that.
   */
  receiverOf(module: ModuleFacts, expr: Expr): Values {
    const k = expr.k === 'super' ? 'instance' : 'class';
    const read =
      expr.k === 'super'
        ? this.basesAround(module, expr.fn)
        : [expr.k === 'member' && expr.name === 'prototype' ? expr.object : expr];
    const put = this.all.filter(({ wrapper }) =>
      read.some((one) => this.replacements.isGiven(module, one, wrapper)),
    );
    if (put.length === 0) return this.linker.evaluate(module, expr);
    return { items: put.map(({ cls }) => (k === 'class' ? { k, cls } : { k, cls, exact: false })) };
  }

  private basesAround({ functions, classes }: ModuleFacts, fn: FunctionId): readonly Expr[] {
    const { cls } = functions[fn];
    return cls === undefined ? [] : classes[cls].bases;
  }

  /** The role of what something is put on. */
  roleOfHolder(module: ModuleFacts, holder: Expr): Role | undefined {
    const isPrototype = holder.k === 'member' && holder.name === 'prototype';
    const roles = this.roles.rolesOf(this.receiverOf(module, isPrototype ? holder.object : holder));
    return [...roles].find((r) => r === 'driver' || r === 'delegate' || r === 'signature');
  }
}
