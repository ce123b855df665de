import fs from 'node:fs';
import path from 'node:path';
import type { ModuleFacts } from '../../src/facts/types.js';
import type { TypeSource } from './type-source.js';

type EndingStyle = 'none' | 'js' | 'ts';

/**
 * The module specifier by which a file of the tree would import another, in the file's own manner.
 * @param target the other file's path
 */
export function specifierFor(source: TypeSource, from: ModuleFacts, target: string): string {
  const own = from.imports.map((i) => i.module);
  const aliases = own.filter((s) => !s.startsWith('.') && isOfProject(source, from, s));
  const climbs = own.some((s) => s.startsWith('../'));
  const bare = source.bareSpecifiers(target).find((s) => source.workspace.resolve(from.path, s) === target);
  if (packageOf(from.path) !== packageOf(target) && bare !== undefined) return bare;
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
  return resolved !== undefined && !resolved.includes(`${path.sep}node_modules${path.sep}`);
}

function packageOf(file: string): string {
  for (let at = path.dirname(file); ; at = path.dirname(at))
    if (fs.existsSync(path.join(at, 'package.json')) || path.dirname(at) === at) return at;
}

/** `@service/types` beside `@service/driver`. */
function besideAlias(source: TypeSource, from: ModuleFacts, alias: string, target: string): string | undefined {
  const resolved = source.workspace.resolve(from.path, alias);
  if (resolved === undefined) return undefined;
  const step = toPosix(path.relative(path.dirname(resolved), target));
  const joined = withEnding(path.posix.join(path.posix.dirname(alias), step), endingOf(alias));
  return source.workspace.resolve(from.path, joined) === target ? joined : undefined;
}

function relativeSpecifier(source: TypeSource, from: ModuleFacts, target: string): string {
  const step = toPosix(path.relative(path.dirname(from.path), target));
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
  return module.imports.map((i) => i.module).filter((s) => s.startsWith('.'));
}

function majority(specifiers: readonly string[]): EndingStyle {
  const count = (style: EndingStyle) => specifiers.filter((s) => endingOf(s) === style).length;
  return (['js', 'none', 'ts'] as const).reduce((best, style) => (count(style) > count(best) ? style : best));
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

function toPosix(file: string): string {
  return file.split(path.sep).join('/');
}
