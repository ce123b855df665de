import type { ClassFact, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import { scriptNames } from '../test-libraries/names.js';

/** What a test puts in the place of an export. */
export interface MockedName {
  readonly specifier: string;
  /** The export that it replaces. */
  readonly name: string;
}

const MODULE_MOCKS = scriptNames('moduleMock');

/**
 * The export that a literal stands in for: `vi.mock('./acme.js', () => ({ AcmeDriver: vi.fn(() =>
 * ({ ... })) }))`.
 */
export function mockedName(
  linker: Linker,
  module: ModuleFacts,
  { id, span: [start, end] }: ClassFact,
): MockedName | undefined {
  if (!linker.isTest(module.path)) return undefined;
  for (const { name, args } of module.calls) {
    const [specifier, factory] = args;
    const isAround =
      MODULE_MOCKS.has(name) &&
      args.length > 1 &&
      specifier.k === 'string' &&
      factory.k === 'function';
    if (!isAround || factory.span[0] > start || end > factory.span[1]) continue;
    const exports = module.functions[factory.fn].returns.flatMap((r) =>
      r.k === 'class' && r.cls !== id ? [module.classes[r.cls]] : [],
    );
    const around = exports
      .flatMap((cls) => cls.members)
      .find((m) => m.span[0] <= start && end <= m.span[1]);
    return around && { specifier: specifier.text, name: around.name };
  }
  return undefined;
}
