import type { DeclarationSite } from '../../../src/analysis/site.js';
import type { AddedParameter, ParameterSpec } from '../../../src/contract/types.js';
import { applyEdits, type TextEdit } from '../../../src/edits/text-edits.js';
import type { ModuleFacts, ParamFact, Span, TypeTerm } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';
import { inheritedType } from './inherited-types.js';
import { pythonParameterEdits } from './python-parameters.js';
import { restTuple, tupleElement, tupleList, type RestTuple } from '../tuples.js';
import type { TypePlace } from '../types/type-names.js';

/** The edits that give a declaration the parameter, and its list as it will read. */
export interface ParameterEdits {
  readonly edits: readonly TextEdit[];
  readonly list: string;
}

/**
 * Puts the parameter into a declaration's list: before what stands in its slot, behind what
 * precedes it; a shorter list is filled up.
 * @param name the parameter's name in this list, perhaps with an underscore
 */
export function parameterEdits(
  file: FilePlan,
  site: DeclarationSite,
  name: string,
): ParameterEdits {
  const { fn, module, method, insertion } = site;
  const { added } = method;
  const { text } = file;
  if (!added) return { edits: [], list: text.slice(...fn.paramsSpan) };
  const rest = restTuple(site);
  if (rest) return withList(text, fn.paramsSpan, tupleEdits(file, site, added, rest));
  if (module.language === 'python')
    return withList(
      text,
      fn.paramsSpan,
      pythonParameterEdits(file, site, added, name, defaultOf(added, 'python')),
    );
  const isAnnotated = annotates(file, site);
  const fill = isAnnotated ? missingParameters(file, site) : missingNames(site);
  const texts = [...fill, parameterText(file, site, added, name, isAnnotated)];
  const items = fn.params.map((p) => p.span);
  const { index } = insertion;
  if (!fn.parens) {
    // `volume => ...`: the list gets its parentheses.
    const [start, end] = fn.paramsSpan;
    const bare = text.slice(start, end);
    const list = [bare].toSpliced(index, 0, ...texts).join(', ');
    return { edits: [{ start, end, text: `(${list})` }], list };
  }
  return withList(text, fn.paramsSpan, file.insert({ inner: fn.paramsSpan, items }, index, texts));
}

/** `...args: [Context, Volume]`: the tuple gets the type. */
function tupleEdits(
  file: FilePlan,
  { fn, module }: DeclarationSite,
  added: AddedParameter,
  { tuple, index }: RestTuple,
): TextEdit[] {
  const sibling = tuple.items.map((i) => i.type).findLast((t) => isTelling(module, t));
  const type = file.names.added({ scope: fn.scope, sibling }, added) ?? 'unknown';
  const mayBeLeftOut = added.optional === true || defaultOf(added, module.language) !== undefined;
  return file.insert(tupleList(tuple), index, [
    tupleElement(tuple, added.name, type, mayBeLeftOut),
  ]);
}

/** @returns the edits, and the list as it reads after them */
function withList(text: string, [start, end]: Span, edits: readonly TextEdit[]): ParameterEdits {
  const inside = edits.map((e) => ({ start: e.start - start, end: e.end - start, text: e.text }));
  const list = applyEdits(text.slice(start, end), inside)
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^,\s*|,$/gu, '');
  return { edits, list };
}

/**
 * Whether types are written in a file: in TypeScript, and in JavaScript that has some, for Flow to
 * read.
 */
function writesTypes({ language, functions }: ModuleFacts): boolean {
  return (
    language === 'typescript' ||
    functions.some((fn) => fn.params.some((p) => p.typeText !== undefined))
  );
}

/** Whether the list writes types: where others do, and where nothing else would give them. */
function annotates({ analysis }: FilePlan, { fn, module, cls }: DeclarationSite): boolean {
  if (!writesTypes(module)) return false;
  if (fn.params.some((p) => p.typeText !== undefined)) return true;
  if (fn.body === 'none' || fn.kind === 'signature') return true;
  if (fn.kind === 'method' && cls?.kind === 'class') return true;
  if (fn.params.length > 0) return false;
  const isContextual =
    cls?.context !== undefined ||
    (fn.context?.types.length ?? 0) > 0 ||
    analysis.linker.contextual.signature(module, fn) !== undefined;
  return !isContextual;
}

function parameterText(
  { names }: FilePlan,
  { fn, module, insertion: { index, fill } }: DeclarationSite,
  added: AddedParameter,
  name: string,
  isAnnotated: boolean,
): string {
  const type = isAnnotated
    ? names.added({ scope: fn.scope, sibling: siblingType(module, fn.params, index) }, added)
    : undefined;
  const annotation = type === undefined ? '' : `: ${type}`;
  const isTyped = writesTypes(module);
  const isTypeScript = module.language === 'typescript';
  const before = fn.params.slice(0, index);
  const after = fn.params.slice(index);
  const followsOptional =
    isTyped &&
    (before.some((p) => p.optional && !p.default && !p.rest) || fill.some((p) => p.optional));
  const value = defaultOf(added, module.language);
  if (value === undefined && (!added.optional || !isTyped))
    return `${name}${followsOptional ? '?' : ''}${annotation}`;
  if (value !== undefined && fn.body !== 'none') return `${name}${annotation} = ${value}`;
  // A required parameter may not follow an optional one.
  const isFollowed = after.some((p) => !p.optional && !p.rest);
  if (value === undefined) {
    if (!isAnnotated) return `${name}${followsOptional ? '?' : ''}`;
    return isFollowed
      ? `${name}${type === undefined ? '' : `: ${type.includes('=>') ? `(${type})` : type} | ${isTypeScript ? 'undefined' : 'void'}`}`
      : `${name}?${annotation}`;
  }
  return `${name}${isFollowed ? '' : '?'}${annotation}`;
}

/** The default that the contract gives the parameter in a language. */
export function defaultOf(
  added: AddedParameter,
  language: 'typescript' | 'javascript' | 'python',
): string | undefined {
  return typeof added.default === 'object' ? added.default[language] : added.default;
}

/** A type beside it is written the way the new one should be; a type parameter tells nothing. */
function siblingType(
  module: ModuleFacts,
  params: readonly ParamFact[],
  slot: number,
): TypeTerm | undefined {
  const order = [...params.slice(0, slot).reverse(), ...params.slice(slot)];
  return order.map((p) => p.type).find((t) => isTelling(module, t));
}

function isTelling({ bindings }: ModuleFacts, term: TypeTerm | undefined): boolean {
  return (
    term?.k === 'import' ||
    (term?.k === 'ref' && (term.binding === -1 || bindings[term.binding].kind !== 'typeParam'))
  );
}

/** Nobody has missed these so far: the underscore says that the body does not use them. */
function fillName({ fn }: DeclarationSite, spec: ParameterSpec): string {
  return fn.body === 'none' ? spec.name : `_${spec.name}`;
}

function missingNames(site: DeclarationSite): string[] {
  return site.insertion.fill.map((spec) => fillName(site, spec));
}

function missingParameters(file: FilePlan, site: DeclarationSite): string[] {
  const { module, fn } = site;
  const place = { scope: fn.scope };
  const anything = module.language === 'typescript' ? 'unknown' : 'mixed';
  return site.insertion.fill.map(
    (spec, i) =>
      `${fillName(site, spec)}${spec.optional ? '?' : ''}: ${inheritedType(file, site, fn.params.length + i) ?? contractType(file, place, spec) ?? anything}`,
  );
}

function contractType(
  { names }: FilePlan,
  place: TypePlace,
  spec: ParameterSpec,
): string | undefined {
  for (const type of spec.types ?? []) {
    const name = names.name(place, type);
    if (name !== undefined) return name;
  }
  return undefined;
}
