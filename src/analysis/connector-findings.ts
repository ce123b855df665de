import type { CallSite, DeclarationSite } from './site.js';
import { sameName, words } from '../contract/words.js';
import type { Model } from './model.js';
import type { Expr, ModuleFacts } from '../facts/types.js';
import { argumentFit, argumentsFit } from './argument-fit.js';
import { ArgumentValues } from './argument-values.js';
import { mayBeLeftOut } from './value-places.js';
import type { Finding } from './findings.js';
import { rivalOfCall } from './rivals.js';
import { nameIn, type ContractMethod } from './signatures.js';

/**
 * What the three connector rules report in a file: declarations without the parameter, calls and
 * forwards without the argument.
 */
export function connectorFindings(model: Model, module: ModuleFacts): Finding[] {
  const { sites } = model;
  return [
    ...sites.declarations(module).flatMap((s) => declarationFinding(s) ?? []),
    ...sites.calls(module).flatMap((s) => callFinding(model, s) ?? []),
  ];
}

/** Whether the rules ask something of a declaration. */
export function lacksParameter({ slot, isDouble }: DeclarationSite): boolean {
  return slot.k === 'collision' || slot.k === 'renamed' || (slot.k === 'missing' && !isDouble);
}

/** The names of the method and of its added parameter, as the file's language writes them. */
function namesIn(
  { language }: ModuleFacts,
  { name, added }: ContractMethod,
): { readonly method: string; readonly parameter: string } {
  return { method: nameIn(name, language), parameter: nameIn(added?.name ?? '', language) };
}

function declarationFinding(site: DeclarationSite): Finding | undefined {
  if (!lacksParameter(site)) return undefined;
  const { module, nameSpan: span, display, slot, method } = site;
  const taken = slot.k === 'collision' || slot.k === 'renamed' ? (slot.param.name ?? '{ … }') : '';
  const data = { declaration: display, ...namesIn(module, method), taken };
  const isByName =
    slot.k === 'collision' &&
    slot.param.keywordOnly === true &&
    slot.param.name !== undefined &&
    sameName(slot.param.name, data.parameter);
  const messageId = isByName ? 'keywordOnly' : slot.k;
  return {
    rule: 'require-connector-parameter',
    module,
    span,
    messageId,
    data,
    site,
    decidedBy: 'linker',
  };
}

/** Whether a call, as it stands, withholds the added argument from something that takes it. */
export function lacksArgument(model: Model, site: CallSite): boolean {
  if (site.passing !== 'missing' || site.role === 'target' || site.role === 'unrelated')
    return false;
  if (site.isOfEither) return false;
  return (
    site.isForeign ||
    site.role !== 'unresolved' ||
    (fitsUnresolved(model, site) && rivalOfCall(model, site)?.isMeant !== true)
  );
}

/**
 * An unresolved receiver: exactly the old number of arguments, and none of another kind. A method
 * whose name is a single word is many a class's: there an argument must say that it is meant.
 */
function fitsUnresolved(model: Model, { module, args: all, method }: CallSite): boolean {
  const expected = method.spec.parameters;
  const required = expected.filter((p) => !p.optional).length;
  // Who calls back stands behind the method's own arguments.
  const args =
    all.length === expected.length + 1 && all.at(-1)?.k === 'function' ? all.slice(0, -1) : all;
  if (args.length < required || args.length > expected.length) return false;
  if (words(method.name).length === 1 && !argumentsFit(model.linker, module, args, expected))
    return false;
  return args.every((arg, i) => {
    if (arg.k === 'function') return CALLBACK.test(expected[i].name);
    if (
      arg.k === 'string' ||
      arg.k === 'array' ||
      (arg.k === 'literal' && arg.type !== 'null' && arg.type !== 'undefined')
    )
      return expected.some((p) => !p.types);
    return model.linker
      .evaluate(module, arg)
      .items.every((v) => v.k !== 'string' || expected.some((p) => !p.types));
  });
}

/**
 * Whether a call on something that nobody knows could be one of the method: its arguments bind to
 * some list of it, and none is of another kind.
 */
export function couldBeMeant(
  model: Model,
  { module, given, lists, args, method }: CallSite,
): boolean {
  const { bindings } = model.sites;
  return (
    lists.some((list) => bindings.couldTake(given, list)) &&
    !args.some(
      (arg, i) =>
        isWritten(arg) &&
        argumentFit(model.linker, module, arg, method.spec.parameters[i]) === 'contradicts',
    )
  );
}

function isWritten({ k }: Expr): boolean {
  return k === 'string' || k === 'array' || k === 'literal' || k === 'function';
}

/** A parameter that takes a function. */
const CALLBACK = /(?:callback|cb|fn|func|function|handler|hook|listener|predicate|work)$/iu;

/** What a call calls, for messages and ledgers: `super.createExport`. */
export function calledBy({ isSuper, receiver, call, method }: CallSite): string {
  const owner = isSuper ? 'super' : receiver;
  const isIndirect = call.name === undefined || call.name === 'call' || call.name === 'apply';
  return `${owner === undefined ? '' : `${owner}.`}${isIndirect ? method.name : call.name}`;
}

/**
 * What is not reported because nobody can tell: calls on unknown receivers that could be the
 * method's, and what unpacks something that may hold the argument.
 */
export function unjudged(model: Model, module: ModuleFacts): Finding[] {
  return model.sites.calls(module).flatMap((site): Finding[] => {
    const reason = whyUnjudged(model, site);
    if (reason === undefined) return [];
    const { nameSpan: span, method, decidedBy } = site;
    return [
      {
        rule: 'require-connector-argument',
        module,
        span,
        messageId: 'unjudged',
        data: { called: calledBy(site), ...namesIn(module, method), reason },
        site,
        decidedBy,
      },
    ];
  });
}

function whyUnjudged(model: Model, site: CallSite): string | undefined {
  const { added } = site.method;
  if (!added || mayBeLeftOut(added) || site.role === 'unrelated' || site.role === 'target')
    return undefined;
  const isUnknown = site.role === 'unresolved';
  if (site.passing === 'unsure' && !isUnknown) return 'what it unpacks may hold the argument';
  if (site.passing !== 'missing' && site.passing !== 'unsure') return undefined;
  if (site.isOfEither) return 'the contract has another list of the name that takes its arguments';
  const isOpen =
    isUnknown &&
    !lacksArgument(model, site) &&
    rivalOfCall(model, site)?.isMeant !== true &&
    couldBeMeant(model, site);
  return isOpen ? site.reason : undefined;
}

function callFinding(model: Model, site: CallSite): Finding | undefined {
  if (!lacksArgument(model, site)) return undefined;
  const { module, nameSpan: span, method, enclosing, decidedBy } = site;
  const called = calledBy(site);
  if (enclosing?.method === method) {
    const declared = model.sites.declarationOf(enclosing.fn);
    // Before the enclosing method has the parameter, that is the finding.
    if (!declared || declared.slot.k === 'missing' || declared.slot.k === 'collision')
      return undefined;
    return {
      rule: 'forward-connector',
      module,
      span,
      messageId: 'dropped',
      data: { called, ...namesIn(module, method), enclosing: declared.display },
      site,
      decidedBy,
    };
  }
  const { added } = method;
  if (added && mayBeLeftOut(added) && !new ArgumentValues(model).inScope(site)) return undefined;
  const messageId = site.role === 'unresolved' ? 'missingUnresolved' : 'missing';
  return {
    rule: 'require-connector-argument',
    module,
    span,
    messageId,
    data: { called, ...namesIn(module, method), reason: site.reason },
    site,
    decidedBy,
  };
}
