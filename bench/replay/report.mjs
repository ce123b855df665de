// The scoreboard as text and as Markdown.

const share = ({ right, changing }) => `${right} of ${changing}`;
const LABELS = { humans: 'humans', 'driver-contract': 'driver-contract', rope: 'rope' };

/** Cells by contestant, as printed in both forms. */
function rows({ contestants }) {
  const cells = (make) => Object.values(contestants).map((one) => (one.failed ? '-' : make(one)));
  const touched = ({ definitions, calls, handedOn }) =>
    definitions.touched + calls.touched + handedOn.touched;
  return [
    ['definitions right', ...cells((one) => share(one.definitions))],
    ['  missed, wrong', ...cells(({ definitions: d }) => `${d.missed}, ${d.wrong}`)],
    ['calls right', ...cells((one) => share(one.calls))],
    ['  missed, wrong', ...cells(({ calls: c }) => `${c.missed}, ${c.wrong}`)],
    ['  left to the default in tests', ...cells(({ calls: c }) => `${c.default}`)],
    ['handed on (assertRaises) right', ...cells((one) => share(one.handedOn))],
    ['assertions right', ...cells((one) => share(one.assertions))],
    ['values right, of those passed', ...cells(({ values: v }) => `${v.right} of ${v.filled}`)],
    ['look-alikes touched', ...cells(({ homonyms: h }) => `${h.touched} of ${h.all}`)],
    ['others touched', ...cells((one) => `${touched(one)}`)],
    ['files written', ...cells(({ files }) => `${files ?? '-'}`)],
    ['seconds', ...Object.values(contestants).map(({ seconds }) => seconds?.toFixed(1) ?? '-')],
    ['  of a processor', ...Object.values(contestants).map(({ cpu }) => cpu?.toFixed(1) ?? '-')],
    [
      'peak memory, MB',
      ...Object.values(contestants).map(({ megabytes }) => megabytes?.toFixed(0) ?? '-'),
    ],
  ];
}

export function text(result, details) {
  const { contestants, format, compiled } = result;
  const head = ['', ...Object.keys(contestants).map((name) => LABELS[name])];
  const table = [head, ...rows(result)];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('   ')
      .trimEnd();
  const by = (fault) => result.differences.filter((one) => one.fault === fault);
  const count = (fault) => `${by(fault).length}`;
  return [
    `${result.case}: ${result.title}`,
    `${result.commit}, on its parent ${result.parent}${result.rewritten > 0 ? `; ${result.rewritten} places in functions that the humans rewrote are not compared` : ''}`,
    '',
    ...table.map(line),
    '',
    `differences from the humans: ${count('humans')} their fault, ${count('ours')} ours, ${count('both')} of both, ${count('nobody')} nobody's, ${count('not judged')} not judged`,
    `outside of the places: ${format.elsewhere.length} lines changed, ${format.doubles.length} of doubles that the ledger lists; ${format.relaid.length} lists laid out anew, ${format.wide.length} lines too long`,
    `second run: ${result.again} edits; check afterwards: ${result.findings} findings, ${result.unlisted.length} not in the ledger; open: ${result.open.length}`,
    compiled
      ? `python3 compiles ${compiled.before} of ${compiled.files} written files before, ${compiled.after} after${compiled.python2.length > 0 ? ` (Python 2: ${compiled.python2.join(', ')})` : ''}`
      : 'python3 is not there: nothing was compiled',
    ...Object.entries(contestants).flatMap(([name, { failed }]) =>
      failed ? [`${LABELS[name]} failed: ${failed}`] : [],
    ),
    ...section('missed by the humans, found', by('humans')),
    ...section('missed', [...by('ours'), ...by('both'), ...by('not judged')]),
    ...(details ? section('neither is wrong', by('nobody')) : []),
    ...list(
      'open',
      result.open.map(({ file, line: at, name, reason }) => `${file}:${at}  ${name}: ${reason}`),
    ),
    ...(details ? list('laid out anew', format.relaid) : []),
    ...list('outside of the places', format.elsewhere),
    ...(details ? list('doubles', format.doubles) : []),
    ...list('too long', format.wide),
    ...list(
      'reported, not in the ledger',
      result.unlisted.map(({ file, line: at, ruleId }) => `${file}:${at}  ${ruleId}`),
    ),
    ...list(
      'does not compile any more',
      (compiled?.broken ?? []).map(([file, error]) => `${file}: ${error}`),
    ),
    '',
    result.failures.length === 0 ? 'as expected' : `not as expected: ${result.failures.join('; ')}`,
    '',
  ].join('\n');
}

function section(title, differences) {
  return list(
    title,
    differences.map(
      (one) =>
        `${one.file}:${one.line}  ${one.scope} ${one.kind} (${one.was}): ours (${one.ours}), humans (${one.humans})${one.fault === 'humans' || one.fault === 'nobody' ? '' : `, wanted (${one.wanted.join(' | ')})`}`,
    ),
  );
}

/** So many lines of a list are enough to see what it is about; `--json` has all. */
const LINES = 40;

function list(title, lines) {
  if (lines.length === 0) return [];
  const more = lines.length > LINES ? [`  and ${lines.length - LINES} more`] : [];
  return ['', `${title}:`, ...lines.slice(0, LINES).map((one) => `  ${one}`), ...more];
}

export function markdown(results) {
  return [...(results.length > 1 ? [overview(results)] : []), ...tables(results)].join('\n');
}

/** One row a case. */
function overview(results) {
  const tests = ({ handedOn, assertions }) =>
    `${handedOn.right + assertions.right} of ${handedOn.changing + assertions.changing}`;
  const pair = (contestants, cell) =>
    [contestants.humans, contestants['driver-contract']].map(cell).join(' · ');
  const row = ({ case: name, contestants, open, format, again, failures }) => [
    `\`${name}\``,
    pair(contestants, (one) => share(one.definitions)),
    pair(contestants, (one) => share(one.calls)),
    pair(contestants, tests),
    contestants['driver-contract'].calls.default + contestants['driver-contract'].handedOn.default,
    format.elsewhere.length,
    open.length,
    again,
    failures.length === 0 ? 'yes' : 'no',
  ];
  return [
    '| humans · driver-contract | declarations | calls | assertRaises, assertions | left to the default | lines elsewhere | open | edits of a second run | as expected |',
    '| --- | --- | --- | --- | ---: | ---: | ---: | ---: | --- |',
    ...results.map((result) => `| ${row(result).join(' | ')} |`),
    '',
  ].join('\n');
}

function tables(results) {
  return results.map((result) => {
    const names = Object.keys(result.contestants);
    return [
      `**${result.case}**: ${result.title}, commit ${result.commit}`,
      '',
      `| | ${names.join(' | ')} |`,
      `| --- |${' ---: |'.repeat(names.length)}`,
      ...rows(result).map((row) => `| ${row.map((cell) => cell.trim()).join(' | ')} |`),
      '',
    ].join('\n');
  });
}
