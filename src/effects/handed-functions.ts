import { bindingOfParam } from '../facts/scopes.js';
import type { CallFact, Expr, ModuleFacts } from '../facts/types.js';
import { WRAPPING_FUNCTIONS } from '../linker/builtins.js';
import type { Linker } from '../linker/linker.js';
import type { Context } from '../linker/values.js';
import type { CallJudgements } from './call-judgements.js';
import type { Edge } from './effect-edges.js';
import type { OwnBodies } from './own-bodies.js';

/** What runs, somewhere else or later, the function that it is given. */
const RUNNERS: readonly string[] = [
  'Thread',
  'Timer',
  'apply_async',
  'call_later',
  'call_soon',
  'call_soon_threadsafe',
  'nextTick',
  'queueMicrotask',
  'run_in_executor',
  'run_sync',
  'setImmediate',
  'setTimeout',
  'start_new_thread',
  'submit',
  'to_thread',
];
/** What the language and its library run of what they are given. */
const RUNNING: ReadonlySet<string> = new Set([
  ...RUNNERS,
  'filter',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'starmap',
  'then',
]);
/** Their own names say nothing of what is done. */
const UNTELLING: ReadonlySet<string> = new Set(RUNNERS);
/** How far a function is followed from one that hands it on to the next. */
const MAX_HANDS = 3;

/** Functions that are not called where they are named, but by whoever is given them. */
export class HandedFunctions {
  constructor(
    private readonly linker: Linker,
    private readonly judgements: CallJudgements,
    private readonly own: OwnBodies,
  ) {}

  /** Whether something of the language runs what it is given. */
  runs({ name }: CallFact): boolean {
    return name !== undefined && RUNNING.has(name);
  }

  /** Whether a call is named by how it runs what it is given. */
  isRunner(call: CallFact): boolean {
    return (
      UNTELLING.has(call.name ?? '') &&
      given(call).some(({ k }) => k === 'member' || k === 'name' || k === 'function')
    );
  }

  /** The functions of the tree that a call is given. */
  functionsIn(module: ModuleFacts, call: CallFact, ctx: Context): Context[] {
    if (isPartial(module, call)) return [];
    return given(call).flatMap((arg) => {
      if (
        arg.k === 'string' ||
        arg.k === 'literal' ||
        (arg.k === 'call' && !isPartial(module, module.calls[arg.call]))
      )
        return [];
      if (arg.k === 'function' && this.own.holds(module, module.functions[arg.fn])) return [];
      return this.linker
        .evaluate(module, arg, ctx)
        .items.flatMap((v) =>
          v.k === 'function' && v.fact.body !== 'none' ? [this.linker.context(v)] : [],
        );
    });
  }

  /**
   * Methods of clients that are given to whoever runs them: `retry(client.attachVolume, id)`. Only
   * their names tell what they do.
   * @param targets what the call runs of the tree: it must call what it is given
   */
  creatorsIn(
    module: ModuleFacts,
    call: CallFact,
    ctx: Context,
    from: Context,
    targets: readonly Context[],
  ): Edge[] {
    if (isPartial(module, call) || isBinding(call)) return [];
    const list = [
      ...call.args.map((value, index) => ({ value, place: index })),
      ...(call.keywords ?? []).map(({ name, value }) => ({ value, place: name })),
    ];
    return list.flatMap(({ value, place }): Edge[] => {
      const method = this.methodIn(module, value);
      if (!method || !this.judgements.isNamedCreator(method.name)) return [];
      const { items } = this.linker.evaluate(module, method, ctx);
      if (items.some((v) => v.k !== 'external')) return [];
      if (targets.length > 0 && !targets.some((t) => this.isRun(t, place, 0))) return [];
      const { object, name, nameSpan, span } = method;
      const owner = object.k === 'member' || object.k === 'name' ? `${object.name}.` : '';
      const display = owner + name;
      const hop = { module, nameSpan, span, display, from, decidedBy: 'linker' as const };
      return [{ hop, targets: [], judged: 'name', outside: true }];
    });
  }

  /**
   * What a variable or an entry of a table that is called goes by where it was taken from: `step`
   * out of `[client.attachVolume]`.
   */
  nameBehind(module: ModuleFacts, { callee }: CallFact, ctx: Context): string | undefined {
    const isEntry = callee.k === 'member' && callee.isKey === true;
    const { items } = this.linker.evaluate(module, callee, ctx);
    const names = items.flatMap((v) => (v.k === 'external' && !v.declared ? [lastOf(v.name)] : []));
    if (callee.k === 'member' && !isEntry && names.every((n) => n === callee.name))
      return undefined;
    return names.find((name) => name !== undefined && this.judgements.isNamedCreator(name));
  }

  /** The method that an argument names, also behind `bind` and `partial`. */
  private methodIn(module: ModuleFacts, expr: Expr): Extract<Expr, { k: 'member' }> | undefined {
    if (expr.k === 'member') return expr.isKey ? undefined : expr;
    if (expr.k === 'name' && expr.binding !== -1) {
      const { values, kind } = module.bindings[expr.binding];
      const [value] = values;
      return values.length === 1 && kind !== 'param' && value.k !== 'name'
        ? this.methodIn(module, value)
        : undefined;
    }
    if (expr.k !== 'call') return undefined;
    const call = module.calls[expr.call];
    if (isBinding(call) && call.callee.k === 'member')
      return this.methodIn(module, call.callee.object);
    const [first] = call.args;
    return isPartial(module, call) && first ? this.methodIn(module, first) : undefined;
  }

  /** Whether a function calls what it is given in a place or under a name, or hands it on. */
  private isRun(target: Context, place: number | string | undefined, depth: number): boolean {
    const { module, fact } = target;
    const param = fact.params.find((p, i) => (typeof place === 'number' ? i : p.name) === place);
    if (!param || param.rest || depth > MAX_HANDS) return false;
    const id = bindingOfParam(module, fact, param);
    const isIt = (expr: Expr) => expr.k === 'name' && expr.binding === id;
    if (id === -1) return false;
    return module.calls.some((call) => {
      if (isIt(call.callee)) return true;
      const at = call.args.findIndex(isIt);
      if (at === -1) return false;
      const { targets, builtin } = this.linker.calls.resolve(module, call, target);
      return targets.length === 0
        ? !builtin || this.runs(call)
        : targets.some((t) => this.isRun(t, at, depth + 1));
    });
  }
}

function given({ args, keywords = [] }: CallFact): Expr[] {
  return [...args, ...keywords.map((k) => k.value)];
}

/** `client.attachVolume.bind(client)` */
function isBinding({ name, callee }: CallFact): boolean {
  return name === 'bind' && callee.k === 'member' && callee.object.k === 'member';
}

/**
 * `functools.partial(f, x)`, `promisify(f)` run nothing yet: who calls or is handed what it gives
 * does.
 */
function isPartial({ language }: ModuleFacts, { name = '' }: CallFact): boolean {
  return (language === 'python' && name === 'partial') || WRAPPING_FUNCTIONS.has(name);
}

/** The last step of what something outside goes by; undefined where that is what a call gives. */
function lastOf(name: string): string | undefined {
  return name.endsWith(')') || name.length > MAX_NAME ? undefined : name.split('.').at(-1);
}

/** Longer ones are cut. */
const MAX_NAME = 80;
