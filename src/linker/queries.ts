import type { ModuleFacts } from '../facts/types.js';
import { Looker, type Looks } from './looks.js';

/** Where something is, in words: `src/a.ts:14`. */
export type Place = (module: ModuleFacts, at: number) => string;

/** How a question and its answer read. */
export interface Wording<A, T> {
  question(asked: A, place: Place): string;
  answer(value: T, place: Place): string;
  /** The answer says it all: what was asked for it tells a reader nothing more. */
  readonly isWhole?: true;
  /** What is asked besides, and tells a reader of this question nothing. */
  isAside?(asked: A, inner: unknown): boolean;
}

/**
 * A kind of question: what it is asked of, how it is answered, and what it gives where it cannot be
 * worked out.
 */
export interface QueryRules<A, T> {
  /** What it goes by among those who watch. */
  readonly name: string;
  /** Without it, the question is not shown to those who watch, but those that it asks are. */
  readonly wording?: Wording<NoInfer<A>, NoInfer<T>>;
  /** Questions of one subject with one key are the same one; without a key the subject tells. */
  subject(asked: A): object;
  key?(asked: A): string;
  /**
   * The modules that what is asked holds things of, besides that of the subject: a context's values.
   */
  holds?(asked: A): readonly string[];
  compute(asked: A): T;
  /**
   * The answer where a question comes up again while it is being worked out. Without it, the
   * question is asked anew, and the cycle closes at one of those that it asks.
   */
  onCycle?(asked: A): T;
  /** The answer beyond {@link MAX_STEPS}. Without it, the question counts as no step. */
  onTooDeep?(): T;
  /** Its answer is the same in either {@link Stratum}: it is worked out in the lower one. */
  readonly isLower?: boolean;
}

/**
 * What is worked out first may not hang on what is worked out of it: who stands above and below a
 * class is told without the literals that calls turn into implementations, since what a literal is
 * hangs on what its call may run.
 */
type Stratum = 'lower' | 'upper';

/**
 * Where an answer comes from: worked out; known from before; kept until the head of its cycle is
 * done; given where a cycle is cut, or where too many steps lead to the question.
 */
export type Source = 'computed' | 'known' | 'provisional' | 'cycle' | 'too deep';

/** Is there whenever a question is asked. */
export interface Watcher {
  /**
   * @param answer gives the answer, and is to be called once
   * @returns what it gives
   */
  watch<A, T>(rules: QueryRules<A, T>, asked: A, answer: () => Answer<T>): Answer<T>;
}

export interface Answer<T> {
  readonly value: T;
  readonly source: Source;
}

/** Answers from before, or works it out. */
export type Query<A, T> = (asked: A) => T;

/** How many steps a question leads on, one question asking the next. */
const MAX_STEPS = 80;
/**
 * Up to this size the answers of a cycle do not depend on which of its questions was asked first.
 */
const MAX_EXACT_CYCLE = 200;

/** Questions that ask one another, so that none is an answer without them all. */
interface Cycle {
  readonly members: Entry<unknown>[];
  /** How many of them are being worked out. */
  active: number;
}

/** A question on the stack. */
interface Frame {
  readonly place: number;
  /** Set when it left the stack while its answer hung on one further down. */
  hangsOn?: Frame;
}

class Entry<T> extends Looker {
  declare answer?: { readonly value: T };
  /** Set while it is being worked out. */
  declare active?: Frame | undefined;
  /**
   * Found while a cycle through something further down the stack was cut: good until that is done.
   */
  declare provisional?: { readonly value: T; readonly lowlink: Frame } | undefined;
  declare cycle?: Cycle;
  /** Where it is kept, if it may have to be forgotten. */
  declare home?: { readonly table: Map<string, Entry<T>>; readonly key: string };

  drop(): void {
    this.home?.table.delete(this.home.key);
  }
}

/**
 * Works out each answer once, whatever asks whatever in turn.
 *
 * A cycle is cut where it closes, with what its query gives there. All that was found inside lacks
 * the rest of the cycle, so it is provisional: kept until the head of the cycle is done (its
 * low-link, as in Tarjan's components), then dropped. Asked by itself, each question of a cycle is
 * the head; an answer is not used while another question of its cycle is open. So an answer is the
 * same whoever asks first, up to {@link MAX_EXACT_CYCLE}; beyond, to work out each anew would take
 * too long.
 */
export class Queries {
  private depth = 0;
  private steps = 0;
  private current: Stratum = 'upper';
  /** The lowest question on the stack that a cycle was cut at since the current one began. */
  private lowlink: Frame | undefined;
  /** Where the answer that was given last came from. */
  private source: Source = 'known';
  private readonly unsettled: Entry<unknown>[] = [];

  /**
   * @param watcher is told of every question; without one, watching costs nothing
   * @param looks notes down what each answer looked at, where answers outlive a change of the tree
   */
  constructor(
    private readonly watcher?: Watcher,
    private readonly looks?: Looks,
  ) {}

  get stratum(): Stratum {
    return this.current;
  }

  /** A kind of question, with answers of its own. */
  query<A, T>(rules: QueryRules<A, T>): Query<A, T> {
    const byStratum: Record<Stratum, WeakMap<object, Map<string, Entry<T>>>> = {
      lower: new WeakMap(),
      upper: new WeakMap(),
    };
    const entryOf = (asked: A): Entry<T> => {
      const [subject, key] = [rules.subject(asked), rules.key?.(asked) ?? ''];
      const tables = byStratum[rules.isLower ? 'lower' : this.current];
      let table = tables.get(subject);
      if (!table) tables.set(subject, (table = new Map<string, Entry<T>>()));
      let entry = table.get(key);
      if (!entry) {
        table.set(key, (entry = new Entry<T>()));
        if (this.looks) entry.home = { table, key };
      }
      return entry;
    };
    const answer: Query<A, T> = (asked) => this.answer(entryOf(asked), rules, asked);
    const { watcher } = this;
    if (!watcher) return answer;
    return (asked) =>
      watcher.watch(rules, asked, () => ({ value: answer(asked), source: this.source })).value;
  }

  private answer<A, T>(entry: Entry<T>, rules: QueryRules<A, T>, asked: A): T {
    const { answer, provisional, active } = entry;
    this.looks?.used(entry);
    if (provisional) {
      this.lowlink = furtherDown(this.lowlink, openOf(provisional.lowlink));
      this.source = 'provisional';
      return provisional.value;
    }
    if (active !== undefined && rules.onCycle) {
      this.lowlink = furtherDown(this.lowlink, active);
      this.source = 'cycle';
      return rules.onCycle(asked);
    }
    // While another question of its cycle is open, to work it out again would give something else.
    if (answer && !entry.cycle?.active) {
      this.source = 'known';
      return answer.value;
    }
    if (rules.onTooDeep && this.steps > MAX_STEPS) {
      this.source = 'too deep';
      return rules.onTooDeep();
    }
    return this.workOut(entry, rules, asked);
  }

  private workOut<A, T>(entry: Entry<T>, rules: QueryRules<A, T>, asked: A): T {
    const { lowlink: outerLow, steps, current } = this;
    const before = this.unsettled.length;
    const frame = rules.onCycle && this.open(entry);
    let done: { readonly value: T } | undefined;
    this.lowlink = undefined;
    if (rules.isLower) this.current = 'lower';
    if (rules.onTooDeep) this.steps++;
    try {
      done = { value: this.compute(entry, rules, asked) };
      return done.value;
    } finally {
      if (frame) this.close(entry);
      const { lowlink } = this;
      this.steps = steps;
      this.current = current;
      this.lowlink = outerLow;
      this.source = 'computed';
      if (done && lowlink && lowlink !== frame) this.keepUntil(lowlink, entry, done.value, frame);
      else this.settle(before, entry, done);
    }
  }

  private compute<A, T>(entry: Entry<T>, rules: QueryRules<A, T>, asked: A): T {
    const { looks } = this;
    if (!looks) return rules.compute(asked);
    return looks.during(entry, () => {
      for (const path of rules.holds?.(asked) ?? []) looks.sawModule(path);
      return rules.compute(asked);
    });
  }

  /**
   * Keeps an answer until a question further down the stack is done, and with it whatever hangs on
   * the frame of this one.
   */
  private keepUntil<T>(lowlink: Frame, entry: Entry<T>, value: T, frame: Frame | undefined): void {
    if (!entry.provisional) this.unsettled.push(entry);
    entry.provisional = { value, lowlink };
    if (frame) frame.hangsOn = lowlink;
    this.lowlink = furtherDown(this.lowlink, lowlink);
  }

  /**
   * A question that hangs on no other one is done, or has failed; what was found meanwhile is
   * dropped. Of a cycle too large to work each of its questions out anew it is all there will be.
   */
  private settle<T>(before: number, entry: Entry<T>, answer: Entry<T>['answer']): void {
    const inside = this.unsettled.splice(before);
    const isLarge = inside.length > MAX_EXACT_CYCLE;
    for (const other of inside) {
      if (answer && isLarge && other.provisional)
        other.answer ??= { value: other.provisional.value };
      other.provisional = undefined;
    }
    if (!answer) return;
    if (inside.length > 0 && !isLarge) joinCycle([entry, ...inside]);
    entry.answer = answer;
  }

  private open(entry: Entry<unknown>): Frame {
    const frame = { place: this.depth++ };
    entry.active = frame;
    if (entry.cycle) entry.cycle.active++;
    return frame;
  }

  private close(entry: Entry<unknown>): void {
    entry.active = undefined;
    if (entry.cycle) entry.cycle.active--;
    this.depth--;
  }
}

function furtherDown(a: Frame | undefined, b: Frame): Frame {
  return a && a.place < b.place ? a : b;
}

/** The question that is still on the stack on which one hangs that may have left it. */
function openOf(frame: Frame): Frame {
  let open = frame;
  while (open.hangsOn) open = open.hangsOn;
  // The next one finds it in one step.
  for (let at = frame; at.hangsOn && at.hangsOn !== open;) {
    const next: Frame = at.hangsOn;
    at.hangsOn = open;
    at = next;
  }
  return open;
}

function joinCycle(entries: readonly Entry<unknown>[]): void {
  const joined: Cycle = { members: [], active: 0 };
  const cycles = new Set(entries.flatMap(({ cycle }) => cycle ?? []));
  const members = new Set([...entries, ...[...cycles].flatMap((c) => c.members)]);
  for (const member of members) {
    joined.members.push(member);
    if (member.active !== undefined) joined.active++;
    member.cycle = joined;
  }
}
