import { additionsBefore } from '../facts/additions.js';
import type { CallFact, Expr, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { Context, Value } from '../linker/values.js';

/** What goes along with a request under these names says nothing of it. */
const PAYLOADS: ReadonlySet<string> = new Set(['body', 'data']);

/** How many combinations of literals are judged at one call. */
const MAX_CHOICES = 32;
/** How many names and calls stand between a list and what is put into it. */
const MAX_DEPTH = 6;

/** How many functions a helper may be. */
const MAX_HELPERS = 4;

/** Methods of lists and texts that give one of the same words. */
const SAME_WORDS: ReadonlySet<string> = new Set([
  'copy',
  'encode',
  'flat',
  'lower',
  'reverse',
  'slice',
  'split',
  'strip',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
  'upper',
]);
/** Those that put their arguments to it. */
const MORE_WORDS: ReadonlySet<string> = new Set(['concat', 'format', 'join']);
/** Functions that give what they are given, as a list or a text. */
const LIKE_GIVEN: ReadonlySet<string> = new Set(['String', 'list', 'str', 'tuple']);

/** Each choice is a list of texts; nothing said is no choice. */
type Choices = string[][];

/** Which texts reach a call: written there, put together before, or handed in by the caller. */
export class Literals {
  constructor(private readonly linker: Linker) {}

  /**
   * The strings that reach a call: its literals, those in lists and objects, and what its
   * parameters were given. Where an argument may be one of several, each choice is a list of its
   * own.
   */
  of(module: ModuleFacts, call: CallFact, ctx: Context): Choices {
    return this.together(module, [...call.args, ...keywordsSaying(call)], ctx, 0);
  }

  private together(
    module: ModuleFacts,
    exprs: readonly Expr[],
    ctx: Context,
    depth: number,
  ): Choices {
    return product(exprs.map((expr) => this.said(module, expr, ctx, depth)));
  }

  private said(module: ModuleFacts, expr: Expr, ctx: Context, depth: number): Choices {
    if (depth > MAX_DEPTH) return [];
    switch (expr.k) {
      case 'array':
        return this.together(module, expr.items, ctx, depth);
      case 'spread':
        return this.said(module, expr.value, ctx, depth);
      case 'class': {
        const members = module.classes[expr.cls].members.filter((m) => !PAYLOADS.has(m.name));
        const values = members.flatMap((m) => m.value ?? []);
        return this.together(module, values, ctx, depth);
      }
      case 'choice':
        return expr.isSum
          ? this.together(module, expr.items, ctx, depth + 1)
          : expr.items.flatMap((item) => this.said(module, item, ctx, depth));
      case 'string':
        return this.text(module, expr, ctx, depth);
      case 'function':
        return [];
      case 'call':
        return this.made(module, expr, ctx, depth);
      case 'name':
        return this.named(module, expr, ctx, depth);
      default:
        return this.valuesOf(module, expr, ctx);
    }
  }

  /** A text with what stands in its holes, where that is put together as well. */
  private text(
    module: ModuleFacts,
    expr: Extract<Expr, { k: 'string' }>,
    ctx: Context,
    depth: number,
  ): Choices {
    const built = expr.holes.filter((hole) => hole.k === 'call' || this.isBuilt(module, hole));
    const whole = this.valuesOf(module, expr, ctx);
    return built.length === 0
      ? whole
      : product([whole, this.together(module, built, ctx, depth + 1)]);
  }

  /** A list or text that a call makes: of the words of another one, or of what it returns. */
  private made(
    module: ModuleFacts,
    expr: Extract<Expr, { k: 'call' }>,
    ctx: Context,
    depth: number,
  ): Choices {
    const call = module.calls[expr.call];
    const { callee, name = '', args, keywords = [] } = call;
    if (callee.k === 'member') {
      const more = MORE_WORDS.has(name) ? [...args, ...keywords.map((k) => k.value)] : [];
      if (more.length > 0 || SAME_WORDS.has(name))
        return this.together(module, [callee.object, ...more], ctx, depth + 1);
    }
    if (callee.k === 'name' && callee.binding === -1 && LIKE_GIVEN.has(name))
      return this.together(module, args, ctx, depth + 1);
    const values = this.valuesOf(module, expr, ctx);
    return values.length > 0 ? values : this.returned(module, call, ctx, depth);
  }

  /** What a helper of the tree puts together: `url('hosts', host, 'attachments')`. */
  private returned(module: ModuleFacts, call: CallFact, ctx: Context, depth: number): Choices {
    const { targets } = this.linker.calls.resolve(module, call, ctx);
    if (targets.length > MAX_HELPERS) return [];
    return targets.flatMap((helper) =>
      helper.fact.returns
        .filter(isPutTogether)
        .flatMap((expr) => this.said(helper.module, expr, helper, depth + 1)),
    );
  }

  private named(
    module: ModuleFacts,
    expr: Extract<Expr, { k: 'name' }>,
    ctx: Context,
    depth: number,
  ): Choices {
    if (!this.isBuilt(module, expr)) return this.valuesOf(module, expr, ctx);
    const { values } = module.bindings[expr.binding];
    const before = values.filter((v) => v.span[0] < expr.span[0]);
    const first = (before.length > 0 ? before : values).flatMap((value) =>
      this.said(module, value, ctx, depth + 1),
    );
    const added = additionsBefore(module, expr.binding, expr.span[0]).map(({ value }) => value);
    return product([first, ...added.map((value) => this.said(module, value, ctx, depth + 1))]);
  }

  /** Whether a variable is put together in its file, so that its words are not its value alone. */
  private isBuilt(module: ModuleFacts, expr: Expr): expr is Extract<Expr, { k: 'name' }> {
    if (expr.k !== 'name' || expr.binding === -1) return false;
    const { values, from, kind } = module.bindings[expr.binding];
    if (from || kind === 'param') return false;
    return (
      values.some((v) => v.k === 'call' || (v.k === 'choice' && v.isSum)) ||
      values.some((v) => v.k === 'array' || v.k === 'string') ||
      additionsBefore(module, expr.binding, Infinity).length > 0
    );
  }

  private valuesOf(module: ModuleFacts, expr: Expr, ctx: Context): Choices {
    return this.linker.evaluate(module, expr, ctx).items.flatMap((v) => {
      if (v.k === 'string') return [[v.text]];
      return v.k === 'collection' ? [textsIn(v.items)] : [];
    });
  }
}

/** Whether an expression makes a text or a list of others, or names one. */
function isPutTogether({ k }: Expr): boolean {
  return k === 'call' || k === 'name' || k === 'choice' || k === 'string' || k === 'array';
}

function textsIn(items: readonly Value[]): string[] {
  return items.flatMap((i) => (i.k === 'string' ? [i.text] : []));
}

/** One of each; what says nothing takes nothing away. */
function product(parts: readonly Choices[]): Choices {
  let choices: Choices = [[]];
  for (const said of parts)
    if (said.length > 0 && choices.length * said.length <= MAX_CHOICES)
      choices = choices.flatMap((c) => said.map((more) => [...c, ...more]));
  return choices;
}

/** The values of keyword arguments that tell what is done, not what is sent with it. */
function keywordsSaying({ keywords = [] }: CallFact): Expr[] {
  return keywords
    .filter(({ name }) => name !== undefined && !PAYLOADS.has(name))
    .map(({ value }) => value);
}
