import type { ImportFact, ModuleFacts, Span } from '../../../src/facts/types.js';
import { insertInList } from '../../../src/edits/lists.js';
import { lineEndingOf, type TextEdit } from '../../../src/edits/text-edits.js';
import { specifierFor } from './specifiers.js';
import type { TypeRequest } from './type-names.js';
import type { TypeSource } from './type-source.js';

/**
 * Imports the types that a file's new parameters name: through an import that is there, else by a new line.
 * @param text of the file
 */
export function importEdits(source: TypeSource, module: ModuleFacts, text: string, requests: readonly TypeRequest[]): TextEdit[] {
  const extended = new Map<ImportFact, string[]>();
  const fresh = new Map<string, string[]>();
  const ordered = requests.map((request) => ({ request, host: hostFor(source, module, text, request) }));
  for (const { request, host } of ordered) {
    const name = request.local === request.name ? request.name : `${request.name} as ${request.local}`;
    if (host) extended.set(host, [...(extended.get(host) ?? []), needsTypeKeyword(source, module, text, host) ? `type ${name}` : name]);
    else {
      const specifier = moduleFor(source, module, request);
      fresh.set(specifier, [...(fresh.get(specifier) ?? []), name]);
    }
  }
  return [...[...extended].flatMap(([host, names]) => extendImport(text, host, names)), ...newImports(module, text, fresh)];
}

/** The named import to extend: the one that brings the types beside it, types before values. */
function hostFor(source: TypeSource, module: ModuleFacts, text: string, { name, home, from }: TypeRequest): ImportFact | undefined {
  const hosts = module.imports.filter((fact) => {
    if (fact.namedEnd === undefined || /^import\s+typeof\b/u.test(text.slice(...fact.span))) return false;
    const target = source.imported(module, fact.module);
    return home ? target !== undefined && source.provides(target, name, home) : fact.module === from;
  });
  return hosts.find((h) => h.typeOnly) ?? hosts.find((h) => h.specifiers.some((s) => s.typeOnly)) ?? hosts[0];
}

/** The specifier for a new line: one by which the file reaches the type already, else the tree's way of importing it. */
function moduleFor(source: TypeSource, module: ModuleFacts, { name, home, from }: TypeRequest): string {
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

function needsTypeKeyword(source: TypeSource, module: ModuleFacts, text: string, host: ImportFact): boolean {
  if (host.typeOnly || text.slice(...host.span).startsWith('import type')) return false;
  // Flow has no other way to bring a type.
  return (
    module.language === 'javascript' || host.specifiers.some((s) => s.typeOnly) || source.workspace.resolver.marksTypeImports(module.path)
  );
}

function extendImport(text: string, host: ImportFact, names: readonly string[]): TextEdit[] {
  const items: Span[] = host.specifiers.filter((s) => s.imported !== '*' && !isDefaultClause(text, host, s.span)).map((s) => s.span);
  const open = text.lastIndexOf('{', items[0]?.[0] ?? host.namedEnd ?? host.span[0]) + 1;
  const close = text.indexOf('}', items.at(-1)?.[1] ?? open);
  const edits = insertInList(text, { inner: [open, close], items }, items.length, names);
  return items.length > 0 ? edits : edits.map((e) => ({ ...e, text: ` ${e.text} ` }));
}

/** `import Driver, { ... }`: the default stands before the brace. */
function isDefaultClause(text: string, host: ImportFact, span: Span): boolean {
  return !text.slice(host.span[0], span[0]).includes('{');
}

function newImports(module: ModuleFacts, text: string, fresh: ReadonlyMap<string, readonly string[]>): TextEdit[] {
  if (fresh.size === 0) return [];
  const eol = lineEndingOf(text);
  const last = module.imports.at(-1);
  const quote = last ? text[last.moduleSpan[0]] : (/['"]/u.exec(text)?.[0] ?? "'");
  const hasSemicolons = last ? text[last.span[1] - 1] === ';' : text.includes(';');
  const lines = [...fresh].map(
    ([specifier, names]) => `import type { ${names.join(', ')} } from ${quote}${specifier}${quote}${hasSemicolons ? ';' : ''}`,
  );
  if (!last) return [{ start: module.importInsertion, end: module.importInsertion, text: `${lines.join(eol)}${eol}${eol}` }];
  const at = endOfLine(text, last.span[1]);
  return [{ start: at, end: at, text: lines.map((line) => eol + line).join('') }];
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
}
