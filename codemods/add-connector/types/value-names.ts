import path from 'node:path';
import type { AddedParameter } from '../../../src/contract/types.js';
import { resolveName } from '../../../src/facts/scopes.js';
import type { BindingFact, Expr, ModuleFacts, ScopeId } from '../../../src/facts/types.js';
import { BUILTIN_GLOBALS, PYTHON_GLOBALS } from '../../../src/linker/builtins.js';
import type { Entity } from '../../../src/linker/project.js';
import { namedValues, type NamedValue } from './named-values.js';
import { requiredIn, specifierFor } from './specifiers.js';
import type { TypeNames, TypeRequest } from './type-names.js';
import type { TypeHome, TypeSource } from './type-source.js';

/** How a file writes a text, or why it cannot. */
export type WrittenValue =
  | { readonly k: 'written'; readonly text: string }
  | { readonly k: 'unknown'; readonly reason: string };

/**
 * What a name of a text is in a file: how much of its path is called what, and what must be
 * imported for it.
 */
interface Found {
  /** What stands for the first so many names of the path. */
  readonly text: string;
  readonly length: number;
  readonly request?: () => void;
}

/**
 * Says how one file writes what names values: `RequestContext.empty()` wants an import of
 * `RequestContext`.
 */
export class ValueNames {
  constructor(
    private readonly source: TypeSource,
    private readonly module: ModuleFacts,
    private readonly names: TypeNames,
  ) {}

  /** @param isAsked only whether it can be written: nothing is imported for it yet */
  written(
    text: string,
    scope: ScopeId,
    added: AddedParameter | undefined,
    isAsked = false,
  ): WrittenValue {
    let made = text;
    const values = [...namedValues(this.source.workspace, this.module, text)].sort(
      (a, b) => b.spans[0][0] - a.spans[0][0],
    );
    for (const value of values) {
      const found = this.find(value, scope, added);
      if (typeof found === 'string') return { k: 'unknown', reason: found };
      if (!isAsked) found.request?.();
      made =
        made.slice(0, value.spans[0][0]) +
        found.text +
        made.slice(value.spans[found.length - 1][1]);
    }
    return { k: 'written', text: made };
  }

  private find(
    value: NamedValue,
    scope: ScopeId,
    added: AddedParameter | undefined,
  ): Found | string {
    const { module } = this;
    const [name] = value.path;
    const itself: Found = { text: name, length: 1 };
    const bound = resolveName(module, name, scope);
    if (bound && !this.isOfComment(bound)) return this.ofBinding(bound, itself);
    const globals = module.language === 'python' ? PYTHON_GLOBALS : BUILTIN_GLOBALS;
    if (globals.has(name) || this.isRead(name)) return itself;
    const found = module.language === 'python' ? this.inPython(value) : this.inScript(name, added);
    return found ?? `nothing tells where \`${name}\` is imported from`;
  }

  /** `@import { Volume } from './types'`: for other comments alone. */
  private isOfComment({ from, name }: BindingFact): boolean {
    const { language, imports } = this.module;
    return (
      language === 'javascript' &&
      from !== undefined &&
      !imports.some((i) => i.specifiers.some((s) => s.local === name))
    );
  }

  /** A name that the file has already; a type's import becomes a value's. */
  private ofBinding(binding: BindingFact, itself: Found): Found | string {
    if (!binding.from || this.module.language !== 'typescript') return itself;
    const entity = this.source.entityOf(this.module, binding);
    if (entity.k === 'binding' && entity.binding.kind === 'type')
      return `\`${binding.name}\` is a type alone here`;
    const isTypeOnly = this.module.imports.some((i) =>
      i.specifiers.some((s) => s.typeOnly && this.module.bindings[s.binding] === binding),
    );
    if (!isTypeOnly) return itself;
    const { imported, module: from } = binding.from;
    return {
      ...itself,
      request: () => {
        this.names.requestValue({
          name: imported,
          local: binding.name,
          home: homeIn(entity),
          from,
        });
      },
    };
  }

  /** Whether the file reads a name that it does not declare: a global of its tests, perhaps. */
  private isRead(name: string): boolean {
    const isIt = (expr: Expr) => expr.k === 'name' && expr.name === name && expr.binding === -1;
    const { calls, references } = this.module;
    return (
      calls.some(({ callee }) => isIt(callee) || (callee.k === 'member' && isIt(callee.object))) ||
      references.some((r) => isIt(r.object))
    );
  }

  private inScript(name: string, added: AddedParameter | undefined): Found | undefined {
    const { module, names, source } = this;
    const own = module.bindings.find((b) => b.scope === 0 && b.from?.imported === name);
    if (own) {
      const found = this.ofBinding(own, { text: own.name, length: 1 });
      if (typeof found !== 'string') return found;
    }
    if (module.bindings.some((b) => b.scope === 0 && b.name === name && !this.isOfComment(b)))
      return undefined;
    const value = source.valueOf(name, module);
    const isGiven = added?.import !== undefined && (added.import.name ?? added.type) === name;
    const required =
      value && requiredIn(module).find((s) => source.imported(module, s) === value.module);
    const from = value
      ? (required ?? specifierFor(source, module, value.module.path))
      : isGiven
        ? added.import.module
        : source.packageOf(name);
    if (from === undefined) return undefined;
    return {
      text: name,
      length: 1,
      request: () => {
        names.requestValue({ name, local: name, home: value?.home, from });
      },
    };
  }

  /**
   * `import pkg.mod` for `pkg.mod.X()`, `from pkg import X` for what one module of the tree has.
   */
  private inPython({ path: names }: NamedValue): Found | string | undefined {
    const { module, source } = this;
    for (let length = names.length; length > 0; length--) {
      const dotted = names.slice(0, length).join('.');
      const target = source.imported(module, dotted);
      if (!target || (length < names.length && !source.exports(target, names[length]))) continue;
      const owner = names.slice(0, length - 1).join('.');
      const beside = module.bindings.find(
        (b) => b.scope === 0 && b.from?.imported === names[length - 1] && b.from.module === owner,
      );
      if (beside) return { text: beside.name, length };
      return this.fromModule(
        target,
        { text: dotted, length },
        { name: '*', local: dotted, home: undefined, from: dotted },
      );
    }
    const [name] = names;
    const target = source.valueOf(name, module)?.module;
    const from = target && dottedName(source, target);
    if (!target || from === undefined || source.imported(module, from) !== target) return undefined;
    return this.fromModule(
      target,
      { text: name, length: 1 },
      { name, local: name, home: undefined, from },
    );
  }

  private fromModule(target: ModuleFacts, found: Found, request: TypeRequest): Found | string {
    if (this.leadsHere(target))
      return `\`${found.text}\` cannot be imported here: its module imports this one`;
    return {
      ...found,
      request: () => {
        this.names.requestValue(request);
      },
    };
  }

  /**
   * A module that imports this one, however far off, cannot be imported by it: Python runs them one
   * after the other.
   */
  private leadsHere(target: ModuleFacts): boolean {
    const seen = new Set([target]);
    for (const next of seen) {
      if (next === this.module) return true;
      for (const { module, specifiers } of next.imports)
        // `from package import module` runs both.
        for (const name of [module, ...specifiers.map((s) => `${module}.${s.imported}`)]) {
          const further = this.source.imported(next, name);
          if (further) seen.add(further);
        }
    }
    return false;
  }
}

function homeIn(entity: Entity): TypeHome | undefined {
  return entity.k === 'binding' ? entity : undefined;
}

/** The name that a module of Python is imported by from anywhere: with all packages around it. */
function dottedName({ workspace: { host } }: TypeSource, { path: file }: ModuleFacts): string {
  const names = [path.basename(file).replace(/\.pyi?$/u, '')];
  for (
    let at = path.dirname(file);
    host.fileExists(path.join(at, '__init__.py'));
    at = path.dirname(at)
  )
    names.unshift(path.basename(at));
  return (names.at(-1) === '__init__' ? names.slice(0, -1) : names).join('.');
}
