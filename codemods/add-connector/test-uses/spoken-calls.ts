import type { ContractMethod } from '../../../src/analysis/signatures.js';
import { nearestOf, samePath } from '../../../src/facts/scopes.js';
import type {
  CallFact,
  Expr,
  FunctionFact,
  FunctionId,
  ModuleFacts,
} from '../../../src/facts/types.js';
import type { CallPlan } from '../calls/calls.js';
import type { NamedMember } from '../references/members.js';
import { declarationsOn } from '../references/receivers.js';
import { isInFunction, testAround } from './handed-over.js';
import type { TestUses } from './test-uses.js';

/**
 * How many calls away from a test the one is looked for that its double records, and among how many
 * functions.
 */
const FARTHEST = 4;
const MOST = 300;

/** Where something runs. */
interface Place {
  readonly module: ModuleFacts;
  readonly fn: FunctionId;
}

/** The calls of a method that the same test makes: on the same receiver, where there are such. */
export function nearCalls(
  { file: { module }, plans }: TestUses,
  method: ContractMethod,
  receiver: Expr | undefined,
  fn: FunctionId,
): CallPlan[] {
  const own = plans.filter(
    ({ site, status }) =>
      site.module === module &&
      site.method === method &&
      site.enclosing === undefined &&
      site.role !== 'caller' &&
      status !== 'skipped',
  );
  const near = nearestOf(
    module,
    fn,
    own.map((plan) => ({ fn: plan.site.call.fn, plan })),
  ).map(({ plan }) => plan);
  const same = near.filter(
    ({ site: { call } }) =>
      call.callee.k === 'member' && receiver && samePath(receiver, call.callee.object) === true,
  );
  return same.length > 0 ? same : near;
}

/**
 * Whether the recorded calls of a method get an argument more with this migration, have it already,
 * or cannot be told of. What the test itself calls tells; else whether the method is being migrated
 * at all. Where it is not, nobody says.
 */
export function growth(
  uses: TestUses,
  member: NamedMember,
  fn: FunctionId,
): 'grows' | 'grown' | 'unclear' | 'untold' {
  if (leftBehind(uses, member, fn) !== undefined) return 'unclear';
  const { method, receiver } = member;
  const near = nearCalls(uses, method, receiver, fn);
  if (near.some((p) => p.status === 'migrated')) return 'grows';
  if (near.length > 0) return near.every((p) => p.status === 'already') ? 'grown' : 'unclear';
  const isInserted = [...uses.declarations.decisions].some(
    ([site, { k }]) => site.method === method && k === 'insert',
  );
  return isInserted || uses.plans.some((p) => p.site.method === method && p.status === 'migrated')
    ? 'grows'
    : 'untold';
}

/** Whether what stands in the method's slot makes room with this migration. */
export function moves(uses: TestUses, member: NamedMember, fn: FunctionId): boolean {
  const { method, receiver } = member;
  const near = nearCalls(uses, method, receiver, fn);
  if (
    near.some((p) => p.status === 'migrated' && p.site.args.length > method.spec.parameters.length)
  )
    return true;
  const declared = receiver ? declarationsOn(uses.file, receiver, method.name) : [];
  return declared.some(
    (d) => d.slot.k === 'collision' && uses.declarations.decisionOf(d)?.k === 'insert',
  );
}

/**
 * Why a double records no argument more, though its method gains one: the calls that it records,
 * which the test makes through what it calls, are left as they are. An assertion follows its call.
 */
export function leftBehind(
  uses: TestUses,
  member: NamedMember,
  fn: FunctionId,
): string | undefined {
  if (makesItself(uses, member, fn)) return undefined;
  const spoken = callsBehind(uses, member, fn);
  const [first] = spoken;
  const isLeft = spoken.every(({ status }) => status === 'open' || status === 'collision');
  return first && isLeft
    ? `the call that it speaks of is left as it is: ${first.reason}`
    : undefined;
}

/** Whether the test calls the method on the same thing by itself. */
function makesItself(uses: TestUses, { method, receiver }: NamedMember, fn: FunctionId): boolean {
  const declared = receiver ? declarationsOn(uses.file, receiver, method.name) : [];
  return nearCalls(uses, method, receiver, fn).some(
    ({ site: { declarations } }) =>
      declared.length === 0 ||
      declarations.length === 0 ||
      declarations.some((d) => declared.includes(d)),
  );
}

/**
 * The nearest calls of the method in what the test runs; where nothing is known of that, all that
 * the tree makes.
 */
function callsBehind(uses: TestUses, member: NamedMember, fn: FunctionId): readonly CallPlan[] {
  const reached = nearestReached(uses, member, fn);
  return reached.length > 0 ? reached : callsOutside(uses, member);
}

/** The nearest calls of the method in what the test runs, unless it makes one by itself. */
export function reachedCalls(
  uses: TestUses,
  member: NamedMember,
  fn: FunctionId,
): readonly CallPlan[] {
  return makesItself(uses, member, fn) ? [] : nearestReached(uses, member, fn);
}

/** The calls of a method outside of tests. */
function callsOutside(
  { file: { analysis }, plans }: TestUses,
  { method }: NamedMember,
): readonly CallPlan[] {
  return plans.filter(
    ({ site, status }) =>
      site.method === method &&
      status !== 'skipped' &&
      site.role !== 'caller' &&
      !analysis.linker.isTest(site.module.path),
  );
}

function nearestReached(uses: TestUses, member: NamedMember, fn: FunctionId): readonly CallPlan[] {
  const { module, analysis } = uses.file;
  const { linker } = analysis;
  const own = callsOutside(uses, member);
  const seen = new Set<FunctionFact>();
  let level: Place[] = [{ module, fn: testAround(module, fn) ?? fn }];
  for (let hops = 0; hops < FARTHEST && level.length > 0; hops++) {
    const targets = level.flatMap((place) =>
      callsIn(place).flatMap((call) => linker.calls.resolve(place.module, call).targets),
    );
    level = targets.flatMap(({ module: home, fact }): Place[] => {
      if (seen.has(fact) || seen.size > MOST) return [];
      seen.add(fact);
      return [{ module: home, fn: fact.id }];
    });
    const here = own.filter(({ site }) =>
      level.some((at) => at.module === site.module && isInFunction(at.module, site.call.fn, at.fn)),
    );
    if (here.length > 0) return here;
  }
  return [];
}

function callsIn({ module, fn }: Place): CallFact[] {
  return module.calls.filter((call) => isInFunction(module, call.fn, fn));
}
