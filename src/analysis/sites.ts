import type { CallFact, Expr, FunctionFact, FunctionId, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import { SpreadTuples } from '../linker/tuples.js';
import { CallBindings } from './call-bindings.js';
import type { HandingDown } from './handed-down.js';
import { CallSites } from './call-sites.js';
import { DeclarationSites } from './declaration-sites.js';
import type { OwnRoles } from './own-roles.js';
import type { Roles } from './roles.js';
import type { ContractMethod, Signatures } from './signatures.js';
import type { CallSite, DeclarationSite } from './site.js';
import type { Unrelated } from './unrelated.js';

/**
 * Every declaration and call of the contract's methods, each with what stands in the slot. Rules
 * and codemod both start here.
 */
export class Sites {
  private readonly declared: DeclarationSites;
  private readonly called: CallSites;
  /** What is spread, where its type says how much that is. */
  readonly tuples: SpreadTuples;
  readonly bindings: CallBindings;

  constructor(
    linker: Linker,
    roles: Roles,
    signatures: Signatures,
    unrelated: Unrelated,
    ownRoles: OwnRoles,
  ) {
    this.tuples = new SpreadTuples(linker);
    this.declared = new DeclarationSites(linker, roles, signatures, ownRoles);
    this.bindings = new CallBindings(linker, signatures, this.tuples);
    this.called = new CallSites(
      linker,
      roles,
      this.declared,
      this.tuples,
      this.bindings,
      signatures,
      unrelated,
      ownRoles.mentions,
    );
  }

  /** What calls hand on of what the function around them was given. */
  get handingDown(): HandingDown {
    return this.called.handingDown;
  }

  declarations(module: ModuleFacts): readonly DeclarationSite[] {
    return this.declared.in(module);
  }

  declarationOf(fn: FunctionFact): DeclarationSite | undefined {
    return this.declared.of(fn);
  }

  /** The contract method that a function is, or stands in. */
  enclosing(module: ModuleFacts, fn: FunctionId): CallSite['enclosing'] {
    return this.declared.enclosing(module, fn);
  }

  /** Whether no declaration of a method, doubles apart, is without its parameter. */
  isMigrated(method: ContractMethod): boolean {
    return this.declared.isMigrated(method);
  }

  /**
   * Names that other files gave to a contract member: a function type, an alias, a field that holds
   * it.
   */
  givenNames(): string[] {
    return [...new Set([...this.declared.aliasNames(), ...this.called.holderNames()])];
  }

  /**
   * How many of the arguments that go with a method stand before its own: `self` of
   * `partial(Base.create_export, self, context)`.
   */
  leadOf(module: ModuleFacts, method: Expr, args: readonly Expr[]): number {
    return this.called.leadOf(module, method, args);
  }

  calls(module: ModuleFacts): readonly CallSite[] {
    return this.called.in(module);
  }

  /** The site that a call is, if it is one. */
  callSite(module: ModuleFacts, call: CallFact): CallSite | undefined {
    return this.called.of(module, call);
  }
}
