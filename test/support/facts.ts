import type { Expr, FunctionFact, ModuleFacts, TypeTerm } from '../../src/facts/types.js';
import { compiler } from '../../src/typescript/compiler.js';
import { extractFacts } from '../../src/typescript/extract.js';

const ts = compiler();

export function factsOf(text: string, path = 'a.ts'): ModuleFacts {
  return extractFacts(ts, path, text);
}

/** An expression as the facts have it, in short: `this.client.mapLun()`, `a|b`, `#0.id`. */
export function write(facts: ModuleFacts, expr: Expr | undefined): string {
  const one = (e: Expr | undefined): string => write(facts, e);
  if (!expr) return '-';
  switch (expr.k) {
    case 'name':
      return expr.name;
    case 'this':
    case 'super':
      return expr.k;
    case 'member':
      return `${one(expr.object)}.${expr.name}`;
    case 'element':
      return `${one(expr.object)}[${expr.key ? one(expr.key) : ''}]`;
    case 'call': {
      const { kind, callee, args } = facts.calls[expr.call];
      return `${kind === 'new' ? 'new ' : ''}${one(callee)}(${args.map(one).join(', ')})`;
    }
    case 'function':
      return 'fn';
    case 'class': {
      const { name, members } = facts.classes[expr.cls];
      return expr.instance
        ? `{${members.map((m) => m.name).join(',')}}`
        : `class ${name ?? ''}`.trim();
    }
    case 'array':
      return `[${expr.items.map(one).join(', ')}]`;
    case 'spread':
      return `...${one(expr.value)}`;
    case 'string':
      return JSON.stringify(expr.text.replaceAll('\0', '~'));
    case 'literal':
      return expr.type;
    case 'choice':
      return expr.items.map(one).join('|');
    case 'typed':
      return `${one(expr.value)} as ${writeType(facts, expr.type)}`;
    case 'param':
      return `#${expr.index}`;
    case 'import':
      return `import(${expr.module})`;
    default:
      return '?';
  }
}

/** A type term in short: `Mocked<X>`, `X['m']`. */
export function writeType(facts: ModuleFacts, term: TypeTerm | undefined): string {
  const one = (t: TypeTerm): string => writeType(facts, t);
  if (!term) return '-';
  switch (term.k) {
    case 'ref':
      return term.name + (term.args.length > 0 ? `<${term.args.map(one).join(',')}>` : '');
    case 'import':
      return `import(${term.module}).${term.name}`;
    case 'indexed':
      return `${one(term.object)}[${term.key ?? '?'}]`;
    case 'union':
      return term.items.map(one).join('|');
    case 'intersection':
      return term.items.map(one).join('&');
    case 'function':
      return `(${facts.functions[term.fn].params.map((p) => p.name ?? '{}').join(',')})=>`;
    case 'object':
      return `{${facts.classes[term.cls].members.map((m) => m.name).join(',')}}`;
    case 'typeof':
      return `typeof ${write(facts, term.expr)}`;
    case 'array':
      return `${one(term.item)}[]`;
    case 'tuple':
      return `[${term.items.map((i) => `${i.rest ? '...' : ''}${one(i.type)}${i.optional ? '?' : ''}`).join(',')}]`;
    case 'literal':
      return JSON.stringify(term.value);
    case 'keyword':
      return term.name;
    default:
      return 'other';
  }
}

export function functionNamed(facts: ModuleFacts, name: string): FunctionFact {
  const found = facts.functions.filter((f) => f.name === name).at(-1);
  if (!found) throw new Error(`no function ${name}`);
  return found;
}

/** What is assigned to a name, in short. */
export function valuesOf(facts: ModuleFacts, name: string): string[] {
  return facts.bindings
    .filter((b) => b.name === name)
    .flatMap((b) => b.values.map((v) => write(facts, v)));
}
