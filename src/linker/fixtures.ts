import type { Expr, FunctionFact, ModuleFacts } from '../facts/types.js';
import { pythonNames } from '../test-libraries/names.js';
import type { Linker } from './linker.js';
import { NOTHING, union, type Values } from './values.js';

const FIXTURES = pythonNames('fixture');

/** A function that pytest calls for whoever has a parameter of its name. */
interface Fixture {
  readonly module: ModuleFacts;
  readonly fact: FunctionFact;
}

/**
 * pytest: what a parameter of a test, or of a fixture, is given. That is what the fixture of its
 * name returns or yields: of the same class or file, imported there, or in the `conftest.py` of a
 * folder around it.
 */
export function fixtureValue(
  linker: Linker,
  module: ModuleFacts,
  fact: FunctionFact,
  name: string | undefined,
): Values {
  if (name === undefined || module.language !== 'python' || !linker.isTest(module.path))
    return NOTHING;
  if (fact.name?.startsWith('test') !== true && !isFixture(module, fact)) return NOTHING;
  const found = fixtureOf(linker, module, fact, name);
  if (!found) return NOTHING;
  const { module: home, fact: fixture } = found;
  return union(fixture.returns.map((expr) => linker.evaluate(home, expr)));
}

function fixtureOf(
  linker: Linker,
  module: ModuleFacts,
  asking: FunctionFact,
  name: string,
): Fixture | undefined {
  const own = fixtureIn(module, name, asking);
  if (own) return own;
  const binding = module.bindings.find((b) => b.scope === 0 && b.name === name && b.from);
  const entity = binding && linker.project.entityOf(module, binding);
  const imported =
    entity?.k === 'binding' ? fixtureIn(entity.module, entity.binding.name) : undefined;
  if (imported) return imported;
  for (const shared of sharedBy(linker, module)) {
    const found = fixtureIn(shared, name, asking);
    if (found) return found;
  }
  return undefined;
}

/** By linker, which knows one state of a tree. */
const shared = new WeakMap<Linker, Map<ModuleFacts, readonly ModuleFacts[]>>();

/** The `conftest.py` of each folder around a file, the nearest first. */
function sharedBy(linker: Linker, module: ModuleFacts): readonly ModuleFacts[] {
  const { project } = linker;
  let all = shared.get(linker);
  if (!all) shared.set(linker, (all = new Map<ModuleFacts, readonly ModuleFacts[]>()));
  let known = all.get(module);
  if (!known) {
    const folders = module.path.split('/').slice(0, -1);
    const found = folders.map((_, i) =>
      project.module([...folders.slice(0, folders.length - i), 'conftest.py'].join('/')),
    );
    known = found.flatMap((one) => (one && one !== module ? [one] : []));
    all.set(module, known);
  }
  return known;
}

/** A fixture of a file; one of the class that asks comes before others. */
function fixtureIn(module: ModuleFacts, name: string, asking?: FunctionFact): Fixture | undefined {
  const all = module.functions.filter(
    (fact) => fact !== asking && nameOf(module, fact) === name && isFixture(module, fact),
  );
  const fact =
    all.find((f) => f.cls !== undefined && f.cls === asking?.cls) ??
    all.find((f) => f.cls === undefined && f.parent === 0);
  return fact && { module, fact };
}

/** `@pytest.fixture(name='driver')` has a name of its own. */
function nameOf(module: ModuleFacts, fact: FunctionFact): string | undefined {
  for (const decorator of fact.decorators) {
    if (decorator.k !== 'call' || !isMarker(decorator, module)) continue;
    const given = module.calls[decorator.call].keywords?.find((k) => k.name === 'name')?.value;
    if (given?.k === 'string') return given.text;
  }
  return fact.name;
}

function isFixture(module: ModuleFacts, { decorators }: FunctionFact): boolean {
  return decorators.some((decorator) => isMarker(decorator, module));
}

/** `@pytest.fixture`, `@fixture(scope='module')`, `@pytest_asyncio.fixture`. */
function isMarker(decorator: Expr, module: ModuleFacts): boolean {
  if (decorator.k === 'call') return isMarker(module.calls[decorator.call].callee, module);
  return (decorator.k === 'name' || decorator.k === 'member') && FIXTURES.has(decorator.name);
}
