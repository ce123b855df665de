import type { DeclarationSite } from '../../../src/analysis/site.js';
import type { CallFact, FunctionFact, ModuleFacts } from '../../../src/facts/types.js';
import { scriptNames } from '../../../src/test-libraries/names.js';
import type { Declarations } from '../declarations/declarations.js';
import { namedMember, type NamedMember } from '../references/members.js';
import { declarationsOn } from '../references/receivers.js';
import type { Migration } from '../migration.js';
import { functionsOf, roleOfSubstitute, substitutes, takenBy } from './python-implementations.js';

const IMPLEMENTERS = scriptNames('implementer');

/** The functions that doubles of contract methods are given: `vi.spyOn(driver, 'createExport').mockImplementation(async (c, v) => ...)`. */
export class Implementations {
  private readonly sites = new Map<DeclarationSite, NamedMember>();

  constructor(
    private readonly migration: Migration,
    modules: readonly ModuleFacts[],
  ) {
    for (const module of modules) this.collect(module);
  }

  of(module: ModuleFacts): DeclarationSite[] {
    return [...this.sites.keys()].filter((site) => site.module === module);
  }

  /** What stands in for a declaration that is left as it is, is left too. */
  settle(declarations: Declarations): void {
    for (const [site, { receiver }] of this.sites) {
      const theirs = receiver ? declarationsOn(this.migration, site.module, receiver, site.method.name) : [];
      const left = theirs.find((d) => declarations.decisionOf(d)?.k === 'keep' && d.slot.k === 'collision');
      if (left && declarations.decisionOf(site)?.k === 'insert')
        declarations.decisions.set(site, { k: 'keep', status: 'skipped', reason: `${left.display} is left as it is` });
    }
  }

  private collect(module: ModuleFacts): void {
    const { linker, signatures, sites } = this.migration.analysis;
    if (!linker.isTest(module.path)) return;
    if (module.language === 'python') {
      this.collectSubstitutes(module);
      return;
    }
    for (const call of module.calls) {
      const given = IMPLEMENTERS.has(call.name) ? call.args.find((a) => a.k === 'function') : undefined;
      const fn = given?.k === 'function' ? module.functions[given.fn] : undefined;
      const member = fn && !sites.declarationOf(fn) ? doubled(this.migration, module, call) : undefined;
      if (!fn || !member || !ROLES[member.role] || signatures.fit(module, fn, member.method) === 'contradicts') continue;
      const site: DeclarationSite = {
        module,
        method: member.method,
        fn,
        nameSpan: call.nameSpan,
        cls: undefined,
        role: ROLES[member.role] ?? 'signature',
        reason: `stands in for ${member.display}`,
        display: `${member.display} ${call.name ?? ''}`,
        slot: signatures.slotState(module, fn, member.method),
        isDouble: true,
      };
      this.sites.set(site, member);
    }
  }

  private collectSubstitutes(from: ModuleFacts): void {
    const { signatures, sites } = this.migration.analysis;
    const known = new Set([...this.sites.keys()].map((site) => site.fn));
    for (const substitute of substitutes(this.migration, from)) {
      const { member, value } = substitute;
      const role = roleOfSubstitute(member);
      if (!role) continue;
      for (const { module, fn } of functionsOf(this.migration, from, value)) {
        const method = known.has(fn) || sites.declarationOf(fn) ? undefined : takenBy(this.migration, module, fn, substitute);
        if (!method) continue;
        known.add(fn);
        const site: DeclarationSite = {
          module,
          method,
          fn,
          nameSpan: fn.nameSpan,
          cls: fn.cls === undefined ? undefined : module.classes[fn.cls],
          role,
          reason: `stands in for ${member.display}`,
          display: fn.name ?? member.display,
          slot: signatures.slotState(module, fn, method),
          isDouble: true,
        };
        this.sites.set(site, member);
      }
    }
  }
}

const ROLES: Readonly<Partial<Record<string, DeclarationSite['role']>>> = {
  driver: 'driver',
  delegate: 'delegate',
  signature: 'signature',
  double: 'signature',
};

/** The contract method that a function stands in for. */
export function implementationOf(migration: Migration, module: ModuleFacts, fn: FunctionFact): NamedMember | undefined {
  const declared = migration.analysis.sites.declarationOf(fn);
  if (declared) return { method: declared.method, role: declared.role, receiver: undefined, display: declared.display };
  const argument = fn.context?.argument;
  const call = argument && module.calls[argument.call];
  return call && IMPLEMENTERS.has(call.name) ? doubled(migration, module, call) : undefined;
}

function doubled(migration: Migration, module: ModuleFacts, { id, span }: CallFact): NamedMember | undefined {
  return namedMember(migration, module, { k: 'call', call: id, span });
}
