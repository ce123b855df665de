import type { Expr, ModuleFacts, Span } from '../../../src/facts/types.js';
import { UnreadableError } from '../../../src/facts/language.js';
import type { Workspace } from '../../../src/workspace/workspace.js';

/**
 * A name that an expression reads and does not bring along: `pkg.mod.X()` reads `pkg`, and what
 * hangs on it.
 */
export interface NamedValue {
  /** With what hangs on it: `['pkg', 'mod', 'X']`. */
  readonly path: readonly string[];
  /** Where the path stands in the text, each of its names in turn. */
  readonly spans: readonly Span[];
}

const FRAMES = {
  typescript: { file: '/value.ts', before: 'export default (', after: ')' },
  javascript: { file: '/value.js', before: 'export default (', after: ')' },
  python: { file: '/value.py', before: 'value = (', after: ')' },
} as const;

const known = new WeakMap<Workspace, Map<string, readonly NamedValue[]>>();

/** The names that a text of the contract reads; none where it is no expression of the language. */
export function namedValues(
  workspace: Workspace,
  { language }: ModuleFacts,
  text: string,
): readonly NamedValue[] {
  const table = known.get(workspace) ?? new Map<string, readonly NamedValue[]>();
  known.set(workspace, table);
  const key = `${language}\0${text}`;
  let found = table.get(key);
  if (!found) table.set(key, (found = read(workspace, language, text)));
  return found;
}

function read(workspace: Workspace, language: ModuleFacts['language'], text: string): NamedValue[] {
  const { file, before, after } = FRAMES[language];
  try {
    const facts = workspace.read(file, before + text + after);
    if (facts.syntaxErrors.length > 0) return [];
    const found = new Map<number, NamedValue>();
    for (const expr of expressions(facts)) {
      const value = pathOf(expr, before.length);
      // The longest path that starts at a place.
      if (value && value.path.length > (found.get(value.spans[0][0])?.path.length ?? 0))
        found.set(value.spans[0][0], value);
    }
    return [...found.values()];
  } catch (error) {
    if (error instanceof UnreadableError) return [];
    throw error;
  }
}

/** Every expression that the facts hold, with what stands in it. */
function expressions({
  calls,
  references,
  classes,
  functions,
  bindings,
  exports,
}: ModuleFacts): Expr[] {
  const waiting: Expr[] = [
    ...calls.flatMap((c) => [c.callee, ...c.args, ...(c.keywords ?? []).map((k) => k.value)]),
    ...references.map((r): Expr => ({
      k: 'member',
      object: r.object,
      name: r.name,
      nameSpan: r.nameSpan,
      span: r.nameSpan,
    })),
    ...classes.flatMap((c) => [...c.bases, ...c.members.flatMap((m) => m.value ?? [])]),
    ...functions.flatMap((f) => f.returns),
    ...bindings.flatMap((b) => b.values),
    ...exports.flatMap((e) => e.value ?? []),
  ];
  const found: Expr[] = [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next);
    if (next.k === 'array' || next.k === 'choice') waiting.push(...next.items);
    else if (next.k === 'string') waiting.push(...next.holes);
    else if (next.k === 'typed' || next.k === 'spread') waiting.push(next.value);
    else if (next.k === 'element') waiting.push(next.object, ...(next.key ? [next.key] : []));
    else if (next.k === 'member') waiting.push(next.object);
  }
  return found;
}

function pathOf(expr: Expr, shift: number): NamedValue | undefined {
  if (expr.k === 'name')
    return expr.binding === -1
      ? { path: [expr.name], spans: [[expr.span[0] - shift, expr.span[1] - shift]] }
      : undefined;
  const above = expr.k === 'member' ? pathOf(expr.object, shift) : undefined;
  if (expr.k !== 'member' || !above) return undefined;
  return {
    path: [...above.path, expr.name],
    spans: [...above.spans, [expr.nameSpan[0] - shift, expr.nameSpan[1] - shift]],
  };
}
