import path from 'node:path';
import { BUILTIN_TYPES } from '../../../src/linker/builtins.js';
import { typeIn } from '../../../src/contract/type-words.js';
import type { AddedParameter } from '../../../src/contract/types.js';
import type { BindingFact, ModuleFacts, ScopeId, TypeTerm } from '../../../src/facts/types.js';
import { freeName, namesIn } from '../../../src/facts/scopes.js';
import { specifierFor } from './specifiers.js';
import type { TypeHome, TypeSource } from './type-source.js';

/** What the contract says of a type that the tree does not declare. */
export interface GivenImport {
  /** The name it is exported under. */
  readonly name: string;
  /** The module as the file would import it. */
  readonly from: string;
  /** Where it is declared, when that is in the tree under this name. */
  readonly home: TypeHome | undefined;
}

/** A type that a file must import. */
export interface TypeRequest {
  /** The name it is exported under. */
  readonly name: string;
  /** What it is called in the file. */
  readonly local: string;
  readonly home: TypeHome | undefined;
  /** The module that is said to have it when the tree does not tell. */
  readonly from: string | undefined;
  /**
   * It is read as a value: an import of types does not bring it. In Python the name is `*` for a
   * module as a whole.
   */
  readonly isValue?: true;
}

/** Where in a file a type is to be named. */
export interface TypePlace {
  readonly scope: ScopeId;
  /** How a parameter beside it writes its type. */
  readonly sibling?: TypeTerm;
}

/** Says how one file names a type, and remembers what it must import for it. */
export class TypeNames {
  readonly requests: TypeRequest[] = [];

  constructor(
    private readonly source: TypeSource,
    private readonly module: ModuleFacts,
  ) {}

  /**
   * The text of the added parameter's type at a place. Names in it that the tree declares are
   * imported.
   */
  added(place: TypePlace, added: AddedParameter): string | undefined {
    const type = typeIn(added, this.module.language);
    return type === undefined ? undefined : this.text(place, type, added.import);
  }

  /** A type's text with each of its names as the place's file calls it. */
  text(place: TypePlace, type: string, contractImport?: AddedParameter['import']): string {
    return type.replaceAll(
      /(?<![\w$.'"`])[A-Z][\w$]*(?![\w$]|\s*\??:)/gu,
      (name) => this.name(place, name, contractImport) ?? name,
    );
  }

  /**
   * Whether a name can be given at a place: it is in sight, or the tree or the contract tells where
   * it is from.
   */
  name(
    { scope, sibling }: TypePlace,
    name: string,
    contractImport?: AddedParameter['import'],
  ): string | undefined {
    const homes = this.source.homesOf(name);
    const visible = this.visible(scope, name, homes);
    if (visible !== undefined) return visible;
    const home = this.preferred(homes, contractImport);
    if (!home && BUILTIN_TYPES.has(name)) return name;
    const given = home ? undefined : this.givenImport(name, contractImport);
    if (given) return this.nameGiven({ scope, sibling }, name, given);
    if (sibling?.k === 'import') return this.importType(sibling, sibling.module, name);
    if (home && isGlobal(home)) return name;
    const namespace = this.namespace(name, home, sibling);
    if (namespace !== undefined) return `${namespace}.${name}`;
    const foreign = this.foreignModule(sibling);
    if (!home && foreign === undefined) return this.isAmbientSibling(sibling) ? name : undefined;
    return this.request(scope, name, name, home, foreign);
  }

  /**
   * Where the contract says that the added parameter's type is from; undefined where the tree
   * declares it.
   */
  given(added: AddedParameter): GivenImport | undefined {
    const { import: contractImport } = added;
    const name = /^[A-Z][\w$]*$/u.exec(typeIn(added, this.module.language) ?? '')?.[0];
    return name === undefined || this.source.homesOf(name).length > 0
      ? undefined
      : this.givenImport(name, contractImport);
  }

  /** `import('./types').Connector`, where the tree declares the type. */
  importedType(name: string): string | undefined {
    const [home] = this.source.homesOf(name);
    return home && `import('${specifierFor(this.source, this.module, home.module.path)}').${name}`;
  }

  private givenImport(
    name: string,
    contractImport: AddedParameter['import'],
  ): GivenImport | undefined {
    if (!contractImport) return undefined;
    const exported = contractImport.name ?? name;
    const target = this.source.imported(this.module, contractImport.module);
    const home =
      target &&
      this.source.homesOf(exported).find((h) => this.source.provides(target, exported, h));
    const from = path.isAbsolute(contractImport.module)
      ? specifierFor(this.source, this.module, target?.path ?? contractImport.module)
      : contractImport.module;
    return { name: exported, from, home };
  }

  private nameGiven(
    { scope, sibling }: TypePlace,
    name: string,
    { name: exported, from, home }: GivenImport,
  ): string {
    const visible = this.visible(scope, exported, home ? [home] : []);
    if (visible !== undefined) return visible;
    if (sibling?.k === 'import') return this.importType(sibling, from, exported);
    const star = this.module.imports
      .find((i) => i.module === from)
      ?.specifiers.find((s) => s.imported === '*');
    return star ? `${star.local}.${exported}` : this.request(scope, exported, name, home, from);
  }

  /** `import('./types').Connector`, in the quotes of the type beside it. */
  private importType(
    sibling: Extract<TypeTerm, { k: 'import' }>,
    specifier: string,
    name: string,
  ): string {
    const quote =
      /['"]/u.exec(
        this.source.workspace.text(this.module.path)?.slice(...sibling.span) ?? '',
      )?.[0] ?? "'";
    return `import(${quote}${specifier}${quote}).${name}`;
  }

  /** A binding that names the type already: itself, or under another name. */
  private visible(scope: ScopeId, name: string, homes: readonly TypeHome[]): string | undefined {
    for (let at: ScopeId | -1 = scope; at !== -1; at = this.module.scopes[at].parent) {
      const { byImport, byName } = namesIn(this.module, at);
      const here = [
        ...(byImport.get(name) ?? []),
        ...(byName.get(name) ?? []).filter((b) => !b.from && isTypeBinding(b)),
      ];
      const found = here.find(
        (b) => this.means(b, homes) && !isHidden(this.module, scope, b.name, b.scope),
      );
      if (found) return found.name;
    }
    return undefined;
  }

  private means(binding: BindingFact, homes: readonly TypeHome[]): boolean {
    if (homes.length === 0) return true;
    const home = this.source.homeOfTerm(this.module, refTo(this.module, binding));
    // An import that leads out of the tree is taken at its word.
    return home ? homes.some((h) => h.binding === home.binding) : binding.from !== undefined;
  }

  /**
   * Of several declarations of one name, the one that the contract names, else the one that the
   * file's own imports lead to.
   */
  private preferred(
    homes: readonly TypeHome[],
    contractImport: AddedParameter['import'],
  ): TypeHome | undefined {
    if (homes.length < 2) return homes[0];
    const named = contractImport && this.source.imported(this.module, contractImport.module);
    const chosen = named && homes.find((h) => this.source.provides(named, h.binding.name, h));
    if (chosen) return chosen;
    const reached = this.module.imports.flatMap(
      (i) => this.source.imported(this.module, i.module) ?? [],
    );
    return (
      homes.find((h) => reached.some((r) => this.source.provides(r, h.binding.name, h))) ?? homes[0]
    );
  }

  private namespace(
    name: string,
    home: TypeHome | undefined,
    sibling: TypeTerm | undefined,
  ): string | undefined {
    const qualifier =
      sibling?.k === 'ref' && sibling.name.includes('.')
        ? sibling.name.slice(0, sibling.name.lastIndexOf('.'))
        : undefined;
    for (const fact of this.module.imports) {
      const named = fact.specifiers.find((s) => s.imported === '*');
      if (!named) continue;
      if (named.local === qualifier) return qualifier;
      const target = home && this.source.imported(this.module, fact.module);
      // A namespace beside named imports of the same types is for something else.
      if (
        qualifier === undefined &&
        target &&
        this.source.provides(target, name, home) &&
        !this.module.imports.some((i) => i.namedEnd !== undefined && this.gives(i.module, home))
      )
        return named.local;
    }
    return undefined;
  }

  private gives(specifier: string, home: TypeHome): boolean {
    const target = this.source.imported(this.module, specifier);
    return target !== undefined && this.source.provides(target, home.binding.name, home);
  }

  /** The module outside of the tree that a sibling's type is imported from. */
  private foreignModule(sibling: TypeTerm | undefined): string | undefined {
    if (sibling?.k !== 'ref' || sibling.binding === -1) return undefined;
    const { from } = this.module.bindings[sibling.binding];
    return from && !this.source.imported(this.module, from.module) ? from.module : undefined;
  }

  private isAmbientSibling(sibling: TypeTerm | undefined): boolean {
    return sibling?.k === 'ref' && sibling.binding === -1;
  }

  /** What a file reads is imported as a value, also where it names it as a type. */
  requestValue(request: TypeRequest): void {
    const at = this.requests.findIndex((r) => r.name === request.name && r.local === request.local);
    this.requests.splice(at === -1 ? this.requests.length : at, 1, { ...request, isValue: true });
  }

  /** @param wanted what it is to be called in the file, if that is free */
  private request(
    scope: ScopeId,
    name: string,
    wanted: string,
    home: TypeHome | undefined,
    from: string | undefined,
  ): string {
    const { module } = this;
    const known = this.requests.find(
      (r) => r.name === name && !isHidden(module, scope, r.local, 0),
    );
    if (known) return known.local;
    const isTaken = namesIn(module, 0).byName.has(wanted) || isHidden(module, scope, wanted, 0);
    const local = isTaken ? freeName(module, `Contract${wanted}`) : wanted;
    this.requests.push({ name, local, home, from });
    return local;
  }
}

function isTypeBinding(binding: BindingFact): boolean {
  return (
    ['type', 'class', 'enum', 'typeParam'].includes(binding.kind) || binding.classes.length > 0
  );
}

/**
 * Whether a type's name in an outer scope means something else further in: a class's type
 * parameter.
 */
function isHidden(module: ModuleFacts, from: ScopeId, name: string, outer: ScopeId): boolean {
  for (let at: ScopeId | -1 = from; at !== -1 && at !== outer; at = module.scopes[at].parent)
    if (namesIn(module, at).byName.get(name)?.some(isTypeBinding)) return true;
  return false;
}

function refTo(module: ModuleFacts, binding: BindingFact): TypeTerm {
  return {
    k: 'ref',
    name: binding.name,
    binding: module.bindings.indexOf(binding),
    args: [],
    span: binding.span,
  };
}

/** Declared in a script: every file sees it. */
function isGlobal({ module }: TypeHome): boolean {
  return module.imports.length === 0 && module.exports.length === 0;
}
