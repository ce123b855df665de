import type { AddedParameter } from '../contract/types.js';
import { sameName } from '../contract/words.js';
import { positionAt } from '../facts/text.js';
import { relativePath } from '../facts/paths.js';
import type { ClassFact, FunctionFact, ModuleFacts, ParamFact } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { ClassRef } from '../linker/values.js';
import { DraftError } from './errors.js';
import { classNamed, declarersAbove, functionsOf, listOf, type BaseMethod } from './methods.js';
import { contractName, distinct } from './names.js';

/** A file whose text was changed, before and after. */
export interface ChangedFile {
  readonly before: ModuleFacts;
  readonly after: ModuleFacts;
  readonly text: string;
}

/** A method whose list of parameters was changed by hand. */
interface ChangedMethod {
  readonly cls: ClassRef;
  readonly name: string;
  readonly fn: FunctionFact;
  readonly was: readonly ParamFact[];
  readonly text: string;
}

/**
 * Reads a change off methods that were edited: what the topmost of them have gained.
 * @param linker knows the tree as it is now
 * @param since what it is compared with, for messages
 * @throws {DraftError} where no method has gained a parameter, or one has changed otherwise
 */
export function changedMethods(
  linker: Linker,
  root: string,
  files: readonly ChangedFile[],
  since: string,
): BaseMethod[] {
  const changed = files.flatMap((file) => changedIn(linker, file));
  const tops = topmost(linker, changed);
  const [other] = tops.filter(({ fn, was }) => !keeps(listOf(fn), was));
  const place = ({ cls: { module }, fn }: ChangedMethod) =>
    `${relativePath(root, module.path)}:${positionAt(module.lineStarts, fn.nameSpan[0]).line}`;
  if (other)
    throw new DraftError(
      `${place(other)}: ${shown(other)} has changed since ${since} in another way than by parameters that it gained. Keep the old ones, in their order, or name the new one with --method and --add.`,
    );
  if (tops.length === 0)
    throw new DraftError(
      `${root}: since ${since} no method of a class or interface has gained a parameter. Add it to the base class first, or name it with --method and --add.`,
    );
  const merged = new Map<string, BaseMethod>();
  for (const top of tops) {
    const base = baseOf(linker, top);
    const known = merged.get(base.name);
    if (known && JSON.stringify(known.gains) !== JSON.stringify(base.gains))
      throw new DraftError(
        `${place(top)}: ${shown(top)} has gained something else since ${since} than ${known.cls.fact.name ?? 'a class'} (${relativePath(root, known.cls.module.path)}). Name one of them with --method and --add.`,
      );
    merged.set(base.name, {
      ...(known ?? base),
      types: distinct([...(known?.types ?? []), ...base.types]),
    });
  }
  return [...merged.values()];
}

function shown({ cls, name }: ChangedMethod): string {
  return cls.fact.name === undefined ? name : `${cls.fact.name}.${name}`;
}

function changedIn(linker: Linker, { before, after, text }: ChangedFile): ChangedMethod[] {
  return declared(after).flatMap(([className, fact]) => {
    const old = classNamed(before, className);
    if (!old) return [];
    const cls = linker.classRef(after, fact.id);
    const names = distinct(fact.members.flatMap((m) => (m.isStatic ? [] : [m.name])));
    return names.flatMap((name) => {
      const now = functionsOf(linker, cls, name);
      const was = membersOf(before, old, name);
      return now.flatMap((fn, i): ChangedMethod[] => {
        const list = was.at(i);
        if (!list || isSame(listOf(fn), list)) return [];
        return [{ cls, name, fn, was: list, text }];
      });
    });
  });
}

/** The classes and interfaces of a module by name, those that aliases stand for among them. */
function declared(module: ModuleFacts): (readonly [name: string, fact: ClassFact])[] {
  const names = [
    ...module.classes.map((c) => c.name),
    ...module.bindings.map((b) => b.alias && b.name),
  ];
  return distinct(names).flatMap((name) => {
    const fact = name === undefined ? undefined : classNamed(module, name);
    return name === undefined || !fact ? [] : [[name, fact] as const];
  });
}

/** The lists that a class had; what an alias types is left to the migration. */
function membersOf(module: ModuleFacts, fact: ClassFact, name: string): (readonly ParamFact[])[] {
  return fact.members
    .filter((m) => m.name === name && !m.isStatic)
    .flatMap((m) => {
      const fn = m.fn ?? (m.type?.k === 'function' ? m.type.fn : undefined);
      return fn === undefined ? [] : [listOf(module.functions[fn])];
    });
}

function isSame(a: readonly ParamFact[], b: readonly ParamFact[]): boolean {
  return a.length === b.length && a.every((p, i) => p.name === b[i].name);
}

/** Whether a list has all that it had, in the order that it had. */
function keeps(list: readonly ParamFact[], was: readonly ParamFact[]): boolean {
  let at = 0;
  for (const param of list) if (at < was.length && param.name === was[at].name) at++;
  return at === was.length && list.length > was.length;
}

/**
 * The changed methods that no other one stands above. Of several the ones that something overrides,
 * or that have no body: a manager whose own method was edited is no base class.
 */
function topmost(linker: Linker, changed: readonly ChangedMethod[]): ChangedMethod[] {
  const { hierarchy } = linker;
  const keys = (name: string) =>
    new Set(changed.filter((c) => c.name === name).map((c) => c.cls.key));
  const tops = changed.filter(({ cls, name }) => {
    const others = keys(name);
    return !declarersAbove(linker, cls, name).some((c) => c.key !== cls.key && others.has(c.key));
  });
  const bases = tops.filter(
    ({ cls, name, fn }) => fn.body === 'none' || hierarchy.overriders(cls, name).length > 0,
  );
  return bases.length > 0 ? bases : tops;
}

function baseOf(linker: Linker, { cls, name, fn, was, text }: ChangedMethod): BaseMethod {
  const now = listOf(fn);
  const { language } = cls.module;
  let list: readonly (string | undefined)[] = was.map((p) => p.name);
  const gains = now
    .filter((p) => !was.some((w) => w.name === p.name))
    .map((param): AddedParameter => {
      const before = now.slice(0, now.indexOf(param)).filter((p) => list.includes(p.name));
      const position = positionOf(before.at(-1)?.name, list);
      const at = before.length;
      list = list.toSpliced(at, 0, param.name);
      return gainOf(param, position, language, text);
    });
  const before = now.filter((p) =>
    was.some((w) => p.name !== undefined && w.name !== undefined && sameName(w.name, p.name)),
  );
  const types = declarersAbove(linker, cls, name).flatMap((c) => c.fact.name ?? []);
  return { cls, types: distinct([...typesOf(cls), ...types]), name, fn, before, gains };
}

/** The name of a class, or of the alias that stands for it. */
function typesOf({ module, fact }: ClassRef): string[] {
  if (fact.name !== undefined) return [fact.name];
  return module.bindings.flatMap((b) =>
    b.alias?.type.k === 'object' && b.alias.type.cls === fact.id ? [b.name] : [],
  );
}

function positionOf(
  after: string | undefined,
  list: readonly (string | undefined)[],
): AddedParameter['position'] {
  if (list.at(-1) === after || list.length === 0) return 'last';
  return after === undefined ? 'first' : { after };
}

function gainOf(
  param: ParamFact,
  position: AddedParameter['position'],
  language: ModuleFacts['language'],
  text: string,
): AddedParameter {
  const name = contractName(param.name ?? 'options', language);
  return {
    name,
    ...(param.typeText !== undefined && { type: param.typeText }),
    ...(param.optional && !param.default && { optional: true }),
    position,
    ...(param.default && { default: text.slice(...param.default.span) }),
  };
}
