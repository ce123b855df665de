import type { CallFact, ClassFact, Expr, FunctionFact, ModuleFacts, Span } from '../facts/types.js';
import type { Role } from './roles.js';
import type { ContractMethod, SlotState } from './signatures.js';

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
  /** Why it cannot take the parameter. */
  readonly hindrance?: string;
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
  readonly enclosing: { readonly method: ContractMethod; readonly fn: FunctionFact } | undefined;
}
