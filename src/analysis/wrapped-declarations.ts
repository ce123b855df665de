import type { DeclarationSite } from './site.js';
import type {
  CallFact,
  ClassFact,
  Expr,
  FunctionFact,
  MemberFact,
  ModuleFacts,
} from '../facts/types.js';
import type { Roles } from './roles.js';
import type { Replacements } from './replacements.js';
import { type Wrapper } from './replacements.js';
import type { ContractMethod, Signatures } from './signatures.js';
import type { DeclarationTable } from './declaration-table.js';
import { type Common } from './declaration-table.js';
import type { FunctionTypes } from './function-types.js';
import { functionsOf } from './function-types.js';

/** A wrapper with what it wraps. */
interface Around {
  readonly wrapper: Wrapper;
  readonly common: Common;
  readonly replacements: DeclarationSite[];
}

/** Declarations that something is put in the place of: what a wrapper gives back, and its types. */
export class WrappedDeclarations {
  private readonly around: Around[] = [];
  private readonly wrapping = new Set<CallFact>();

  constructor(
    private readonly roles: Roles,
    private readonly signatures: Signatures,
    private readonly replacements: Replacements,
    private readonly types: FunctionTypes,
    private readonly table: DeclarationTable,
  ) {}

  /** A declaration stands in wrappers. */
  wrap(wrappers: readonly Wrapper[], common: Common): void {
    for (const wrapper of wrappers) this.around.push({ wrapper, common, replacements: [] });
  }

  /** A call that puts a wrapper around a declaration. */
  note(call: CallFact): void {
    this.wrapping.add(call);
  }

  /** Declares what is put in the place of declarations; to be asked when all of these are known. */
  declare(): void {
    for (const around of this.around) this.declareReplacement(around);
  }

  /**
   * What is called is what a wrapper gives back: if that states its arguments, it needs the
   * parameter, and so do the types around it.
   */
  private declareReplacement({ wrapper, common, replacements }: Around): void {
    const { module } = wrapper;
    const other = this.replacements.otherUse(
      wrapper,
      (cls, m) => this.isDeclared(cls, m, common.method),
      this.wrapping,
    );
    const obstacle = other === undefined ? undefined : `it is put in the place of ${other} too`;
    for (const fn of this.replacements.givenBack(wrapper)) {
      const known = this.table.of(fn);
      if (known) replacements.push(known);
      const own = known ? undefined : withReceiver(module, fn);
      if (!own || this.signatures.fit(module, own, common.method) === 'contradicts') continue;
      const reason = `is put in the place of ${common.display}`;
      const display = fn.name ?? wrapper.fn.name ?? common.display;
      const site = this.table.add({
        ...common,
        module,
        fn: own,
        cls: undefined,
        nameSpan: fn.nameSpan,
        reason,
        display,
        isDouble: false,
        obstacle,
      });
      this.table.alias(fn, site);
      replacements.push(site);
    }
    if (obstacle !== undefined) return;
    const { params, returnType } = wrapper.fn;
    const taken = wrapper.takes === 'descriptor' ? undefined : params.at(wrapper.takes)?.type;
    for (const type of [taken, returnType])
      if (
        type &&
        functionsOf(module, type).every(
          (f) => this.signatures.fit(module, f, common.method) !== 'contradicts',
        )
      )
        this.types.declare(module, type, { ...common, cls: undefined });
  }

  private isDeclared(cls: ClassFact, member: MemberFact, method: ContractMethod): boolean {
    const role = this.roles.roleOf(cls);
    return (
      this.roles.methodNamed(member.name) === method &&
      (role === 'driver' || role === 'delegate' || role === 'signature')
    );
  }

  /** What stands in the place of the method that a wrapper calls as its own parameter. */
  by(module: ModuleFacts, expr: Expr): DeclarationSite | undefined {
    const values =
      expr.k === 'name' && expr.binding !== -1
        ? module.bindings[expr.binding].values.filter((v) => v.k !== 'param')
        : [];
    return this.around
      .find(({ wrapper }) =>
        [expr, ...values].some((value) => this.replacements.isGiven(module, value, wrapper)),
      )
      ?.replacements.at(0);
  }
}

/** Python writes what a replacement runs on as its first parameter: nobody passes it. */
function withReceiver({ language }: ModuleFacts, fn: FunctionFact): FunctionFact {
  const [first, ...params] = fn.params;
  if (language !== 'python' || !first || (first.name !== 'self' && first.name !== 'cls')) return fn;
  return { ...fn, params, receiver: { name: first.name, span: first.span } };
}
