// From the JSON of runs of trials.mjs, the tables of a page, between its two markers:
//
//   node bench/trials/report.mjs PAGE RUN.json...
import fs from 'node:fs';
import path from 'node:path';
import { FAULT_KINDS } from './trial.mjs';

const BEGIN = '<!-- trials:begin -->';
const END = '<!-- trials:end -->';
const HEAD = [
  'kind',
  'door',
  'attempts',
  'crashes',
  'hangs',
  'lost bytes',
  'programs run',
  'silent omissions',
];

/** A row for each door of each kind: its attempts and faults. */
export function rowsOf({ kinds }) {
  return kinds.flatMap(({ name, attempts, faults }) => {
    const doors = new Set([...Object.keys(attempts), ...faults.map(({ door }) => door)]);
    return [...doors].map((door) => {
      const own = faults.filter((fault) => fault.door === door);
      return [
        name,
        door === name ? '' : door,
        attempts[door] ?? 0,
        ...FAULT_KINDS.map((kind) => own.filter((fault) => fault.kind === kind).length),
      ];
    });
  });
}

export function plainTable(rows) {
  const cells = [HEAD, ...rows].map((row) => row.map(String));
  const widths = HEAD.map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  return cells
    .map(
      (row) =>
        `${row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')}\n`,
    )
    .join('');
}

/** Markdown of one run: what each kind tries, its figures, and from what they come. */
export function markdownOf(report) {
  const { seed, commit, node, date, isLong, kinds } = report;
  const number = (cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell);
  const row = (cells) => `| ${cells.map(number).join(' | ')} |`;
  const sums = HEAD.slice(2).map((_, i) =>
    rowsOf(report).reduce((sum, cells) => sum + cells[i + 2], 0),
  );
  return [
    `${isLong ? 'Long' : 'Short'} run of ${date}: commit ${commit}, Node ${node}, seed ${seed}.`,
    '',
    row(HEAD),
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rowsOf(report).map(row),
    row(['**all**', '', ...sums]),
    '',
    ...kinds.flatMap(({ name, what, notes = [] }) => [
      `- *${name}*: ${what}${notes.map((note) => ` ${note}.`).join('')}`,
    ]),
  ].join('\n');
}

/** The page with the text between its markers replaced. */
export function withTables(page, reports) {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The page has no ${BEGIN} … ${END}.`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${reports.map(markdownOf).join('\n\n')}\n\n${page.slice(end)}`;
}

if (process.argv[1] && path.resolve(process.argv[1]) === import.meta.filename) {
  const [page, ...runs] = process.argv.slice(2);
  const reports = runs.map((file) => JSON.parse(fs.readFileSync(file, 'utf8')));
  fs.writeFileSync(
    page,
    withTables(fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : `${BEGIN}\n${END}\n`, reports),
  );
}
