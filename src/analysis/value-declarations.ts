import { meansParameter } from '../contract/words.js';
import type {
  CallFact,
  ClassFact,
  Expr,
  FunctionFact,
  MemberFact,
  ModuleFacts,
  Span,
} from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import { functionsBehind, withoutGiven } from './python-members.js';
import type { Roles } from './roles.js';
import type { Replacements } from './replacements.js';
import type { ContractMethod, Signatures } from './signatures.js';
import type { DeclarationTable } from './declaration-table.js';
import { type Common } from './declaration-table.js';
import type { FunctionTypes } from './function-types.js';
import type { WrappedDeclarations } from './wrapped-declarations.js';

/** What a function is put under. */
export type Named = Pick<MemberFact, 'name' | 'nameSpan'>;

/** Functions that a member or an assignment has by a value: by a name, a call, a wrapper. */
export class ValueDeclarations {
  /**
   * Names of functions that are a contract's method under another name: their calls are its calls.
   */
  readonly behind = new Set<string>();

  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly signatures: Signatures,
    private readonly replacements: Replacements,
    private readonly types: FunctionTypes,
    private readonly wrapped: WrappedDeclarations,
    private readonly table: DeclarationTable,
  ) {}

  /** Declares what a value is, its declared type included. */
  declare(module: ModuleFacts, member: Named, value: Expr, common: Common): void {
    const type =
      value.k === 'name' && value.binding !== -1 ? module.bindings[value.binding].type : undefined;
    if (type) this.types.declare(module, type, common);
    if (value.k === 'call' && this.declareWrapped(module, member, module.calls[value.call], common))
      return;
    this.declareBehind(module, member, value, common, common.cls?.kind === 'class');
  }

  /**
   * The functions that a value stands for: `createExport = publish`, `driver.createExport =
   * publish.bind(driver)`, `partialmethod(_export, 'iscsi')`.
   * @param isInClass it is a class's: a Python function that stands in none is given the object
   * first
   */
  declareBehind(
    module: ModuleFacts,
    { name, nameSpan }: Named,
    value: Expr,
    common: Common,
    isInClass: boolean,
  ): void {
    for (const { home, fact, fn } of this.functionsIn(module, value, isInClass, common.method)) {
      if (this.table.has(fact) || this.signatures.fit(home, fn, common.method) === 'contradicts')
        continue;
      const owner = fact.cls === undefined ? undefined : home.classes[fact.cls];
      // Another's method is what that one is; a helper under a name of its own is the method.
      if (owner && (this.roles.methodNamed(fact.name) || this.isOthers(owner))) continue;
      const called = fact.name ?? boundName(home, fact);
      if (called !== undefined && called !== name && fn === fact) this.behind.add(called);
      const isHere = home === module;
      const made = this.table.add({
        ...common,
        cls: isHere ? common.cls : undefined,
        module: home,
        fn,
        nameSpan:
          fact.name === undefined
            ? (boundSpan(home, fact) ?? (isHere ? nameSpan : fact.nameSpan))
            : fact.nameSpan,
        isDouble: fact.kind === 'arrow' && this.linker.isTest(home.path),
      });
      this.table.alias(fact, made);
    }
  }

  /**
   * The functions with bodies that a value may be, and each as it is seen by whoever calls that.
   */
  private functionsIn(
    module: ModuleFacts,
    value: Expr,
    isInClass: boolean,
    { spec }: ContractMethod,
  ) {
    if (module.language === 'python')
      return functionsBehind(this.linker, module, value, isInClass).flatMap((found) => {
        const { module: home, fact } = found.value;
        // What is given already nobody passes: such a member takes other parameters than the
        // method.
        const given = fact.params.slice(0, found.lead);
        const isOther = given.some(
          ({ name }) => name !== undefined && spec.parameters.some((p) => meansParameter(name, p)),
        );
        return isOther ? [] : [{ home, fact, fn: withoutGiven(found) }];
      });
    return this.linker
      .evaluate(module, value)
      .items.flatMap((v) =>
        v.k === 'function' && v.fact.body !== 'none'
          ? [{ home: v.module, fact: v.fact, fn: v.fact }]
          : [],
      );
  }

  private isOthers(cls: ClassFact): boolean {
    const role = this.roles.roleOf(cls);
    return role === 'target' || role === 'manager';
  }

  /**
   * `createExport: traced(async (ctx, volume) => ...)`: the function in it, and what a wrapper of
   * the tree puts in its place.
   */
  private declareWrapped(
    module: ModuleFacts,
    member: Named,
    call: CallFact,
    common: Common,
  ): boolean {
    const written = call.args.filter((a) => a.k === 'function');
    const inner =
      written.length === 1 ? written[0] : call.args.find((a) => this.isFunction(module, a));
    const wrappers = inner ? this.replacements.wrapper(module, call, inner) : [];
    if (inner?.k !== 'function' && !wrappers.some((w) => this.replacements.givenBack(w).length > 0))
      return false;
    this.wrapped.wrap(wrappers, common);
    this.wrapped.note(call);
    if (inner?.k === 'function') {
      const fn = module.functions[inner.fn];
      if (this.signatures.fit(module, fn, common.method) !== 'contradicts')
        this.table.add({
          ...common,
          module,
          fn,
          nameSpan: member.nameSpan,
          isDouble: this.linker.isTest(module.path),
        });
    } else if (inner)
      this.declareBehind(module, member, inner, common, common.cls?.kind === 'class');
    return true;
  }

  private isFunction(module: ModuleFacts, expr: Expr): boolean {
    return (
      expr.k !== 'call' &&
      this.linker
        .evaluate(module, expr)
        .items.some((v) => v.k === 'function' && v.fact.body !== 'none')
    );
  }
}

function boundName(module: ModuleFacts, fn: FunctionFact): string | undefined {
  return fn.binding === undefined || fn.binding === -1
    ? undefined
    : module.bindings[fn.binding].name;
}

function boundSpan(module: ModuleFacts, fn: FunctionFact): Span | undefined {
  return fn.binding === undefined || fn.binding === -1
    ? undefined
    : module.bindings[fn.binding].span;
}
