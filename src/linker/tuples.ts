import { declaredType } from '../facts/scopes.js';
import type { Expr, FunctionFact, ModuleFacts, TupleTerm, TypeTerm } from '../facts/types.js';
import type { Linker } from './linker.js';
import type { Project } from './project.js';
import type { Context, FunctionValue } from './values.js';

/** The tuple that a type is: written in place, or under a name of its own. */
export function tupleOf(
  project: Project,
  module: ModuleFacts,
  term: TypeTerm | undefined,
): TupleTerm | undefined {
  // An alias may lead back to itself.
  const seen = new Set<TypeTerm>();
  let home = module;
  let at = term;
  while (at?.k === 'ref' && !seen.has(at)) {
    seen.add(at);
    if (at.name === 'Readonly' && at.binding === -1) at = at.args.at(0);
    else {
      const entity = project.qualified(home, at.binding, at.name.split('.').slice(1));
      if (entity?.k !== 'binding' || entity.binding.alias?.params.length !== 0) return undefined;
      home = entity.module;
      at = entity.binding.alias.type;
    }
  }
  return at?.k === 'tuple' ? at : undefined;
}

/** What a spread hands over, where its type says how many values that are. */
export class SpreadTuples {
  constructor(private readonly linker: Linker) {}

  /** The most values that an expression's tuple holds; undefined where nothing limits them. */
  lengthOf(module: ModuleFacts, expr: Expr): number | undefined {
    const tuple = this.behind(module, expr);
    return tuple && !tuple.items.some((i) => i.rest) ? tuple.items.length : undefined;
  }

  /** The tuple whose values an expression is, all of which are there. */
  exactLengthOf(module: ModuleFacts, expr: Expr): number | undefined {
    return this.behind(module, expr)?.items.some((i) => i.optional)
      ? undefined
      : this.lengthOf(module, expr);
  }

  private behind(module: ModuleFacts, expr: Expr): TupleTerm | undefined {
    switch (expr.k) {
      case 'typed':
        return this.tuple(module, expr.type);
      case 'name': {
        if (expr.binding === -1) return undefined;
        const entity = this.linker.project.entityOf(module, module.bindings[expr.binding]);
        if (entity.k !== 'binding') return undefined;
        const { module: home, binding } = entity;
        const typed = binding.type ?? declaredType(home, binding);
        if (typed) return this.tuple(home, typed);
        const value = binding.values.at(0);
        return binding.kind === 'const' && value && value.k !== 'name'
          ? this.behind(home, value)
          : undefined;
      }
      case 'call':
        return this.returned(module, expr.call, expr.awaited === true);
      default:
        return undefined;
    }
  }

  /** What every function that a call may run says that it returns, if they agree. */
  private returned(module: ModuleFacts, id: number, isAwaited: boolean): TupleTerm | undefined {
    const { targets, signatures } = this.linker.calls.resolve(module, module.calls[id]);
    const tuples = [...targets, ...signatures].map((f: Context | FunctionValue) =>
      this.returnedBy(f.module, f.fact, isAwaited),
    );
    const [first] = tuples;
    return tuples.every((t) => t?.items.length === first?.items.length) ? first : undefined;
  }

  private returnedBy(
    module: ModuleFacts,
    { returnType }: FunctionFact,
    isAwaited: boolean,
  ): TupleTerm | undefined {
    const isPromise = isAwaited && returnType?.k === 'ref' && returnType.name === 'Promise';
    return this.tuple(module, isPromise ? returnType.args.at(0) : returnType);
  }

  private tuple(module: ModuleFacts, term: TypeTerm | undefined): TupleTerm | undefined {
    return tupleOf(this.linker.project, module, term);
  }
}
