import type { Project } from './project.js';
import type { FunctionFact } from '../facts/types.js';
import {
  GIVEN,
  modulesOf,
  keyOf,
  type Context,
  type FunctionValue,
  type Value,
  type Values,
} from './values.js';

/** How many call sites deep functions and strings are told apart. */
const MAX_CONTEXT_DEPTH = 6;

/** Up to this depth every call site counts, however many there are. */
const DEPTH_WITHOUT_LIMIT = 2;

/** How many deeper contexts of one function are told apart. */
const MAX_CONTEXTS_PER_FUNCTION = 100;

const NO_MODULES: readonly string[] = [];

/** The contexts in which functions are looked at: each is made once, and told by its key. */
export class Contexts {
  private readonly known = new Map<string, Context>();

  /** How many contexts were made. */
  private made = 0;

  /** The keys of contexts by the files of the modules that they hold things of. */
  private readonly byFile = new Map<string, Set<string>>();

  /** How many contexts a function has that stand deeper than {@link DEPTH_WITHOUT_LIMIT}. */
  private readonly deepContexts = new WeakMap<FunctionFact, number>();

  constructor(private readonly project: Project) {}

  /** @param isCall the arguments are all that a call hands over */
  of(
    fn: FunctionValue,
    args: readonly (Values | undefined)[] = [],
    parent = fn.env,
    isCall = false,
  ): Context {
    const depth =
      1 +
      Math.max(
        0,
        parent?.depth ?? 0,
        depthOf(fn.self),
        ...args.flatMap((a) => a?.items.map(depthOf) ?? []),
      );
    // Functions that hand each other closures make contexts without end, and each of several
    // implementations multiplies them.
    const isOverLimit =
      depth > DEPTH_WITHOUT_LIMIT &&
      (this.deepContexts.get(fn.fact) ?? 0) >= MAX_CONTEXTS_PER_FUNCTION;
    const isCut = isOverLimit || depth > MAX_CONTEXT_DEPTH;
    const { params } = fn.fact;
    const kept = isCut
      ? []
      : args.map((a, i) => (a === GIVEN && !params[i]?.default ? undefined : a));
    const above = isOverLimit || depth > MAX_CONTEXT_DEPTH * 2 ? undefined : parent;
    // Only a default that nothing is handed over for tells one from the other.
    const isWhole = isCall && !isCut && params.some((p, i) => p.default && !kept[i]);
    const argsKey = kept
      .map((a) => (a === GIVEN ? '?' : (a?.items.map(keyOf).join('|') ?? '')))
      .join(',');
    const key = `${fn.module.path}#${fn.fact.id}^${fn.self ? keyOf(fn.self) : ''}(${argsKey}${isWhole ? ')' : ''})${above ? `@${above.key}` : ''}`;
    let made = this.known.get(key);
    if (!made) {
      made = {
        key: `${this.made++}`,
        module: fn.module,
        fact: fn.fact,
        self: fn.self,
        args: kept,
        isCall: isWhole,
        parent: above,
        depth,
        modules: this.project.looks ? modulesOfContext(fn, kept, above) : NO_MODULES,
      };
      this.known.set(key, made);
      for (const path of made.modules) {
        const keys = this.byFile.get(path);
        if (keys) keys.add(key);
        else this.byFile.set(path, new Set([key]));
      }
      if (depth > DEPTH_WITHOUT_LIMIT)
        this.deepContexts.set(fn.fact, (this.deepContexts.get(fn.fact) ?? 0) + 1);
    }
    return made;
  }

  /** Forgets those that hold something of files that changed. */
  forget(files: Iterable<string>): void {
    for (const path of files) {
      for (const key of this.byFile.get(path) ?? []) this.forgetOne(key);
      this.byFile.delete(path);
    }
  }

  private forgetOne(key: string): void {
    const known = this.known.get(key);
    if (!known) return;
    this.known.delete(key);
    const count = this.deepContexts.get(known.fact);
    if (count !== undefined && known.depth > DEPTH_WITHOUT_LIMIT)
      this.deepContexts.set(known.fact, count - 1);
    for (const path of known.modules) this.byFile.get(path)?.delete(key);
  }
}

/** How deep the context stands that a closure, or a literal that holds some, was made in. */
function depthOf(value: Value | undefined): number {
  if (value?.k === 'function') return value.env?.depth ?? 0;
  return value?.k === 'instance' || value?.k === 'class' ? (value.cls.env?.depth ?? 0) : 0;
}

function modulesOfContext(
  { module, self }: FunctionValue,
  args: readonly (Values | undefined)[],
  parent: Context | undefined,
): readonly string[] {
  const paths = [
    module.path,
    ...(self ? modulesOf(self) : []),
    ...args.flatMap((a) => a?.items.flatMap(modulesOf) ?? []),
    ...(parent?.modules ?? []),
  ];
  return [...new Set(paths)];
}
