import { counted } from '../../codemods/add-connector/ledger.js';
import { planWrites, type MovePlan, type WritableMove } from '../../codemods/move-export/plan.js';
import type { FileChange } from '../edits/file-change.js';
import { applyEdits, type TextEdit } from '../edits/text-edits.js';
import type { Workspace } from '../workspace/workspace.js';
import { showProgress } from './progress.js';
import type { SelectedProject } from './tree.js';
import { refusalOfChange } from './write.js';

/** What one step does to one project. */
export interface StepOutcome {
  readonly root: string;
  readonly changes: readonly FileChange[];
  /** Plans that the step writes. */
  readonly done: readonly MovePlan[];
  /** Plans that it leaves, each with the reasons. */
  readonly left: readonly { readonly plan: MovePlan; readonly why: readonly string[] }[];
  /** Readers that create, of which no statement could be read. */
  readonly unread: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number;
  }[];
}

/** Plans `--step ensure` for what was asked for; nothing is written. */
export function ensureStep({ root, session, files }: SelectedProject): StepOutcome {
  const { workspace } = session;
  const progress = showProgress('planning', workspace);
  const chosen = new Set(files);
  const { moves, unread } = planWrites(session.current(), workspace, (file) => chosen.has(file));
  progress();
  return stepOutcome(root, workspace, moves, unread);
}

/** What plans come to, where files may be such that they cannot be written. */
export function stepOutcome(
  root: string,
  workspace: Pick<Workspace, 'text' | 'encoding'>,
  moves: readonly WritableMove[],
  unread: StepOutcome['unread'],
): StepOutcome {
  const edits = new Map<string, TextEdit[]>();
  for (const { ensure } of moves)
    for (const [file, list] of ensure) edits.set(file, [...(edits.get(file) ?? []), ...list]);
  const all = [...edits].map(([path, list]): FileChange => {
    const before = workspace.text(path) ?? '';
    const encoding = workspace.encoding(path) ?? 'utf-8';
    return { path, root, encoding, before, after: applyEdits(before, list, path), edits: list };
  });
  const refused = new Map(
    all.flatMap((change) => {
      const reason = refusalOfChange(change);
      return reason === undefined ? [] : [[change.path, reason] as const];
    }),
  );
  const done: MovePlan[] = [];
  const left: { plan: MovePlan; why: string[] }[] = [];
  for (const { plan, ensure } of moves) {
    if (!plan.ensure) continue;
    const why = [
      ...plan.ensure.refused.map(
        (r) => `${r.message}${r.message.includes(`:${r.line}`) ? '' : ` (${r.file}:${r.line})`}`,
      ),
      ...[...ensure.keys()].flatMap((file) => {
        const reason = refused.get(file);
        return reason === undefined ? [] : [`its file ${reason}`];
      }),
    ];
    if (why.length > 0) left.push({ plan, why });
    else done.push(plan);
  }
  const changes = all.filter(({ path }) => !refused.has(path));
  return { root, changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)), done, left, unread };
}

/** What became of the functions, and why some are left. */
export function stepAsText(
  { done, left, unread, changes }: StepOutcome,
  isWritten: boolean,
): string {
  const lines = [
    ...left.flatMap(({ plan, why }) => [
      `${plan.file}:${plan.line} ${plan.name}: left as it is`,
      ...why.map((text) => `  ! ${text}`),
    ]),
    ...unread.map((d) => `${d.file}:${d.line} ${d.name}: not one statement could be read`),
    ...done.flatMap((plan) => [
      `${plan.file}:${plan.line} ${plan.name}: ${plan.ensure?.method ?? ''} ${isWritten ? 'is' : 'would be'} run by ${plan.creates} as well`,
      ...plan.reasons.filter(({ kind }) => kind === 'check').map((r) => `  [ ] ${r.message}`),
    ]),
  ];
  const total =
    changes.length === 0
      ? 'nothing to change'
      : isWritten
        ? `${counted(changes.length, 'file')} written`
        : `${counted(changes.length, 'file')} would change; --write changes them`;
  const rest = left.length > 0 ? `; ${counted(left.length, 'function')} left as they are` : '';
  return [...lines, ...(lines.length > 0 ? [''] : []), `${total}${rest}`, ''].join('\n');
}
