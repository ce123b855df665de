import fs from 'node:fs';
import path from 'node:path';
import { Project, ts, type Diagnostic } from 'ts-morph';

/** An error of the type checker that an edit brought about. */
export interface TypeProblem {
  /** Absolute. */
  readonly file: string;
  /** From 1, in the text after the edits. */
  readonly line: number;
  readonly code: number;
  readonly message: string;
}

interface Found extends TypeProblem {
  /** The line it stands in, without blanks around it. */
  readonly lineText: string;
}

/**
 * Type-checks the tree before and after in memory, one program for each tsconfig.json that serves a changed file.
 * @param root where the search for a tsconfig.json upwards ends
 * @param before the changed files' texts as they are on disk, by absolute path
 * @param after their texts after the edits
 * @returns the errors that are new, by file and line
 */
export function newTypeErrors(root: string, before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): TypeProblem[] {
  const configs = new Set([...after.keys()].map((file) => configOf(file, root)));
  const problems = [...configs].flatMap((config) => {
    const project = projectOf(config, after);
    put(project, before);
    const old = problemsOf(project);
    put(project, after);
    return withoutOld(problemsOf(project), old);
  });
  const unique = new Map(problems.map((p) => [`${p.file}:${p.line}:${p.code}:${p.message}`, p]));
  return [...unique.values()]
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
    .map(({ file, line, code, message }) => ({ file, line, code, message }));
}

function configOf(file: string, root: string): string | undefined {
  for (let at = path.dirname(file); at.startsWith(root); at = path.dirname(at)) {
    const config = path.join(at, 'tsconfig.json');
    if (fs.existsSync(config)) return config;
  }
  return undefined;
}

function projectOf(config: string | undefined, files: ReadonlyMap<string, string>): Project {
  if (config !== undefined) return new Project({ tsConfigFilePath: config });
  const options = {
    allowJs: true,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
  };
  const project = new Project({ compilerOptions: options });
  project.addSourceFilesAtPaths([...files.keys()]);
  project.resolveSourceFileDependencies();
  return project;
}

function put(project: Project, texts: ReadonlyMap<string, string>): void {
  for (const [file, text] of texts) {
    const source = project.getSourceFile(file);
    if (source && source.getFullText() !== text) source.replaceWithText(text);
  }
}

function problemsOf(project: Project): Found[] {
  return project
    .getPreEmitDiagnostics()
    .filter((d) => d.getCategory() === ts.DiagnosticCategory.Error)
    .flatMap(foundIn);
}

function foundIn(diagnostic: Diagnostic): Found[] {
  const source = diagnostic.getSourceFile();
  const start = diagnostic.getStart();
  // What a package's own files say is nobody's edit.
  if (!source || start === undefined || source.getFilePath().includes('/node_modules/')) return [];
  const message = ts.flattenDiagnosticMessageText(diagnostic.compilerObject.messageText, ' ');
  const { line } = source.getLineAndColumnAtPos(start);
  const lineText = source.getFullText().split('\n')[line - 1]?.trim() ?? '';
  return [{ file: source.getFilePath(), line, code: diagnostic.getCode(), message, lineText }];
}

/** Takes away what was there before: first what stands in the same line's text, then what says the same in the same file. */
function withoutOld(now: readonly Found[], old: readonly Found[]): Found[] {
  const keys = [(p: Found) => `${p.file}|${p.code}|${p.message}|${p.lineText}`, (p: Found) => `${p.file}|${p.code}|${p.message}`];
  let [left, known] = [[...now], [...old]];
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
  return left;
}
