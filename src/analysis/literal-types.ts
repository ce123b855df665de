import { knownType, type WrittenKind } from '../contract/known-types.js';
import type { Expr } from '../facts/types.js';
import type { Fit } from './signatures.js';

/** @returns undefined for what is not written out, or says nothing of its type */
export function writtenKind(expr: Expr): WrittenKind | undefined {
  switch (expr.k) {
    case 'string':
      return 'string';
    case 'literal':
      if (expr.type === 'null' || expr.type === 'undefined') return 'nothing';
      return expr.type === 'regexp' ? undefined : expr.type;
    case 'function':
      return 'function';
    case 'array':
      return 'list';
    case 'class':
      return expr.instance ? 'table' : undefined;
    default:
      return undefined;
  }
}

/** Whether a type, as a contract writes it, takes something that is written out. */
export function takesWritten(type: string, kind: WrittenKind): Fit {
  const judged = alternatives(type).map((one) => takesOne(one, kind));
  if (judged.includes('fits')) return 'fits';
  return judged.includes('says nothing') ? 'says nothing' : 'contradicts';
}

function takesOne(type: string, kind: WrittenKind): Fit {
  if (/^["'`]/u.test(type)) return kind === 'string' ? 'fits' : 'contradicts';
  if (/^-?\d/u.test(type)) return kind === 'number' ? 'fits' : 'contradicts';
  if (type.includes('=>')) return kind === 'function' ? 'fits' : 'contradicts';
  if (type.startsWith('[') || type.endsWith('[]')) return kind === 'list' ? 'fits' : 'contradicts';
  if (type.startsWith('{')) return kind === 'table' ? 'fits' : 'contradicts';
  const name = /^[\w$.]*/u.exec(type)?.[0].split('.').at(-1) ?? '';
  const known = knownType(name);
  if (known && !known.written) return 'says nothing';
  const takes = known?.written;
  if (takes)
    return takes.includes(kind) ? 'fits' : kind === 'nothing' ? 'says nothing' : 'contradicts';
  // A table may be an object of any class; nothing may stand for it.
  return kind === 'table' || kind === 'nothing' ? 'says nothing' : 'contradicts';
}

/** The members of a union, of whatever is not in brackets or quotes. */
function alternatives(type: string): string[] {
  const optional = /^(?:typing\.)?Optional\[(?<inner>.*)\]$/su.exec(type.trim())?.groups?.inner;
  if (optional !== undefined) return [...alternatives(optional), 'None'];
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (const [i, char] of [...type].entries()) {
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'" || char === '`') quote = char;
    else if ('([{<'.includes(char)) depth++;
    else if (')]}'.includes(char) || (char === '>' && type[i - 1] !== '=')) depth--;
    else if (char === '|' && depth === 0) {
      parts.push(type.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, type.slice(start)].map((part) => part.trim()).filter((part) => part !== '');
}
