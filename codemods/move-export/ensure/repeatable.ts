import { namesIn } from '../names-in.js';
import type { NameAt, StatementFact, StatementId } from '../../../src/facts/blocks.js';
import { isInside, pathRoot } from '../../../src/facts/scopes.js';
import type { CallFact, Expr, FunctionFact, ModuleFacts } from '../../../src/facts/types.js';
import type { Flow } from '../../../src/flow/flow.js';
import { functionLabel, type Context } from '../../../src/linker/values.js';
import type { CallKinds } from '../call-kinds.js';
import { AlreadyThere } from './already-there.js';

/** Why something may not be asked twice, and where. */
export interface Repeat {
  readonly id: 'again' | 'twice' | 'sets' | 'differs' | 'unread';
  readonly module: ModuleFacts;
  readonly at: number;
  /** What it is: a call, a field, a variable. */
  readonly name: string;
  /** It is called as what creates: what it runs in turn, a transport, says less. */
  readonly isNamed?: boolean;
}

/** How far bodies are followed. */
const DEEPEST = 8;

/**
 * P16, as strictly as code can tell it: whether a function may be run a second time right after the
 * first, changing nothing more and giving the same. Whatever may change something must be kept from
 * it by a question that finds what the first run made.
 */
export class Repeatable {
  private readonly known = new Map<string, readonly Repeat[]>();

  constructor(private readonly kinds: CallKinds) {}

  /** What speaks against running some statements of a function twice. */
  statements(
    ctx: Context,
    flow: Flow,
    isAsked: (s: StatementFact) => boolean,
    depth = 0,
  ): readonly Repeat[] {
    const there = new AlreadyThere(this.kinds, ctx, flow);
    const { module } = ctx;
    return flow.statements.filter(isAsked).flatMap((s): Repeat[] => {
      const calls = flow.calls(s.id).flatMap((call) => this.call(ctx, flow, there, call, depth));
      const [field] = s.selfWrites;
      const changed = outerOf(ctx, flow, s);
      const isKept = there.keeps(s) !== undefined;
      const at = s.head[0];
      // What a caller handed over to be filled is the caller's to judge, unless it tells of the run.
      if (depth > 0 && changed?.isParam && !field)
        return isKept ? [...calls, { id: 'differs', module, at, name: changed.name }] : calls;
      const name = field?.name ?? changed?.name;
      return name === undefined || isKept ? calls : [...calls, { id: 'sets', module, at, name }];
    });
  }

  /** What speaks against running a function twice. */
  body(ctx: Context, depth = 0): readonly Repeat[] {
    const known = this.known.get(ctx.key);
    if (known) return known;
    const { module, fact } = ctx;
    const unread: Repeat = {
      id: 'unread',
      module,
      at: fact.nameSpan[0],
      name: functionLabel(module, fact),
    };
    // What calls itself is not followed round and round.
    this.known.set(ctx.key, [unread]);
    const flow = depth < DEEPEST ? this.kinds.flow(ctx) : undefined;
    const found = flow
      ? [...this.statements(ctx, flow, () => true, depth), ...this.results(ctx, flow)]
      : [unread];
    this.known.set(ctx.key, found);
    return found;
  }

  private call(
    ctx: Context,
    flow: Flow,
    there: AlreadyThere,
    call: CallFact,
    depth: number,
  ): readonly Repeat[] {
    const { module } = ctx;
    const kind = this.kinds.kind(ctx, call);
    if (call.onErrorPath || HARMLESS.has(kind) || isOwn(module, ctx.fact, call)) return [];
    if (there.of(call) || this.isConflictHandled(flow, call, ctx)) return [];
    const targets = this.kinds.edge(ctx, call)?.targets ?? [];
    const name = call.name ?? '';
    if (targets.length === 0 && this.kinds.words.isEnsuring(name)) return [];
    if (targets.length > 0 && kind !== 'fresh') {
      const found = targets.flatMap((t) => this.body(t, depth + 1));
      const fills = this.kinds
        .fills(ctx, call)
        .some((i) => !isLocal(module, call.args.at(i), flow));
      const [first] = found;
      if (!first && !fills) return [];
      // What is told is the call that a reader knows as the creation, not how that goes about it.
      if (first && (first.id !== 'again' || first.isNamed === true || kind === 'reads'))
        return [first];
    }
    const edge = this.kinds.edge(ctx, call);
    const judged = edge?.judged;
    return [
      {
        id: kind === 'fresh' ? 'twice' : 'again',
        module,
        at: call.nameSpan[0],
        name: edge?.hop.display ?? name,
        isNamed: judged === 'name' || judged === 'weak name' || judged === 'literals',
      },
    ];
  }

  /** `except AlreadyExists: pass`: where it is there, nothing more is made. */
  private isConflictHandled(flow: Flow, call: CallFact, { module }: Context): boolean {
    const at = flow.statementOf(call);
    if (!at) return false;
    const line = [at, ...flow.ancestors(at)];
    return line.slice(1).some((outer, i) => {
      if (outer.kind !== 'try' || line[i].branch !== 'body') return false;
      return flow.statements.some((s) => {
        if (s.kind !== 'catch' || s.parent !== outer.id) return false;
        const text = this.kinds.source.text(module.path) ?? '';
        const names = namesIn(text.slice(...s.head));
        const body = flow.statements.filter((o) => o.parent === s.id);
        return (
          names.some((name) => this.kinds.words.isConflict(name)) &&
          body.every((o) => !flow.isRaise(o) && o.kind !== 'return')
        );
      });
    });
  }

  /**
   * Whether a result says which of two runs it was: `created = True` where it was not there, or a
   * constant for what was.
   */
  results(ctx: Context, flow: Flow): Repeat[] {
    const there = new AlreadyThere(this.kinds, ctx, flow);
    const { module, fact } = ctx;
    const guards = flow.statements.filter((s) => this.isMade(flow, there, s.id));
    if (guards.length === 0) return [];
    const constant = fact.returns.find((expr) => holdsConstant(expr));
    const hasValue = fact.returns.some((expr) => expr.k !== 'literal');
    if (constant && hasValue)
      return [{ id: 'differs', module, at: constant.span[0], name: functionLabel(module, fact) }];
    const returns = flow.statements.filter(({ kind }) => kind === 'return');
    const bindings = returns.flatMap((s) =>
      [...flow.reads(s.id).keys()].map((b) => [s.id, b] as const),
    );
    return bindings.flatMap(([at, binding]) => this.differs(ctx, flow, at, binding));
  }

  /** Whether a variable tells at a statement whether something was there. */
  differs(ctx: Context, flow: Flow, at: StatementId, binding: number): Repeat[] {
    const there = new AlreadyThere(this.kinds, ctx, flow);
    const { module } = ctx;
    // What is only run where it was not there gives nothing where it was.
    if (there.keeps(flow.statements[at])) return [];
    const from = flow.definitions(at, binding);
    const made = from.filter((d) => there.keeps(flow.statements[d.at]) !== undefined);
    if (made.length === 0) return [];
    const isConstant = (id: StatementId) =>
      flow.calls(id).length === 0 && flow.statements[id].reads.length === 0;
    const isTested = made.every((d) => there.keeps(flow.statements[d.at])?.holds.includes(binding));
    // Where it was there it has no value, or a constant that no question gave.
    const isTold =
      made.some((d) => d.weak || isConstant(d.at)) ||
      (!isTested && from.some((d) => !made.includes(d) && isConstant(d.at))) ||
      made.length === from.length;
    const [{ at: place }] = made;
    return isTold
      ? [
          {
            id: 'differs',
            module,
            at: flow.statements[place].head[0],
            name: module.bindings[binding].name,
          },
        ]
      : [];
  }

  /** Whether a statement is run, or an arm in it, only where something is not there. */
  private isMade(flow: Flow, there: AlreadyThere, id: StatementId): boolean {
    return (
      there.keeps(flow.statements[id]) !== undefined ||
      flow.calls(id).some((call) => there.of(call) !== undefined)
    );
  }
}

const HARMLESS: ReadonlySet<string> = new Set(['pure', 'log', 'reads', 'raises']);

/** Something from outside of the function that a statement changes. */
function outerOf(
  { module, fact }: Context,
  flow: Flow,
  s: StatementFact,
): { readonly name: string; readonly isParam: boolean } | undefined {
  const changed = s.mutates.find((name) => {
    const binding = flow.bindingAt(name);
    if (binding === undefined) return false;
    const { kind, scope } = module.bindings[binding];
    return kind === 'param' || !isInside(module, module.scopes[scope].fn, fact.id);
  });
  const isOwnParam = (name: NameAt) => {
    const { kind, scope } = module.bindings[flow.bindingAt(name) ?? 0];
    return kind === 'param' && isInside(module, module.scopes[scope].fn, fact.id);
  };
  const written = s.writes.find((name) => {
    const binding = flow.bindingAt(name);
    return (
      binding !== undefined &&
      !isInside(module, module.scopes[module.bindings[binding].scope].fn, fact.id)
    );
  });
  const found = written ?? changed;
  return found && { name: found.name, isParam: found !== written && isOwnParam(found) };
}

/** A function that stands in this one: its statements are looked at with the others. */
function isOwn(module: ModuleFacts, fact: FunctionFact, { callee }: CallFact): boolean {
  if (callee.k !== 'name' || callee.binding === -1) return false;
  return module.bindings[callee.binding].functions.some((id) => isInside(module, id, fact.id));
}

function isLocal(module: ModuleFacts, arg: Expr | undefined, flow: Flow): boolean {
  if (!arg) return false;
  const root = pathRoot(arg);
  if (root.k !== 'name') return root.k !== 'this' && root.k !== 'super';
  if (root.binding === -1) return false;
  const { kind, span } = module.bindings[root.binding];
  const [start, end] = flow.block.span;
  return kind !== 'param' && start <= span[0] && span[1] <= end;
}

/** `True`, `None` and the like, also as one of several. */
function holdsConstant(expr: Expr): boolean {
  if (expr.k === 'literal') return true;
  if (expr.k === 'typed') return holdsConstant(expr.value);
  return expr.k === 'array' && expr.items.some(holdsConstant);
}
