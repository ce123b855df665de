import type {
  BindingFact,
  ClassFact,
  Expr,
  FunctionFact,
  MemberFact,
  Span,
} from '../facts/types.js';
import type { Extractor } from './extract.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Constructor functions of before there were classes: `X.prototype.m = function () {}`,
 * `util.inherits(X, Base)`. They become classes of the facts, so that nobody else has to know.
 */
export function prototypeClasses(x: Extractor): void {
  const { facts, text } = x.b;
  if (!text.includes('.prototype')) return;
  const made = new Map<number, Mutable<ClassFact>>();

  const classOf = (expr: Expr): Mutable<ClassFact> | undefined => {
    if (expr.k !== 'name' || expr.binding === -1) return undefined;
    const known = made.get(expr.binding);
    if (known) return known;
    const fn = constructorOf(x, facts.bindings[expr.binding]);
    if (!fn) return undefined;
    const cls = makeClass(x, facts.bindings[expr.binding], fn);
    made.set(expr.binding, cls);
    return cls;
  };
  const prototypeOf = (expr: Expr) =>
    expr.k === 'member' && expr.name === 'prototype' ? classOf(expr.object) : undefined;

  for (const { object, name, nameSpan, value } of facts.assignments) {
    const holder = prototypeOf(object);
    if (holder && name !== 'constructor') addMember(x, holder, name, nameSpan, value);
    const replaced = name === 'prototype' ? classOf(object) : undefined;
    if (!replaced) continue;
    if (value.k === 'class' && value.instance)
      for (const m of facts.classes[value.cls].members) adopt(x, replaced, m);
    const base = value.k === 'call' ? prototypeOwner(facts.calls[value.call].args[0]) : undefined;
    if (base) replaced.bases = [base];
  }
  for (const { name, args } of facts.calls) {
    const [first, second] = args;
    if (!first || !second) continue;
    const sub =
      name === 'inherits'
        ? classOf(first)
        : name === 'setPrototypeOf' || name === 'assign'
          ? prototypeOf(first)
          : undefined;
    if (!sub) continue;
    if (name === 'assign') {
      if (second.k === 'class') for (const m of facts.classes[second.cls].members) adopt(x, sub, m);
      continue;
    }
    sub.bases = [prototypeOwner(second) ?? second];
    const { span } = second;
    // Node notes the base down, for calls of what it has: `X.super_.prototype.m.call(this)`.
    if (name === 'inherits')
      sub.members.push({
        ...EMPTY,
        name: 'super_',
        nameSpan: span,
        span,
        kind: 'property',
        isStatic: true,
        value: second,
      });
  }
}

function prototypeOwner(expr: Expr | undefined): Expr | undefined {
  return expr?.k === 'member' && expr.name === 'prototype' ? expr.object : undefined;
}

function constructorOf({ b }: Extractor, binding: BindingFact): FunctionFact | undefined {
  const [value] = binding.values;
  const id = binding.functions.at(-1) ?? (value?.k === 'function' ? value.fn : undefined);
  return id === undefined || binding.classes.length > 0 ? undefined : b.facts.functions[id];
}

function makeClass({ b }: Extractor, binding: BindingFact, fn: FunctionFact): Mutable<ClassFact> {
  const cls = b.addClass({
    kind: 'class',
    name: binding.name,
    nameSpan: binding.span,
    span: fn.span,
    isAbstract: false,
    isAmbient: false,
    bases: [],
    baseTypeArgs: [],
    heritage: [],
    typeParams: [],
    scope: binding.scope,
    fn: b.facts.scopes[binding.scope].fn,
    decorators: [],
    doc: fn.doc,
  });
  Object.assign(fn, { cls: cls.id, kind: 'constructor' } satisfies Partial<FunctionFact>);
  cls.members.push({
    ...EMPTY,
    name: 'constructor',
    nameSpan: fn.nameSpan,
    span: fn.span,
    kind: 'constructor',
    fn: fn.id,
  });
  // From here on the name stands for the class.
  binding.classes.push(cls.id);
  binding.functions.length = 0;
  binding.values.length = 0;
  return cls;
}

const EMPTY = {
  isStatic: false,
  isAbstract: false,
  optional: false,
  shorthand: false,
  decorators: [],
};

function addMember(
  { b }: Extractor,
  cls: ClassFact,
  name: string,
  nameSpan: Span,
  value: Expr,
): void {
  const fn = value.k === 'function' ? b.facts.functions[value.fn] : undefined;
  if (fn) Object.assign(fn, { cls: cls.id, name: fn.name ?? name } satisfies Partial<FunctionFact>);
  cls.members.push({
    ...EMPTY,
    name,
    nameSpan,
    span: value.span,
    kind: fn ? 'method' : 'property',
    fn: fn?.id,
    value,
  });
}

function adopt({ b }: Extractor, cls: ClassFact, member: MemberFact): void {
  if (member.fn !== undefined)
    Object.assign(b.facts.functions[member.fn], { cls: cls.id } satisfies Partial<FunctionFact>);
  cls.members.push({ ...member, kind: member.fn === undefined ? member.kind : 'method' });
}
