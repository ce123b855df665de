import { words } from '../contract/words.js';
import type {
  AssignmentFact,
  BindingFact,
  CallFact,
  ClassFact,
  Expr,
  MemberFact,
  ModuleFacts,
  TypeTerm,
} from '../facts/types.js';
import { methodsByName, type ContractMethod } from './signatures.js';

/** A field or member, and what it is given or typed as. */
export interface Holder {
  readonly name: string;
  readonly value?: Expr | undefined;
  readonly type?: TypeTerm | undefined;
}

/** What of a file can be about the contract's methods, by its names alone. */
export interface Mentioned {
  readonly calls: readonly CallFact[];
  readonly assignments: readonly AssignmentFact[];
  /** Calls by which an object is given members of another. */
  readonly givings: readonly CallFact[];
  /** Bindings whose names hold the words of a method. */
  readonly types: readonly BindingFact[];
  readonly holders: readonly Holder[];
}

/**
 * Looks through each file once for what can be about the contract's methods: nearly all of a tree is
 * not, and in an editor nearly all of it stays as it is.
 */
export class Mentions {
  private readonly byName: ReadonlyMap<string, ContractMethod>;
  private readonly words: readonly string[];
  private readonly known = new WeakMap<ModuleFacts, Mentioned>();
  private readonly members = new WeakMap<ClassFact, readonly MemberFact[]>();
  private readonly functions = new WeakMap<ClassFact, ReadonlySet<string>>();

  constructor(methods: readonly ContractMethod[]) {
    this.byName = methodsByName(methods);
    this.words = methods.map(({ name }) => words(name).join('_'));
  }

  methodNamed(name: string | undefined): ContractMethod | undefined {
    return name === undefined ? undefined : this.byName.get(name);
  }

  /** The members of a class that have the name of a method of the contract. */
  membersOf(fact: ClassFact): readonly MemberFact[] {
    let found = this.members.get(fact);
    if (!found) {
      found = fact.members.filter(
        ({ isStatic, name, fn, value, type }) =>
          !isStatic &&
          this.byName.has(name) &&
          (fn !== undefined || value !== undefined || type !== undefined),
      );
      this.members.set(fact, found);
    }
    return found;
  }

  /** The names of methods that a class itself has a function of, static or not. */
  functionsOf(fact: ClassFact): ReadonlySet<string> {
    let found = this.functions.get(fact);
    if (!found) {
      const members = fact.members.filter((m) => m.fn !== undefined && this.byName.has(m.name));
      this.functions.set(fact, (found = new Set(members.map(({ name }) => name))));
    }
    return found;
  }

  of(module: ModuleFacts): Mentioned {
    let found = this.known.get(module);
    if (!found) this.known.set(module, (found = this.lookThrough(module)));
    return found;
  }

  private lookThrough(module: ModuleFacts): Mentioned {
    const { calls, assignments, bindings, classes } = module;
    const holders: Holder[] = [...classes.flatMap(({ members }) => members), ...assignments];
    return {
      calls: calls.filter(({ name }) => this.methodNamed(name)),
      assignments: assignments.filter(({ name }) => this.byName.has(name)),
      givings: calls.filter(
        ({ name, args }) => (name === 'assign' || name === 'defineProperty') && args.length > 1,
      ),
      types: bindings.filter(
        (b) => (b.alias !== undefined || b.classes.length > 0) && this.isNamedAfterOne(b.name),
      ),
      holders: holders.filter(
        ({ name, value, type }) =>
          !this.byName.has(name) &&
          ((value !== undefined && this.namesMethod(module, value)) ||
            (type !== undefined && MAY_BE_METHOD.has(type.k))),
      ),
    };
  }

  private isNamedAfterOne(name: string): boolean {
    const inner = `_${words(name).join('_')}_`;
    return this.words.some((wanted) => inner.includes(`_${wanted}_`));
  }

  /** Whether an expression names a method that gains something. */
  namesMethod(module: ModuleFacts, expr: Expr): boolean {
    if (expr.k === 'typed') return this.namesMethod(module, expr.value);
    if (expr.k === 'member') return !expr.isKey && this.methodNamed(expr.name)?.added !== undefined;
    // In a class's body the method goes by its bare name: `export_all = create_export`.
    if (expr.k === 'name')
      return module.language === 'python' && this.methodNamed(expr.name)?.added !== undefined;
    if (expr.k !== 'call') return false;
    const { name, args, callee } = module.calls[expr.call];
    if (name === 'partialmethod') return args.length > 0 && this.namesMethod(module, args[0]);
    return (
      name === 'bind' &&
      args.length < 2 &&
      callee.k === 'member' &&
      this.namesMethod(module, callee.object)
    );
  }
}

/** Types that can be that of a method elsewhere. */
const MAY_BE_METHOD: ReadonlySet<TypeTerm['k']> = new Set(['union', 'indexed', 'ref']);
