import type { CallFact, Expr, ModuleFacts, Span } from '../facts/types.js';
import { pathRoot } from '../facts/scopes.js';
import { scriptNames, testNames } from '../test-libraries/names.js';

const MATCHERS = scriptNames('matcher');
const ANY = scriptNames('anyMatcher');
const ANY_FIELD = testNames('anyMatcherField');
const RECORDERS = scriptNames('recorder');

/** What a test may write among matchers: one for any value, in words that are in sight. */
export type Matching =
  | { readonly k: 'matcher'; readonly text: string }
  /** What would be written is compared with what is passed, and would match nothing. */
  | { readonly k: 'compared'; readonly reason: string };

/**
 * What stands for any value beside a call's other arguments.
 * @param at the call, or the assertion
 * @param text of the file
 * @returns undefined where the arguments are values, and are passed as such
 */
export function matcherBeside(
  module: ModuleFacts,
  args: readonly Expr[],
  at: Span,
  text: string,
): Matching | undefined {
  const any = args.find((arg) => isAny(module, arg));
  if (any) return { k: 'matcher', text: text.slice(...any.span) };
  const other = args.map((arg) => matcherCall(module, arg)).find((call) => call !== undefined);
  if (!isRecorded(module, at)) return undefined;
  const imported = other && anyFrom(module, other);
  if (imported !== undefined) return { k: 'matcher', text: `${imported}()` };
  const reason = other
    ? 'a matcher stands beside it, and none for any value is in sight'
    : 'what is recorded is compared with what is passed, and nothing is in scope';
  return { k: 'compared', reason };
}

/** `anything()`, `It.isAny()`, `sinon.match.any`, `mock.ANY`. */
function isAny(module: ModuleFacts, arg: Expr): boolean {
  if (arg.k === 'typed') return isAny(module, arg.value);
  if (arg.k === 'call')
    return ANY.has(module.calls[arg.call].name) && module.calls[arg.call].args.length === 0;
  if (arg.k !== 'member' && arg.k !== 'name') return false;
  if (!ANY_FIELD.has(arg.name)) return false;
  if (module.language === 'python') return true;
  // `any` is a word of many; that of a library hangs on its matchers.
  return (
    arg.k === 'member' &&
    (arg.object.k === 'name' || arg.object.k === 'member') &&
    arg.object.name === 'match'
  );
}

function matcherCall(module: ModuleFacts, arg: Expr): CallFact | undefined {
  const call = arg.k === 'call' ? module.calls[arg.call] : undefined;
  return call && MATCHERS.has(call.name) ? call : undefined;
}

/** A matcher for any value that the file imports from where another one is from. */
function anyFrom(module: ModuleFacts, { callee }: CallFact): string | undefined {
  const from =
    callee.k === 'name' && callee.binding !== -1
      ? module.bindings[callee.binding].from?.module
      : undefined;
  return module.imports.find((i) => i.module === from)?.specifiers.find((s) => ANY.has(s.imported))
    ?.local;
}

/**
 * Whether a call is itself what a library takes down: `when(double.m(...))`, `mock.setup((x) =>
 * x.m(...))`.
 */
function isRecorded(module: ModuleFacts, [start, end]: Span): boolean {
  const isIt = (expr: Expr | undefined): boolean =>
    expr?.k === 'call' && !expr.awaited && expr.span[0] === start && expr.span[1] === end;
  return module.calls.some((call) => {
    if (!RECORDERS.has(call.name) || call.args.length === 0) return false;
    const [first] = call.args;
    if (isIt(first)) return isOfPackage(module, call.callee);
    const fn = first.k === 'function' ? module.functions[first.fn] : undefined;
    return (
      fn?.params.length === 1 &&
      fn.returns.some((r) => isIt(r) && isOnParameter(module, r, fn.params[0].name))
    );
  });
}

function isOfPackage(module: ModuleFacts, callee: Expr): boolean {
  const root = pathRoot(callee);
  const from =
    root.k === 'name' && root.binding !== -1
      ? module.bindings[root.binding].from?.module
      : undefined;
  return from !== undefined && !/^[./]/u.test(from);
}

function isOnParameter(module: ModuleFacts, expr: Expr, name: string | undefined): boolean {
  const callee = expr.k === 'call' ? module.calls[expr.call].callee : undefined;
  return callee?.k === 'member' && callee.object.k === 'name' && callee.object.name === name;
}
