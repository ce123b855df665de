import type { CallFact, Expr, ModuleFacts, TypeTerm } from '../facts/types.js';
import type { Place, Wording } from './queries.js';
import {
  classLabel,
  functionLabel,
  type CallResolution,
  type ClassRef,
  type Context,
  type FunctionValue,
  type Site,
  type Value,
  type Values,
} from './values.js';

/** How many things of a list are said. */
const MOST_SAID = 5;

function listed(said: readonly string[]): string {
  const all = [...new Set(said)];
  const rest = all.length - MOST_SAID;
  return rest > 1 ? `${all.slice(0, MOST_SAID).join(', ')} and ${rest} more` : all.join(', ');
}

/** An expression about as it is written. */
export function written(module: ModuleFacts, expr: Expr): string {
  switch (expr.k) {
    case 'name':
      return expr.name;
    case 'this':
      return (
        module.functions[expr.fn].receiver?.name ?? (module.language === 'python' ? 'self' : 'this')
      );
    case 'super':
      return module.language === 'python' ? 'super()' : 'super';
    case 'member':
      return `${written(module, expr.object)}.${expr.name}`;
    case 'element':
      return `${written(module, expr.object)}[${expr.key ? written(module, expr.key) : '…'}]`;
    case 'call':
      return writtenCall(module, expr.call);
    case 'class': {
      const { name } = module.classes[expr.cls];
      return expr.instance ? '{…}' : `class ${name ?? '…'}`;
    }
    case 'array':
      return '[…]';
    case 'spread':
      return `...${written(module, expr.value)}`;
    case 'choice':
      return expr.items.map((item) => written(module, item)).join(' or ');
    case 'typed':
      return written(module, expr.value);
    case 'param': {
      const fact = module.functions[expr.fn];
      return fact.params[expr.index]?.name ?? `parameter ${expr.index + 1}`;
    }
    default:
      return '…';
  }
}

function writtenCall(module: ModuleFacts, id: number): string {
  const { kind, callee } = module.calls[id];
  const isMade = kind === 'new' && module.language !== 'python';
  return `${isMade ? 'new ' : ''}${written(module, callee)}${kind === 'tag' ? '`…`' : '()'}`;
}

/** Where a type is written, and its name, if it has one. */
function writtenType(
  module: ModuleFacts,
  term: TypeTerm,
): { readonly text: string; readonly at?: number } {
  switch (term.k) {
    case 'ref':
    case 'import':
      return { text: term.args.length > 0 ? `${term.name}<…>` : term.name, at: term.span[0] };
    case 'union':
    case 'intersection': {
      const parts = term.items.map((item) => writtenType(module, item));
      const text = parts.map((p) => p.text).join(term.k === 'union' ? ' | ' : ' & ');
      return { text, at: parts.find((p) => p.at !== undefined)?.at };
    }
    case 'array': {
      const item = writtenType(module, term.item);
      return { ...item, text: `${item.text}[]` };
    }
    case 'indexed': {
      const object = writtenType(module, term.object);
      return { ...object, text: `${object.text}[${JSON.stringify(term.key ?? '…')}]` };
    }
    case 'typeof':
      return { text: `typeof ${written(module, term.expr)}`, at: term.expr.span[0] };
    case 'function':
      return { text: 'of a function', at: module.functions[term.fn].span[0] };
    case 'object':
      return { text: '{…}', at: module.classes[term.cls].span[0] };
    case 'tuple':
      return { text: '[…]', at: term.span[0] };
    case 'literal':
      return { text: JSON.stringify(term.value) };
    case 'keyword':
      return { text: term.name };
    default:
      return { text: '…' };
  }
}

const className = ({ module, fact }: ClassRef) =>
  classLabel(module, fact) ?? (fact.kind === 'module' ? module.path : '{…}');

const classAt = (cls: ClassRef, place: Place) =>
  `${className(cls)} (${place(cls.module, cls.fact.nameSpan[0])})`;

const functionAt = ({ module, fact, self }: Context | FunctionValue, place: Place) => {
  const owner = fact.body === 'none' ? self?.cls.fact.name : undefined;
  return `${functionLabel(module, fact, owner)} (${place(module, fact.nameSpan[0])})`;
};

/** A value in words, with where it is from. */
function said(value: Value, place: Place): string {
  switch (value.k) {
    case 'instance':
      if (value.superOf) return `what is above ${classAt(value.superOf.owner, place)}`;
      return `${value.exact ? 'exactly ' : ''}${classAt(value.cls, place)}`;
    case 'class':
      return `the class ${classAt(value.cls, place)}`;
    case 'function':
      return `the function ${functionAt(value, place)}`;
    case 'module':
      return `the module ${value.module.path}`;
    case 'string':
      return JSON.stringify(value.text.replaceAll('\0', '…'));
    case 'collection':
      return value.items.length === 0
        ? 'a collection'
        : `a collection of ${listed(value.items.map((v) => said(v, place)))}`;
    case 'builtin':
      return `\`${value.name}\` of the language`;
    default:
      return `\`${value.name}\` from outside of the tree`;
  }
}

const besides = (why: string | undefined) =>
  why === undefined ? [] : [`something unknown: ${why}`];

function saidValues({ items, why }: Values, place: Place): string {
  return (
    [listed(items.map((v) => said(v, place))), ...besides(why)]
      .filter((part) => part !== '')
      .join(', or ') || 'nothing'
  );
}

const saidClasses = (found: readonly ClassRef[], place: Place) =>
  listed(found.map((c) => classAt(c, place))) || 'nothing';

export const EXPRESSION: Wording<{ readonly module: ModuleFacts; readonly expr: Expr }, Values> = {
  question: ({ module, expr }, place) =>
    `\`${written(module, expr)}\` (${place(module, expr.span[0])})`,
  answer: (values, place) => `is ${saidValues(values, place)}`,
};

export const TYPE: Wording<{ readonly module: ModuleFacts; readonly term: TypeTerm }, Values> = {
  question: ({ module, term }, place) => {
    const { text, at } = writtenType(module, term);
    return `the type \`${text}\`${at === undefined ? '' : ` (${place(module, at)})`}`;
  },
  answer: (values, place) => `is that of ${saidValues(values, place)}`,
};

export const RETURNED: Wording<Context, Values> = {
  question: (ctx, place) => `what ${functionAt(ctx, place)} returns`,
  answer: (values, place) => `is ${saidValues(values, place)}`,
};

export const RESOLUTION: Wording<
  { readonly module: ModuleFacts; readonly call: CallFact },
  CallResolution
> = {
  question: ({ module, call }, place) =>
    `\`${writtenCall(module, call.id)}\` (${place(module, call.span[0])})`,
  answer: ({ targets, signatures, builtin, decidedBy, why }, place) => {
    const runs = [...targets, ...signatures].map((f) => functionAt(f, place));
    if (builtin) return 'runs something of the language';
    const asked = decidedBy === 'types' ? ', say the types' : '';
    return `runs ${[listed(runs), ...besides(why)].filter((part) => part !== '').join(', or ') || 'nothing that is known'}${asked}`;
  },
  // What a call hands over tells contexts apart, not what runs.
  isAside: ({ call }, inner) =>
    typeof inner === 'object' &&
    inner !== null &&
    'expr' in inner &&
    isArgument(call, inner.expr as Expr),
};

function isArgument({ args, keywords }: CallFact, expr: Expr): boolean {
  return args.includes(expr) || (keywords?.some(({ value }) => value === expr) ?? false);
}

export const ANCESTRY: Wording<
  ClassRef,
  {
    readonly mro: readonly ClassRef[];
    readonly interfaces: readonly ClassRef[];
    readonly otherNames: readonly string[];
  }
> = {
  question: (cls, place) => `above ${classAt(cls, place)}`,
  answer: ({ mro: [, ...bases], interfaces, otherNames }, place) => {
    const outside = otherNames.length === 0 ? '' : `, known by name alone: ${listed(otherNames)}`;
    return `is ${saidClasses([...bases, ...interfaces], place)}${outside}`;
  },
  isWhole: true,
};

export const DESCENDANTS: Wording<ClassRef, readonly ClassRef[]> = {
  question: (cls, place) => `below ${classAt(cls, place)}`,
  answer: (found, place) => `is ${saidClasses(found, place)}`,
  isWhole: true,
};

export const OVERRIDERS: Wording<
  { readonly cls: ClassRef; readonly name: string },
  readonly { readonly self: ClassRef }[]
> = {
  question: ({ cls, name }, place) => `\`${name}\` of ${classAt(cls, place)}`,
  answer: (found, place) =>
    found.length === 0
      ? 'is overridden nowhere'
      : `is overridden by ${listed(found.map(({ self }) => classAt(self, place)))}`,
  isWhole: true,
};

export const CONSTRUCTIONS: Wording<ClassRef, readonly Site[]> = {
  question: (cls, place) => classAt(cls, place),
  answer: (sites, place) =>
    `is made at ${listed(sites.map(({ module, call }) => place(module, call.span[0]))) || 'no place'}`,
  isWhole: true,
};

/** Whether a function leads to a creator that its name gives away. */
export const CREATOR: Wording<Context, boolean> = {
  question: (ctx, place) => functionAt(ctx, place),
  answer: (is) => (is ? 'leads to a creator by its name' : 'leads to no creator by its name'),
};
