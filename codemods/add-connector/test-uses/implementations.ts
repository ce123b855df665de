import type { DeclarationSite } from '../../../src/analysis/site.js';
import type { CallFact, FunctionFact, ModuleFacts } from '../../../src/facts/types.js';
import { scriptNames } from '../../../src/test-libraries/names.js';
import type { Declarations } from '../declarations/declarations.js';
import { namedMember, type NamedMember } from '../references/members.js';
import { declarationsOn } from '../references/receivers.js';
import type { FilePlan } from '../file-plan.js';
import { functionsOf, roleOfSubstitute, substitutes, takenBy } from './python-implementations.js';

const IMPLEMENTERS = scriptNames('implementer');

/**
 * The functions that doubles of contract methods are given: `vi.spyOn(driver,
 * 'createExport').mockImplementation(async (c, v) => ...)`.
 */
export class Implementations {
  /** With the file that says so, and what the double is put on. */
  private readonly sites = new Map<
    DeclarationSite,
    { readonly file: FilePlan } & Pick<NamedMember, 'receiver'>
  >();

  constructor(files: readonly FilePlan[]) {
    for (const file of files) this.collect(file);
  }

  of(module: ModuleFacts): DeclarationSite[] {
    return [...this.sites.keys()].filter((site) => site.module === module);
  }

  /** What stands in for a declaration that is left as it is, is left too. */
  follow(declarations: Declarations): void {
    for (const [site, { file, receiver }] of this.sites) {
      const theirs = receiver
        ? declarationsOn(file.in(site.module), receiver, site.method.name)
        : [];
      const left = theirs.find(
        (d) => declarations.decisionOf(d)?.k === 'keep' && d.slot.k === 'collision',
      );
      if (left && declarations.decisionOf(site)?.k === 'insert')
        declarations.decisions.set(site, {
          k: 'keep',
          status: 'skipped',
          reason: `${left.display} is left as it is`,
        });
    }
  }

  private collect(file: FilePlan): void {
    const { module } = file;
    const { signatures, sites } = file.analysis;
    if (!file.isTest) return;
    if (module.language === 'python') {
      this.collectSubstitutes(file);
      return;
    }
    for (const call of module.calls) {
      const given = IMPLEMENTERS.has(call.name)
        ? call.args.find((a) => a.k === 'function')
        : undefined;
      const fn = given?.k === 'function' ? module.functions[given.fn] : undefined;
      const member = fn && !sites.declarationOf(fn) ? doubled(file, call) : undefined;
      if (
        !fn ||
        !member ||
        !ROLES[member.role] ||
        signatures.fit(module, fn, member.method) === 'contradicts'
      )
        continue;
      const site: DeclarationSite = {
        module,
        method: member.method,
        fn,
        nameSpan: call.nameSpan,
        cls: undefined,
        role: ROLES[member.role] ?? 'signature',
        reason: `stands in for ${member.display}`,
        display: `${member.display} ${call.name ?? ''}`,
        ...signatures.standing(module, fn, member.method),
        isDouble: true,
      };
      this.sites.set(site, { file, receiver: member.receiver });
    }
  }

  private collectSubstitutes(file: FilePlan): void {
    const { signatures, sites } = file.analysis;
    const known = new Set([...this.sites.keys()].map((site) => site.fn));
    for (const substitute of substitutes(file)) {
      const { member, value } = substitute;
      const role = roleOfSubstitute(member);
      if (!role) continue;
      for (const { module, fn } of functionsOf(file, value)) {
        const method =
          known.has(fn) || sites.declarationOf(fn)
            ? undefined
            : takenBy(file.in(module), fn, substitute);
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
          ...signatures.standing(module, fn, method),
          isDouble: true,
        };
        this.sites.set(site, { file, receiver: member.receiver });
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
export function implementationOf(file: FilePlan, fn: FunctionFact): NamedMember | undefined {
  const { module } = file;
  const declared = file.analysis.sites.declarationOf(fn);
  if (declared)
    return {
      method: declared.method,
      role: declared.role,
      receiver: undefined,
      display: declared.display,
    };
  const argument = fn.context?.argument;
  const call = argument && module.calls[argument.call];
  return call && IMPLEMENTERS.has(call.name) ? doubled(file, call) : undefined;
}

function doubled(file: FilePlan, { id, span }: CallFact): NamedMember | undefined {
  return namedMember(file, { k: 'call', call: id, span });
}
