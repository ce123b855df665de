import { createHash } from 'node:crypto';
import type * as TsMorph from 'ts-morph';
import { lineStartsOf, positionAt } from '../../src/facts/text.js';
import { isCheckable } from '../../src/workspace/front-end.js';
import type { TypeProject, TypeProjects } from '../../src/workspace/type-projects.js';

/** An error of the type checker that edits brought about. */
export interface TypeProblem {
  /** Absolute. */
  readonly file: string;
  /** From 1, in the text after the edits. */
  readonly line: number;
  /** Where it starts in the text after the edits. */
  readonly start: number;
  readonly code: number;
  readonly message: string;
  /** Places the checker points to beside it, in the texts after the edits. */
  readonly related: readonly { readonly file: string; readonly start: number }[];
  /** The line it stands in, without blanks around it; a digest of a long one. */
  readonly lineText: string;
}

/**
 * The programs that changed files belong to, one for each tsconfig.json that serves one, and the
 * errors they had.
 */
export class TypeCheck {
  private readonly ts: typeof TsMorph.ts;
  private readonly projects: readonly (TypeProject & { readonly old: readonly TypeProblem[] })[];

  /**
   * @param before the changed files' texts as they are on disk, by absolute path
   * @throws {TypesError} where a tsconfig.json cannot be read
   */
  constructor(
    types: TypeProjects,
    private readonly before: ReadonlyMap<string, string>,
  ) {
    this.ts = types.ts;
    this.projects = types.serving([...before.keys()]).map((served) => {
      put(served.project, before);
      return { ...served, old: problemsOf(this.ts, served) };
    });
  }

  /**
   * What the checker says of one file with other texts: how often each error, by either of its
   * {@link namesOf}.
   */
  errorsOf(file: string, after: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
    const texts = new Map([...this.before, ...after]);
    const counts = new Map<string, number>();
    for (const { project } of this.projects) {
      put(project, texts);
      const source = project.getSourceFile(file);
      for (const error of source ? foundIn(this.ts, source.getPreEmitDiagnostics()) : [])
        for (const name of namesOf(error)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return counts;
  }

  /** @param after the new texts; other files stay as they were */
  newErrors(after: ReadonlyMap<string, string>): TypeProblem[] {
    const texts = new Map([...this.before, ...after]);
    const unchecked = [...after]
      .filter(([file, text]) => !isCheckable(file, text))
      .map(([file]) => uncheckedFile(file));
    const problems = this.projects.flatMap((served) => {
      put(served.project, texts);
      return withoutOld([...unchecked, ...problemsOf(this.ts, served)], served.old);
    });
    const unique = new Map(problems.map((p) => [`${p.file}:${p.line}:${p.code}:${p.message}`, p]));
    return [...unique.values()].sort((a, b) =>
      a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line,
    );
  }
}

function put(project: TsMorph.Project, texts: ReadonlyMap<string, string>): void {
  for (const [file, text] of texts) {
    const source = project.getSourceFile(file);
    // Most have not changed since: those are not looked through again.
    if (!source || source.getFullText() === text) continue;
    const given = isCheckable(file, text) ? text : '';
    if (source.getFullText() !== given) source.replaceWithText(given);
  }
}

/** What an error of a file is known by when lines move: what it says, and that with its line. */
export function namesOf({ code, message, lineText }: TypeProblem): readonly string[] {
  const name = `${code}|${message}`;
  return [name, `${name}|${lineText}`];
}

/** In the place of the checker's code where it could not go through the file. */
const UNCHECKED = 0;

/** What the checker says, as it is quoted: `TS2322 at line 12: ...`. */
export function saidOf({ code, message }: TypeProblem, place = ''): string {
  return code === UNCHECKED ? message : `TS${code}${place}: ${message}`;
}

function problemsOf(ts: typeof TsMorph.ts, { checked }: TypeProject): TypeProblem[] {
  const unchecked: TypeProblem[] = [];
  for (;;) {
    try {
      const diagnostics = [...checked].flatMap((source) => diagnosticsOf(source));
      const errors = diagnostics.filter((d) => d.getCategory() === ts.DiagnosticCategory.Error);
      return [...unchecked, ...foundIn(ts, errors)];
    } catch (error) {
      if (!(error instanceof TooDeepError)) throw error;
      const { source } = error;
      unchecked.push(uncheckedFile(source.getFilePath()));
      // A checker that was broken off is not to be believed: without the file there is another one.
      source.replaceWithText('');
    }
  }
}

function uncheckedFile(file: string): TypeProblem {
  const message = 'it nests deeper than the type checker can go';
  return { file, line: 1, start: 0, code: UNCHECKED, message, lineText: '', related: [] };
}

class TooDeepError extends Error {
  constructor(readonly source: TsMorph.SourceFile) {
    super('too deep');
  }
}

function diagnosticsOf(source: TsMorph.SourceFile): TsMorph.Diagnostic[] {
  try {
    return source.getPreEmitDiagnostics();
  } catch (error) {
    throw error instanceof RangeError ? new TooDeepError(source) : error;
  }
}

function foundIn(ts: typeof TsMorph.ts, diagnostics: readonly TsMorph.Diagnostic[]): TypeProblem[] {
  const lines = new Map<TsMorph.SourceFile, Lines>();
  return diagnostics.flatMap((diagnostic) => {
    const source = diagnostic.getSourceFile();
    const start = diagnostic.getStart();
    // What a package's own files say is nobody's edit.
    if (!source || start === undefined || source.getFilePath().includes('/node_modules/'))
      return [];
    const known = lines.get(source) ?? new Lines(source.getFullText());
    lines.set(source, known);
    const message = ts
      .flattenDiagnosticMessageText(diagnostic.compilerObject.messageText, ' ')
      .replaceAll(/\s+/gu, ' ');
    const related = (diagnostic.compilerObject.relatedInformation ?? []).flatMap((r) =>
      r.file && r.start !== undefined ? [{ file: r.file.fileName, start: r.start }] : [],
    );
    return [
      {
        file: source.getFilePath(),
        start,
        code: diagnostic.getCode(),
        message,
        related,
        ...known.at(start),
      },
    ];
  });
}

/**
 * A line that is longer is told apart by its digest: thousands of errors may stand in one line of a
 * megabyte.
 */
const LONGEST_LINE = 200;

/** The lines of one text. */
class Lines {
  private readonly starts: readonly number[];
  private readonly texts = new Map<number, string>();

  constructor(private readonly text: string) {
    this.starts = lineStartsOf(text);
  }

  at(offset: number): { readonly line: number; readonly lineText: string } {
    const { line } = positionAt(this.starts, offset);
    const known = this.texts.get(line) ?? this.short(line);
    this.texts.set(line, known);
    return { line, lineText: known };
  }

  private short(line: number): string {
    const text = this.text.slice(this.starts[line - 1], this.starts[line]).trim();
    return text.length > LONGEST_LINE ? createHash('sha256').update(text).digest('hex') : text;
  }
}

/**
 * Takes away what was there before: first what stands in the same line's text, then what says the
 * same in the same file.
 */
function withoutOld(now: readonly TypeProblem[], old: readonly TypeProblem[]): TypeProblem[] {
  const keys = [
    (p: TypeProblem) => `${p.file}|${p.code}|${p.message}|${p.lineText}`,
    (p: TypeProblem) => `${p.file}|${p.code}|${p.message}`,
  ];
  const unchecked = now.filter((p) => p.code === UNCHECKED);
  let [left, known] = [now.filter((p) => p.code !== UNCHECKED), [...old]];
  for (const key of keys) {
    const counts = new Map<string, number>();
    for (const p of known) counts.set(key(p), (counts.get(key(p)) ?? 0) + 1);
    const matched = new Map<string, number>();
    left = left.filter((p) => {
      const k = key(p);
      if ((counts.get(k) ?? 0) <= (matched.get(k) ?? 0)) return true;
      matched.set(k, (matched.get(k) ?? 0) + 1);
      return false;
    });
    known = known.filter((p) => {
      const k = key(p);
      if ((matched.get(k) ?? 0) === 0) return true;
      matched.set(k, (matched.get(k) ?? 0) - 1);
      return false;
    });
  }
  return [...unchecked, ...left];
}
