import path from 'node:path';
import type { Analysis } from '../../src/analysis/analysis.js';
import type { Step } from '../../src/contract/steps.js';
import { composeEdits } from '../../src/edits/compose.js';
import { applyEdits, originOf } from '../../src/edits/text-edits.js';
import { positionAt } from '../../src/facts/text.js';
import type { Workspace } from '../../src/workspace/workspace.js';
import { censusOf } from './census/rows.js';
import { joinEntries, joinRounds } from './joined-entries.js';
import {
  isSite,
  isUnfinished,
  ledgerOf,
  siteId,
  type Ledger,
  type LedgerEntry,
  type Origin,
} from './ledger.js';
import type { MigrationOptions, PlannedEdit } from './migration.js';
import type { Clash } from './precedence.js';
import { planStep, type StepPlan } from './plan-step.js';
import { Vendors } from './vendors.js';
import { staleMarkers } from './stale-markers.js';

export interface MigrationPlan {
  /** The edits of each file, by absolute path. */
  readonly edits: ReadonlyMap<string, readonly PlannedEdit[]>;
  readonly ledger: Ledger;
  /** Places of which one pass said two things: a fault of the tool's; they are left open. */
  readonly clashes: readonly Clash[];
}

type Edits = ReadonlyMap<string, readonly PlannedEdit[]>;

/**
 * Works out the whole migration: which edits, and what becomes of every site. Nothing is written.
 * Each step of the contract's change is planned on what those before it leave; the edits are those
 * of the texts as they are.
 */
export function planMigration(
  analysis: Analysis,
  workspace: Workspace,
  options: MigrationOptions = {},
): MigrationPlan {
  if (analysis.laterSteps.length > 0) return new Rounds(analysis, workspace, options).plan();
  const step = planStep(analysis, workspace, options);
  return finished(analysis, workspace, options, step.edits, step.entries, [step]);
}

/** The plan of all steps, with the markers taken away that have done their work. */
function finished(
  analysis: Analysis,
  workspace: Workspace,
  options: MigrationOptions,
  made: Edits,
  entries: readonly LedgerEntry[],
  steps: readonly StepPlan[],
): MigrationPlan {
  const byId = new Map(entries.map((entry) => [siteId(entry.kind, entry), entry]));
  const marked = steps.flatMap((step) =>
    step.marked.flatMap(({ entry, place }) => {
      const final = byId.get(siteId(entry.kind, entry));
      return final ? [{ entry: final, place }] : [];
    }),
  );
  const edits = new Map(made);
  for (const [file, gone] of staleMarkers(analysis, workspace, options, marked))
    edits.set(file, [...(edits.get(file) ?? []), ...gone]);
  const counts = steps.map(({ count }) => count);
  const census = censusOf(counts, entries);
  return {
    edits,
    ledger: ledgerOf(analysis.contract.name, withVendors(analysis, entries), census),
    clashes: steps.flatMap(({ clashes }) => clashes),
  };
}

/** The entries themselves: the edits go by them. */
function withVendors(analysis: Analysis, entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const vendors = new Vendors(analysis);
  for (const entry of entries) {
    const vendor = vendors.of(path.resolve(analysis.root, entry.file));
    if (vendor !== undefined) Object.assign(entry, { vendor });
  }
  return entries;
}

/** More than a contract that comes to rest can take. */
const MOST_ROUNDS = 6;

/** Makes all steps one after the other until none has anything left to change. */
class Rounds {
  private edits: Edits = new Map();
  private readonly steps: readonly (Step | undefined)[];

  constructor(
    private readonly analysis: Analysis,
    private readonly workspace: Workspace,
    private readonly options: MigrationOptions,
  ) {
    this.steps = [undefined, ...analysis.laterSteps];
  }

  plan(): MigrationPlan {
    const { todo = false } = this.options;
    const rounds: (readonly LedgerEntry[])[] = [];
    for (let isAtRest = false; !isAtRest;) {
      const isLast = rounds.length + 1 === MOST_ROUNDS;
      const before = this.edits;
      const { entries, plans, hasEdits } = this.round(false);
      isAtRest = !hasEdits || isLast;
      rounds.push(hasEdits && isLast ? restless(entries) : entries);
      if (hasEdits && isLast) this.edits = before;
      if (!isAtRest) continue;
      // A site that a later round could finish gets no marker.
      if (todo) this.round(true);
      return this.planOf(joinRounds(rounds), plans);
    }
    throw new Error('a migration ended without a last round');
  }

  private round(todo: boolean) {
    const plans: StepPlan[] = [];
    const left = new Map(this.options.left);
    for (const step of this.steps) {
      const plan = this.step(step, { ...this.options, todo, left });
      plans.push(plan);
      for (const entry of plan.entries)
        if (isUnfinished(entry) && isSite(entry)) left.set(siteId(entry.kind, entry), entry.reason);
    }
    return {
      plans,
      hasEdits: plans.some(({ edits }) => edits.size > 0),
      entries: joinEntries(plans),
    };
  }

  private step(step: Step | undefined, options: MigrationOptions): StepPlan {
    const { analysis, workspace, edits } = this;
    const texts = new Map(
      [...edits].map(([file, list]) => [file, applyEdits(workspace.text(file) ?? '', list, file)]),
    );
    const tree = workspace.with(texts);
    const known = analysis.after(step, tree, (file) => !texts.has(file));
    const plan = planStep(known, tree, { ...options, origin: originIn(workspace, edits) });
    this.edits = composed(texts, edits, plan);
    return plan;
  }

  private planOf(entries: readonly LedgerEntry[], plans: readonly StepPlan[]): MigrationPlan {
    const byId = new Map(entries.map((entry) => [siteId(entry.kind, entry), entry]));
    // The ledger's own entries: what is chosen or given up goes by them.
    const edits = new Map(
      [...this.edits].map(([file, list]) => [
        file,
        list.map((edit) =>
          edit.entry ? { ...edit, entry: byId.get(siteId(edit.entry.kind, edit.entry)) } : edit,
        ),
      ]),
    );
    return finished(this.analysis, this.workspace, this.options, edits, entries, plans);
  }
}

/** What a round would change that is not made any more. */
function restless(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const reason = 'what is to be done with it changes with each run';
  return entries.map((e) => (e.status === 'migrated' ? { ...e, status: 'open', reason } : e));
}

/** Where places of the texts after some edits stood before them. */
function originIn(workspace: Workspace, edits: Edits): Origin {
  return (module, offset) => {
    const list = edits.get(module.path);
    const lineStarts = workspace.facts(module.path)?.lineStarts;
    return list && lineStarts
      ? positionAt(lineStarts, originOf(list, offset).offset)
      : positionAt(module.lineStarts, offset);
  };
}

function composed(texts: ReadonlyMap<string, string>, edits: Edits, next: StepPlan): Edits {
  const all = new Map(edits);
  for (const [file, list] of next.edits) {
    const earlier = edits.get(file);
    const merged = (edit: Omit<PlannedEdit, 'entry'>, parts: readonly PlannedEdit[]) => ({
      ...edit,
      entry: parts.find((p) => p.entry)?.entry,
    });
    all.set(file, earlier ? composeEdits(texts.get(file) ?? '', earlier, list, merged) : list);
  }
  return all;
}
