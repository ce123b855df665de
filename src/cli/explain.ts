import path from 'node:path';
import { Command } from 'commander';
import type { LedgerEntry } from '../../codemods/add-connector/ledger.js';
import { planMigration } from '../../codemods/add-connector/plan.js';
import type { Analysis } from '../analysis/analysis.js';
import type { Linker } from '../linker/linker.js';
import { functionLabel, keyOf, type Values } from '../linker/values.js';
import { withArticle } from '../contract/words.js';
import { positionAt } from '../facts/text.js';
import type { CallFact, ModuleFacts, Span } from '../facts/types.js';
import { UsageError } from './errors.js';
import { nextSteps } from './next-steps.js';
import {
  declarationNotes,
  findingNotes,
  roleNote,
  siteNote,
  unjudgedNotes,
  type Note,
} from './notes.js';
import {
  CONTRACT_OPTION,
  TYPES_OPTION,
  selectProjects,
  type SelectedProject,
  type TreeOptions,
} from './tree.js';
import { tellUnread } from './unread.js';
import { Way } from './why.js';

interface ExplainOptions extends TreeOptions {
  readonly why?: boolean;
}

export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'Say how the calls and declarations on a line were resolved, and why something was or was not reported.',
    )
    .argument('<place>', 'FILE:LINE')
    .option(...CONTRACT_OPTION)
    .option(...TYPES_OPTION)
    .option(
      '--why',
      'show the way to each answer: what was asked for it, and what each question gave',
    )
    .action(async (place: string, options: ExplainOptions) => {
      const match = /^(?<file>.+?):(?<line>\d+)(?::\d+)?$/u.exec(place);
      if (!match?.groups)
        throw new UsageError(
          `${place}: not a place. Write FILE:LINE, for example src/driver.ts:12.`,
        );
      const { file, line } = match.groups;
      const [project] = await selectProjects([file], options);
      const analysis = project.session.current();
      const module = analysis.project.module(project.files[0]);
      const { workspace } = project.session;
      // What is said of a line stands on the whole project.
      const told = tellUnread(project, workspace.all());
      if (!module && told.has(project.files[0])) return;
      if (!module)
        throw new UsageError(
          `${file}: ${workspace.unread.get(project.files[0]) ?? 'cannot be read'}.`,
        );
      if (Number(line) > module.lineStarts.length)
        throw new UsageError(`${place}: the file has ${module.lineStarts.length} lines.`);
      const said = explain(analysis, module, Number(line), options.why ?? false);
      const planned = plannedFor(project, module, Number(line));
      const isHere = ({ span: [start] }: { span: Span }) =>
        positionAt(module.lineStarts, start).line === Number(line);
      const next = nextSteps(
        place,
        analysis
          .findingsIn(module.path)
          .filter(isHere)
          .map((f) => f.rule),
        planned,
        analysis.unjudgedIn(module.path).some(isHere),
      );
      const lines = [...said, ...planned.map(plannedNote), ...next];
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

function explain(analysis: Analysis, module: ModuleFacts, line: number, isWhy: boolean): string[] {
  const isHere = ([start]: Span) => positionAt(module.lineStarts, start).line === line;
  const here = (notes: readonly Note[]) =>
    notes.filter((note) => isHere(note.span)).map((note) => note.text);
  const roles = analysis.roles.all().filter(({ cls }) => cls.module === module);
  const way = (ask: (linker: Linker) => unknown) => (isWhy ? wayTo(analysis, ask) : []);
  const said = roles
    .filter(({ cls }) => isHere(cls.fact.nameSpan))
    .flatMap((entry) => [
      roleNote(entry).text,
      ...way((linker) => linker.hierarchy.ancestry(entry.cls)),
    ]);
  said.push(...here(declarationNotes(analysis, module)));
  for (const call of module.calls) {
    if (!isHere(call.nameSpan)) continue;
    said.push(...explainCall(analysis, module, call));
    const site = analysis.sites.callSite(module, call);
    if (site) said.push(`  ${siteNote(site).text}`);
    said.push(...way((linker) => linker.calls.resolve(module, call)));
  }
  const findings = here([...findingNotes(analysis, module), ...unjudgedNotes(analysis, module)]);
  if (findings.length > 0) return [...said, ...findings];
  return said.length === 0
    ? [
        `${analysis.relative(module.path)}:${line}: no call and no contract declaration starts here; nothing is reported.`,
      ]
    : [...said, 'nothing is reported here.'];
}

/** What `migrate` would make of what the line holds, occurrences that are no site included. */
function plannedFor({ session }: SelectedProject, module: ModuleFacts, line: number) {
  const { ledger } = planMigration(session.current(), session.workspace, {
    includes: (file) => file === module.path,
  });
  return ledger.entries.filter((e) => e.line === line && e.kind !== 'file');
}

function plannedNote({ name, kind, status, reason, value }: LedgerEntry): string {
  const passed = value === undefined ? '' : ` (${value})`;
  return `migrate: ${name}, ${withArticle(kind)}, ${status}: ${reason}${passed}.`;
}

/**
 * How the linker comes to an answer. An answer is the same whoever asks first, so one that knows
 * nothing yet shows the whole way.
 */
function wayTo(analysis: Analysis, ask: (linker: Linker) => unknown): string[] {
  const way = new Way();
  ask(analysis.linker.watchedBy(way));
  return [
    '  why:',
    ...way.lines((module, at) => analysis.place(module, at)).map((line) => `    ${line}`),
  ];
}

function explainCall(analysis: Analysis, module: ModuleFacts, call: CallFact): string[] {
  const { targets, signatures, receiver, builtin, why } = analysis.linker.calls.resolve(
    module,
    call,
  );
  const place = (m: ModuleFacts, at: number) => analysis.place(m, at);
  const runs = [
    ...targets.map(
      (t) => `${functionLabel(t.module, t.fact)} (${place(t.module, t.fact.nameSpan[0])})`,
    ),
    ...signatures.map(
      (s) =>
        `${functionLabel(s.module, s.fact, s.self?.cls.fact.name)} (declared at ${place(s.module, s.fact.nameSpan[0])}, no body)`,
    ),
  ];
  const state = builtin
    ? 'belongs to the language'
    : runs.length === 0
      ? 'unknown'
      : runs.length === 1 && why === undefined
        ? 'resolved'
        : 'may';
  const lines = [`${call.name ?? 'call'}(): ${state}${why === undefined ? '' : ` (${why})`}`];
  if (call.callee.k === 'member') lines.push(`  receiver: ${describe(analysis, receiver)}`);
  for (const r of runs) lines.push(`  runs ${r}`);
  return lines;
}

function describe(analysis: Analysis, { items, why }: Values): string {
  const shown = items.map((v) =>
    v.k === 'instance' || v.k === 'class'
      ? `${v.cls.fact.name ?? 'object'} (${path.posix.basename(analysis.place(v.cls.module, v.cls.fact.nameSpan[0]))}, ${analysis.roles.roleOf(v.cls.fact)})`
      : v.k === 'external' || v.k === 'builtin'
        ? v.name
        : v.k === 'function'
          ? functionLabel(v.module, v.fact)
          : keyOf(v),
  );
  return (
    [...new Set(shown), ...(why === undefined ? [] : [`unknown: ${why}`])].join(', ') || 'nothing'
  );
}
