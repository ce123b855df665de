// Files of which something should have been said, and nothing was.
import getParser from 'jscodeshift/src/getParser.js';
import ts from 'typescript';
import { WORD } from './bases.mjs';

const isUtf8 = (bytes) => Buffer.from(bytes.toString('utf8')).equals(bytes);
/** In UTF-16 a zero byte stands beside each letter. */
const WORD_16 = /c\0r\0e\0a\0t\0e\0(?:_\0)?e\0x\0p\0o\0r\0t/i;
const hasWord = (bytes) => [WORD, WORD_16].some((word) => word.test(bytes.toString('latin1')));
const hasMark16 = (bytes) => bytes.length > 1 && [0xfeff, 0xfffe].includes(bytes.readUInt16BE(0));
const declaresEncoding = (bytes) =>
  /^[^\n]*(?:\n[^\n]*)?coding[:=]/.test(bytes.subarray(0, 400).toString('latin1'));

/**
 * @param {import('./doors.mjs').Door} door
 * @param {import('./batch.mjs').Mutant[]} mutants
 * @param {import('./batch.mjs').Mutant[]} controls the same bases, as they are
 * @returns {{ mutant: import('./batch.mjs').Mutant, said: string }[]}
 */
export function silenceOf(door, run, mutants, controls) {
  const sitesOf = ({ file }) =>
    door.hearsChanges ? changes(run, file) : (run.heard.sites.get(file) ?? new Map());
  const expected = new Map(controls.map((control) => [control.base, sitesOf(control)]));
  const found = [];
  for (const mutant of mutants) {
    if (run.heard.named.has(mutant.file)) continue;
    const isText = isUtf8(mutant.bytes);
    // What ESLint and jscodeshift make of other bytes is theirs.
    if (door.readsUtf8Only && !isText) continue;
    // Of a file that cannot be read it is promised that it is named if it holds the word.
    if ((!isText || mutant.bytes.includes(0)) && !hasWord(mutant.bytes)) continue;
    const said = mutant.keeps
      ? missing(expected.get(mutant.base), sitesOf(mutant))
      : unsaid(mutant, isText);
    if (said) found.push({ mutant, said });
  }
  if (run.result.code === 0 && run.heard.named.size > 0 && !door.isHost)
    found.push({ mutant: mutants[0], said: 'a file was not read, and the exit code is 0' });
  return found;
}

/** A door that says nothing of what it does is judged by what it does. */
const changes = ({ before, after }, file) =>
  new Map(after.get(file)?.equals(before.get(file)) === false ? [['change', 1]] : []);

function missing(expected, got) {
  const lacking = [...(expected ?? [])].filter(([key, n]) => (got.get(key) ?? 0) < n);
  return lacking.length > 0
    ? `not told: ${lacking.map(([key, n]) => `${key} (${got.get(key) ?? 0} of ${n})`).join(', ')}`
    : undefined;
}

/** A file that holds the word and cannot be read has to be named. */
function unsaid({ file, bytes, base }, isText) {
  if (!hasWord(bytes)) return undefined;
  if (!isText)
    return hasMark16(bytes) || (base.language === 'python' && declaresEncoding(bytes))
      ? undefined
      : 'holds the word, is not UTF-8, and is not named';
  return base.language === 'script' && isBroken(file, bytes.toString('utf8'))
    ? 'holds the word, does not parse, and is not named'
    : undefined;
}

/** Parsers take for ever to find out that these are not closed. */
const HARD = /(?:async\(){10}|(?:<a>\(){10}/;

/**
 * TypeScript's word for it, and that of each parser of jscodeshift: any of them may read it, and
 * proposals and Flow are theirs.
 */
function isBroken(file, text) {
  if (HARD.test(text)) return false;
  try {
    if (ts.createSourceFile(file, text, ts.ScriptTarget.Latest).parseDiagnostics.length === 0)
      return false;
  } catch {
    // It is too deep: nobody's evidence.
    return false;
  }
  return ['babel', 'babylon', 'flow', 'tsx', 'ts'].every(
    (name) => !isReadBy(getParser(name), text),
  );
}

function isReadBy(parser, text) {
  try {
    parser.parse(text);
    return true;
  } catch {
    return false;
  }
}
