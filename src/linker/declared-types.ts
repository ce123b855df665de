import {
  CALL_SIGNATURE,
  type BindingFact,
  type ModuleFacts,
  type TypeTerm,
} from '../facts/types.js';
import {
  BUILTIN_TYPES,
  COLLECTION_TYPES,
  PYTHON_COLLECTION_TYPES,
  TRANSPARENT_TYPES,
} from './builtins.js';
import type { Entity } from './project.js';
import {
  EMPTY,
  OF_VALUES,
  keyOf,
  modulesOf,
  singleton,
  union,
  unknown,
  type ClassRef,
  type Context,
  type InstanceValue,
  type TypeArgument,
  type Value,
  type Values,
  type FunctionValue,
} from './values.js';
import type { Linker } from './linker.js';
import type { Query } from './queries.js';
import { TYPE } from './wording.js';

interface Asked {
  readonly module: ModuleFacts;
  readonly term: TypeTerm;
  readonly ctx?: Context;
  readonly at?: { readonly cls: ClassRef; readonly self: InstanceValue };
}

/** What a value of a declared type may be. */
export class DeclaredTypes {
  private readonly values: Query<Asked, Values>;

  constructor(private readonly linker: Linker) {
    this.values = linker.queries.query({
      name: 'typeOf',
      wording: TYPE,
      subject: ({ term }) => term,
      key: ({ ctx, at }) => `${ctx?.key ?? ''}${at ? `:${at.cls.key}:${keyOf(at.self)}` : ''}`,
      holds: ({ ctx, at }) => [
        ...(ctx?.modules ?? []),
        ...(at ? modulesOf(at.self).concat(modulesOf({ k: 'class', cls: at.cls })) : []),
      ],
      compute: ({ module, term, ctx, at }) => this.computeType(module, term, ctx, at),
      ...OF_VALUES,
    });
  }

  /** What a value of a declared type may be. `at` binds the type parameters of a class. */
  of(
    module: ModuleFacts,
    term: TypeTerm,
    ctx?: Context,
    at?: { cls: ClassRef; self: InstanceValue },
  ): Values {
    return at?.self.typeArgs?.length
      ? this.computeType(module, term, ctx, at)
      : this.values({ module, term, ctx, at });
  }

  private computeType(
    module: ModuleFacts,
    term: TypeTerm,
    ctx?: Context,
    at?: { cls: ClassRef; self: InstanceValue },
  ): Values {
    const recurse = (t: TypeTerm) => this.of(module, t, ctx, at);
    switch (term.k) {
      case 'union':
      case 'intersection': {
        const parts = term.items.filter((t) => t.k !== 'keyword').map(recurse);
        return parts.length > 0 ? union(parts) : EMPTY;
      }
      case 'array':
        return singleton({ k: 'collection', items: recurse(term.item).items });
      case 'literal':
        return singleton({ k: 'string', text: term.value });
      case 'function':
        return singleton({ k: 'function', module, fact: module.functions[term.fn] });
      case 'object':
        return union([
          singleton({
            k: 'instance',
            cls: this.linker.classRef(module, term.cls, ctx),
            exact: false,
          }),
          callSignatures(module, term.cls),
        ]);
      case 'typeof':
        return this.linker.evaluate(module, term.expr, ctx);
      case 'indexed':
        return term.key === undefined
          ? unknown('its member is computed')
          : union(recurse(term.object).items.map((v) => this.linker.members.of(v, term.key ?? '')));
      case 'import': {
        const target = this.linker.project.imported(module, term.module);
        if (!target) return singleton({ k: 'external', name: term.name, declared: true });
        const entity = this.linker.project.exportOf(target, term.name.split('.')[0]);
        return entity
          ? this.typeEntity(entity, term.args, module, at)
          : singleton({ k: 'external', name: term.name, declared: true });
      }
      case 'ref':
        return this.refType(module, term, ctx, at);
      case 'keyword':
        return ['any', 'unknown', 'object', 'never', 'void', 'this'].includes(term.name)
          ? term.name === 'this' && at
            ? singleton(at.self)
            : unknown(`its type is \`${term.name}\``)
          : singleton({ k: 'builtin', name: term.name });
      default:
        return unknown('its type is computed');
    }
  }

  private refType(
    module: ModuleFacts,
    term: Extract<TypeTerm, { k: 'ref' }>,
    ctx?: Context,
    at?: { cls: ClassRef; self: InstanceValue },
  ): Values {
    const path = term.name.split('.');
    const base = path[path.length - 1];
    const first = () => (term.args.length > 0 ? this.of(module, term.args[0], ctx, at) : EMPTY);
    const entity = this.linker.project.typeNamed(module, term);
    const isForeign = entity === undefined || entity.k === 'external';
    if (isForeign) {
      if (
        COLLECTION_TYPES.has(base) ||
        (module.language === 'python' && PYTHON_COLLECTION_TYPES.has(base))
      )
        return singleton({
          k: 'collection',
          items:
            term.args.length > 0
              ? this.of(module, term.args[term.args.length - 1], ctx, at).items
              : [],
        });
      if (TRANSPARENT_TYPES.has(base) || this.linker.wrappers.has(base)) return first();
      if (base === 'Record')
        return singleton({
          k: 'collection',
          items: term.args.length > 1 ? this.of(module, term.args[1], ctx, at).items : [],
        });
      if (base === 'InstanceType')
        return union(
          first().items.map((v): Values =>
            v.k === 'class'
              ? singleton({ k: 'instance', cls: v.cls, exact: false })
              : v.k === 'external'
                ? singleton({ ...v, declared: true })
                : EMPTY,
          ),
        );
      if (base === 'ReturnType')
        return union(
          first().items.map((v) =>
            v.k === 'function' ? this.linker.calls.returned(this.linker.context(v)) : EMPTY,
          ),
        );
      if (BUILTIN_TYPES.has(base)) return singleton({ k: 'builtin', name: base });
      return singleton({ k: 'external', name: base, declared: true });
    }
    if (entity.k === 'binding' && entity.binding.kind === 'typeParam')
      return this.typeParameter(entity.module, entity.binding, ctx, at);
    const values = this.typeEntity(entity, term.args, module, at);
    return values.items.length === 0 && this.linker.wrappers.has(base) ? first() : values;
  }

  private typeEntity(
    entity: Entity,
    args: readonly TypeTerm[],
    from: ModuleFacts,
    at?: { cls: ClassRef; self: InstanceValue },
  ): Values {
    if (entity.k === 'external')
      return singleton({ k: 'external', name: entity.name, declared: true });
    if (entity.k !== 'binding')
      return entity.k === 'value'
        ? union(
            this.linker
              .evaluate(entity.module, entity.value)
              .items.map((v): Values =>
                v.k === 'class' ? singleton({ k: 'instance', cls: v.cls, exact: false }) : EMPTY,
              ),
          )
        : EMPTY;
    const { module, binding } = entity;
    const typeArgs: TypeArgument[] = args.map((term) => ({ module: from, term, self: at?.self }));
    if (binding.classes.length > 0)
      return union([
        singleton({
          k: 'instance',
          cls: this.linker.classRef(module, binding.classes[0]),
          exact: false,
          typeArgs: typeArgs.length > 0 ? typeArgs : undefined,
        }),
        ...binding.classes.map((id) => callSignatures(module, id)),
      ]);
    if (binding.alias) {
      const { type, params } = binding.alias;
      if (params.length > 0 && typeArgs.length > 0)
        return this.aliasType(module, type, params, typeArgs);
      return this.of(module, type);
    }
    if (binding.kind === 'enum')
      return union(
        binding.values
          .map((v) => this.linker.evaluate(module, v))
          .map((v) => ({
            items: v.items.flatMap((i) =>
              i.k === 'instance'
                ? i.cls.fact.members.flatMap((m) => this.linker.members.of(i, m.name).items)
                : [],
            ),
          })),
      );
    return union(
      binding.values
        .map((v) => this.linker.evaluate(module, v))
        .map((v) => ({
          items: v.items.flatMap((i): Value[] =>
            i.k === 'class' ? [{ k: 'instance', cls: i.cls, exact: false }] : [],
          ),
        })),
    );
  }

  /**
   * A generic alias: a parameter that is the alias itself or a member of a union stands for its
   * argument.
   */
  private aliasType(
    module: ModuleFacts,
    type: TypeTerm,
    params: readonly number[],
    args: readonly TypeArgument[],
  ): Values {
    const substitute = (t: TypeTerm): Values => {
      if (t.k === 'ref' && params.includes(t.binding)) {
        const arg = args[params.indexOf(t.binding)];
        return arg ? this.of(arg.module, arg.term) : EMPTY;
      }
      if (t.k === 'union' || t.k === 'intersection') return union(t.items.map(substitute));
      if (t.k === 'function')
        return singleton({
          k: 'function',
          module,
          fact: module.functions[t.fn],
          typeBindings: new Map(params.map((p, i) => [p, args[i]])),
        });
      if (
        t.k === 'ref' &&
        (this.linker.wrappers.has(t.name) || TRANSPARENT_TYPES.has(t.name)) &&
        t.args.length > 0
      )
        return substitute(t.args[0]);
      return this.of(module, t);
    };
    return substitute(type);
  }

  /** A type that a signature mentions, with what its type parameters stand for there. */
  inSignature({ module, typeBindings, self }: FunctionValue, term: TypeTerm): Values {
    const bound = term.k === 'ref' ? typeBindings?.get(term.binding) : undefined;
    if (bound) return this.of(bound.module, bound.term);
    return this.of(
      module,
      term,
      undefined,
      self?.k === 'instance' ? { cls: self.cls, self } : undefined,
    );
  }

  private typeParameter(
    module: ModuleFacts,
    binding: BindingFact,
    ctx?: Context,
    at?: { cls: ClassRef; self: InstanceValue },
  ): Values {
    const { index, cls, constraint } = binding.typeParam ?? { index: 0 };
    const self = at?.self ?? (ctx?.self?.k === 'instance' ? ctx.self : undefined);
    if (cls !== undefined && self) {
      const given = this.linker.hierarchy.typeArgument(self, module, cls, index);
      if (given) {
        const values = this.of(
          given.module,
          given.term,
          undefined,
          given.self ? { cls: given.self.cls, self: given.self } : { cls: self.cls, self },
        );
        if (values.items.length > 0) return values;
      }
    }
    return constraint
      ? this.of(module, constraint, ctx, at)
      : unknown(`\`${binding.name}\` is a type parameter`);
  }
}

/**
 * What a value with call signatures is when it is called. A package's generic ones say nothing of
 * who is who.
 */
function callSignatures(module: ModuleFacts, cls: number): Values {
  const own = module.classes[cls].members.flatMap((m) =>
    m.name === CALL_SIGNATURE && m.fn !== undefined ? [module.functions[m.fn]] : [],
  );
  const telling = own.filter((fact) => !module.isAmbient || fact.typeParams.length === 0);
  return { items: telling.map((fact): Value => ({ k: 'function', module, fact })) };
}
