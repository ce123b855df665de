// The picture of the README: what `check` says of one driver of this repository, at the lines that it
// says it of, and what `migrate` changes there. An SVG whose text is text; it follows the reader's
// light or dark.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const TREE = 'fixtures/python-volume-service/input';
const DRIVER = 'volumes/drivers/alder.py';
/** What of the driver is shown, from and to, from 1. */
const SHOWN = [11, 19];

const FONT = 13;
const LINE = 20;
const CHARACTER = 7.83;
const MARGIN = 16;
/** How many characters fit. */
const COLUMNS = 100;
const WIDTH = Math.ceil(2 * MARGIN + COLUMNS * CHARACTER);

const STYLE = `
    text { font: ${FONT}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; white-space: pre; }
    .card { fill: #ffffff; stroke: #d1d9e0; } .bar { fill: #f6f8fa; } .title { font-weight: bold; }
    .dim { fill: #59636e; } .bad { fill: #b3261e; } .place { fill: #b3261e; text-decoration: underline; }
    .rule { fill: #59636e; font-style: italic; }
    .gone { fill: #b3261e; } .come { fill: #116329; } .gone-line { fill: #ffebe9; } .come-line { fill: #dafbe1; }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc; } .card { fill: #0d1117; stroke: #3d444d; } .bar { fill: #151b23; }
      .dim, .rule { fill: #9198a1; } .bad, .place, .gone { fill: #ff9492; } .come { fill: #7ee787; }
      .gone-line { fill: #3a1d1f; } .come-line { fill: #12301d; }
    }`;

/** @returns {string} the SVG, from what the built command prints */
export function picture() {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'driver-contract-'));
  try {
    fs.cpSync(path.join(root, TREE), folder, { recursive: true });
    const [{ messages }] = JSON.parse(command(folder, 'check', DRIVER, '-f', 'json'));
    const lines = fs.readFileSync(path.join(folder, DRIVER), 'utf8').split('\n');
    const diff = command(folder, 'migrate', DRIVER).split('\n\n')[0].split('\n');
    const hunk = diff.slice(diff.findIndex((line) => line.startsWith('@@')));
    const summary = `${messages.length} findings in ${DRIVER}: ${messages.map((m) => m.message).join(' ')}`;
    return drawn(summary, [
      { k: 'bar', text: `driver-contract check ${DRIVER}` },
      ...lines
        .slice(SHOWN[0] - 1, SHOWN[1])
        .flatMap((text, i) => codeRows(text, SHOWN[0] + i, messages)),
      { k: 'bar', text: `driver-contract migrate ${DRIVER}` },
      ...hunk.map((text) => ({ k: 'diff', text })),
    ]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function command(cwd, ...args) {
  const bin = path.join(root, 'bin/driver-contract.js');
  const env = { ...process.env, NO_COLOR: '1', DRIVER_CONTRACT_CACHE: 'off' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    encoding: 'utf8',
    env,
  });
  if (status === null || status > 1) throw new Error(stderr || stdout);
  return stdout;
}

/** A line of code, its reported places underlined, and below it what is said of them. */
function codeRows(text, line, messages) {
  const own = messages.filter((m) => m.line === line);
  const [first] = own;
  const parts = first
    ? [
        { text: text.slice(0, first.column - 1) },
        { text: text.slice(first.column - 1, first.endColumn - 1), class: 'place' },
        { text: text.slice(first.endColumn - 1) },
      ]
    : [{ text }];
  return [
    { k: 'code', parts: [{ text: `${String(line).padStart(3)}  `, class: 'dim' }, ...parts] },
    ...own.flatMap(({ message, ruleId }) => [
      ...folded(message, COLUMNS - 8).map((part, i) => ({
        k: 'code',
        parts: [{ text: `     ${i === 0 ? '●' : ' '} ${part}`, class: 'bad' }],
      })),
      { k: 'code', parts: [{ text: `       ${ruleId}`, class: 'rule' }] },
    ]),
  ];
}

function folded(text, columns) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= columns) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

function drawn(summary, rows) {
  let y = 0;
  const shapes = rows.flatMap((row, i) => {
    const isBar = row.k === 'bar';
    const height = isBar ? LINE + 12 : LINE;
    // A little air below a bar, and above the next.
    if (i > 0 && (isBar || rows[i - 1].k === 'bar')) y += 8;
    const top = y;
    y += height;
    const baseline = top + (height + FONT) / 2 - 2;
    if (isBar)
      return [
        `<rect class="bar" x="0.5" y="${top + 0.5}" width="${WIDTH - 1}" height="${height}"/>`,
        written(
          [
            { text: '$ ', class: 'dim' },
            { text: row.text, class: 'title' },
          ],
          baseline,
        ),
      ];
    if (row.k === 'code') return [written(row.parts, baseline)];
    const kind = row.text.startsWith('+') ? 'come' : row.text.startsWith('-') ? 'gone' : undefined;
    const background = `<rect class="${kind}-line" x="1" y="${top}" width="${WIDTH - 2}" height="${height}"/>`;
    const plain = row.text.startsWith('@@') ? 'dim' : undefined;
    return [
      ...(kind ? [background] : []),
      written([{ text: row.text, class: kind ?? plain }], baseline),
    ];
  });
  const height = y + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="summary" xml:space="preserve">
  <title id="summary">${escaped(summary)}</title>
  <style>${STYLE}
  </style>
  <rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6"/>
${shapes.map((shape) => `  ${shape}`).join('\n')}
</svg>
`;
}

function written(parts, baseline) {
  const spans = parts
    .filter(({ text }) => text !== '')
    .map(({ text, class: name }) =>
      name ? `<tspan class="${name}">${escaped(text)}</tspan>` : escaped(text),
    );
  return `<text x="${MARGIN}" y="${baseline}">${spans.join('')}</text>`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
