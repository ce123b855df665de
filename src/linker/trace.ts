import type { Answer, Place, QueryRules, Source, Watcher } from './queries.js';
import { positionAt } from '../facts/text.js';

/**
 * What the user says to see what is asked: `1` for a table, or names of queries, with commas
 * between, for their answers.
 */
export const TRACE_VARIABLE = 'DRIVER_CONTRACT_TRACE';

/** A query's row of the table. */
interface Row {
  readonly bySource: Record<Source, number>;
  /** Milliseconds, without those of the questions that it asked. */
  time: number;
}

const COLUMNS = ['query', 'asked', 'computed', 'cycles', 'provisional', 'too deep', 'ms'];

const place: Place = (module, at) => `${module.path}:${positionAt(module.lineStarts, at).line}`;

/** Counts and times questions, and says what was answered to some of them. */
export class Trace implements Watcher {
  private readonly rows = new Map<string, Row>();
  /** How many of the questions that are shown are open. */
  private depth = 0;
  /** What the questions that the open one asked have taken. */
  private inner = 0;

  /**
   * @param shown the queries whose answers are said
   * @param write is given each line
   */
  constructor(
    private readonly shown: ReadonlySet<string>,
    private readonly write: (line: string) => void,
  ) {}

  watch<A, T>(rules: QueryRules<A, T>, asked: A, answer: () => Answer<T>): Answer<T> {
    const isShown = this.shown.has(rules.name);
    const outer = this.inner;
    const began = performance.now();
    this.inner = 0;
    if (isShown) this.depth++;
    let took = 0;
    try {
      const answered = answer();
      took = performance.now() - began;
      this.count(rules.name, answered.source, took - this.inner);
      if (isShown && answered.source !== 'known') this.say(rules, asked, answered);
      return answered;
    } finally {
      if (isShown) this.depth--;
      this.inner = outer + took;
    }
  }

  private count(name: string, source: Source, time: number): void {
    let row = this.rows.get(name);
    if (!row)
      this.rows.set(
        name,
        (row = {
          bySource: { computed: 0, known: 0, provisional: 0, cycle: 0, 'too deep': 0 },
          time: 0,
        }),
      );
    row.bySource[source]++;
    row.time += time;
  }

  private say<A, T>(
    { name, wording }: QueryRules<A, T>,
    asked: A,
    { value, source }: Answer<T>,
  ): void {
    const said = wording
      ? `${wording.question(asked, place)} ${wording.answer(value, place)}`
      : 'answered';
    const mark = source === 'computed' ? '' : ` [${source}]`;
    this.write(`${'  '.repeat(this.depth - 1)}${name}: ${said}${mark}`);
  }

  /** The table, and which of the names that were asked for are of no query. */
  end(): void {
    const rows = [...this.rows].sort(([, a], [, b]) => b.time - a.time);
    const cells = rows.map(([name, { bySource, time }]) => {
      const { computed, known, provisional, cycle } = bySource;
      const counts = [
        computed + known + provisional + cycle + bySource['too deep'],
        computed,
        cycle,
        provisional,
        bySource['too deep'],
      ];
      return [name, ...counts.map(String), time.toFixed(0)];
    });
    const widths = COLUMNS.map((head, i) =>
      Math.max(head.length, ...cells.map((c) => c[i].length)),
    );
    const line = (row: readonly string[]) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join('  ');
    for (const row of [COLUMNS, ...cells]) this.write(line(row));
    const names = rows.map(([name]) => name).sort();
    for (const name of this.shown)
      if (!this.rows.has(name))
        this.write(
          `${TRACE_VARIABLE}: no query \`${name}\` was asked. Use 1, or some of ${names.join(', ')}.`,
        );
  }
}

/** What the environment asks for, written to stderr, with the table when the process ends. */
function ofEnvironment(): Trace | undefined {
  const said = process.env[TRACE_VARIABLE];
  if (!said || said === '0') return undefined;
  const names = said === '1' ? [] : said.split(',').map((name) => name.trim());
  const trace = new Trace(new Set(names), (line) => process.stderr.write(`${line}\n`));
  process.once('exit', () => trace.end());
  return trace;
}

export const TRACE = ofEnvironment();
