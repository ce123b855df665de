import { calledInside } from './called-inside.js';
import { indirect } from '../../../src/facts/call-forms.js';
import type { BindingFact, Expr, ModuleFacts, TypeTerm } from '../../../src/facts/types.js';
import { eitherOf, pythonNames, scriptNames } from '../../../src/test-libraries/names.js';
import { flows, type Destination } from './reference-flows.js';
import { mayLeaveOut } from '../calls/left-out.js';
import { describeWay, giveHandedOn, type HandedOn, type Way } from './handed-on.js';
import { namedMember, type NamedMember } from './members.js';
import type { FilePlan } from '../file-plan.js';
import { giveBehind } from './python-handed-on.js';

/** What asserts something of a double only looks at it: `sinon.assert.calledWith(stub, ...)`. */
const LOOKING = eitherOf(
  scriptNames('looking'),
  scriptNames('calledWith'),
  scriptNames('calledWithFirst'),
  scriptNames('nthCalledWith'),
);
const PYTHON_LOOKING = pythonNames('looking');

/** Types that no function is of. */
const PRIMITIVES: ReadonlySet<string> = new Set([
  'string',
  'number',
  'boolean',
  'bigint',
  'symbol',
  'undefined',
  'null',
]);

/**
 * Enters contract methods that are handed on, kept or bound; gives them the value where the
 * arguments go with them.
 */
export function migrateReferences(file: FilePlan): void {
  const { module } = file;
  const gone = new Set<number>();
  for (const { expr, to } of flows(module)) {
    const at = placeOf(module, expr);
    if (at === undefined) continue;
    gone.add(at);
    const member = isMethod(file, expr) ? namedMember(file, expr) : givenAll(file, expr, to);
    if (member) enterReference(file, at, member, to.k, outcomeOf(file, expr, member, to));
  }
  enterLookedAt(file, gone);
}

/** Whether a function only looks at what it is given. */
function looks({ language }: ModuleFacts, name: string): boolean {
  return (language === 'python' ? PYTHON_LOOKING : LOOKING).has(name);
}

/** Where a reference is reported: the method's name, `bind`, the variable that stands for it. */
function placeOf(module: ModuleFacts, expr: Expr): number | undefined {
  if (expr.k === 'member') return expr.nameSpan[0];
  if (expr.k === 'call')
    return module.calls[expr.call].name === 'bind'
      ? module.calls[expr.call].nameSpan[0]
      : undefined;
  return expr.k === 'name' ? expr.span[0] : undefined;
}

/**
 * Whether an expression names a method, by itself or through a variable that holds one. A double,
 * or what is bound to arguments, is no method.
 */
function isMethod({ analysis, module }: FilePlan, expr: Expr): boolean {
  if (expr.k === 'member') return analysis.roles.methodNamed(expr.name) !== undefined;
  if (expr.k !== 'name') return true;
  const values = expr.binding === -1 ? [] : module.bindings[expr.binding].values;
  return values.some(
    (v) =>
      v.k === 'member' ||
      (v.k === 'call' &&
        module.calls[v.call].name === 'bind' &&
        module.calls[v.call].args.length < 2),
  );
}

/**
 * `partialmethod(create_export, context, volume)` in the class's body: what is made of it is called
 * without arguments, and no site.
 */
function givenAll(
  { analysis, module }: FilePlan,
  expr: Expr,
  to: Destination,
): NamedMember | undefined {
  if (module.language !== 'python' || expr.k !== 'name' || expr.binding === -1) return undefined;
  if (to.k !== 'argument' || to.index !== 0 || to.call.name !== 'partialmethod') return undefined;
  const [declared] = module.bindings[expr.binding].functions.flatMap(
    (id) => analysis.sites.declarationOf(module.functions[id]) ?? [],
  );
  const isAll =
    declared &&
    to.call.args.length > declared.method.spec.parameters.filter((p) => !p.optional).length;
  return isAll
    ? {
        method: declared.method,
        role: declared.role,
        receiver: undefined,
        display: declared.display,
      }
    : undefined;
}

function outcomeOf(
  file: FilePlan,
  expr: Expr,
  member: NamedMember,
  to: Destination,
): HandedOn | undefined {
  const { module } = file;
  const { method } = member;
  const isNamedAlike = (name: string | undefined) =>
    file.analysis.roles.methodNamed(name) === method;
  const bound = expr.k === 'call' ? module.calls[expr.call] : undefined;
  if (bound && bound.args.length > 1) return boundTo(file, bound.id, member, to);
  const give = (way: Way, otherwise: HandedOn) => giveHandedOn(file, member, to, way) ?? otherwise;
  switch (to.k) {
    case 'argument': {
      // `Reflect.apply(driver.createExport, ...)` is a call.
      if (to.index === 0 && indirect(to.call)?.lead === 2) return undefined;
      const callee = to.call.name ?? 'a function';
      // A test's own look at a double is no reference.
      if (looks(module, callee)) return file.isTest ? undefined : LOOKED_AT;
      // What the method itself is given, or what a function takes as a text or a number, is a
      // property of that name.
      if (isNamedAlike(to.call.name) || takesPrimitive(file, to)) return undefined;
      const way: Way = { k: 'handed on', to: callee };
      const inside = calledInside(file, method, to.call, to.index, describeWay(way));
      if (inside) return inside;
      const behind =
        module.language === 'python'
          ? giveBehind(file, member, to.call, to.index, describeWay(way))
          : undefined;
      if (behind) return behind;
      return give(way, callsIt(way));
    }
    case 'keyword': {
      const callee = to.call.name ?? 'a function';
      if (isNamedAlike(to.name))
        return { status: 'skipped', reason: 'the same method under the same name' };
      if (looks(module, callee)) return undefined;
      // `patch.object(driver, 'create_export', wraps=driver.create_export)`
      const { call } = to;
      if (namedMember(file, { k: 'call', call: call.id, span: call.span })?.method === method)
        return { status: 'skipped', reason: 'the method behind its own double' };
      const way: Way = { k: 'handed on', to: callee, as: to.name };
      return give(way, callsIt(way));
    }
    case 'list':
      return give(
        { k: 'listed' },
        { status: 'open', reason: 'put into a list, and called from there' },
      );
    case 'member':
      if (isNamedAlike(to.member.name))
        return { status: 'skipped', reason: 'the same method under the same name' };
      return give(
        { k: 'kept', as: to.member.name },
        keptAs(file, to.member.name, bound !== undefined),
      );
    case 'assigned':
      if (isNamedAlike(to.assignment.name))
        return { status: 'skipped', reason: 'the same method under the same name' };
      return keptAs(file, to.assignment.name, bound !== undefined);
    case 'returned':
      if (returnsMethod(file, to.fn.id) || isNamedAlike(to.fn.name))
        return { status: 'skipped', reason: 'returned as what it is' };
      return isPolled(module, to.fn.id)
        ? undefined
        : { status: 'open', reason: 'returned to whoever calls it' };
    case 'held':
      if (bound) return { status: 'skipped', reason: 'bound without arguments' };
      // Its calls are sites of their own.
      return expr.k === 'name' || isCalled(module, to.binding)
        ? undefined
        : { status: 'skipped', reason: `held as \`${to.binding.name}\`` };
  }
}

/** What becomes of a method that is handed on without its arguments. */
function callsIt(way: Way): HandedOn {
  return {
    status: 'open',
    reason: `${describeWay(way)}, which calls it with arguments of its own`,
  };
}

/** A field that holds a method: where its calls are found, they are sites of their own. */
function keptAs({ analysis }: FilePlan, name: string, isBound: boolean): HandedOn {
  const isFound = [...analysis.roles.modules].some((m) =>
    analysis.sites
      .calls(m)
      .some((site) => site.call.callee.k === 'member' && site.call.name === name),
  );
  if (!isFound) return { status: 'open', reason: `kept as \`${name}\`, and called from there` };
  return {
    status: 'skipped',
    reason: isBound ? 'bound without arguments' : `held as \`${name}\`, whose calls are listed`,
  };
}

function isCalled(module: ModuleFacts, { uses }: BindingFact): boolean {
  return module.calls.some(({ callee }) => uses.some(({ span }) => span[0] === callee.span[0]));
}

const LOOKED_AT: HandedOn = { status: 'skipped', reason: 'only looked at' };

/** `.bind(driver, context, volume)`: a call of what comes out adds nothing before them. */
function boundTo(file: FilePlan, id: number, member: NamedMember, to: Destination): HandedOn {
  const { module } = file;
  const call = module.calls[id];
  const { length } = member.method.spec.parameters;
  const bound = call.args.slice(1);
  if (bound.length > length) return { status: 'already', reason: 'bound with it' };
  if (bound.length < length)
    return to.k === 'held' && isOnlyCalled(file, to.binding)
      ? { status: 'skipped', reason: 'its other arguments are given where it is called' }
      : { status: 'open', reason: 'bound to some of its arguments' };
  return (
    giveHandedOn(file, member, { k: 'argument', call, index: 0 }, { k: 'bound' }, 1) ?? {
      status: 'open',
      reason: 'bound to other arguments',
    }
  );
}

/** Whether all that is done with a variable is to call it, and its calls are sites of their own. */
function isOnlyCalled({ analysis, module }: FilePlan, { kind, uses }: BindingFact): boolean {
  const called = new Set(analysis.sites.calls(module).map(({ call }) => call.callee.span[0]));
  const read = uses.filter((use) => use.reads);
  return kind === 'const' && read.length > 0 && read.every(({ span }) => called.has(span[0]));
}

/**
 * Whether the parameter that an argument goes to is declared to be a text, a number or the like.
 */
function takesPrimitive(
  { analysis, module }: FilePlan,
  { call, index }: Extract<Destination, { k: 'argument' }>,
): boolean {
  const { targets, signatures } = analysis.linker.calls.resolve(module, call);
  const called = [...targets, ...signatures];
  return called.length > 0 && called.every((f) => isPrimitive(f.fact.params[index]?.type));
}

function isPrimitive(type: TypeTerm | undefined): boolean {
  if (type?.k === 'union') return type.items.every(isPrimitive);
  return type?.k === 'literal' || (type?.k === 'keyword' && PRIMITIVES.has(type.name));
}

/**
 * Whether a function is declared to return a contract method's type: its calls are found by that.
 */
function returnsMethod({ analysis, module }: FilePlan, fn: number): boolean {
  const { returnType } = module.functions[fn];
  const returned = returnType ? analysis.linker.types.of(module, returnType).items : [];
  return returned.some(
    (v) => v.k === 'function' && analysis.sites.declarationOf(v.fact) !== undefined,
  );
}

function isPolled(module: ModuleFacts, fn: number): boolean {
  const argument = module.functions[fn].context?.argument;
  return argument !== undefined && looks(module, module.calls[argument.call].name ?? '');
}

/**
 * What goes nowhere: `typeof driver.createExport`, `if (driver.createExport)`, `driver.createExport
 * === other`.
 */
function enterLookedAt(file: FilePlan, gone: ReadonlySet<number>): void {
  const { module } = file;
  for (const { object, name, nameSpan, readFrom } of module.references) {
    if (gone.has(nameSpan[0]) || !file.analysis.roles.methodNamed(name)?.added) continue;
    // What is done with the method is a site of its own, if it is one.
    if (readFrom) continue;
    const member = namedMember(file, {
      k: 'member',
      object,
      name,
      nameSpan,
      span: [object.span[0], nameSpan[1]],
    });
    if (member && member.role !== 'unresolved')
      enterReference(file, nameSpan[0], member, 'looked at', LOOKED_AT);
  }
}

function enterReference(
  file: FilePlan,
  at: number,
  { method, role, display }: NamedMember,
  kind: Destination['k'] | 'looked at',
  made: HandedOn | undefined,
): void {
  const { module } = file;
  if (!made) return;
  const entry = { kind: 'reference', method: method.name, name: display, role } as const;
  const isOther = role === 'target' || role === 'unrelated' || role === 'double';
  // A name alone says little: what is not handed on is listed where it is a driver's.
  const isGiven = kind === 'argument' || kind === 'keyword';
  if (!isGiven && (role === 'unrelated' || role === 'double')) return;
  const { reason, value, edits = [] } = made;
  // Whoever calls a Python method without the argument gets its default.
  const isLeftOut =
    made.status === 'open' && module.language === 'python' && mayLeaveOut({ method, module });
  const status = isLeftOut ? 'skipped' : made.status;
  if (isOther)
    file.enter('reference', at, {
      ...entry,
      status: 'skipped',
      reason: `its receiver is ${role === 'target' ? 'a target' : 'another class'}`,
    });
  else if (role === 'unresolved' && !isGiven)
    file.enter('reference', at, {
      ...entry,
      status: 'skipped',
      reason: 'its receiver is not known, and it is not called here',
    });
  else {
    const refusal = edits.length > 0 ? file.refusalAt(at, 'reference') : undefined;
    if (refusal === undefined)
      file.enter('reference', at, { ...entry, status, reason, value }, edits);
    else file.enter('reference', at, { ...entry, status: 'open', ...refusal });
  }
}
