import { positional } from '../analysis/insertion.js';
import type { AddedParameter } from '../contract/types.js';
import { sameName } from '../contract/words.js';
import { relativePath } from '../facts/paths.js';
import type {
  ClassFact,
  FunctionFact,
  MemberFact,
  ModuleFacts,
  ParamFact,
} from '../facts/types.js';
import { positionAt } from '../facts/text.js';
import type { Linker } from '../linker/linker.js';
import type { ClassRef } from '../linker/values.js';
import { DraftError } from './errors.js';

/** A method of a base class, whose list a contract describes. */
export interface BaseMethod {
  readonly cls: ClassRef;
  /** The names of the classes that declare it: this one, and those above it that do. */
  readonly types: readonly string[];
  /** Its name as the code writes it. */
  readonly name: string;
  readonly fn: FunctionFact;
  /** The list before the change, in order. */
  readonly before: readonly ParamFact[];
  /** What it gains, each placed in the list with those before it. */
  readonly gains: readonly AddedParameter[];
}

/** The name that a reader gives a class: a type alias's for what it stands for. */
export function classNamed(module: ModuleFacts, name: string): ClassFact | undefined {
  const named = module.classes.filter((c) => c.name === name && c.kind !== 'object');
  if (named.length > 0) return named[0];
  const alias = module.bindings.find((b) => b.name === name)?.alias?.type;
  return alias?.k === 'object' ? module.classes[alias.cls] : undefined;
}

/** The functions that a class declares under a name: several where it is overloaded. */
export function functionsOf(linker: Linker, cls: ClassRef, name: string): FunctionFact[] {
  return cls.fact.members
    .filter((m) => m.name === name && !m.isStatic)
    .flatMap((m) => functionOf(linker, cls.module, m) ?? []);
}

export function functionOf(
  linker: Linker,
  module: ModuleFacts,
  member: MemberFact,
): FunctionFact | undefined {
  if (member.fn !== undefined) return module.functions[member.fn];
  const given = member.value
    ? linker.evaluate(module, member.value)
    : member.type
      ? linker.types.of(module, member.type)
      : undefined;
  const found = given?.items.find((v) => v.k === 'function');
  return found?.k === 'function' ? found.fact : undefined;
}

/** The parameters that callers may give by their places. */
export function listOf({ params }: FunctionFact): readonly ParamFact[] {
  return positional(params).filter((p) => !p.rest);
}

/**
 * Finds what `--method FILE#Class.method` names.
 * @throws {DraftError} where there is no such class or method
 */
export function baseMethodAt(
  linker: Linker,
  module: ModuleFacts,
  root: string,
  className: string,
  method: string,
): { readonly cls: ClassRef; readonly fn: FunctionFact } {
  const place = relativePath(root, module.path);
  const fact = classNamed(module, className);
  if (!fact) {
    const known = [...new Set(module.classes.flatMap((c) => c.name ?? []))];
    throw new DraftError(
      `${place}: has no class or interface ${className}. ${known.length > 0 ? `Name one of ${known.join(', ')}.` : 'Name the file that declares it.'}`,
    );
  }
  const cls = linker.classRef(module, fact.id);
  const found = telling(functionsOf(linker, cls, method));
  if (!found) {
    const known = fact.members.filter((m) => functionOf(linker, module, m)).map((m) => m.name);
    throw new DraftError(
      `${place}: ${className} declares no method ${method}. ${known.length > 0 ? `Name one of ${[...new Set(known)].join(', ')}.` : 'Name the class that declares it.'}`,
    );
  }
  return { cls, fn: found };
}

/** Of overloads the one that runs, which takes what all of them take; else the longest. */
function telling(functions: readonly FunctionFact[]): FunctionFact | undefined {
  const runs = functions.length > 1 ? functions.filter((fn) => fn.body !== 'none') : [];
  return [...(runs.length > 0 ? runs : functions)]
    .sort((a, b) => listOf(b).length - listOf(a).length)
    .at(0);
}

/** What a reader of a contract has to know of the list that it is made from. */
export function remarksOn(linker: Linker, { cls, name, fn }: BaseMethod): string[] {
  const lists = functionsOf(linker, cls, name);
  const byName = fn.params.filter((p) => p.keywordOnly).flatMap((p) => p.name ?? []);
  return [
    ...(lists.length > 1
      ? [
          `Guess: of ${lists.length} overloads the list is that of line ${positionAt(cls.module.lineStarts, fn.nameSpan[0]).line}. What contradicts it is left open by migrate.`,
        ]
      : []),
    ...(byName.length > 0
      ? [
          `What callers give by name alone (${byName.join(', ')}) is no part of the list; what is added goes before it.`,
        ]
      : []),
  ];
}

/** The class that declares a method, and those above it that do: all are the interface. */
export function declarersAbove(linker: Linker, cls: ClassRef, name: string): ClassRef[] {
  const { mro, interfaces } = linker.hierarchy.ancestry(cls);
  return [...new Set([...mro, ...interfaces])].filter(
    ({ fact }) => fact.kind !== 'object' && fact.members.some((m) => m.name === name),
  );
}

/** Whether a list has a parameter of a name already. */
export function hasParameter(list: readonly ParamFact[], name: string): boolean {
  return list.some((p) => p.name !== undefined && sameName(p.name, name));
}
