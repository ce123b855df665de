import type { CallFact, Expr, FunctionFact, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { Query } from '../linker/queries.js';
import type { ClassRef, Value, Values } from '../linker/values.js';
import type { Mentions } from './mentions.js';
import { pythonNames } from '../test-libraries/names.js';
import { namedStandIns } from './named-stand-ins.js';

const PATCHES = pythonNames('patch');
const PATH_PATCHES = pythonNames('pathPatch');
const REPLACEMENTS = pythonNames('replacementKeyword');
const RESULTS = pythonNames('resultKeyword');

/** Where a test puts something: under a name of an object, a class or a module. */
interface Spot {
  readonly holders: readonly ClassRef[];
  readonly name: string;
  /** What is there otherwise. */
  readonly replaced: Values;
}

/** What a test may put somewhere; where that is costs more to find out. */
interface Placed {
  readonly value: Expr;
  readonly spots: () => readonly Spot[];
}

/** What is known of roles while they are decided. */
export interface Known {
  /** Whether something may have the contract's methods. */
  isOurs(values: Values): boolean;
  /** Whether a call stands in a driver's or delegate's own method. */
  isForward(module: ModuleFacts, call: CallFact): boolean;
  /** Whether a class has a method of that name, and is nobody yet. */
  mayStandIn(cls: ClassRef, method: string): boolean;
}

/** Something of a test class that a test puts somewhere. */
interface PlacedDouble extends Placed {
  readonly values: Values;
}

/**
 * The classes of Python tests that stand where a driver or a delegate is called: put into a field
 * that the method is called on, in a class's place, handed to a constructor, named where an option
 * says what is loaded. In JavaScript a method may take fewer arguments than it is given.
 */
export class StandIns {
  /** What of a module may be one, whatever roles there are. */
  private readonly placed: Query<ModuleFacts, readonly PlacedDouble[]>;

  constructor(
    private readonly linker: Linker,
    mentions: Mentions,
  ) {
    const isDouble = (value: Value) =>
      (value.k === 'instance' || value.k === 'class') &&
      linker.isTest(value.cls.module.path) &&
      linker.hierarchy
        .mro(value.cls)
        .some(({ fact }) => fact.kind === 'class' && mentions.functionsOf(fact).size > 0);
    this.placed = linker.queries.query({
      name: 'standIns',
      subject: (module) => module,
      compute: (module) =>
        placedIn(linker, module).flatMap((placed) => {
          const values = linker.evaluate(module, placed.value);
          return values.items.some(isDouble) ? [{ ...placed, values }] : [];
        }),
    });
  }

  among(
    modules: Iterable<ModuleFacts>,
    methods: readonly string[],
    known: Known,
  ): { cls: ClassRef; for: string }[] {
    const { linker } = this;
    const tests = [...modules].filter((m) => m.language === 'python' && linker.isTest(m.path));
    const homes = new Set(
      tests.filter((module) =>
        module.classes.some(
          ({ kind, id }) =>
            kind === 'class' &&
            methods.some((method) => known.mayStandIn(linker.classRef(module, id), method)),
        ),
      ),
    );
    if (homes.size === 0) return [];
    const found = namedStandIns(linker, modules, tests, methods, known);
    for (const module of tests.filter((m) => canName(linker, m, homes))) {
      for (const { values, spots } of this.placed(module)) {
        const doubles = doublesAmong(linker, values, methods, known);
        if (doubles.length === 0) continue;
        for (const { holders, name, replaced } of spots())
          for (const { cls, doubled } of doubles) {
            const isCalled = () =>
              holders.some((holder) =>
                doubled.some((method) => isCalledOn(linker, holder, name, method, known)),
              );
            if (known.isOurs(replaced) || isCalled()) found.push({ cls, for: name });
          }
      }
    }
    return found;
  }
}

/** Whether a file can name what others declare: it is one of them, or imports one. */
function canName(linker: Linker, module: ModuleFacts, homes: ReadonlySet<ModuleFacts>): boolean {
  if (homes.has(module)) return true;
  return module.imports.some(({ module: from, specifiers }) =>
    // `from package import module`
    [from, ...specifiers.map((s) => `${from}${from.endsWith('.') ? '' : '.'}${s.imported}`)].some(
      (path) => {
        const home = linker.project.imported(module, path);
        return home !== undefined && homes.has(home);
      },
    ),
  );
}

/** The classes of tests among values that have some of the methods, and are nobody yet. */
function doublesAmong(
  linker: Linker,
  { items }: Values,
  methods: readonly string[],
  known: Known,
): { readonly cls: ClassRef; readonly doubled: readonly string[] }[] {
  return items.flatMap((item) => {
    if ((item.k !== 'instance' && item.k !== 'class') || !linker.isTest(item.cls.module.path))
      return [];
    const doubled = methods.filter((method) => known.mayStandIn(item.cls, method));
    return doubled.length > 0 ? [{ cls: item.cls, doubled }] : [];
  });
}

function placedIn(linker: Linker, module: ModuleFacts): Placed[] {
  const under = (object: Expr, name: string): Spot => {
    const holders = linker
      .evaluate(module, object)
      .items.flatMap((v) => (v.k === 'instance' || v.k === 'class' ? [v.cls] : []));
    const replaced = linker.evaluate(module, {
      k: 'member',
      object,
      name,
      nameSpan: object.span,
      span: object.span,
    });
    return { name, holders, replaced };
  };
  return [
    ...module.assignments.map(({ object, name, value }) => ({
      value,
      spots: () => [under(object, name)],
    })),
    ...module.calls.flatMap((call): Placed[] => {
      const { name, args, keywords = [] } = call;
      const at = args.findIndex((a) => a.k === 'string');
      const key = args.at(at);
      const value =
        keywords.find((k) => REPLACEMENTS.has(k.name) || RESULTS.has(k.name))?.value ??
        args.at(at + 1);
      if (
        at === -1 ||
        key?.k !== 'string' ||
        !value ||
        (!PATCHES.has(name) && !PATH_PATCHES.has(name))
      )
        return handed(linker, module, call);
      if (at === 1) return [{ value, spots: () => [under(args[0], key.text)] }];
      const spots = (): Spot[] => {
        const dot = key.text.lastIndexOf('.');
        const owner =
          dot === -1 ? undefined : linker.project.imported(module, key.text.slice(0, dot));
        const exported = owner && linker.project.exportOf(owner, key.text.slice(dot + 1));
        return exported
          ? [{ holders: [], name: key.text, replaced: linker.entityValues(exported) }]
          : [];
      };
      return [{ value, spots }];
    }),
  ];
}

/** What is handed to a constructor, and kept in a field. */
function handed(linker: Linker, module: ModuleFacts, call: CallFact): Placed[] {
  const given = [
    ...call.args.map((value, index) => ({ value, index, name: undefined })),
    ...(call.keywords ?? []).map((k) => ({ ...k, index: -1 })),
  ];
  return given.flatMap(({ value, index, name }): Placed[] =>
    value.k === 'call' || value.k === 'name'
      ? [{ value, spots: () => keptBy(linker, module, call, index, name) }]
      : [],
  );
}

/** The fields in which a constructor keeps an argument. */
function keptBy(
  linker: Linker,
  module: ModuleFacts,
  call: CallFact,
  index: number,
  name: string | undefined,
): Spot[] {
  return linker.calls.resolve(module, call).targets.flatMap(({ module: home, fact }): Spot[] => {
    if (fact.cls === undefined || (fact.kind !== 'constructor' && fact.name !== '__init__'))
      return [];
    const holder = linker.classRef(home, fact.cls);
    const at = name === undefined ? index : fact.params.findIndex((p) => p.name === name);
    if (at === -1) return [];
    return linker.hierarchy
      .assignmentsOf(home, home.classes[holder.fact.id])
      .filter((a) => isParameter(home, a.value, fact, at))
      .map((a) => ({ holders: [holder], name: a.name, replaced: { items: [] } }));
  });
}

function isParameter(module: ModuleFacts, value: Expr, fn: FunctionFact, index: number): boolean {
  if (value.k === 'param') return value.fn === fn.id && value.index === index;
  if (value.k === 'choice') return value.items.some((item) => isParameter(module, item, fn, index));
  if (value.k !== 'name' || value.binding === -1) return false;
  return module.bindings[value.binding].values.some(
    (v) => v.k === 'param' && v.fn === fn.id && v.index === index,
  );
}

/**
 * Whether a class, or one above it, calls the method on its field, or hands it on:
 * `self._ops.create_export(...)`.
 */
function isCalledOn(
  linker: Linker,
  holder: ClassRef,
  field: string,
  method: string,
  known: Known,
): boolean {
  return linker.hierarchy.mro(holder).some(({ module, fact }) => {
    const isOwnField = (object: Expr): boolean =>
      object.k === 'member' &&
      object.name === field &&
      object.object.k === 'this' &&
      fact.span[0] <= object.span[0] &&
      object.span[1] <= fact.span[1];
    const isHeld = (object: Expr, isForward: () => boolean): boolean => {
      const held = linker.evaluate(module, object);
      return known.isOurs(held) || (held.items.length === 0 && isForward());
    };
    return (
      module.calls.some(
        (call) =>
          call.callee.k === 'member' &&
          call.callee.name === method &&
          isOwnField(call.callee.object) &&
          isHeld(call.callee.object, () => known.isForward(module, call)),
      ) ||
      // `submit(self._ops.create_export, context, volume)`
      module.references.some(
        ({ object, name }) => name === method && isOwnField(object) && isHeld(object, () => false),
      )
    );
  });
}
