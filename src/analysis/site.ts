import type { Caller } from './callers.js';
import type { CallFact, ClassFact, Expr, FunctionFact, ModuleFacts, Span } from '../facts/types.js';
import type { AddedParameter, ParameterSpec } from '../contract/types.js';
import type { Argument, Parameter } from '../linker/binding.js';
import type { Role } from './roles.js';
import type { ContractMethod, Standing } from './signatures.js';

/** A declaration of a contract method. */
export interface DeclarationSite extends Standing {
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
  /** An inline double in a test: valid with fewer parameters. */
  readonly isDouble: boolean;
  /** Why it cannot take the parameter. */
  readonly obstacle?: string;
}

/** A list that a call is bound to, with what each of its parameters means in the contract. */
export interface CalledList {
  readonly parameters: readonly Parameter[];
  readonly specs: readonly (ParameterSpec | AddedParameter | undefined)[];
}

/** What is called, as it is without the added parameter and as it is with it. */
export interface CalledLists {
  readonly before: CalledList;
  readonly after: CalledList;
  /** Where the added parameter is in the latter. */
  readonly at: number;
  /** What is called has it: a call that binds is right. */
  readonly isDeclared: boolean;
  /** Something older is in its place. */
  readonly isTaken: boolean;
}

/**
 * What a call hands over as the added parameter. `carried`: what it unpacks holds it, or grows with
 * the method; `unsure`: what it unpacks may hold it, and nobody knows.
 */
export type Passing = 'passed' | 'missing' | 'carried' | 'unsure';

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
  /**
   * How many of the call's own arguments stand before them: `self` of `Base.create_export(self,
   * context, volume)`.
   */
  readonly lead: number;
  /**
   * `caller`: it calls a function that hands the parameter on, not the contract's method itself.
   */
  readonly role: Role | 'unresolved' | 'caller';
  /** How the receiver was resolved. */
  readonly reason: string;
  readonly decidedBy: 'linker' | 'types';
  /** All that it hands over to the method, with what was given before and what it unpacks. */
  readonly given: readonly Argument[];
  readonly passing: Passing;
  /**
   * It hands on what its function is given: who calls that function without the added argument.
   */
  readonly without?: Caller;
  /** The argument that is passed, where it is written by itself. */
  readonly value?: Expr;
  /** What is called may have one of these lists. */
  readonly lists: readonly CalledLists[];
  /** Its arguments are those of another list that the contract gives the name, too. */
  readonly isOfEither: boolean;
  /** The class whose method is called, where it is known. */
  readonly receiver: string | undefined;
  readonly isSuper: boolean;
  /** A forward to something of a package: nobody here can tell what it takes. */
  readonly isForeign: boolean;
  /** The declarations it may run, as far as the receiver tells. */
  readonly declarations: readonly DeclarationSite[];
  /** The contract method it stands in. */
  readonly enclosing: { readonly method: ContractMethod; readonly fn: FunctionFact } | undefined;
}
