import type { Place } from '../../../src/facts/places.js';
import type { CallFact } from '../../../src/facts/types.js';
import { testNames } from '../../../src/test-libraries/names.js';
import type { Line, Occurrence } from './accounts.js';
import { calledByName } from './dispatch.js';

/** Operators and words that compare. */
const COMPARING = new Set(['!=', '!==', '==', '===', 'case', 'in', 'is', 'not']);

/** Operators that make a text of texts. */
const JOINING = new Set(['%', '+']);

/** Calls that only tell people something, by their names. */
const TELLING = new Set([
  'assert',
  'critical',
  'debug',
  'describe',
  'error',
  'exception',
  'fail',
  'fatal',
  'format',
  'info',
  'it',
  'log',
  'print',
  'raise',
  'test',
  'throw',
  'trace',
  'warn',
  'warning',
  'write',
]);

const SPIES = testNames('spy');
const PATCHES = testNames('patch');

/** What a text is that says the method's name and nothing else. */
export function textAccount(occurrence: Occurrence): Line | undefined {
  const { file, word } = occurrence;
  const place = occurrence.places.find(
    (p) => p.k === 'expression' || p.k === 'member' || p.k === 'assigned' || p.k === 'exported',
  );
  const skipped = (reason: string): Line => ({ status: 'skipped', reason, role: 'unrelated' });
  if (COMPARING.has(word.before) || COMPARING.has(word.after))
    return skipped('a text that something is compared with');
  if (!place) return file.module.language === 'python' ? statement(occurrence) : inType(occurrence);
  if (place.k === 'member') return skipped(`a key of ${place.cls.name ?? 'an object'}`);
  if (place.k === 'exported') return skipped('its own word: exported under that name');
  const call = argumentOf(place);
  if (call && (SPIES.has(call.name ?? '') || PATCHES.has(call.name ?? '')))
    return skipped('a double takes its place');
  if (call && TELLING.has(call.name ?? ''))
    return skipped(`a text that \`${call.name ?? ''}\` tells`);
  if (place.k === 'expression' && place.expr.k === 'member') return skipped('a key that is read');
  if (place.k === 'assigned') return skipped('a key that is set');
  const index =
    place.k === 'expression'
      ? place.around.flatMap((a) => (a.k === 'argument' ? [a.index] : [])).at(0)
      : undefined;
  const way = calledByName(file, occurrence.method, call, index ?? 0);
  const how = call ? `handed to \`${call.name ?? 'a function'}\` as a text` : 'kept as a text';
  if (way === undefined)
    return skipped(`${how}; nothing there calls a method by a name that it works out`);
  return { status: 'open', reason: `${how}: ${way}`, role: 'unresolved' };
}

function argumentOf(place: Place): CallFact | undefined {
  const around =
    place.k === 'expression'
      ? place.around.find((a) => a.k === 'argument' || a.k === 'keyword')
      : undefined;
  return around && 'call' in around ? around.call : undefined;
}

/** A text that the facts do not hold: a key in a condition; one that is a statement documents. */
function statement({ file: { module }, word }: Occurrence): Line | undefined {
  const { before, after, span } = word;
  const isCompared = module.comparisons.some(({ sides }) =>
    sides.some((side) => side.span[0] <= span[0] && span[1] <= side.span[1]),
  );
  if (isCompared)
    return {
      status: 'skipped',
      reason: 'a text that something is compared with',
      role: 'unrelated',
    };
  if (JOINING.has(before) || JOINING.has(after))
    return { status: 'skipped', reason: 'a piece of a longer text', role: 'unrelated' };
  if (before === '[' && after === ']')
    return { status: 'skipped', reason: 'a key that is read', role: 'unrelated' };
  const isAlone = [before, after].every((t) => !/^[\p{L}\p{N}_([{.=+%,]/u.test(t));
  return isAlone
    ? { status: 'skipped', reason: 'a text of its own, which documents', role: 'unrelated' }
    : undefined;
}

/** `Driver['createExport']`, `Pick<Driver, 'createExport'>`. */
function inType({ word: { before, after } }: Occurrence): Line | undefined {
  const isType =
    ['[', '<', ',', '|', '&'].includes(before) && [']', '>', ',', '|', '&', ';'].includes(after);
  return isType
    ? { status: 'skipped', reason: 'in a type, which changes with the method', role: 'signature' }
    : undefined;
}
