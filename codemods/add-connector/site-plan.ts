import type { CallSite, DeclarationSite } from '../../src/analysis/site.js';
import type { Analysis } from '../../src/analysis/analysis.js';
import { nameIn } from '../../src/analysis/signatures.js';
import { orderEdits, type TextEdit } from '../../src/edits/text-edits.js';
import type { FunctionFact, ModuleFacts, ParamFact } from '../../src/facts/types.js';
import type { Workspace } from '../../src/workspace/workspace.js';
import { Calls, forwardScopes, type CallPlan } from './calls/calls.js';
import { Declarations } from './declarations/declarations.js';
import { migrateDeclaration } from './declarations/migrate-declaration.js';
import type { FilePlan } from './file-plan.js';
import { Migration } from './migration.js';
import { isOnlyExpected } from './test-uses/shared-lists.js';
import { TypeSource } from './types/type-source.js';

/** What an editor offers at one site: splices of the site's own file. */
export interface SitePlan {
  readonly edits: readonly TextEdit[];
  /** What a call passes. */
  readonly value?: string;
  /** Nothing can go wrong: a parameter is handed on to what takes it as it is. */
  readonly isSafe: boolean;
}

/** What is asked once for all sites of one state of a tree. */
class Shared {
  /** How the tree writes its types. */
  readonly types: TypeSource;
  private readonly lacking = new Map<ModuleFacts, Map<FunctionFact, CallSite[]>>();
  private readonly own = new Map<ModuleFacts, Declarations>();
  private readonly withCalled = new Map<ModuleFacts, Declarations>();

  constructor(
    private readonly analysis: Analysis,
    workspace: Workspace,
  ) {
    this.types = new TypeSource(analysis, workspace);
  }

  /** The declarations of a module, as they are decided without those of other modules. */
  declarations(module: ModuleFacts): Declarations {
    return this.of(module, this.own);
  }

  /** Those of a call's module, and those that it may run. */
  declarationsFor({ module, declarations }: CallSite): Declarations {
    const found = this.of(module, this.withCalled);
    found.add(declarations);
    return found;
  }

  private of(module: ModuleFacts, table: Map<ModuleFacts, Declarations>): Declarations {
    let found = table.get(module);
    if (!found)
      table.set(module, (found = new Declarations(this.analysis.sites.declarations(module))));
    return found;
  }

  /** The calls in the body of a declaration that lack the argument. */
  callsLackingIn({ module, fn }: DeclarationSite): readonly CallSite[] {
    let table = this.lacking.get(module);
    if (!table) {
      table = new Map<FunctionFact, CallSite[]>();
      for (const call of this.analysis.sites.calls(module)) {
        if (call.passing !== 'missing' || !call.enclosing) continue;
        table.set(call.enclosing.fn, [...(table.get(call.enclosing.fn) ?? []), call]);
      }
      this.lacking.set(module, table);
    }
    return table.get(fn) ?? [];
  }
}

const sharedBy = new WeakMap<Analysis, Shared>();

/**
 * Works out one site as a migration would, without the rest of the tree. The overloads of a
 * declaration go together.
 * @returns undefined where the migration would leave it open, or would have to change another file
 * with it
 */
export function planSite(
  analysis: Analysis,
  workspace: Workspace,
  site: DeclarationSite | CallSite,
): SitePlan | undefined {
  let shared = sharedBy.get(analysis);
  if (!shared) sharedBy.set(analysis, (shared = new Shared(analysis, workspace)));
  const migration = new Migration(analysis, workspace, {}, shared.types);
  if (migration.refusalOf(site.module) !== undefined) return undefined;
  return 'call' in site
    ? planCall(migration, site, shared)
    : planDeclaration(migration, site, shared);
}

function planDeclaration(
  migration: Migration,
  site: DeclarationSite,
  shared: Shared,
): SitePlan | undefined {
  const { sites } = migration.analysis;
  const { module } = site;
  const moving = passingInSlot(migration, site);
  const elsewhere = moving.flatMap((s) => s.declarations);
  const declarations =
    elsewhere.length === 0
      ? shared.declarations(module)
      : new Declarations([...sites.declarations(module), ...elsewhere]);
  if (declarations.decisionOf(site)?.k !== 'insert') return undefined;
  const group = declarations
    .overloads(site)
    .filter((d) => declarations.decisionOf(d)?.k === 'insert');
  // What stands in the slot moves together with the calls that pass it.
  const calls = new Calls(migration, declarations, isOnlyExpected);
  for (const call of moving) {
    const plan = calls.plan(call);
    if (plan.status !== 'migrated' || call.module !== module || isAhead(plan, declarations, group))
      return undefined;
    migration.edit(module, ...plan.edits);
  }
  // What its body forwards decides how the parameter is called; the forwards are sites of their
  // own.
  const trial = new Calls(migration.trial(), declarations, isOnlyExpected);
  for (const declaration of group) {
    const forwards = forwardScopes(
      shared.callsLackingIn(declaration).map((s) => trial.plan(s)),
      declaration,
    );
    migration.edit(
      module,
      ...migrateDeclaration(migration.file(module), declaration, forwards).edits,
    );
  }
  return { edits: editsOf(migration.file(module)), isSafe: false };
}

/** The calls that pass something where a declaration gets its parameter. */
function passingInSlot({ analysis }: Migration, site: DeclarationSite): CallSite[] {
  if (site.slot.k !== 'collision') return [];
  return [...analysis.roles.modules].flatMap((m) =>
    analysis.sites
      .calls(m)
      .filter((s) => s.declarations.includes(site) && s.args.length > s.method.slot),
  );
}

function planCall(migration: Migration, site: CallSite, shared: Shared): SitePlan | undefined {
  const { module } = site;
  // Before the declaration has made room, the value would land in what stands there.
  if (site.declarations.some((d) => d.slot.k === 'collision')) return undefined;
  const declarations = shared.declarationsFor(site);
  const plan = new Calls(migration, declarations, isOnlyExpected).plan(site);
  if (plan.status !== 'migrated' || isAhead(plan, declarations, [])) return undefined;
  migration.edit(module, ...plan.edits);
  return {
    edits: editsOf(migration.file(module)),
    value: plan.value,
    isSafe: isSafe(migration, plan),
  };
}

/** Whether a call would pass on a parameter that is not there yet. */
function isAhead(
  { forwards }: CallPlan,
  declarations: Declarations,
  given: readonly DeclarationSite[],
): boolean {
  return (
    forwards !== undefined &&
    !given.includes(forwards) &&
    declarations.decisionOf(forwards)?.k === 'insert'
  );
}

function editsOf(file: FilePlan): TextEdit[] {
  const { migration, module } = file;
  return orderEdits(
    [...(migration.edits.get(module.path) ?? []), ...file.importEdits()],
    module.path,
  );
}

/**
 * Whether a call hands a parameter of its own method on, and all that it may run is known and takes
 * that parameter.
 */
function isSafe(migration: Migration, { site, forwards }: CallPlan): boolean {
  const { module, method, call, args } = site;
  const isPlain =
    call.name === nameIn(method.name, module.language) &&
    args.length === method.slot &&
    args.every((a) => a.k !== 'spread');
  if (!isPlain || forwards?.slot.k !== 'accepted' || forwards.slot.param.rest) return false;
  const { param } = forwards.slot;
  const { sites, linker } = migration.analysis;
  const { targets, signatures, receiver, why } = linker.calls.resolve(module, call);
  const taken = [...targets, ...signatures].map(({ fact }) => sites.declarationOf(fact));
  return (
    why === undefined &&
    receiver.why === undefined &&
    taken.length > 0 &&
    taken.every(
      (d) =>
        d !== undefined &&
        overloadsOf(migration, d).every((o) => takes(migration, o, module, param)),
    )
  );
}

function overloadsOf({ analysis }: Migration, site: DeclarationSite): readonly DeclarationSite[] {
  return new Declarations(analysis.sites.declarations(site.module)).overloads(site);
}

/**
 * Whether a declaration takes another's parameter as it is: it has the type by the same name, or
 * asks for none.
 */
function takes(
  { types }: Migration,
  { slot, module }: DeclarationSite,
  from: ModuleFacts,
  given: ParamFact,
): boolean {
  if (slot.k !== 'accepted' || slot.how === 'rest') return false;
  const { param } = slot;
  if (given.optional && !given.default && !param.optional) return false;
  if (param.typeText === undefined || !param.type) return true;
  if (param.typeText !== given.typeText || !given.type) return false;
  const [wanted, offered] = [
    types.homeOfTerm(module, param.type),
    types.homeOfTerm(from, given.type),
  ];
  return wanted?.binding === offered?.binding;
}
