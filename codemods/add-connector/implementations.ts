import type { DeclarationSite } from '../../src/analysis/sites.js';
import type { CallFact, FunctionFact, ModuleFacts } from '../../src/facts/types.js';
import { namedMember, type NamedMember } from './members.js';
import type { Migration } from './migration.js';

/** Calls that give a double the function that stands in for the method. */
const IMPLEMENTERS: ReadonlySet<string> = new Set([
  'mockImplementation',
  'mockImplementationOnce',
  'callsFake',
  'callFake',
  'replace',
  'method',
]);

/** The contract method that a function stands in for. */
export function implementationOf(migration: Migration, module: ModuleFacts, fn: FunctionFact): NamedMember | undefined {
  const declared = migration.analysis.sites.declarationOf(fn);
  if (declared) return { method: declared.method, role: declared.role, receiver: undefined, display: declared.display };
  const argument = fn.context?.argument;
  const call = argument && module.calls[argument.call];
  return call && IMPLEMENTERS.has(call.name ?? '') ? doubled(migration, module, call) : undefined;
}

/** The functions that are given to doubles of contract methods: `vi.spyOn(driver, 'createExport').mockImplementation(async (c, v) => ...)`. */
export function implementations(migration: Migration, module: ModuleFacts): DeclarationSite[] {
  const { linker, signatures, sites } = migration.analysis;
  if (!linker.isTest(module.path)) return [];
  return module.calls.flatMap((call): DeclarationSite[] => {
    const given = call.args.find((a) => a.k === 'function');
    if (!IMPLEMENTERS.has(call.name ?? '') || given?.k !== 'function') return [];
    const fn = module.functions[given.fn];
    const member = sites.declarationOf(fn) ? undefined : doubled(migration, module, call);
    if (!member || member.role === 'target' || member.role === 'unrelated' || signatures.fit(module, fn, member.method) === 'contradicts')
      return [];
    const role = member.role === 'driver' || member.role === 'delegate' ? member.role : 'signature';
    return [
      {
        module,
        method: member.method,
        fn,
        nameSpan: call.nameSpan,
        cls: undefined,
        role,
        reason: `stands in for ${member.display}`,
        display: `${member.display} ${call.name ?? ''}`,
        slot: signatures.slotState(module, fn, member.method),
        isDouble: true,
      },
    ];
  });
}

function doubled(migration: Migration, module: ModuleFacts, { id, span }: CallFact): NamedMember | undefined {
  return namedMember(migration, module, { k: 'call', call: id, span });
}
