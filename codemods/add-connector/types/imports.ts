import type { ImportFact, ModuleFacts, Span } from '../../../src/facts/types.js';
import { lineStart } from '../../../src/edits/lines.js';
import { insertInList } from '../../../src/edits/lists.js';
import type { Notation } from '../../../src/edits/notation.js';
import { lineEndingOf, type TextEdit } from '../../../src/edits/text-edits.js';
import { requiredBy, specifierFor } from './specifiers.js';
import type { TypeRequest } from './type-names.js';
import type { TypeSource } from './type-source.js';

/**
 * Imports the types that a file's new parameters name: through an import that is there, else by a
 * new line.
 * @param text of the file
 */
export function importEdits(
  source: TypeSource,
  module: ModuleFacts,
  text: string,
  requests: readonly TypeRequest[],
  notation: Notation,
): TextEdit[] {
  const raised = raisedImports(module, requests);
  const extended = new Map<ImportFact, string[]>();
  const fresh: Fresh[] = [];
  const isRaised = new Set([...raised.values()].flat());
  const ordered = requests
    .filter((r) => !isRaised.has(r))
    .map((request) => ({ request, host: hostFor(source, module, text, request) }));
  for (const { request, host } of ordered) {
    const name =
      request.local === request.name ? request.name : `${request.name} as ${request.local}`;
    const isMarked =
      !request.isValue &&
      host !== undefined &&
      (raised.has(host) || needsTypeKeyword(source, module, text, host));
    if (host) extended.set(host, [...(extended.get(host) ?? []), isMarked ? `type ${name}` : name]);
    else {
      const specifier = moduleFor(source, module, request);
      const isValue = request.isValue === true;
      const line =
        request.name === '*'
          ? undefined
          : fresh.find(
              (f) => f.specifier === specifier && f.isValue === isValue && f.names !== undefined,
            );
      if (line?.names) line.names.push(name);
      else fresh.push({ specifier, isValue, names: request.name === '*' ? undefined : [name] });
    }
  }
  return [
    ...[...raised].flatMap(([host, values]) => raiseImport(text, host, values)),
    ...[...extended].flatMap(([host, names]) => extendImport(text, host, names, notation)),
    ...newImports(module, text, fresh, fresh.length > 0 && source.marksTypes(module)),
  ];
}

/** A line that is to be written; without names it brings a whole module. */
interface Fresh {
  readonly specifier: string;
  readonly isValue: boolean;
  readonly names: string[] | undefined;
}

/** The imports of types that bring what is read as a value now. */
function raisedImports(
  module: ModuleFacts,
  requests: readonly TypeRequest[],
): Map<ImportFact, TypeRequest[]> {
  const raised = new Map<ImportFact, TypeRequest[]>();
  for (const request of requests) {
    const host =
      request.isValue &&
      module.imports.find((i) => i.specifiers.some((s) => s.typeOnly && s.local === request.local));
    if (host) raised.set(host, [...(raised.get(host) ?? []), request]);
  }
  return raised;
}

/**
 * Takes the word `type` from what is read; the others of a statement that had it for all get it
 * each.
 */
function raiseImport(
  text: string,
  { span, typeOnly, specifiers }: ImportFact,
  values: readonly TypeRequest[],
): TextEdit[] {
  const isRead = ({ local }: ImportFact['specifiers'][number]) =>
    values.some((v) => v.local === local);
  if (!typeOnly)
    return specifiers.filter(isRead).map(({ span: [start] }) => ({
      start,
      end: start + (/^type\s+/u.exec(text.slice(start))?.[0].length ?? 0),
      text: '',
    }));
  const start = span[0] + 'import'.length;
  const word = /^\s+type\b/u.exec(text.slice(start))?.[0] ?? '';
  const others = specifiers
    .filter((s) => !isRead(s))
    .map(({ span: [at] }) => ({ start: at, end: at, text: 'type ' }));
  return [{ start, end: start + word.length, text: '' }, ...others];
}

/** The named import to extend: the one that brings the types beside it, types before values. */
function hostFor(
  source: TypeSource,
  module: ModuleFacts,
  text: string,
  { name, home, from, isValue }: TypeRequest,
): ImportFact | undefined {
  const hosts = module.imports.filter((fact) => {
    if (isValue && fact.typeOnly) return false;
    if (fact.namedEnd === undefined || /^import\s+typeof\b/u.test(text.slice(...fact.span)))
      return false;
    const target = source.imported(module, fact.module);
    return home
      ? target !== undefined && source.provides(target, name, home)
      : fact.module === from;
  });
  if (isValue) return hosts[0];
  return (
    hosts.find((h) => h.typeOnly) ??
    hosts.find((h) => h.specifiers.some((s) => s.typeOnly)) ??
    hosts[0]
  );
}

/**
 * The specifier for a new line: one by which the file reaches the type already, else the tree's way
 * of importing it.
 */
function moduleFor(
  source: TypeSource,
  module: ModuleFacts,
  { name, home, from }: TypeRequest,
): string {
  if (!home) return from ?? '';
  const gives = (specifier: string) => {
    const target = source.imported(module, specifier);
    return target !== undefined && source.provides(target, name, home);
  };
  const known = module.imports.find((fact) => gives(fact.module));
  if (known) return known.module;
  const provider = source.providerOf(name, home) ?? home.module;
  return specifierFor(source, module, provider.path, gives);
}

function needsTypeKeyword(
  source: TypeSource,
  module: ModuleFacts,
  text: string,
  host: ImportFact,
): boolean {
  if (host.typeOnly || text.slice(...host.span).startsWith('import type')) return false;
  // Flow has no other way to bring a type.
  return (
    module.language === 'javascript' ||
    host.specifiers.some((s) => s.typeOnly) ||
    source.workspace.resolver.marksTypeImports(module.path)
  );
}

function extendImport(
  text: string,
  host: ImportFact,
  names: readonly string[],
  notation: Notation,
): TextEdit[] {
  const items: Span[] = host.specifiers
    .filter((s) => s.imported !== '*' && !isDefaultClause(text, host, s.span))
    .map((s) => s.span);
  const open = text.lastIndexOf('{', items[0]?.[0] ?? host.namedEnd ?? host.span[0]) + 1;
  const close = text.indexOf('}', items.at(-1)?.[1] ?? open);
  const edits = insertInList(text, { inner: [open, close], items }, items.length, names, notation);
  return items.length > 0 ? edits : edits.map((e) => ({ ...e, text: ` ${e.text} ` }));
}

/** `import Driver, { ... }`: the default stands before the brace. */
function isDefaultClause(text: string, host: ImportFact, span: Span): boolean {
  return !text.slice(host.span[0], span[0]).includes('{');
}

function newImports(
  module: ModuleFacts,
  text: string,
  fresh: readonly Fresh[],
  marksTypes: boolean,
): TextEdit[] {
  if (fresh.length === 0) return [];
  const required =
    module.imports.length === 0 && module.language === 'javascript'
      ? lastRequire(module)
      : undefined;
  const last = module.imports.findLast(
    ({ span: [start] }) => module.language !== 'python' || start === lineStart(text, start),
  );
  const quote = last
    ? text[last.moduleSpan[0]]
    : (/['"](?=\)[^'"]*$)/u.exec(text.slice(0, required))?.[0] ?? /['"]/u.exec(text)?.[0] ?? "'");
  const end = last ? last.span[1] : required;
  const eol = lineEndingOf(text, end);
  const hasSemicolons =
    end === undefined ? text.includes(';') : text.slice(end - 1, end + 1).includes(';');
  const lines = fresh.map(
    (line) =>
      `${importLine(module, line, quote, { isRequired: required !== undefined, marksTypes })}${hasSemicolons && module.language !== 'python' ? ';' : ''}`,
  );
  if (end === undefined)
    return [
      {
        start: module.importInsertion,
        end: module.importInsertion,
        text: `${lines.join(eol)}${eol}${eol}`,
      },
    ];
  const at = endOfLine(text, end);
  return [{ start: at, end: at, text: lines.map((line) => eol + line).join('') }];
}

function importLine(
  { language }: ModuleFacts,
  { specifier, isValue, names }: Fresh,
  quote: string,
  { isRequired, marksTypes }: { readonly isRequired: boolean; readonly marksTypes: boolean },
): string {
  if (language === 'python')
    return names ? `from ${specifier} import ${names.join(', ')}` : `import ${specifier}`;
  const list = `{ ${names?.join(', ') ?? ''} }`;
  if (isRequired && isValue)
    return `const ${list.replaceAll(' as ', ': ')} = require(${quote}${specifier}${quote})`;
  return `import ${isValue || !marksTypes ? '' : 'type '}${list} from ${quote}${specifier}${quote}`;
}

/** Where the last `require` of a file's own scope ends. */
function lastRequire({ bindings }: ModuleFacts): number | undefined {
  const ends = bindings.flatMap(({ scope, values }) =>
    scope === 0 ? values.flatMap((v) => requiredBy(v)?.span[1] ?? []) : [],
  );
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
}
