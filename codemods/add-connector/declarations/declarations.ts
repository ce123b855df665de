import { kindOf, type Kinship } from './kinship.js';
import type { ContractMethod } from '../../../src/analysis/signatures.js';
import type { MemberFact } from '../../../src/facts/types.js';
import type { CallSite, DeclarationSite } from '../../../src/analysis/site.js';
import { sameName } from '../../../src/contract/words.js';
import type { FilePlan } from '../file-plan.js';
import type { Refusal, Status } from '../ledger.js';

/** What becomes of a declaration. */
export type Decision =
  | { readonly k: 'insert' }
  | ({ readonly k: 'keep'; readonly status: Exclude<Status, 'migrated'> } & Refusal);

const ACCEPTED = {
  name: 'has the parameter',
  alias: 'has it under another name',
  type: 'has a parameter of its type',
  rest: 'takes any number of parameters',
  pattern: 'takes it apart in its parameter list',
} as const;

/** Decides for every declaration whether it takes the parameter, before any edit is made. */
export class Declarations {
  readonly decisions = new Map<DeclarationSite, Decision>();

  private readonly byClass = new Map<DeclarationSite['cls'], DeclarationSite[]>();

  constructor(sites: Iterable<DeclarationSite>) {
    this.add(sites);
  }

  /** Decides for more of them; what is decided stays. */
  add(sites: Iterable<DeclarationSite>): void {
    for (const site of sites) {
      if (this.decisions.has(site)) continue;
      this.decisions.set(site, decide(site));
      const beside = this.byClass.get(site.cls);
      if (beside) beside.push(site);
      else this.byClass.set(site.cls, [site]);
    }
  }

  /**
   * Whether a function is about to take the parameter; undefined for one that is no declaration of
   * this migration.
   */
  decisionOf(site: DeclarationSite | undefined): Decision | undefined {
    return site && this.decisions.get(site);
  }

  /** A shorter double that forwards must have what it passes on. */
  promoteForwarders(
    calls: readonly CallSite[],
    declarationOf: (site: CallSite) => DeclarationSite | undefined,
  ): void {
    for (const call of calls) {
      const site = declarationOf(call);
      const decision = this.decisionOf(site);
      if (site?.isDouble && decision?.k === 'keep' && site.slot.k === 'missing')
        this.decisions.set(site, { k: 'insert' });
    }
  }

  /** Leaves a declaration as it is, and its overloads with it. */
  leave(site: DeclarationSite, status: 'collision' | 'open', refusal: Refusal): void {
    for (const other of this.overloads(site))
      if (this.decisions.get(other)?.k === 'insert')
        this.decisions.set(other, { k: 'keep', status, ...refusal });
  }

  /** Leaves what cannot or must not be changed. */
  refuse(refusalOf: (site: DeclarationSite) => Refusal | undefined): void {
    for (const site of this.decisions.keys()) {
      const refusal = refusalOf(site);
      if (refusal) this.leave(site, site.slot.k === 'collision' ? 'collision' : 'open', refusal);
    }
  }

  /** The declarations of the same method on the same class; itself among them. */
  overloads(site: DeclarationSite): DeclarationSite[] {
    if (site.cls === undefined) return [site];
    return (this.byClass.get(site.cls) ?? []).filter((d) => d.method === site.method);
  }

  /** Declarations whose slot is taken and that would move what stands there. */
  collisions(): DeclarationSite[] {
    return [...this.decisions].flatMap(([site, decision]) =>
      site.slot.k === 'collision' && decision.k === 'insert' ? [site] : [],
    );
  }
}

function decide({ module, slot, isDouble, fn, method, obstacle }: DeclarationSite): Decision {
  const name = method.added?.name ?? '';
  if (slot.k === 'accepted') return { k: 'keep', status: 'already', reason: ACCEPTED[slot.how] };
  if (slot.k === 'renamed')
    return {
      k: 'keep',
      status: 'open',
      reason: `\`${slot.param.name ?? ''}\` stands where \`${name}\` belongs`,
    };
  if (obstacle !== undefined) return { k: 'keep', status: 'open', reason: obstacle };
  if (slot.k === 'missing') {
    // A double that takes fewer arguments fails in Python.
    return isDouble && module.language !== 'python' && fn.params.length <= method.slot
      ? { k: 'keep', status: 'skipped', reason: 'shorter double' }
      : { k: 'insert' };
  }
  const elsewhere = fn.params.find((p) => p.name !== undefined && sameName(p.name, name));
  return elsewhere
    ? { k: 'keep', status: 'collision', reason: `\`${name}\` stands in another place` }
    : { k: 'insert' };
}

/** What stands where a declaration gets its parameter. */
export function taken({ slot }: DeclarationSite): string {
  return slot.k === 'collision' || slot.k === 'renamed' ? (slot.param.name ?? '{ … }') : '';
}

/**
 * What looks like a declaration of a contract method and is none, for the ledger: targets, and what
 * is unrelated. Comes behind all sites: one that only hands on what it is given must grow with a call
 * in it that is open.
 */
export function enterLookAlikes(file: FilePlan): void {
  const { module } = file;
  const { roles, sites } = file.analysis;
  const declared = new Set(sites.declarations(module).map((s) => s.nameSpan[0]));
  for (const cls of module.classes) {
    for (const { method, member } of roles.ownMethods(cls)) {
      if (!method.added || declared.has(member.nameSpan[0])) continue;
      const kinship = kindOf(file, cls, member);
      const { role } = kinship;
      if (role !== 'target' && role !== 'manager' && role !== 'unrelated') continue;
      const { status, reason } = openCallIn(file, method, member) ?? kinship;
      const name = cls.name === undefined ? member.name : `${cls.name}.${member.name}`;
      const kind = status === 'open' ? 'mention' : 'declaration';
      file.enter('look-alike', member.nameSpan[0], {
        kind,
        method: method.name,
        name,
        role,
        status,
        reason,
      });
    }
  }
}

/** What makes a method of the name open whose body has a call or reference that has no value. */
function openCallIn(
  { module, migration }: FilePlan,
  method: ContractMethod,
  { fn }: MemberFact,
): Pick<Kinship, 'status' | 'reason'> | undefined {
  const span = fn === undefined ? undefined : module.functions[fn].span;
  if (!span || !migration.ledger.hasOpenIn(module, span, method.name)) return undefined;
  return {
    status: 'open',
    reason: 'a call of the method in it has nothing to pass: it may have to be given it',
  };
}
