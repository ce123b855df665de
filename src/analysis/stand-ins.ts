import type { CallFact, Expr, FunctionFact, ModuleFacts } from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { ClassRef, Values } from '../linker/values.js';
import { pythonNames } from '../test-libraries/names.js';

const PATCHES = pythonNames('patch');
const PATH_PATCHES = pythonNames('pathPatch');
const REPLACEMENTS = pythonNames('replacementKeyword');
const RESULTS = pythonNames('resultKeyword');

/** Something that a test puts under a name of an object, a class or a module. */
interface Placed {
  readonly value: Expr;
  readonly holders: readonly ClassRef[];
  readonly name: string;
  /** What is there otherwise. */
  readonly replaced: Values;
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

/**
 * The classes of Python tests that stand where a driver or a delegate is called: put into a field
 * that the method is called on, in a class's place, handed to a constructor. In JavaScript a method
 * may take fewer arguments than it is given.
 */
export function standIns(
  linker: Linker,
  modules: Iterable<ModuleFacts>,
  methods: readonly string[],
  known: Known,
): { cls: ClassRef; for: string }[] {
  const found: { cls: ClassRef; for: string }[] = [];
  for (const module of modules) {
    if (module.language !== 'python' || !linker.isTest(module.path)) continue;
    for (const { value, holders, name, replaced } of placedIn(linker, module)) {
      for (const item of linker.evaluate(module, value).items) {
        if ((item.k !== 'instance' && item.k !== 'class') || !linker.isTest(item.cls.module.path))
          continue;
        const doubled = methods.filter((method) => known.mayStandIn(item.cls, method));
        const isCalled = () =>
          holders.some((holder) =>
            doubled.some((method) => isCalledOn(linker, holder, name, method, known)),
          );
        if (doubled.length > 0 && (known.isOurs(replaced) || isCalled()))
          found.push({ cls: item.cls, for: name });
      }
    }
  }
  return found;
}

function placedIn(linker: Linker, module: ModuleFacts): Placed[] {
  const under = (object: Expr, name: string, value: Expr): Placed => {
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
    return { value, name, holders, replaced };
  };
  return [
    ...module.assignments.map(({ object, name, value }) => under(object, name, value)),
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
      if (at === 1) return [under(args[0], key.text, value)];
      const dot = key.text.lastIndexOf('.');
      const owner =
        dot === -1 ? undefined : linker.project.imported(module, key.text.slice(0, dot));
      const exported = owner && linker.project.exportOf(owner, key.text.slice(dot + 1));
      return exported
        ? [{ value, holders: [], name: key.text, replaced: linker.entityValues(exported) }]
        : [];
    }),
  ];
}

/** What is handed to a constructor, and kept in a field. */
function handed(linker: Linker, module: ModuleFacts, call: CallFact): Placed[] {
  const given = [
    ...call.args.map((value, index) => ({ value, index, name: undefined })),
    ...(call.keywords ?? []).map((k) => ({ ...k, index: -1 })),
  ];
  if (!given.some(({ value }) => value.k === 'call' || value.k === 'name')) return [];
  return linker.calls.resolve(module, call).targets.flatMap(({ module: home, fact }): Placed[] => {
    if (fact.cls === undefined || (fact.kind !== 'constructor' && fact.name !== '__init__'))
      return [];
    const holder = linker.classRef(home, fact.cls);
    return given.flatMap(({ value, index, name }): Placed[] => {
      const at = name === undefined ? index : fact.params.findIndex((p) => p.name === name);
      const kept =
        at === -1
          ? []
          : linker.hierarchy
              .assignmentsOf(home, home.classes[holder.fact.id])
              .filter((a) => isParameter(home, a.value, fact, at));
      return kept.map((a) => ({ value, holders: [holder], name: a.name, replaced: { items: [] } }));
    });
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
 * Whether a class, or one above it, calls the method on its field: `self._ops.create_export(...)`.
 */
function isCalledOn(
  linker: Linker,
  holder: ClassRef,
  field: string,
  method: string,
  known: Known,
): boolean {
  return linker.hierarchy.linearize(holder).some(({ module, fact }) =>
    module.calls.some((call) => {
      const { callee } = call;
      if (
        callee.k !== 'member' ||
        callee.name !== method ||
        callee.object.k !== 'member' ||
        callee.object.name !== field
      )
        return false;
      const isOwn =
        callee.object.object.k === 'this' &&
        fact.span[0] <= call.span[0] &&
        call.span[1] <= fact.span[1];
      if (!isOwn) return false;
      const held = linker.evaluate(module, callee.object);
      return known.isOurs(held) || (held.items.length === 0 && known.isForward(module, call));
    }),
  );
}
