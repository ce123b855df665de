import type { NameUsage } from '../facts/language.js';

/** The names that a file uses in some way: without repeats, and none may be missing. */
export type NamesUsed = (file: string, use: NameUsage) => readonly string[];

/** How one file's names changed. */
export interface NameChange {
  readonly use: NameUsage;
  readonly name: string;
}

/** What is kept of one way to use names. */
interface Table {
  readonly files: Map<string, string[]>;
  readonly names: Map<string, readonly string[]>;
}

/** The files of a project by the names that they use. A file's names are taken once for one text. */
export class NameIndex {
  private readonly tables = new Map<NameUsage, Table>();

  constructor(
    private readonly all: () => Iterable<string>,
    private readonly namesUsed: NamesUsed,
  ) {}

  /** The files that use one of these names so, in no order. */
  filesUsing(names: readonly string[], use: NameUsage): ReadonlySet<string> {
    const { files } = this.tables.get(use) ?? this.build(use);
    return new Set(names.flatMap((name) => [...(files.get(name) ?? [])]));
  }

  /**
   * A file has another text now, came, or is gone.
   * @param isThere whether the project has it
   * @returns the names that it has begun or ceased to use
   */
  update(file: string, isThere: boolean): readonly NameChange[] {
    const changes: NameChange[] = [];
    for (const [use, { files, names }] of this.tables) {
      const before = new Set(names.get(file));
      const now = isThere ? this.namesUsed(file, use) : [];
      if (isThere) names.set(file, now);
      else names.delete(file);
      for (const name of now) {
        if (before.delete(name)) continue;
        put(files, name, file);
        changes.push({ use, name });
      }
      for (const name of before) {
        const left = files.get(name)?.filter((other) => other !== file) ?? [];
        if (left.length === 0) files.delete(name);
        else files.set(name, left);
        changes.push({ use, name });
      }
    }
    return changes;
  }

  private build(use: NameUsage): Table {
    const table: Table = { files: new Map(), names: new Map() };
    for (const file of this.all()) {
      const used = this.namesUsed(file, use);
      table.names.set(file, used);
      for (const name of used) put(table.files, name, file);
    }
    this.tables.set(use, table);
    return table;
  }
}

function put(files: Map<string, string[]>, name: string, file: string): void {
  const list = files.get(name);
  if (list) list.push(file);
  else files.set(name, [file]);
}
