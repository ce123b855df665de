import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isUnfinished } from '../../codemods/add-connector/ledger.js';
import { planMigration, type MigrationPlan } from '../../codemods/add-connector/plan.js';
import { Analysis } from '../../src/analysis/analysis.js';
import { loadContract } from '../../src/contract/load.js';
import { applyEdits } from '../../src/edits/text-edits.js';
import { positionAt } from '../../src/facts/text.js';
import { disk } from '../../src/workspace/disk.js';
import { Workspace } from '../../src/workspace/workspace.js';

export interface Planned {
  readonly plan: MigrationPlan;
  readonly analysis: Analysis;
  /** Every file the plan changes, by path relative to the root. */
  readonly after: ReadonlyMap<string, string>;
}

/** Plans the migration of a folder. */
export function plan(root: string, options: Parameters<typeof planMigration>[2] = {}): Planned {
  const workspace = new Workspace(root, disk);
  const analysis = new Analysis(root, loadContract(undefined, root).contract, workspace);
  const made = planMigration(analysis, workspace, options);
  if (made.clashes.length > 0)
    throw new Error(`one pass says two things of a place: ${JSON.stringify(made.clashes)}`);
  const after = new Map(
    [...made.edits].map(([file, edits]) => [
      analysis.relative(file),
      applyEdits(workspace.text(file) ?? '', edits, file),
    ]),
  );
  return { plan: made, analysis, after };
}

/** Runs `work` in a folder made of others, and removes it. */
export function inCopyOf(folders: readonly string[], work: (root: string) => void): void {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'driver-contract-'));
  try {
    for (const folder of folders)
      fs.cpSync(folder, root, {
        recursive: true,
        filter: (file) => path.basename(file) !== 'node_modules',
      });
    work(root);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

export function write(root: string, after: ReadonlyMap<string, string>): void {
  for (const [file, text] of after) fs.writeFileSync(path.join(root, file), text);
}

/** `file:line:column` of what the three connector rules find. */
export function connectorFindings({ analysis }: Planned): string[] {
  const rules = ['require-connector-parameter', 'require-connector-argument', 'forward-connector'];
  return analysis
    .findings()
    .filter((f) => rules.includes(f.rule))
    .map((f) => {
      const { line, column } = positionAt(f.module.lineStarts, f.span[0]);
      return `${analysis.relative(f.module.path)}:${line}:${column + 1}`;
    })
    .sort();
}

/** `file:line:column` of the declarations and calls that a ledger leaves to do. */
export function leftToDo({ plan: { ledger } }: Planned): string[] {
  const places = ledger.entries
    .filter((e) => isUnfinished(e) && (e.kind === 'declaration' || e.kind === 'call'))
    .map((e) => `${e.file}:${e.line}:${e.column}`);
  return [...new Set(places)].sort();
}
