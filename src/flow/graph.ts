import type { BlockFact, Branch, StatementFact, StatementId } from '../facts/blocks.js';

/** Which statements may run right before each. */
export interface Graph {
  readonly before: readonly ReadonlySet<StatementId>[];
  /** Those after which the function itself ends, in the order of the text. */
  readonly ends: readonly StatementId[];
}

type Ids = readonly StatementId[];

/** What a jump leads out of: a loop or a switch, or a nested function. */
interface Around {
  readonly breaks: StatementId[];
  readonly continues: StatementId[] | undefined;
}

/**
 * The way through a function. A nested function may run where it stands, any number of times; a
 * handler may run after anything in what it handles.
 * @param neverReturns whether a statement ends by raising although it does not say so
 */
export function graphOf(
  { statements }: BlockFact,
  neverReturns: (s: StatementFact) => boolean = () => false,
): Graph {
  return new GraphBuilder(statements, neverReturns).run();
}

/** The statements right in another, in one of its branches or in any; -1 for the function itself. */
export function kidsOf(
  statements: readonly StatementFact[],
  parent: StatementId | -1,
  branch?: Branch,
): StatementFact[] {
  return statements.filter(
    (s) => s.parent === parent && (branch === undefined || s.branch === branch),
  );
}

/** A statement with all that stands in it, nested functions included. */
export function within(
  statements: readonly StatementFact[],
  { id, span }: StatementFact,
): StatementFact[] {
  return statements.filter((s) => s.id === id || (s.id > id && s.span[1] <= span[1]));
}

class GraphBuilder {
  private readonly before: Set<StatementId>[];
  private readonly ends: StatementId[] = [];
  /** Where returns of the function around lead: to its end, or back to where it stands. */
  private returns: StatementId[] = this.ends;
  private readonly around: Around[] = [];

  constructor(
    private readonly statements: readonly StatementFact[],
    private readonly neverReturns: (s: StatementFact) => boolean,
  ) {
    this.before = statements.map(() => new Set());
  }

  run(): Graph {
    this.ends.push(...this.sequence(this.kids(-1, 'body'), []));
    return { before: this.before, ends: this.ends.sort((a, b) => a - b) };
  }

  private kids(parent: StatementId | -1, branch: Branch): StatementFact[] {
    return kidsOf(this.statements, parent, branch);
  }

  /** @returns what is last run before whatever comes behind */
  private sequence(list: readonly StatementFact[], from: Ids): Ids {
    let last = from;
    for (const statement of list) last = this.one(statement, last);
    return last;
  }

  private one(s: StatementFact, from: Ids): Ids {
    this.connect(from, s.id);
    this.closures(s);
    const here: Ids = this.neverReturns(s) ? [] : [s.id];
    switch (s.kind) {
      case 'if': {
        const other = this.kids(s.id, 'else');
        return [
          ...this.sequence(this.kids(s.id, 'body'), here),
          ...(other.length > 0 ? this.sequence(other, here) : here),
        ];
      }
      case 'loop':
        return this.loop(s, here);
      case 'switch':
        return this.choose(s, here);
      case 'try':
        return this.attempt(s, here);
      case 'with':
      case 'catch':
        return this.sequence(this.kids(s.id, 'body'), here);
      case 'def':
        this.nested(s);
        return here;
      case 'return':
        this.returns.push(s.id);
        return [];
      case 'throw':
        return [];
      case 'break':
        this.around.at(-1)?.breaks.push(s.id);
        return [];
      case 'continue':
        this.around.findLast((a) => a.continues)?.continues?.push(s.id);
        return [];
      default:
        return here;
    }
  }

  /** Functions that stand in a statement may run before it is done. */
  private closures(s: StatementFact): void {
    for (const def of this.kids(s.id, 'closure')) {
      this.connect([s.id], def.id);
      this.nested(def);
      this.connect([def.id], s.id);
    }
  }

  private nested(def: StatementFact): void {
    const outer = this.returns;
    const depth = this.around.length;
    this.returns = [];
    const last = this.sequence(this.kids(def.id, 'body'), [def.id]);
    this.connect([...last, ...this.returns], def.id);
    this.closures(def);
    this.around.length = depth;
    this.returns = outer;
  }

  private loop(s: StatementFact, here: Ids): Ids {
    const around: Around = { breaks: [], continues: [] };
    this.around.push(around);
    const last = this.sequence(this.kids(s.id, 'body'), here);
    this.connect([...last, ...(around.continues ?? [])], s.id);
    this.around.pop();
    return [...this.sequence(this.kids(s.id, 'else'), here), ...around.breaks];
  }

  private choose(s: StatementFact, here: Ids): Ids {
    const around: Around = { breaks: [], continues: undefined };
    this.around.push(around);
    let through: Ids = [];
    const lasts: StatementId[] = [];
    for (const part of this.kids(s.id, 'case')) {
      this.connect(here, part.id);
      through = this.sequence(this.kids(part.id, 'body'), [part.id, ...through]);
      lasts.push(...through);
    }
    this.around.pop();
    return [...here, ...lasts, ...around.breaks];
  }

  private attempt(s: StatementFact, here: Ids): Ids {
    const body = this.kids(s.id, 'body');
    const done = this.sequence(this.kids(s.id, 'else'), this.sequence(body, here));
    const anywhere = [
      s.id,
      ...body.flatMap((one) => within(this.statements, one).map((w) => w.id)),
    ];
    const handlers = this.kids(s.id, 'catch');
    const handled = handlers.flatMap((handler) => this.one(handler, anywhere));
    const last = this.kids(s.id, 'finally');
    if (last.length === 0) return [...done, ...handled];
    const all = [
      ...anywhere,
      ...handlers.flatMap((one) => within(this.statements, one).map((w) => w.id)),
    ];
    const behind = this.sequence(last, [...done, ...handled, ...all]);
    return done.length + handled.length > 0 ? behind : [];
  }

  private connect(from: Ids, to: StatementId): void {
    for (const id of from) this.before[to].add(id);
  }
}
