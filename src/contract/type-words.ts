import { knownType, MAPPING_TYPES } from './known-types.js';
import type { AddedParameter, LanguageName, ParameterSpec } from './types.js';

/** A type as both languages write it: a name with what stands in its brackets, or several. */
type Term =
  | { readonly k: 'name'; readonly name: string; readonly args: readonly Term[] }
  | { readonly k: 'union'; readonly items: readonly Term[] }
  | { readonly k: 'row'; readonly items: readonly Term[] };

/**
 * The added parameter's type as a language writes it: what the contract says for it, else the same
 * in its own words.
 */
export function typeIn(
  spec: ParameterSpec | AddedParameter,
  language: LanguageName,
): string | undefined {
  const type = 'type' in spec ? spec.type : undefined;
  if (type === undefined) return undefined;
  if (typeof type !== 'string')
    return type[language] ?? (language === 'javascript' ? type.typescript : undefined);
  const term = parse(type);
  if (!term) return type;
  if (language === 'python')
    return /<|\[\]/u.test(type) || names(term).some((n) => knownType(n)?.python !== undefined)
      ? inPython(term)
      : type;
  return /\[[^\]]/u.test(type) || names(term).some((n) => knownType(n)?.isPythonOnly)
    ? inScript(term)
    : type;
}

function names(term: Term): readonly string[] {
  return term.k === 'name' ? [term.name, ...term.args.flatMap(names)] : term.items.flatMap(names);
}

/**
 * The names by which a declared type is known as the added parameter's, also under the words of
 * TypeScript.
 */
export function typeNamesIn(added: AddedParameter, language: LanguageName): readonly string[] {
  const type = typeIn(added, language);
  if (language !== 'python') return added.types ?? (type === undefined ? [] : [type]);
  const term = type === undefined ? undefined : parse(type);
  const heads = (term?.k === 'union' ? term.items : [term]).flatMap((t) =>
    t?.k === 'name' && t.name !== 'None' ? [t.name] : [],
  );
  return [
    ...(added.types ?? []),
    ...heads.flatMap((name) =>
      isMappingType(name) ? MAPPING_TYPES : [name, knownType(name)?.script ?? name],
    ),
  ];
}

/** Whether a variable's type alone says that it holds the value. */
export function isTellingType(added: AddedParameter, language: LanguageName): boolean {
  const type = typeIn(added, language);
  const term = type === undefined ? undefined : parse(type);
  return !(term?.k === 'name' && isCommonType(term.name));
}

/** Whether a type of this name says nothing of what its value is for. */
export function isCommonType(name: string): boolean {
  return knownType(name)?.isCommon === true;
}

/** Whether a name is that of a dictionary's type. */
export function isMappingType(name: string): boolean {
  return knownType(name)?.isMapping === true;
}

function inScript(term: Term): string {
  if (term.k === 'union') return term.items.map(inScript).join(' | ');
  if (term.k === 'row') return `[${term.items.map(inScript).join(', ')}]`;
  const { name, args } = term;
  const word = knownType(name)?.script ?? name;
  if (name === 'Optional' || name === 'Union')
    return [...args.map(inScript), ...(name === 'Optional' ? ['undefined'] : [])].join(' | ');
  if (word === 'Array' && word !== name) {
    const [item] = args.map(inScript);
    return item === undefined ? 'unknown[]' : item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  if (word === 'Record' && args.length === 0) return 'Record<string, unknown>';
  return args.length === 0 ? word : `${word}<${args.map(inScript).join(', ')}>`;
}

function inPython(term: Term): string {
  if (term.k === 'union') return [...new Set(term.items.map(inPython))].join(' | ');
  if (term.k === 'row') return `[${term.items.map(inPython).join(', ')}]`;
  const { name, args } = term;
  if ((name === 'Readonly' || name === 'Partial') && args.length === 1) return inPython(args[0]);
  const word = knownType(name)?.python ?? name;
  return args.length === 0 ? word : `${word}[${args.map(inPython).join(', ')}]`;
}

const PART = /\s*([\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*|\S)/uy;

/** @returns undefined for what only one of the languages can say */
function parse(text: string): Term | undefined {
  const parts: string[] = [];
  PART.lastIndex = 0;
  for (let part = PART.exec(text); part; part = PART.exec(text)) parts.push(part[1]);
  let at = 0;
  const takes = (part: string): boolean => parts[at] === part && ++at > 0;
  const union = (depth: number): Term | undefined => {
    takes('|');
    const items = [single(depth)];
    while (takes('|')) items.push(single(depth));
    const known = items.flatMap((item) => item ?? []);
    if (known.length < items.length) return undefined;
    return known.length === 1 ? known[0] : { k: 'union', items: known };
  };
  const list = (depth: number, end: string): readonly Term[] | undefined => {
    const items: Term[] = [];
    while (!takes(end)) {
      const item = union(depth + 1);
      if (!item || (!takes(',') && parts[at] !== end)) return undefined;
      items.push(item);
    }
    return items;
  };
  const single = (depth: number): Term | undefined => {
    if (depth > 50) return undefined;
    let term: Term | undefined;
    if (takes('(')) {
      term = union(depth + 1);
      if (!takes(')')) return undefined;
    } else if (takes('[')) {
      const items = list(depth, ']');
      term = items && { k: 'row', items };
    } else {
      const name = parts.at(at++) ?? '';
      if (!/^[\p{L}_$]/u.test(name)) return undefined;
      const isGeneric = takes('<')
        ? '>'
        : parts[at] === '[' && parts[at + 1] !== ']' && takes('[')
          ? ']'
          : undefined;
      const args = isGeneric === undefined ? [] : list(depth, isGeneric);
      term = args && { k: 'name', name, args };
    }
    while (term && parts[at] === '[' && parts[at + 1] === ']') {
      at += 2;
      term = { k: 'name', name: 'Array', args: [term] };
    }
    return term;
  };
  const read = union(0);
  return at === parts.length ? read : undefined;
}
