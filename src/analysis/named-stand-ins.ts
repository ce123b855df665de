import type { CallFact, Expr, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { ClassRef } from '../linker/values.js';
import type { Known } from './stand-ins.js';

/**
 * The classes of Python tests that a test names where an option says by a dotted path what is
 * loaded, and a driver or a delegate is loaded otherwise: `configuration.proxy =
 * 'tests.fakes.FakeProxy'`, `conf.set_override('proxy', PATH)`, `flags(proxy=PATH)`.
 */
export function namedStandIns(
  linker: Linker,
  modules: Iterable<ModuleFacts>,
  tests: readonly ModuleFacts[],
  methods: readonly string[],
  known: Known,
): { cls: ClassRef; for: string }[] {
  const options = new Set([...modules].flatMap((module) => optionsOf(linker, module, known)));
  if (options.size === 0) return [];
  return tests.flatMap((module) =>
    givenTo(module, options).flatMap(({ option, value }) =>
      linker
        .evaluate(module, value)
        .items.flatMap((v) => (v.k === 'string' ? [v.text] : []))
        .flatMap((path) => linker.calls.python.classesNamed(module, path))
        .filter((cls) => linker.isTest(cls.module.path))
        .filter((cls) => methods.some((method) => known.mayStandIn(cls, method)))
        .map((cls) => ({ cls, for: option })),
    ),
  );
}

/** The options by which a file loads drivers or delegates. */
function optionsOf(linker: Linker, module: ModuleFacts, known: Known): string[] {
  if (module.language !== 'python' || linker.isTest(module.path)) return [];
  return loadingIn(linker, module).flatMap(({ call, option }) =>
    known.isOurs(linker.calls.callValues(module, call)) ? [option] : [],
  );
}

interface Loading {
  readonly call: CallFact;
  readonly option: string;
}

/** Most files load nothing, and are looked through once for it. */
const loading = new WeakMap<ModuleFacts, readonly Loading[]>();

function loadingIn(linker: Linker, module: ModuleFacts): readonly Loading[] {
  let found = loading.get(module);
  if (!found) {
    found = module.calls.flatMap((call): Loading[] => {
      const option = linker.calls.python.loadedOption(module, call);
      return option === undefined ? [] : [{ call, option }];
    });
    loading.set(module, found);
  }
  return found;
}

/** What a test gives to an option: to a field, by name, behind its name, in a table. */
function givenTo(
  module: ModuleFacts,
  options: ReadonlySet<string>,
): { option: string; value: Expr }[] {
  const given = [
    ...module.assignments.map(({ name, value }) => ({ option: name, value })),
    ...module.classes.flatMap(({ kind, members }) =>
      kind === 'object' ? members.map(({ name, value }) => ({ option: name, value })) : [],
    ),
    ...module.calls.flatMap(({ args, keywords = [] }) => [
      ...keywords.map(({ name, value }) => ({ option: name, value })),
      ...args.flatMap((arg, i) =>
        arg.k === 'string' ? [{ option: arg.text, value: args.at(i + 1) }] : [],
      ),
    ]),
  ];
  return given.flatMap(({ option, value }) =>
    option !== undefined && value && options.has(option) ? [{ option, value }] : [],
  );
}
