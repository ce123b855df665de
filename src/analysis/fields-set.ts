import { classOfThis, thisOwner } from '../facts/scopes.js';
import type {
  AssignmentFact,
  ClassFact,
  Expr,
  FunctionFact,
  FunctionId,
  ModuleFacts,
  Span,
} from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import { testNames } from '../test-libraries/names.js';

const SETTING_UP = testNames('settingUp');

/** Where a test reads a field of the object that it runs on. */
export interface Reading {
  readonly module: ModuleFacts;
  readonly fn: FunctionId;
  readonly span: Span;
}

/**
 * The fields of a test's object at a place: another test's are not there, nor those that are set
 * later.
 */
export class FieldsSet {
  constructor(private readonly linker: Linker) {}

  /**
   * The class that a place's `this` is of, with the classes above it, and the function that has it.
   */
  around({
    module,
    fn,
  }: Reading):
    { owner: FunctionFact; line: readonly { module: ModuleFacts; fact: ClassFact }[] } | undefined {
    const owner = module.language === 'python' ? receiverAround(module, fn) : thisOwner(module, fn);
    const cls = owner && classOfThis(module, owner);
    if (!owner || cls?.kind !== 'class') return undefined;
    const { hierarchy } = this.linker;
    return { owner, line: hierarchy.mro(this.linker.classRef(module, cls.id)) };
  }

  /**
   * Names of fields that have a value when the place is reached; `isOwn`: the test itself gives it.
   */
  at(place: Reading): { readonly name: string; readonly isOwn: boolean }[] {
    const around = this.around(place);
    if (!around) return [];
    const { owner, line } = around;
    const assigned = line.flatMap(({ module, fact }) =>
      this.linker.hierarchy
        .assignmentsOf(module, fact)
        .map((assignment) => ({ module, assignment })),
    );
    const written = new Set(assigned.map(({ assignment }) => assignment.name));
    const declared = line.flatMap(({ fact }) =>
      fact.members.flatMap((m) =>
        m.kind === 'property' && (m.value || !written.has(m.name))
          ? [{ name: m.name, isOwn: false }]
          : [],
      ),
    );
    const before = this.runBefore(place, owner, line);
    const isOwn = (module: ModuleFacts, { fn }: AssignmentFact) =>
      module === place.module && isInside(module, fn, owner.id);
    const set = assigned.filter(({ module, assignment }) =>
      isOwn(module, assignment)
        ? assignment.nameSpan[0] < place.span[0]
        : before.has(methodAround(module, assignment.fn)),
    );
    return [
      ...declared,
      ...set.map(({ module, assignment }) => ({
        name: assignment.name,
        isOwn: isOwn(module, assignment),
      })),
    ];
  }

  /**
   * Whether a path starts with a field that is only given its value elsewhere: by another test, or
   * later.
   */
  isMissing(place: Reading, path: Expr): boolean {
    const name = fieldOf(path);
    const around = name === undefined ? undefined : this.around(place);
    if (!around || this.at(place).some((field) => field.name === name)) return false;
    return around.line.some(({ module, fact }) =>
      this.linker.hierarchy.assignmentsOf(module, fact).some((a) => a.name === name),
    );
  }

  /**
   * What has run on the object before: what sets it up, and what that and the test call of its own
   * methods.
   */
  private runBefore(
    { module, span }: Reading,
    owner: FunctionFact,
    line: readonly { module: ModuleFacts; fact: ClassFact }[],
  ): ReadonlySet<FunctionFact> {
    const methods = line.flatMap((c) =>
      c.fact.members.flatMap((m) =>
        m.fn === undefined
          ? []
          : [{ module: c.module, name: m.name, fn: c.module.functions[m.fn] }],
      ),
    );
    const run = new Set<FunctionFact>();
    const enter = (home: ModuleFacts, fn: FunctionFact, until: number) => {
      const called = home.calls
        .filter((c) => c.span[1] <= until && isInside(home, c.fn, fn.id))
        .flatMap(({ callee }) => ownName(callee));
      for (const one of methods) {
        if (!called.includes(one.name) || run.has(one.fn)) continue;
        run.add(one.fn);
        enter(one.module, one.fn, Infinity);
      }
    };
    enter(module, owner, span[0]);
    for (const one of methods) {
      if (run.has(one.fn) || !setsUp(one.module, one.fn, one.name)) continue;
      run.add(one.fn);
      enter(one.module, one.fn, Infinity);
    }
    return run;
  }
}

/** Whether a method runs before each test: by its name, or by what decorates it. */
function setsUp({ calls }: ModuleFacts, { kind, decorators }: FunctionFact, name: string): boolean {
  if (kind === 'constructor' || name === '__init__' || SETTING_UP.has(name)) return true;
  return decorators.some((d) => {
    const callee = d.k === 'call' ? calls[d.call].callee : d;
    return (callee.k === 'name' || callee.k === 'member') && SETTING_UP.has(callee.name);
  });
}

/** The method that is called on the object itself: `self.prepare()`, `super().setUp()`. */
function ownName(callee: Expr): string[] {
  return callee.k === 'member' && (callee.object.k === 'this' || callee.object.k === 'super')
    ? [callee.name]
    : [];
}

function fieldOf(path: Expr): string | undefined {
  if (path.k !== 'member') return undefined;
  return path.object.k === 'this' ? path.name : fieldOf(path.object);
}

function isInside(module: ModuleFacts, fn: FunctionId, outer: FunctionId): boolean {
  for (let at: FunctionId | -1 = fn; at !== -1; at = module.functions[at].parent)
    if (at === outer) return true;
  return false;
}

/** The member of a class that a function stands in, or is. */
function methodAround(module: ModuleFacts, fn: FunctionId): FunctionFact {
  let at = module.functions[fn];
  while (at.cls === undefined && at.parent !== -1) at = module.functions[at.parent];
  return at;
}

/** The method whose `self` is in sight. */
export function receiverAround(module: ModuleFacts, fn: number): FunctionFact | undefined {
  for (let at = module.functions[fn]; at.parent !== -1; at = module.functions[at.parent])
    if (at.receiver) return at;
  return undefined;
}
