import { HOLDERS } from '../../../src/analysis/value-types.js';
import { argumentFit } from '../../../src/analysis/argument-fit.js';
import { isPath, pathText } from '../../../src/facts/scopes.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { AddedParameter } from '../../../src/contract/types.js';
import { isMappingType, typeNamesIn } from '../../../src/contract/type-words.js';
import { meansParameter } from '../../../src/contract/words.js';
import type {
  CallFact,
  Expr,
  FunctionFact,
  ModuleFacts,
  ParamFact,
} from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';

/** A value that a call is given. */
export interface Given {
  readonly expr: Expr;
  /** As it is written, with what stands around it. */
  readonly text: string;
}

/**
 * What a call gives for the added parameter: by the function it calls, by a property of that name,
 * else by what it says itself.
 * @param isShared it is given something of the method's other arguments too
 */
export function givenFor(
  file: FilePlan,
  { added }: ContractMethod,
  call: CallFact,
  isShared: boolean,
): Given | undefined {
  const { module } = file;
  const { linker, signatures } = file.analysis;
  if (!added || call.kind === 'tag') return undefined;
  const text = file.text;
  const written = (index: number) => ({
    expr: call.args[index],
    text: text.slice(...call.argSpans[index]),
  });
  const resolved = linker.calls.resolve(module, call);
  const called = [...resolved.targets, ...resolved.signatures];
  // What makes one from another is not what it is handed to.
  const isMaker = (f: { module: ModuleFacts; fact: FunctionFact }) =>
    f.fact.returnType !== undefined &&
    signatures.typeNames(f.module, f.fact.returnType).some((n) => added.types?.includes(n));
  if (called.some(isMaker)) return undefined;
  const places = new Set(
    called.map((f) => f.fact.params.findIndex((p) => isAdded(file.in(f.module), p, added))),
  );
  const [place = -1] = places;
  const isSpread = call.args.slice(0, place + 1).some((a) => a.k === 'spread');
  if (places.size === 1 && place !== -1 && place < call.args.length && !isSpread)
    return written(place);
  const named = call.keywords?.find((k) => k.name !== undefined && meansParameter(k.name, added));
  if (named) return { expr: named.value, text: text.slice(...named.value.span) };
  for (const arg of call.args) {
    const given = givenAsProperty(file, added, arg);
    if (given) return given;
  }
  const said =
    isShared && called.length === 0
      ? call.args.findIndex((a) => argumentFit(linker, module, a, added) === 'fits')
      : -1;
  return said === -1 ? undefined : written(said);
}

/** What one of a list's rows gives for the added parameter: `{ volume, connector }`. */
export function givenInRow(file: FilePlan, method: ContractMethod, row: Expr): Given | undefined {
  if (row.k === 'typed') return givenInRow(file, method, row.value);
  if (row.k === 'call') return givenFor(file, method, file.module.calls[row.call], true);
  return method.added && givenAsProperty(file, method.added, row);
}

/** What an object that is written out has under the name of the added parameter. */
function givenAsProperty(
  { analysis: { linker }, module, text }: FilePlan,
  added: AddedParameter,
  expr: Expr,
): Given | undefined {
  const members = expr.k === 'class' && expr.instance ? module.classes[expr.cls].members : [];
  const member = members.find(
    (m) =>
      m.value &&
      meansParameter(m.name, added) &&
      argumentFit(linker, module, m.value, added) !== 'contradicts',
  );
  return member?.value && { expr: member.value, text: text.slice(...member.value.span) };
}

/**
 * Whether a parameter takes what is added: its type says so; its name does, unless its type says
 * otherwise.
 */
function isAdded(
  { analysis: { signatures }, module }: FilePlan,
  param: ParamFact,
  added: AddedParameter,
): boolean {
  const { name, type, rest } = param;
  if (rest) return false;
  const types = added.types ?? [];
  const names = type ? signatures.typeNames(module, type) : [];
  if (names.some((n) => types.includes(n)))
    return !names.some((n) => HOLDERS.has(n) && !types.includes(n));
  const keyword = type?.k === 'keyword' ? type.name : undefined;
  const isDictionary =
    module.language === 'python' && names.length > 0 && names.every(isMappingType);
  const isOther =
    (names.length > 0 && !isDictionary) ||
    (keyword !== undefined &&
      ![...typeNamesIn(added, module.language), 'any', 'unknown', 'object'].includes(keyword));
  // A number or a text is known by its whole name alone.
  return (
    !isOther &&
    (types.length > 0
      ? signatures.fitParam(module, param, added) === 'fits'
      : name !== undefined && meansParameter(name, added))
  );
}

/**
 * Whether an argument that is expected is in what a call is given: itself, a part of it, something
 * around it, its id as a text.
 */
export function travels(file: FilePlan, expected: Expr, given: Expr): boolean {
  const { module } = file;
  if (given.k === 'typed') return travels(file, expected, given.value);
  if (given.k === 'array') return given.items.some((item) => travels(file, expected, item));
  if (given.k === 'class' && given.instance)
    return module.classes[given.cls].members.some(
      (m) => m.value && travels(file, expected, m.value),
    );
  if (isPath(expected) && isPath(given) && given.k !== 'this') {
    const [one, other] = [pathText(expected), pathText(given)];
    return one === other || other.startsWith(`${one}.`) || one.startsWith(`${other}.`);
  }
  if (given.k !== 'string' || given.holes.length > 0) return false;
  if (expected.k === 'string') return expected.text === given.text;
  return file.analysis.linker
    .evaluate(module, expected)
    .items.some(
      (v) =>
        v.k === 'instance' &&
        v.cls.fact.kind === 'object' &&
        v.cls.fact.members.some((m) => m.value?.k === 'string' && m.value.text === given.text),
    );
}
