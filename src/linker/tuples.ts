import { declaredType } from '../facts/scopes.js';
import type { Expr, FunctionFact, ModuleFacts, TupleTerm, TypeTerm } from '../facts/types.js';
import type { Linker } from './linker.js';
import type { Project } from './project.js';
import type { Context, FunctionValue } from './values.js';

/** The tuple that a type is: written in place, or under a name of its own. */
export function tupleOf(project: Project, module: ModuleFacts, term: TypeTerm | undefined): TupleTerm | undefined {
  if (term?.k === 'tuple') return term;
  if (term?.k !== 'ref') return undefined;
  if (term.name === 'Readonly' && term.binding === -1) return tupleOf(project, module, term.args.at(0));
  const entity = project.qualified(module, term.binding, term.name.split('.').slice(1));
  const alias = entity?.k === 'binding' && entity.binding.alias?.type !== term ? entity.binding.alias : undefined;
  return entity?.k === 'binding' && alias?.params.length === 0 ? tupleOf(project, entity.module, alias.type) : undefined;
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
    return this.behind(module, expr)?.items.some((i) => i.optional) ? undefined : this.lengthOf(module, expr);
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
        const [value] = binding.values;
        return binding.kind === 'const' && value.k !== 'name' ? this.behind(home, value) : undefined;
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
    const tuples = [...targets, ...signatures].map((f: Context | FunctionValue) => this.returnedBy(f.module, f.fact, isAwaited));
    const [first] = tuples;
    return tuples.every((t) => t?.items.length === first?.items.length) ? first : undefined;
  }

  private returnedBy(module: ModuleFacts, { returnType }: FunctionFact, isAwaited: boolean): TupleTerm | undefined {
    const isPromise = isAwaited && returnType?.k === 'ref' && returnType.name === 'Promise';
    return this.tuple(module, isPromise ? returnType.args.at(0) : returnType);
  }

  private tuple(module: ModuleFacts, term: TypeTerm | undefined): TupleTerm | undefined {
    return tupleOf(this.linker.project, module, term);
  }
}
