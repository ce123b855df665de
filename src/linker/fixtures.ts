import type { Expr, FunctionFact, ModuleFacts } from '../facts/types.js';
import { pythonNames } from '../test-libraries/names.js';
import type { Linker } from './linker.js';
import type { Query } from './queries.js';
import { EMPTY, union, type Values } from './values.js';

const FIXTURES = pythonNames('fixture');
/** Where pytest looks for fixtures besides. */
const NAME = 'conftest.py';
const CONFTEST = /(?:^|[/\\])conftest\.py$/u;

/** A function that pytest calls for whoever has a parameter of its name. */
interface Fixture {
  readonly module: ModuleFacts;
  readonly fact: FunctionFact;
}

/** pytest gives a parameter of a test, or of a fixture, what the fixture of its name makes. */
export class Fixtures {
  /** The `conftest.py` of each folder around a file, the nearest first. */
  private readonly shared: Query<ModuleFacts, readonly ModuleFacts[]>;

  constructor(private readonly linker: Linker) {
    this.shared = linker.queries.query({
      name: 'fixturesAround',
      subject: (module) => module,
      compute: (module) =>
        linker.project
          .modulesMentioning(['fixture'], 'anywhere', (file) => CONFTEST.test(file))
          .filter(
            (one) => one !== module && module.path.startsWith(one.path.slice(0, -NAME.length)),
          )
          .sort((a, b) => b.path.length - a.path.length),
    });
  }

  /**
   * What a fixture returns or yields: one of the same class or file, imported there, or in the
   * `conftest.py` of a folder around it.
   */
  value(module: ModuleFacts, fact: FunctionFact, name: string | undefined): Values {
    const { linker } = this;
    if (name === undefined || module.language !== 'python' || !linker.isTest(module.path))
      return EMPTY;
    if (fact.name?.startsWith('test') !== true && !isFixture(module, fact)) return EMPTY;
    const found = this.find(module, fact, name);
    if (!found) return EMPTY;
    const { module: home, fact: fixture } = found;
    return union(fixture.returns.map((expr) => linker.evaluate(home, expr)));
  }

  private find(module: ModuleFacts, asking: FunctionFact, name: string): Fixture | undefined {
    const own = fixtureIn(module, name, asking);
    if (own) return own;
    const binding = module.bindings.find((b) => b.scope === 0 && b.name === name && b.from);
    const entity = binding && this.linker.project.entityOf(module, binding);
    const imported =
      entity?.k === 'binding' ? fixtureIn(entity.module, entity.binding.name) : undefined;
    if (imported) return imported;
    for (const shared of this.shared(module)) {
      const found = fixtureIn(shared, name, asking);
      if (found) return found;
    }
    return undefined;
  }
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
