import type { AddedParameter } from '../contract/types.js';
import { DraftError } from './errors.js';

/** How an added parameter is written on the command line. */
export const ADDED_NOTATION = 'NAME[:TYPE][@first|@last|@after:OTHER|@before:OTHER][=DEFAULT]';

const ADDED =
  /^(?<name>[\p{L}_$][\p{L}\p{N}_$]*)(?<optional>\?)?(?::(?<type>.+?))?(?:@(?<at>first|last|(?:after|before):[\p{L}_$][\p{L}\p{N}_$]*))?(?:=(?!>)(?<default>.+))?$/u;

/**
 * Reads an added parameter: `timeout:number@after:key=30`.
 * @throws {DraftError} where it is none
 */
export function parseAdded(text: string): AddedParameter {
  const parts = ADDED.exec(text)?.groups as Partial<Record<string, string>> | undefined;
  const name = parts?.name;
  if (!parts || name === undefined || parts.type?.includes('@') === true)
    throw new DraftError(`--add ${text}: not a parameter. Write ${ADDED_NOTATION}.`);
  const { type, at, optional } = parts;
  const trimmed = type?.trim();
  return {
    name,
    ...(trimmed !== undefined && { type: trimmed }),
    ...(optional !== undefined && { optional: true }),
    position: positionOf(at),
    ...(parts.default !== undefined && { default: parts.default.trim() }),
  };
}

function positionOf(at: string | undefined): AddedParameter['position'] {
  if (at === undefined || at === 'last') return 'last';
  if (at === 'first') return 'first';
  const [side, other] = at.split(':');
  return side === 'after' ? { after: other } : { before: other };
}
