import type { EntryKind, Status } from '../../../codemods/add-connector/ledger.js';

/** How one list of parameters or arguments is laid out. */
export const LISTS = [
  'plain',
  'trailing comma',
  'lines',
  'lines and comma',
  'line comments',
  'block comments',
  'comment last',
] as const;
export type ListLayout = (typeof LISTS)[number];

/** How a file names the contract's types. */
export const IMPORTS = [
  'used',
  'all',
  'aliased',
  'namespace',
  'inline',
  'local of that name',
  'value import',
  'many lines',
] as const;
export type ImportLayout = (typeof IMPORTS)[number];

export const TYPES = ['Connector', 'ModelUpdate', 'RequestContext', 'Volume'] as const;
export type TypeName = (typeof TYPES)[number];

/** What is drawn for one file. */
export interface UnitLayout {
  readonly lists: readonly ListLayout[];
  readonly imports: ImportLayout;
  readonly crlf: boolean;
  readonly bom: boolean;
  readonly doubleQuotes: boolean;
  readonly noSemicolons: boolean;
  readonly indent: '  ' | '    ' | '\t';
  readonly blankLines: boolean;
  readonly comments: boolean;
}

/** A place where the ledger must have an entry. */
export interface ExpectedSite {
  readonly kind: EntryKind;
  readonly status: Status;
  readonly line: number;
  readonly column: number;
}

const MARK = /⟦(\w+) (\w+)⟧/u;

/**
 * What a shape writes one file with. A shape is written twice: as it is before the migration, and
 * as it must read after it; only lists and values that the writer is asked for differ.
 */
export class TreeWriter {
  readonly used = new Set<TypeName>();
  private lists = 0;

  /**
   * @param name a name that no other file's declarations have
   * @param slot where the contract puts the connector
   * @param usedBefore the types that the text before names, where the text after is written
   */
  constructor(
    readonly name: string,
    readonly language: 'typescript' | 'javascript',
    private readonly layout: UnitLayout,
    readonly slot: 0 | 2,
    private readonly usedBefore?: ReadonlySet<TypeName>,
  ) {}

  get isAfter(): boolean {
    return this.usedBefore !== undefined;
  }

  /** Marks the name that follows as a site of the ledger. */
  site(kind: EntryKind, status: Status): string {
    return `⟦${kind} ${status}⟧`;
  }

  declared(status: Status = 'migrated'): string {
    return `${this.site('declaration', status)}createExport`;
  }

  called(status: Status = 'migrated'): string {
    return `${this.site('call', status)}createExport`;
  }

  type(name: TypeName): string {
    this.used.add(name);
    const { imports } = this.layout;
    if (imports === 'namespace') return `t.${name}`;
    if (imports === 'inline') return `import('#types').${name}`;
    const isNew = this.isAfter && !this.usedBefore?.has(name);
    if (name !== 'Connector')
      return imports === 'aliased' && name === 'RequestContext' && !isNew ? 'Ctx' : name;
    if (imports === 'aliased') return isNew ? name : 'Initiator';
    if (imports === 'local of that name') return isNew ? 'ContractConnector' : 'Wire';
    return name;
  }

  /**
   * A type where none stands beside it: it is imported, if the file does not import it by another
   * name.
   */
  importedType(name: TypeName): string {
    return this.layout.imports === 'inline' ? name : this.type(name);
  }

  /** `context: RequestContext, volume: Volume` with the connector where the contract puts it. */
  params(
    names: readonly [string, string] = ['context', 'volume'],
    more: readonly string[] = [],
  ): string {
    const [context, volume] = names;
    return this.list(
      [`${context}: ${this.type('RequestContext')}`, `${volume}: ${this.type('Volume')}`, ...more],
      this.parameter(),
    );
  }

  parameter(name = 'connector'): string {
    return this.isAfter ? `${name}: ${this.type('Connector')}` : '';
  }

  /** A list without types, of arguments or of parameters that something else types. */
  args(items: readonly string[] = ['context', 'volume'], added = 'connector'): string {
    return this.list(items, added);
  }

  /** A list that the migration leaves as it is. */
  kept(...items: readonly string[]): string {
    return this.list(items, undefined);
  }

  /**
   * Arguments of the method behind others: of `.call`, of `.bind`, of a function that is handed the
   * method.
   */
  led(...lead: readonly string[]): string {
    const own = ['context', 'volume'];
    return this.kept(...lead, ...(this.isAfter ? own.toSpliced(this.slot, 0, 'connector') : own));
  }

  /** @param added what the migration inserts; undefined where the list stays */
  list(items: readonly string[], added: string | undefined, open = '(', close = ')'): string {
    const layout = this.layout.lists[this.lists++ % this.layout.lists.length];
    if (this.isAfter) {
      const index = Math.min(this.slot, items.length);
      return `${open}${(added === undefined ? items : items.toSpliced(index, 0, added)).join(', ')}${close}`;
    }
    if (items.length === 0)
      return layout.endsWith('comments') ? `${open}/* nothing, */${close}` : open + close;
    const last = items[items.length - 1];
    const first = items.slice(0, -1);
    // Nothing may follow a rest parameter.
    const comma = last.startsWith('...') ? '' : ',';
    if (layout === 'trailing comma') return `${open}${items.join(', ')}${comma}${close}`;
    if (layout === 'lines')
      return `${open}\n${items.map((i) => `      ${i}`).join(',\n')}\n    ${close}`;
    if (layout === 'lines and comma')
      return `${open}\n${items.map((i) => `      ${i}`).join(',\n')}${comma}\n    ${close}`;
    if (layout === 'line comments')
      return `${open}\n      // the list, in order\n${items.map((i, at) => `      ${i}${at + 1 < items.length ? ',' : comma} // number ${at}, of its kind`).join('\n')}\n      // nothing else)\n    ${close}`;
    if (layout === 'block comments')
      return `${open}/* (first, */ ${[...first.map((i) => `${i} /* then */`), last].join(', ')} /* last), */${close}`;
    if (layout === 'comment last')
      return `${open}\n${items.map((i) => `      ${i}`).join(',\n')} // the last, without a comma\n    ${close}`;
    return `${open}${items.join(', ')}${close}`;
  }

  /**
   * What a file starts with; shapes write `#types` and `#driver` for the modules that stand there.
   */
  head(values: readonly string[]): string {
    const { imports } = this.layout;
    const own = TYPES.filter(
      (t) => imports === 'all' || imports === 'value import' || this.used.has(t),
    ).map((t) =>
      imports === 'aliased' && t === 'Connector'
        ? 'Connector as Initiator'
        : imports === 'aliased' && t === 'RequestContext'
          ? 'RequestContext as Ctx'
          : imports === 'local of that name' && t === 'Connector'
            ? 'Connector as Wire'
            : t,
    );
    const driver = values.map((v) => `import ${v} from '#driver';\n`).join('');
    if (this.language === 'javascript') return driver;
    if (imports === 'namespace') return `import type * as t from '#types';\n${driver}`;
    const local =
      imports === 'local of that name'
        ? '\ninterface Connector {\n  plug: number;\n}\n\nexport const plugs: Connector[] = [];\n'
        : '';
    if (imports === 'inline' || own.length === 0) return driver + local;
    if (imports === 'value import')
      return `${driver}import { ${own.map((t) => `type ${t}`).join(', ')} } from '#types';\n`;
    if (imports === 'many lines')
      return `import type {\n${own.map((t) => `  ${t},`).join('\n')}\n} from '#types';\n${driver}`;
    return `${driver}import type { ${own.join(', ')} } from '#types';\n${local}`;
  }

  /**
   * Lays a whole text out: indentation, quotes, semicolons, blank lines, comments, line endings.
   */
  finish(text: string): string {
    const { crlf, bom, doubleQuotes, noSemicolons, indent, blankLines, comments } = this.layout;
    let out = text.replaceAll(/^(?: {2})+/gmu, (blanks) => indent.repeat(blanks.length / 2));
    if (doubleQuotes) out = out.replaceAll("'", '"');
    if (noSemicolons) out = out.replaceAll(/;$/gmu, '');
    if (blankLines) out = out.replaceAll(/\{\n(?=\s+(?:override|async|await|return))/gu, '{\n\n');
    if (comments)
      out = `// createExport(context, volume) is what this file is about\n${out.replaceAll('{\n', '{ /* begin { */\n')}// the end`;
    if (crlf) out = out.replaceAll('\n', '\r\n');
    return bom ? `\uFEFF${out}` : out;
  }
}

/** Takes the marks out of a text. */
export function sitesOf(marked: string): {
  readonly text: string;
  readonly sites: readonly ExpectedSite[];
} {
  const sites: ExpectedSite[] = [];
  let text = '';
  let rest = marked;
  for (let found = MARK.exec(rest); found; found = MARK.exec(rest)) {
    text += rest.slice(0, found.index);
    rest = rest.slice(found.index + found[0].length);
    const lineStart = text.lastIndexOf('\n') + 1;
    const kind = found[1] as EntryKind;
    sites.push({
      kind,
      status: found[2] as Status,
      line: text.split('\n').length,
      column: text.length - lineStart + 1,
    });
  }
  return { text: text + rest, sites };
}
