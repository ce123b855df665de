import fs from 'node:fs';
import path from 'node:path';
import type * as TsMorph from 'ts-morph';

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
}

interface Found extends TypeProblem {
  /** The line it stands in, without blanks around it. */
  readonly lineText: string;
}

/**
 * Type-checks a tree before and after in memory.
 * @param root where the search for a tsconfig.json upwards ends
 * @param before the changed files' texts as they are on disk, by absolute path
 * @param after their texts after the edits
 * @returns the errors that are new, by file and line
 */
export async function newTypeErrors(
  root: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<TypeProblem[]> {
  return (await TypeCheck.of(root, before)).newErrors(after);
}

/** The programs that changed files belong to, one for each tsconfig.json that serves one, and the errors they had. */
export class TypeCheck {
  private constructor(
    private readonly ts: typeof TsMorph.ts,
    private readonly projects: readonly { readonly project: TsMorph.Project; readonly old: readonly Found[] }[],
    private readonly before: ReadonlyMap<string, string>,
  ) {}

  /** ts-morph brings a compiler of its own: it is loaded when it is needed. */
  static async of(root: string, before: ReadonlyMap<string, string>): Promise<TypeCheck> {
    const tsMorph = await import('ts-morph');
    const configs = new Set([...before.keys()].map((file) => configOf(file, root)));
    const projects = [...configs].flatMap((config) => {
      const own = [...before.keys()].filter((file) => configOf(file, root) === config);
      return projectsOf(tsMorph, config, own).map((project) => {
        put(project, before);
        return { project, old: problemsOf(tsMorph.ts, project) };
      });
    });
    return new TypeCheck(tsMorph.ts, projects, before);
  }

  /** Whether a file has an error that says the same, with other texts; only this file is looked at. */
  has({ file, code, message }: TypeProblem, after: ReadonlyMap<string, string>): boolean {
    const texts = new Map([...this.before, ...after]);
    return this.projects.some(({ project }) => {
      put(project, texts);
      const source = project.getSourceFile(file);
      const found = source?.getPreEmitDiagnostics().flatMap((d) => foundIn(this.ts, d)) ?? [];
      return found.some((f) => f.code === code && f.message === message);
    });
  }

  /** @param after the new texts; other files stay as they were */
  newErrors(after: ReadonlyMap<string, string>): TypeProblem[] {
    const texts = new Map([...this.before, ...after]);
    const problems = this.projects.flatMap(({ project, old }) => {
      put(project, texts);
      return withoutOld(problemsOf(this.ts, project), old);
    });
    const unique = new Map(problems.map((p) => [`${p.file}:${p.line}:${p.code}:${p.message}`, p]));
    return [...unique.values()]
      .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
      .map(({ file, line, start, code, message, related }) => ({ file, line, start, code, message, related }));
  }
}

function configOf(file: string, root: string): string | undefined {
  for (let at = path.dirname(file); at.startsWith(root); at = path.dirname(at)) {
    const config = path.join(at, 'tsconfig.json');
    if (fs.existsSync(config)) return config;
  }
  return undefined;
}

/** The projects of a configuration: itself, or those that a solution refers to. Files that none of them lists are added. */
function projectsOf(tsMorph: typeof TsMorph, config: string | undefined, files: readonly string[]): TsMorph.Project[] {
  const projects = config === undefined ? [looseProject(tsMorph)] : configured(tsMorph, config, new Set());
  for (const file of files) if (!projects.some((project) => project.getSourceFile(file))) projects[0].addSourceFileAtPathIfExists(file);
  for (const project of projects) project.resolveSourceFileDependencies();
  return projects;
}

function configured(tsMorph: typeof TsMorph, config: string, seen: Set<string>): TsMorph.Project[] {
  seen.add(config);
  const project = new tsMorph.Project({ tsConfigFilePath: config });
  if (project.getSourceFiles().length > 0) return [project];
  const { ts } = tsMorph;
  const { config: json = {} } = ts.readConfigFile(config, (file) => ts.sys.readFile(file)) as {
    config?: { references?: { path: string }[] };
  };
  const referred = (json.references ?? []).map((reference) => {
    const target = path.resolve(path.dirname(config), reference.path);
    return fs.statSync(target, { throwIfNoEntry: false })?.isDirectory() ? path.join(target, 'tsconfig.json') : target;
  });
  const found = referred.filter((c) => !seen.has(c) && fs.existsSync(c)).flatMap((c) => configured(tsMorph, c, seen));
  return found.length > 0 ? found : [project];
}

function looseProject({ Project, ts }: typeof TsMorph): TsMorph.Project {
  return new Project({
    compilerOptions: {
      allowJs: true,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
    },
  });
}

function put(project: TsMorph.Project, texts: ReadonlyMap<string, string>): void {
  for (const [file, text] of texts) {
    const source = project.getSourceFile(file);
    if (source && source.getFullText() !== text) source.replaceWithText(text);
  }
}

function problemsOf(ts: typeof TsMorph.ts, project: TsMorph.Project): Found[] {
  return project
    .getPreEmitDiagnostics()
    .filter((d) => d.getCategory() === ts.DiagnosticCategory.Error)
    .flatMap((d) => foundIn(ts, d));
}

function foundIn(ts: typeof TsMorph.ts, diagnostic: TsMorph.Diagnostic): Found[] {
  const source = diagnostic.getSourceFile();
  const start = diagnostic.getStart();
  // What a package's own files say is nobody's edit.
  if (!source || start === undefined || source.getFilePath().includes('/node_modules/')) return [];
  const message = ts.flattenDiagnosticMessageText(diagnostic.compilerObject.messageText, ' ').replaceAll(/\s+/gu, ' ');
  const { line } = source.getLineAndColumnAtPos(start);
  const lineText = source.getFullText().split('\n')[line - 1]?.trim() ?? '';
  const related = (diagnostic.compilerObject.relatedInformation ?? []).flatMap((r) =>
    r.file && r.start !== undefined ? [{ file: r.file.fileName, start: r.start }] : [],
  );
  return [{ file: source.getFilePath(), line, start, code: diagnostic.getCode(), message, lineText, related }];
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
