import path from 'node:path';
import type { Expr, ModuleFacts } from '../../../src/facts/types.js';
import { subpathsOf } from '../../../src/workspace/resolution/package-entries.js';
import { splitSpecifier, type TreePackage } from '../../../src/workspace/resolution/packages.js';
import type { TypeSource } from './type-source.js';
import { namesOf, relativePath } from '../../../src/facts/paths.js';

const DEPENDENCIES = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
];

type EndingStyle = 'none' | 'js' | 'ts';

/**
 * The module specifier by which a file of the tree would import another, in the file's own manner.
 * @param target the other file's path
 * @param gives whether a specifier serves as well as one that means the other file: a barrel's
 */
export function specifierFor(
  source: TypeSource,
  from: ModuleFacts,
  target: string,
  gives?: (specifier: string) => boolean,
): string {
  const own = from.imports.map((i) => i.module);
  const aliases = own.filter(
    (s) => !s.startsWith('.') && isOfProject(source, from, s) && !isForeign(source, from, s),
  );
  const climbs = own.some((s) => s.startsWith('../'));
  const bare = source
    .bareSpecifiers(target)
    .find((s) => source.workspace.resolve(from.path, s) === target && mayName(source, from, s));
  if (packageOf(source, from.path) !== packageOf(source, target)) {
    const named =
      bare ?? entriesOf(source, target).find((s) => gives?.(s) && mayName(source, from, s));
    if (named !== undefined) return named;
  }
  if (aliases.length > 0 && !climbs) {
    if (bare !== undefined) return bare;
    for (const alias of aliases) {
      const derived = besideAlias(source, from, alias, target);
      if (derived !== undefined) return derived;
    }
  }
  return relativeSpecifier(source, from, target);
}

function isOfProject(source: TypeSource, from: ModuleFacts, specifier: string): boolean {
  const resolved = source.workspace.resolve(from.path, specifier);
  return resolved !== undefined && !namesOf(resolved).includes('node_modules');
}

function packageOf({ workspace: { host } }: TypeSource, file: string): string {
  for (let at = path.dirname(file); ; at = path.dirname(at))
    if (host.fileExists(path.join(at, 'package.json')) || path.dirname(at) === at) return at;
}

/** The names by which the package that a file stands in is imported: `core`, `core/types`. */
function entriesOf({ workspace }: TypeSource, file: string): string[] {
  const manifest = workspace.resolver.packages.of(file)?.manifest;
  const name = manifest?.name;
  return manifest && name !== undefined
    ? subpathsOf(manifest).map((subpath) => path.posix.join(name, subpath))
    : [];
}

/** The package of the tree that a specifier means by its name, not by an alias of tsconfig.json. */
function packageNamed(
  { workspace: { resolver } }: TypeSource,
  from: ModuleFacts,
  specifier: string,
): TreePackage | undefined {
  const name = splitSpecifier(specifier)?.name;
  return name === undefined || resolver.isAlias(from.path, specifier)
    ? undefined
    : resolver.packages.named(from.path, name);
}

function isForeign(source: TypeSource, from: ModuleFacts, specifier: string): boolean {
  const named = packageNamed(source, from, specifier);
  return named !== undefined && named !== source.workspace.resolver.packages.of(from.path);
}

/** A package of the tree may be named where its importer declares it, or names it already. */
function mayName(source: TypeSource, from: ModuleFacts, specifier: string): boolean {
  const name = packageNamed(source, from, specifier)?.manifest.name;
  if (name === undefined) return true;
  const { packages } = source.workspace.resolver;
  const own = packages.of(from.path);
  const isDeclared = DEPENDENCIES.some((field) =>
    Object.hasOwn((own?.manifest[field] ?? {}) as object, name),
  );
  const names = ({ imports }: ModuleFacts) =>
    imports.some((i) => splitSpecifier(i.module)?.name === name);
  return isDeclared || source.everyModule().some((m) => packages.of(m.path) === own && names(m));
}

/** `@service/types` beside `@service/driver`. */
function besideAlias(
  source: TypeSource,
  from: ModuleFacts,
  alias: string,
  target: string,
): string | undefined {
  const resolved = source.workspace.resolve(from.path, alias);
  if (resolved === undefined) return undefined;
  const step = relativePath(path.dirname(resolved), target);
  const joined = withEnding(path.posix.join(path.posix.dirname(alias), step), endingOf(alias));
  return source.workspace.resolve(from.path, joined) === target ? joined : undefined;
}

function relativeSpecifier(source: TypeSource, from: ModuleFacts, target: string): string {
  const step = relativePath(path.dirname(from.path), target);
  const ending = endingStyle(source, from);
  const specifier = withEnding(step.startsWith('.') ? step : `./${step}`, ending);
  return ending === 'none' ? specifier.replace(/\/index$/u, '') : specifier;
}

/** How relative imports end in the file, else in the tree. */
function endingStyle(source: TypeSource, from: ModuleFacts): EndingStyle {
  const own = relatives(from);
  if (own.length > 0) return majority(own);
  return majority(source.everyModule().flatMap(relatives));
}

function relatives(module: ModuleFacts): string[] {
  return [...module.imports.map((i) => i.module), ...requiredIn(module)].filter((s) =>
    s.startsWith('.'),
  );
}

/** What a file of CommonJS requires by name. */
export function requiredIn({ bindings }: ModuleFacts): string[] {
  return bindings.flatMap(({ scope, values }) =>
    scope === 0 ? values.flatMap((v) => requiredBy(v)?.module ?? []) : [],
  );
}

/** The `require` that a value comes out of. */
export function requiredBy(expr: Expr): Extract<Expr, { k: 'import' }> | undefined {
  return expr.k === 'import' ? expr : expr.k === 'member' ? requiredBy(expr.object) : undefined;
}

function majority(specifiers: readonly string[]): EndingStyle {
  const count = (style: EndingStyle) => specifiers.filter((s) => endingOf(s) === style).length;
  return (['js', 'none', 'ts'] as const).reduce((best, style) =>
    count(style) > count(best) ? style : best,
  );
}

function endingOf(specifier: string): EndingStyle {
  if (/\.[cm]?jsx?$/u.test(specifier)) return 'js';
  return /\.[cm]?tsx?$/u.test(specifier) ? 'ts' : 'none';
}

function withEnding(file: string, style: EndingStyle): string {
  const bare = file.replace(/(?:\.d)?\.([cm]?)[jt]sx?$/u, '');
  const kind = /\.([cm]?)[jt]sx?$/u.exec(file)?.[1] ?? '';
  if (style === 'none') return bare;
  return style === 'js' ? `${bare}.${kind}js` : file;
}
