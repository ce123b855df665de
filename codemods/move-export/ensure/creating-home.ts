import { nameIn, type ContractMethod } from '../../../src/analysis/signatures.js';
import { isPath, pathText } from '../../../src/facts/scopes.js';
import type { CallFact, Expr, ModuleFacts } from '../../../src/facts/types.js';
import { kidsOf } from '../../../src/flow/graph.js';
import type { ClassRef, Context } from '../../../src/linker/values.js';
import type { CallKinds } from '../call-kinds.js';
import type { Arrival } from '../split-points.js';
import type { RefusalId } from './refusals.js';

/** Where the creating method gets its call. */
export interface CreatingHome {
  readonly method: Context;
  /** It stands beside the reader; else one is written there that runs it as well. */
  readonly isOwn: boolean;
  /** Where the call goes: before the last return, in the place of `pass`, or behind what is there. */
  readonly place:
    | { readonly how: 'before' | 'behind'; readonly at: number }
    | { readonly how: 'instead'; readonly span: readonly [number, number] }
    | { readonly how: 'empty'; readonly at: number };
}

interface NoHome {
  readonly id: RefusalId;
  readonly module: ModuleFacts;
  readonly at: number;
}

/** The creating method beside a split function: the one that everything that comes there runs. */
export function creatingHome(
  kinds: CallKinds,
  arrivals: readonly Arrival[],
  owner: ClassRef,
  awaits: boolean,
): CreatingHome | NoHome {
  const { exports, roles, linker } = kinds.analysis;
  const [{ root }] = arrivals;
  const method = kinds.words.creatorFor(root.reader.name, roles.methods);
  const nowhere = { module: owner.module, at: owner.fact.nameSpan[0] };
  if (!method) return { id: 'elsewhere', ...nowhere };
  const found = exports.bodyOf(owner, method);
  if (!found) return { id: 'elsewhere', ...nowhere };
  const { module, fact } = found;
  const here = { module, at: fact.nameSpan[0] };
  const isOwn = module === owner.module && fact.cls === owner.fact.id;
  for (const arrival of arrivals) {
    const isDirect = arrival.path.length === 0;
    const body = exports.bodyOf(arrival.root.cls, method);
    const line = linker.hierarchy.mro(arrival.root.cls);
    if (isDirect) {
      // What a class further down has of its own goes before what is written here.
      const place = line.findIndex((c) => c.module === body?.module && c.fact.id === body.fact.cls);
      const own = line.findIndex((c) => c.key === owner.key);
      const isRun = body?.fact === fact && (isOwn || place > own);
      if (!isRun)
        return {
          id: 'elsewhere',
          ...(body ? { module: body.module, at: body.fact.nameSpan[0] } : here),
        };
    } else if (!body || !handsOn(kinds, arrival, body, method, found))
      return {
        id: 'elsewhere',
        ...(body ? { module: body.module, at: body.fact.nameSpan[0] } : here),
      };
  }
  if (!exports.isStub(found, method) || found.fact.calls.length > 0) return { id: 'busy', ...here };
  if (!isOwn && module.language !== 'python') return { id: 'inherited', ...here };
  if (fact.kind !== 'method' || fact.isStatic || fact.bodySpan === undefined)
    return { id: 'inherited', ...here };
  if (awaits && fact.isAsync !== true && isOwn) return { id: 'synchronous', ...here };
  const place = placeIn(kinds, found);
  return place ? { method: found, isOwn, place } : { id: 'exits', ...here };
}

/**
 * Whether a driver hands on both methods to the same object, the reader's arguments as they are:
 * what is created there is then asked for by its creating method.
 */
function handsOn(
  kinds: CallKinds,
  { path, root, ctx }: Arrival,
  body: Context,
  method: ContractMethod,
  end: Context,
): boolean {
  const [{ hop, ctx: from }] = path;
  if (path.length !== 1 || !hop?.call) return false;
  const calls = body.fact.calls.map((id) => body.module.calls[id]);
  const call = calls.find((c) => kinds.analysis.roles.methodNamed(c.name) === method);
  if (calls.length !== 1 || !call) return false;
  const { targets } = kinds.analysis.linker.calls.resolve(body.module, call, body);
  const to = nameIn(root.reader.name, ctx.module.language);
  return (
    targets.length === 1 &&
    targets[0].fact === end.fact &&
    hop.call.name === to &&
    receiver(hop.call) !== undefined &&
    receiver(hop.call) === receiver(call) &&
    isPlain(from, hop.call) &&
    isPlain(body, call)
  );
}

function receiver({ callee }: CallFact): string | undefined {
  return callee.k === 'member' && isPath(callee.object) ? pathText(callee.object) : undefined;
}

/** Whether a call hands on the function's parameters, each in its own place. */
function isPlain({ fact }: Context, call: CallFact): boolean {
  const names = call.args.map((arg: Expr) => (arg.k === 'name' ? arg.name : undefined));
  return (
    (call.keywords ?? []).length === 0 &&
    names.every((name, i) => name !== undefined && fact.params.at(i)?.name === name)
  );
}

/** The place behind everything that a stub does. */
function placeIn(kinds: CallKinds, ctx: Context): CreatingHome['place'] | undefined {
  const flow = kinds.flow(ctx);
  const { fact } = ctx;
  if (!flow || !fact.bodySpan) return undefined;
  const top = kidsOf(flow.statements, -1);
  const returns = flow.statements.filter(({ kind }) => kind === 'return');
  const last = top.at(-1);
  if (returns.length > 1 || (returns.length === 1 && returns[0] !== last)) return undefined;
  if (!last) return { how: 'empty', at: fact.bodySpan[1] };
  if (last.kind === 'return') return { how: 'before', at: last.trivia[0] };
  if (last.kind === 'empty') return { how: 'instead', span: last.span };
  return { how: 'behind', at: last.span[1] };
}
