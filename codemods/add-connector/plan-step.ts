import type { CallSite } from '../../src/analysis/site.js';
import { calledBy } from '../../src/analysis/connector-findings.js';
import type { Analysis } from '../../src/analysis/analysis.js';
import { applyEdits, type TextEdit } from '../../src/edits/text-edits.js';
import { UnreadableError } from '../../src/facts/language.js';
import { isPlainlyParsed } from '../../src/workspace/front-end.js';
import type { Workspace } from '../../src/workspace/workspace.js';
import { migrateAssertions } from './test-uses/assertions.js';
import { takeCensus, type Count } from './census/census.js';
import { Calls, forwardScopes, type CallPlan } from './calls/calls.js';
import { Declarations, enterLookAlikes, taken } from './declarations/declarations.js';
import { migrateDeclaration } from './declarations/migrate-declaration.js';
import { enterDoubles } from './test-uses/doubles.js';
import { Implementations } from './test-uses/implementations.js';
import type { LedgerEntry } from './ledger.js';
import { markerEdit } from './markers.js';
import { Migration, type MigrationOptions, type PlannedEdit } from './migration.js';
import type { Clash } from './precedence.js';
import { Propagation } from './calls/propagation.js';
import { enterMadeMembers } from './references/made-members.js';
import { migrateReferences } from './references/references.js';
import { settleRestTuples } from './declarations/rest-tuples.js';
import type { Marked } from './stale-markers.js';
import { isOnlyExpected } from './test-uses/shared-lists.js';

/** What one step of a contract's change does to a tree. */
export interface StepPlan {
  /** The edits of each file, by absolute path. */
  readonly edits: ReadonlyMap<string, readonly PlannedEdit[]>;
  /** What became of every site, in no order. */
  readonly entries: readonly LedgerEntry[];
  readonly count: Count;
  /** The parameter that each method gains. */
  readonly gains: ReadonlyMap<string, string>;
  /** Places of which one pass said two things. */
  readonly clashes: readonly Clash[];
  /** Where the marker of each site would stand. */
  readonly marked: readonly Marked[];
}

/** Works out one step: which edits, and what becomes of every site. Nothing is written. */
export function planStep(
  analysis: Analysis,
  workspace: Workspace,
  options: MigrationOptions,
): StepPlan {
  const migration = new Migration(analysis, workspace, options);
  const all = migration.modules();
  const modules = all.filter((module) => analysis.unrelated.ofFile(module) === undefined);
  const files = modules.map((module) => migration.file(module));
  const doubles = new Implementations(files);
  const declarations = new Declarations(
    modules.flatMap((module) => [...analysis.sites.declarations(module), ...doubles.of(module)]),
  );
  const calls = new Calls(migration, declarations, isOnlyExpected);
  const sites = modules.flatMap((module) => [...analysis.sites.calls(module)]);
  declarations.promoteForwarders(
    sites.filter((s) => s.enclosing?.method === s.method && s.passing === 'missing'),
    (s) => calls.enclosingDeclaration(s),
  );
  declarations.refuse((site) => migration.refusalAt(site.module, site.nameSpan[0], 'declaration'));
  settleRestTuples(declarations, sites);
  settleCollisions(declarations, new Calls(migration.trial(), declarations, isOnlyExpected), sites);
  doubles.follow(declarations);
  const propagation = new Propagation(migration, calls);
  const own = sites
    .map((site) => calls.plan(site))
    .map((plan) => (options.propagate ? propagation.withPropagated(plan) : plan));
  const plans = [...own, ...propagation.plans];
  enterDeclarations(migration, declarations, plans);
  enterPropagation(migration, propagation, plans);
  for (const file of files) enterDoubles(file);
  enterCalls(migration, plans);
  const declared = new Set(declarations.decisions.keys());
  for (const file of files) {
    migrateAssertions(file, plans, declarations);
    migrateReferences(file);
    enterLookAlikes(file);
    enterMadeMembers(file, declared);
  }
  migration.editImports();
  const count = takeCensus(
    migration,
    all.map((module) => migration.file(module)),
  );
  if (options.todo)
    for (const { entry, module, markAt, isDeclined } of migration.ledger.unfinished())
      // What the user did not want changed stays without a comment, too.
      if (!isDeclined && migration.refusalOf(module) === undefined)
        migration.edit(
          module,
          ...markerEdit(migration.text(module), module.language, markAt, entry),
        );
  enterFiles(migration);
  const reopened = dropBroken(migration);
  return {
    edits: migration.edits,
    entries: migration.ledger.build(reopened),
    count,
    clashes: migration.ledger.clashes,
    marked: migration.ledger.marked(),
    gains: new Map(
      analysis.roles.methods.flatMap((m) => (m.added ? [[m.name, m.added.name]] : [])),
    ),
  };
}

/**
 * A declaration whose slot is taken moves only together with every call that passes what stands
 * there.
 */
function settleCollisions(
  declarations: Declarations,
  calls: Calls,
  sites: readonly CallSite[],
): void {
  for (let isStable = false; !isStable;) {
    isStable = true;
    for (const declaration of declarations.collisions()) {
      const passing = sites.filter(
        (s) => s.declarations.includes(declaration) && s.args.length > s.method.slot,
      );
      const stuck = passing
        .map((s) => calls.plan(s))
        .find((p) => p.status !== 'migrated' && p.status !== 'already');
      if (!stuck) continue;
      const reason = `\`${taken(declaration)}\` stands in its place, and a call that passes it cannot be moved: ${stuck.reason}`;
      declarations.leave(declaration, 'collision', { reason });
      isStable = false;
    }
  }
}

function enterDeclarations(
  migration: Migration,
  declarations: Declarations,
  plans: readonly CallPlan[],
): void {
  for (const [site, decision] of declarations.decisions) {
    const { module, method, nameSpan, display, role } = site;
    const file = migration.file(module);
    const entry = { kind: 'declaration', method: method.name, name: display, role } as const;
    if (decision.k === 'keep') {
      const { status, reason, isDeclined } = decision;
      file.enter('declaration', nameSpan[0], { ...entry, status, reason, isDeclined });
      continue;
    }
    const { list, reason, edits } = migrateDeclaration(file, site, forwardScopes(plans, site));
    file.enter(
      'declaration',
      nameSpan[0],
      { ...entry, status: 'migrated', reason, parameters: list },
      edits,
    );
  }
}

/** Functions that are given the parameter for a call in them, and calls that may be meant too. */
function enterPropagation(
  migration: Migration,
  { given, possible }: Propagation,
  plans: readonly CallPlan[],
): void {
  for (const site of given.values()) {
    const { module, method, nameSpan, display: name } = site;
    const file = migration.file(module);
    const { list, reason, edits } = migrateDeclaration(file, site, forwardScopes(plans, site));
    const entry = {
      kind: 'declaration',
      method: method.name,
      name,
      role: 'caller',
      status: 'migrated',
      reason,
      parameters: list,
    } as const;
    file.enter('caller', nameSpan[0], entry, edits);
  }
  const [first] = given.values();
  for (const { module, call } of possible) {
    const reason = 'its receiver is not known: it may be one that was given the parameter';
    const entry = {
      kind: 'reference',
      method: first.method.name,
      name: call.name ?? '',
      role: 'caller',
      status: 'open',
      reason,
    } as const;
    migration.file(module).enter('possible caller', call.nameSpan[0], entry, [], call.span[0]);
  }
}

function enterCalls(migration: Migration, plans: readonly CallPlan[]): void {
  for (const { site, status, reason, isDeclined, isDoubtful, value, edits } of plans) {
    const { module, method, call, role, decidedBy } = site;
    const name = calledBy(site);
    const kind = isDoubtful ? 'mention' : 'call';
    const entry = {
      kind,
      method: method.name,
      name,
      role,
      status,
      reason,
      isDeclined,
      value,
      decidedBy,
    } as const;
    // An array that two calls spread is one list, and one site.
    migration.file(module).enter('call', site.nameSpan[0], entry, edits, call.span[0]);
  }
}

/**
 * Files that may hold something of the contract and were not read, or not whole: what there is to
 * do in them is not known.
 */
function enterFiles({ analysis, workspace, options, ledger }: Migration): void {
  const names = Object.keys(analysis.contract.methods);
  const includes = options.includes ?? (() => true);
  for (const [file, reason] of workspace.missed(names))
    if (includes(file)) ledger.addFile(file, reason);
  for (const file of workspace.containing(names)) {
    const facts = includes(file) ? workspace.facts(file) : undefined;
    const [error] = facts?.syntaxErrors ?? [];
    if (facts && error)
      ledger.addFile(
        file,
        `does not parse: ${error.message} Nothing is changed in it; what could be read of it is listed.`,
        facts,
        error.at,
      );
  }
}

/** Gives up the edits of files that cannot be written, or would no longer parse. */
function dropBroken(migration: Migration): Map<string, string> {
  const reopened = new Map<string, string>();
  for (const [file, edits] of migration.edits) {
    if (edits.length === 0) {
      migration.edits.delete(file);
      continue;
    }
    const problem =
      migration.options.refused?.get(file) ?? problemWith(migration.workspace, file, edits);
    if (problem === undefined) continue;
    migration.edits.delete(file);
    reopened.set(migration.analysis.relative(file), problem);
  }
  return reopened;
}

function problemWith(
  workspace: Workspace,
  file: string,
  edits: readonly TextEdit[],
): string | undefined {
  const after = applyEdits(workspace.text(file) ?? '', edits, file);
  try {
    if (isPlainlyParsed(file, after)) return undefined;
    const [first] = workspace.read(file, after).syntaxErrors;
    return first && `the file would not parse any more: ${first.message}`;
  } catch (error) {
    if (error instanceof UnreadableError)
      return `the file would not parse any more: it ${error.message}`;
    throw error;
  }
}
