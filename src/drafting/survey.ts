import { writtenKind } from '../analysis/literal-types.js';
import type { WrittenKind } from '../contract/known-types.js';
import { Model } from '../analysis/model.js';
import { nameIn } from '../analysis/signatures.js';
import { stepsOf } from '../contract/steps.js';
import type { AddedParameter, Contract, ParameterSpec } from '../contract/types.js';
import { isCommonType } from '../contract/type-words.js';
import { abbreviates, meansParameter, sameName, words } from '../contract/words.js';
import type { FunctionFact, ParamFact } from '../facts/types.js';
import type { FactSource } from '../linker/project.js';
import type { ClassRef } from '../linker/values.js';
import { functionsOf, hasParameter, listOf, type BaseMethod } from './methods.js';
import { contractName, distinct } from './names.js';

/** A parameter of another method that carries the value of an added one. */
export interface Source {
  /** As a contract writes them. */
  readonly method: string;
  readonly parameter: string;
  /** Where the method is declared, and its name there. */
  readonly cls: ClassRef;
  readonly name: string;
}

/** A tree under a contract that knows no more than its base classes say. */
export class Survey {
  readonly model: Model;
  private readonly below = new Map<string, ClassRef[]>();

  /** @param contract with the added parameters that the call sites are to be found by */
  constructor(
    readonly root: string,
    source: FactSource,
    contract: Contract,
    private readonly bases: readonly ClassRef[],
  ) {
    const [first] = stepsOf(contract);
    this.model = new Model(root, first, source);
  }

  /** The base classes, and all that stands below them. */
  drivers(): readonly ClassRef[] {
    const { hierarchy } = this.model.linker;
    const all = this.bases.flatMap((cls) => [cls, ...hierarchy.descendants(cls)]);
    return [...new Map(all.map((cls) => [cls.key, cls])).values()];
  }

  /** The drivers and delegates that declare a method themselves. */
  declarers(name: string): readonly ClassRef[] {
    let found = this.below.get(name);
    if (!found) {
      const delegates = this.model.roles.all().filter(({ role }) => role === 'delegate');
      const all = [...this.drivers(), ...delegates.map(({ cls }) => cls)];
      found = all.filter(({ fact }) => fact.members.some((m) => m.name === name && !m.isStatic));
      this.below.set(name, found);
    }
    return found;
  }

  private listsOf(name: string): (readonly ParamFact[])[] {
    return this.declarers(name).flatMap((cls) =>
      functionsOf(this.model.linker, cls, name).map(listOf),
    );
  }

  /** The list before the change as a contract has it, with the names that drivers give it. */
  parameters({ cls, name, before, gains }: BaseMethod): ParameterSpec[] {
    const lists = this.listsOf(name).map((list) => without(list, gains));
    return before.map((param, i) => this.parameter(cls, param, i, lists, before, gains));
  }

  private parameter(
    { module }: ClassRef,
    param: ParamFact,
    index: number,
    lists: readonly (readonly ParamFact[])[],
    before: readonly ParamFact[],
    gains: readonly AddedParameter[],
  ): ParameterSpec {
    const name = contractName(param.name ?? `parameter${index + 1}`, module.language);
    const types = this.typesOf(module, param);
    const others = before.filter((p) => p !== param);
    const given = lists.flatMap((list) => list.at(index)?.name ?? []);
    const aliases = distinct(given).filter(
      (alias) =>
        !isKnownFor(alias, { name }) &&
        !hasParameter(others, alias) &&
        !gains.some((g) => sameName(g.name, alias)),
    );
    return {
      name,
      ...(aliases.length > 0 && { aliases: aliases.map((a) => contractName(a, module.language)) }),
      ...(types.length > 0 && { types }),
      ...(param.optional && { optional: true }),
    };
  }

  /** The names of a declared type that say what a value is for. */
  typesOf(module: ClassRef['module'], { type }: ParamFact): string[] {
    const names = type ? this.model.signatures.typeNames(module, type) : [];
    const { wrappers = [] } = this.model.contract;
    return distinct(names).filter(
      (n) => /^[A-Z]./u.test(n) && !isCommonType(n) && !wrappers.includes(n),
    );
  }

  /** Names that drivers give a parameter of another method. */
  namesGiven({ name: method, parameter, cls }: Source): string[] {
    const [base] = functionsOf(this.model.linker, cls, method).map(listOf);
    const lists = this.listsOf(method);
    const index = base.findIndex((p) => p.name !== undefined && sameName(p.name, parameter));
    const given = lists.flatMap((list) => list.at(index)?.name ?? []);
    return distinct(given).filter(
      (name) =>
        !isKnownFor(name, { name: parameter }) &&
        !base.some((p, i) => i !== index && p.name !== undefined && isKnownFor(name, asSpec(p))),
    );
  }

  /**
   * Parameters of the base class's other methods that have a name or a type of the added one, where
   * somebody calls both methods in one function: what is handed over there is the value.
   */
  sources(base: BaseMethod, added: AddedParameter): Source[] {
    const { linker } = this.model;
    const { mro, interfaces } = linker.hierarchy.ancestry(base.cls);
    const below = linker.hierarchy.descendants(base.cls).filter((c) => c.fact.kind !== 'object');
    const found = new Map<string, { readonly cls: ClassRef; readonly parameter: string }>();
    for (const cls of [...mro, ...interfaces, ...below])
      for (const member of cls.fact.members) {
        if (member.name === base.name || found.has(member.name) || member.isStatic) continue;
        if (member.kind === 'constructor' || member.name.startsWith('_')) continue;
        const [fn] = functionsOf(linker, cls, member.name) as (FunctionFact | undefined)[];
        const param = fn && listOf(fn).find((p) => this.isLike(cls, p, added));
        if (param?.name !== undefined) found.set(member.name, { cls, parameter: param.name });
      }
    const calledWith = this.calledBeside(base);
    return [...found]
      .filter(([method]) => calledWith.has(method))
      .map(([name, { cls, parameter }]) => ({
        method: contractName(name, cls.module.language),
        parameter: contractName(parameter, cls.module.language),
        cls,
        name,
      }));
  }

  /** What tests mostly write out where the value is handed over already. */
  writtenInTests(sources: readonly Source[]): WrittenKind | undefined {
    const { roles, linker } = this.model;
    const counts = new Map<WrittenKind, number>();
    for (const { cls, name, parameter } of sources) {
      const [list] = functionsOf(linker, cls, name).map(listOf);
      const at = list.findIndex((p) => p.name !== undefined && sameName(p.name, parameter));
      for (const module of roles.modules)
        for (const { args, name: called } of linker.isTest(module.path) ? module.calls : []) {
          const given = called === name ? args.at(at) : undefined;
          const bound =
            given?.k === 'name' && given.binding !== -1
              ? module.bindings[given.binding].values.at(0)
              : given;
          const kind = bound && writtenKind(bound);
          if (kind && kind !== 'nothing') counts.set(kind, (counts.get(kind) ?? 0) + 1);
        }
    }
    return [...counts].sort(([, a], [, b]) => b - a).at(0)?.[0];
  }

  private isLike({ module }: ClassRef, param: ParamFact, added: AddedParameter): boolean {
    if (param.name !== undefined && sameName(param.name, added.name)) return true;
    return typeof added.type === 'string' && this.typesOf(module, param).includes(added.type);
  }

  /** What the functions call that call a method of the contract, outside of tests. */
  private calledBeside({ name }: BaseMethod): ReadonlySet<string> {
    const { roles, sites, linker } = this.model;
    const beside = new Set<string>();
    for (const module of roles.modules) {
      if (linker.isTest(module.path)) continue;
      const callers = new Set(
        sites
          .calls(module)
          .filter((s) => nameIn(s.method.name, module.language) === name)
          .filter((s) => !s.isSuper && s.enclosing?.method !== s.method)
          .map((s) => s.call.fn),
      );
      for (const call of module.calls)
        if (callers.has(call.fn) && call.name !== undefined) beside.add(call.name);
    }
    return beside;
  }
}

/** Whether a contract takes a name for a parameter without being told. */
export function isKnownFor(name: string, spec: ParameterSpec): boolean {
  const last = words(name).at(-1);
  return (
    meansParameter(name, spec) ||
    abbreviates(name, spec.name) ||
    (last !== undefined && sameName(last, spec.name))
  );
}

function asSpec({ name = '' }: ParamFact): ParameterSpec {
  return { name };
}

function without(list: readonly ParamFact[], gains: readonly AddedParameter[]): ParamFact[] {
  return list.filter((p) => !gains.some((g) => p.name !== undefined && sameName(p.name, g.name)));
}
