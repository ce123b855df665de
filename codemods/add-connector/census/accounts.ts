import type { Around, Place } from '../../../src/facts/places.js';
import type { BindingFact, CallFact, Expr } from '../../../src/facts/types.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { Word } from '../../../src/tokens/words.js';
import type { FilePlan } from '../file-plan.js';
import type { LedgerEntry, Status } from '../ledger.js';
import { roleOfNamed } from '../references/receivers.js';
import { kindOf } from '../declarations/kinship.js';
import { textAccount } from './texts.js';

/** What an occurrence is: part of a site that has its line, or a line of its own. */
export type Account =
  { readonly k: 'site'; readonly entry: LedgerEntry } | ({ readonly k: 'line' } & Line);

export interface Line {
  readonly status: Extract<Status, 'skipped' | 'open'>;
  readonly reason: string;
  readonly role: string;
}

/** An occurrence that is to be accounted for. */
export interface Occurrence {
  readonly file: FilePlan;
  readonly method: ContractMethod;
  readonly word: Word;
  readonly places: readonly Place[];
}

/** What an occurrence is, as far as the facts tell; undefined where they say nothing of it. */
export function accountOf(occurrence: Occurrence): Account | undefined {
  const { file, word, places } = occurrence;
  const { ledger } = file.migration;
  const settled = file.analysis.unrelated.ofFile(file.module);
  if (settled !== undefined)
    return { k: 'line', status: 'skipped', reason: settled, role: 'unrelated' };
  const own = ledger.within(file.module, word.span);
  if (own) return { k: 'site', entry: own };
  for (const place of places) {
    const entry = siteOf(occurrence, place);
    if (entry) return { k: 'site', entry };
  }
  const line = word.form === 'string' ? textAccount(occurrence) : firstLine(occurrence);
  return line && { k: 'line', ...line };
}

/**
 * The line of the site that something is a part of: the call around it, the calls of the variable
 * that holds it.
 */
function siteOf({ file }: Occurrence, place: Place): LedgerEntry | undefined {
  const { module, migration } = file;
  const at = (offset: number) => migration.ledger.within(module, [offset, offset + 1]);
  const ofCall = (call: CallFact) => {
    const site = file.analysis.sites.callSite(module, call);
    return at(call.nameSpan[0]) ?? (site && at(site.nameSpan[0]));
  };
  if (place.k === 'called') return ofCall(place.call);
  if (place.k !== 'expression') return undefined;
  for (const around of place.around) {
    const entry =
      around.k === 'callee' || (around.k === 'argument' && place.expr.k === 'string')
        ? ofCall(around.call)
        : around.k === 'bound'
          ? around.binding.uses.map(({ span }) => at(span[0])).find((e) => e !== undefined)
          : around.k === 'within' && around.expr.k === 'member'
            ? at(around.expr.nameSpan[0])
            : undefined;
    if (entry) return entry;
  }
  return undefined;
}

function firstLine(occurrence: Occurrence): Line | undefined {
  for (const place of occurrence.places) {
    const line = lineFor(occurrence, place);
    if (line) return line;
  }
  return wordAlone(occurrence);
}

function lineFor(occurrence: Occurrence, place: Place): Line | undefined {
  const { file } = occurrence;
  switch (place.k) {
    case 'import':
      return ownWord(`imported from \`${place.fact.module}\``);
    case 'exported':
      return ownWord(
        place.from === undefined ? 'exported under that name' : `handed on from \`${place.from}\``,
      );
    case 'binding':
      return ofBinding(occurrence, place.binding);
    case 'member':
      return kindOf(file, place.cls, place.member);
    case 'function':
      return ownWord('a function’s own name');
    case 'keyword':
      return ownWord(`given by that name to \`${place.call.name ?? 'a function'}\``);
    case 'assigned':
      return ofAssignment(occurrence, place.assignment.object, place.assignment.value);
    case 'expression':
      if (place.expr.k === 'name') return ofGlobal(occurrence, place.around);
      return place.expr.k === 'member'
        ? ofAccess(file, place.expr.object, place.around)
        : undefined;
    case 'reference':
      return ofAccess(file, place.reference.object, [{ k: 'read' }]);
    case 'called':
      return undefined;
  }
}

function ownWord(what: string): Line {
  return { status: 'skipped', reason: `its own word: ${what}`, role: 'unrelated' };
}

const BINDINGS: Readonly<Record<BindingFact['kind'], string>> = {
  catch: 'a variable',
  class: 'a class',
  const: 'a variable',
  enum: 'an enumeration',
  function: 'a function',
  import: 'imported',
  namespace: 'a namespace',
  param: 'a parameter',
  type: 'a type',
  typeParam: 'a type parameter',
  variable: 'a variable',
};

/**
 * A variable of that name; one that is called like the method and holds what nobody knows may be
 * it.
 */
function ofBinding(occurrence: Occurrence, binding: BindingFact): Line {
  const { bindings, calls } = occurrence.file.module;
  const isCalled = () =>
    calls.some(
      (call) =>
        call.callee.k === 'name' &&
        bindings[call.callee.binding] === binding &&
        isUninformative(occurrence, call),
    );
  if (
    (binding.kind === 'param' || binding.kind === 'variable' || binding.kind === 'const') &&
    isCalled()
  )
    return {
      status: 'open',
      reason: `${BINDINGS[binding.kind]} of that name is called as the method is, and nothing is known of what it holds`,
      role: 'unresolved',
    };
  return ownWord(BINDINGS[binding.kind]);
}

/**
 * Whether nothing is known of what is called, and the arguments could be the method's. A call with
 * a line of its own is known.
 */
function isUninformative({ file, method }: Occurrence, call: CallFact): boolean {
  const { analysis, module, migration } = file;
  return (
    migration.ledger.within(module, call.nameSpan) === undefined &&
    analysis.linker.evaluate(module, call.callee).items.length === 0 &&
    analysis.sites.bindings.couldBind(module, call, method)
  );
}

/** A name that the file does not declare. */
function ofGlobal(occurrence: Occurrence, [nearest]: readonly Around[]): Line {
  return nearest.k === 'callee' && isUninformative(occurrence, nearest.call)
    ? {
        status: 'open',
        reason: 'called as the method is, and nothing is known of where the name comes from',
        role: 'unresolved',
      }
    : ownWord('nothing here declares it');
}

/** `x.createExport = value`, where neither is a site. */
function ofAssignment({ file }: Occurrence, object: Expr, value: Expr): Line {
  const { analysis, module } = file;
  const role = roleOfNamed(file, object) ?? 'unresolved';
  const functions = analysis.linker
    .evaluate(module, value)
    .items.flatMap((v) => (v.k === 'function' ? [v.fact] : []));
  if (functions.some((fact) => analysis.sites.declarationOf(fact)))
    return {
      status: 'skipped',
      reason: 'the function that it is given has a line of its own',
      role,
    };
  if (role === 'unrelated' || role === 'target')
    return {
      status: 'skipped',
      reason: `unrelated: set on ${role === 'target' ? 'a target' : 'another class'}`,
      role,
    };
  return functions.length === 0
    ? { status: 'skipped', reason: 'what it is given is no function of the tree', role }
    : { status: 'open', reason: 'it is given a function, on something that nobody knows', role };
}

/** `x.createExport`, which no site speaks of. */
function ofAccess(file: FilePlan, object: Expr, around: readonly Around[]): Line | undefined {
  const role = roleOfNamed(file, object) ?? 'unresolved';
  if (role === 'unrelated')
    return { status: 'skipped', reason: 'unrelated: it is read from another class', role };
  if (role === 'target') return { status: 'skipped', reason: 'its receiver is a target', role };
  const [nearest] = around;
  // A call is a site; one that is none is what a test expects.
  if (nearest.k === 'callee') return undefined;
  if (nearest.k === 'within' && nearest.expr.k === 'member')
    return { status: 'skipped', reason: `only asked for \`${nearest.expr.name}\``, role };
  return { status: 'skipped', reason: 'named, and neither called here nor handed on', role };
}

/** A name that the facts do not hold, told by the tokens beside it. */
function wordAlone({ file, word }: Occurrence): Line | undefined {
  const { before, after } = word;
  const { module } = file;
  const isAccessor =
    (word.name === 'get' || word.name === 'set') &&
    module.classes.some((cls) =>
      cls.members.some(
        (m) =>
          m.kind === `${word.name}ter` && m.span[0] <= word.span[0] && word.span[0] < m.nameSpan[0],
      ),
    );
  if (isAccessor) return ownWord('the keyword of an accessor');
  // `foo(create_export=…)` and a default are known to the facts; what is left of the kind are keys
  // and labels.
  if (before === 'break' || before === 'continue') return ownWord('a label');
  if (module.language !== 'python' && before !== '.' && before !== '?.' && after === ':')
    return ownWord('a key');
  // A name that is a word of the language, where no member is meant: `delete entry.value`.
  if (module.language !== 'python' && isReserved(word)) return ownWord('a word of the language');
  return undefined;
}

/** Reserved words of JavaScript: where they are no member's name, they are what they are. */
const RESERVED = new Set([
  'case',
  'catch',
  'class',
  'const',
  'default',
  'delete',
  'do',
  'else',
  'export',
  'extends',
  'finally',
  'for',
  'function',
  'if',
  'import',
  'in',
  'instanceof',
  'new',
  'return',
  'switch',
  'throw',
  'try',
  'typeof',
  'var',
  'void',
  'while',
  'with',
]);

function isReserved({ name, before, after }: Word): boolean {
  return RESERVED.has(name) && before !== '.' && before !== '?.' && !/^[:=,;)}?]?$/u.test(after);
}
