import type { CallFact, Expr, ModuleFacts, Span } from '../facts/types.js';
import { isPath, pathRoot } from '../facts/scopes.js';
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
  const other = otherMatcher(module, args);
  if (!isRecorded(module, at)) return undefined;
  const imported = importedAny(module, args);
  if (imported !== undefined) return { k: 'matcher', text: imported };
  const reason = other
    ? 'a matcher stands beside it, and none for any value is in sight'
    : 'what is recorded is compared with what is passed, and nothing is in scope';
  return { k: 'compared', reason };
}

/**
 * The value of a call that a library takes down, and compares with what is passed later: the one
 * that travels with the same volume; a matcher where one stands for any volume, or where several
 * values travel.
 * @param slot where the value goes; what stands before it is what values travel with
 * @param handed names of the values that are handed over together with something, or at all
 */
export function recordedValue(
  module: ModuleFacts,
  call: { readonly args: readonly Expr[]; readonly slot: number; readonly span: Span },
  text: string,
  handed: (other: Expr | undefined) => readonly string[],
):
  | (({ readonly k: 'found'; readonly text: string } | { readonly k: 'none' }) & {
      readonly detail: string;
    })
  | undefined {
  const { args, slot, span } = call;
  const last = args.slice(0, slot).at(-1);
  if (!last || !isRecorded(module, span)) return undefined;
  const any = args.find((arg) => isAny(module, arg));
  const matcher = any ? text.slice(...any.span) : importedAny(module, args);
  const beside =
    matcher === undefined
      ? undefined
      : ({ k: 'found', text: matcher, detail: 'a matcher, as beside it' } as const);
  // One value in sight says more than a matcher.
  if (isAny(module, last)) return handed(undefined).length > 1 ? beside : undefined;
  const compared = matcherCall(module, last);
  const meant = compared?.args.length === 1 ? compared.args[0] : last;
  const [name, ...others] = handed(isPath(meant) ? meant : undefined);
  if (name === undefined) return undefined;
  if (others.length === 0)
    return { k: 'found', text: name, detail: `\`${name}\` is handed over with the same argument` };
  return (
    beside ?? {
      k: 'none',
      detail: `the test passes several values: ${[name, ...others].join(', ')}`,
    }
  );
}

function importedAny(module: ModuleFacts, args: readonly Expr[]): string | undefined {
  const other = otherMatcher(module, args);
  const imported = other && anyFrom(module, other);
  return imported === undefined ? undefined : `${imported}()`;
}

function otherMatcher(module: ModuleFacts, args: readonly Expr[]): CallFact | undefined {
  return args.map((arg) => matcherCall(module, arg)).find((call) => call !== undefined);
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

/** `sinon.match({ id: 'v' })`, `sinon.match.object`, `match.has('id')`, `anything()`. */
export function isMatcher(module: ModuleFacts, arg: Expr): boolean {
  if (isAny(module, arg) || matcherCall(module, arg)) return true;
  const path = arg.k === 'call' ? module.calls[arg.call].callee : arg;
  return (
    path.k === 'member' &&
    (path.object.k === 'name' || path.object.k === 'member') &&
    path.object.name === 'match'
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
  // `verify(...).calledBefore(...)`
  if (root.k === 'call') return isOfPackage(module, module.calls[root.call].callee);
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
