import type { Answer, Place, QueryRules, Watcher } from '../linker/queries.js';

/** A question, with what was asked for its answer. */
interface Step {
  /** Undefined where the query is not shown. */
  said?: (place: Place) => string;
  readonly asks: Step[];
  /** Whether what is asked for it is left out. */
  isAside(inner: unknown): boolean;
}

/** The way to an answer: which questions were asked for it, and what each said. */
export class Way implements Watcher {
  private readonly start: Step = { asks: [], isAside: () => false };
  private open = this.start;

  watch<A, T>({ wording }: QueryRules<A, T>, asked: A, answer: () => Answer<T>): Answer<T> {
    const outer = this.open;
    const step: Step = {
      asks: [],
      isAside: (inner) =>
        (outer !== this.start && wording?.isWhole) || (wording?.isAside?.(asked, inner) ?? false),
    };
    if (!outer.isAside(asked)) outer.asks.push(step);
    this.open = step;
    try {
      const answered = answer();
      const mark = answered.source === 'cycle' ? ' (here the circle closes)' : '';
      if (wording)
        step.said = (place) =>
          `${wording.question(asked, place)} ${wording.answer(answered.value, place)}${mark}`;
      return answered;
    } finally {
      this.open = outer;
    }
  }

  /**
   * What was asked and said so far, a line each, below that for which it was asked. What was said
   * once is not said again.
   */
  lines(place: Place): string[] {
    const lines: string[] = [];
    const known = new Set<string>();
    const add = (steps: readonly Step[], depth: number) => {
      for (const { said, asks } of steps) {
        const text = said?.(place);
        if (text === undefined) add(asks, depth);
        else if (!known.has(text)) {
          known.add(text);
          lines.push(`${'  '.repeat(depth)}${text}`);
          add(asks, depth + 1);
        }
      }
    };
    add(this.start.asks, 0);
    return lines;
  }
}
