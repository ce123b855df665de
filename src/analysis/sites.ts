import type { CallFact, ClassFact, Expr, FunctionFact, ModuleFacts, Span } from '../facts/types.js';
import { CallSites } from './call-sites.js';
import { DeclarationSites } from './declaration-sites.js';
import type { Linker } from '../linker/linker.js';
import type { Role, Roles } from './roles.js';
import type { ContractMethod, Signatures, SlotState } from './signatures.js';
import { SpreadTuples } from '../linker/tuples.js';

/** A declaration of a contract method. */
export interface DeclarationSite {
  readonly module: ModuleFacts;
  readonly method: ContractMethod;
  readonly fn: FunctionFact;
  /** Where it is reported: its name, or the alias's. */
  readonly nameSpan: Span;
  readonly cls: ClassFact | undefined;
  readonly role: Role;
  readonly reason: string;
  /** `Class.method`, or the alias's name. */
  readonly display: string;
  readonly slot: SlotState;
  /** An inline double in a test: valid with fewer parameters. */
  readonly isDouble: boolean;
}

/** What a call hands over in the slot of the added parameter. */
export type Passing = 'passed' | 'missing' | 'carried';

/** A call of a contract method. */
export interface CallSite {
  readonly module: ModuleFacts;
  readonly method: ContractMethod;
  readonly call: CallFact;
  /** Where it is reported: the called name, or the array literal that is spread. */
  readonly nameSpan: Span;
  /** The arguments as the method sees them, also behind `.call`, `.apply` and `.bind`. */
  readonly args: readonly Expr[];
  /** How many of them were bound before. */
  readonly bound: number;
  /** How many of the call's own arguments stand before them: `self` of `Base.create_export(self, context, volume)`. */
  readonly lead: number;
  /** `caller`: it calls a function that hands the parameter on, not the contract's method itself. */
  readonly role: Role | 'unresolved' | 'caller';
  /** How the receiver was resolved. */
  readonly reason: string;
  readonly decidedBy: 'linker' | 'types';
  readonly passing: Passing;
  /** The class whose method is called, where it is known. */
  readonly receiver: string | undefined;
  readonly isSuper: boolean;
  /** A forward to something of a package: nobody here can tell what it takes. */
  readonly isForeign: boolean;
  /** The declarations it may run, as far as the receiver tells. */
  readonly declarations: readonly DeclarationSite[];
  /** The contract method it stands in. */
  readonly enclosing: { readonly method: ContractMethod; readonly fn: FunctionFact; readonly cls: ClassFact } | undefined;
}

/** Every declaration and call of the contract's methods, each with what stands in the slot. Rules and codemod both start here. */
export class Sites {
  private readonly declared: DeclarationSites;
  private readonly called: CallSites;
  /** What is spread, where its type says how much that is. */
  readonly tuples: SpreadTuples;

  constructor(linker: Linker, roles: Roles, signatures: Signatures) {
    this.tuples = new SpreadTuples(linker);
    this.declared = new DeclarationSites(linker, roles, signatures);
    this.called = new CallSites(linker, roles, this.declared, this.tuples);
  }

  declarations(module: ModuleFacts): readonly DeclarationSite[] {
    return this.declared.in(module);
  }

  declarationOf(fn: FunctionFact): DeclarationSite | undefined {
    return this.declared.of(fn);
  }

  /** Whether no declaration of a method, doubles apart, is without its parameter. */
  isMigrated(method: ContractMethod): boolean {
    return this.declared.isMigrated(method);
  }

  /** Names that other files gave to a contract member: a function type, an alias, a field that holds it. */
  givenNames(): string[] {
    return [...new Set([...this.declared.aliasNames(), ...this.called.holderNames()])];
  }

  calls(module: ModuleFacts): readonly CallSite[] {
    return this.called.in(module);
  }
}

/** A function that is called through another: by `call`, by `apply`. */
export interface Indirect {
  readonly fn: Expr;
  /** How many arguments stand before its own. */
  readonly lead: number;
  /** Its arguments, where they are one list. */
  readonly list?: Expr;
}

/** `f.call(self, a)`, `f.apply(self, [a])`, `Reflect.apply(f, self, [a])`. */
export function indirect({ callee, args }: CallFact): Indirect | undefined {
  if (callee.k !== 'member') return undefined;
  const { object, name } = callee;
  if (name === 'call') return { fn: object, lead: 1 };
  if (name !== 'apply') return undefined;
  const isReflected = object.k === 'name' && object.name === 'Reflect' && object.binding === -1;
  if (isReflected) return args.length > 2 ? { fn: args[0], lead: 2, list: args[2] } : undefined;
  return { fn: object, lead: 1, list: args.at(1) };
}

const MAX_NAMES = 8;

/** The one array literal that an expression stands for. */
export function arrayBehind(module: ModuleFacts, expr: Expr, depth = 0): Extract<Expr, { k: 'array' }> | undefined {
  if (expr.k === 'array') return expr;
  if (expr.k === 'typed') return arrayBehind(module, expr.value, depth);
  // Names may be bound in a circle.
  if (expr.k !== 'name' || expr.binding === -1 || depth > MAX_NAMES) return undefined;
  const { values } = module.bindings[expr.binding];
  return values.length === 1 ? arrayBehind(module, values[0], depth + 1) : undefined;
}
