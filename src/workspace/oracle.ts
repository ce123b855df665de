import path from 'node:path';
import type ts from 'typescript';
import type { OracleDeclaration, OracleType, TypeOracle } from '../linker/oracle.js';
import type { Span } from '../facts/types.js';
import { sourceFiles } from './files.js';
import type { TypeScript } from '../typescript/builder.js';

/** `ts.TypeFlags.Any | ts.TypeFlags.Unknown`; the same in every version since 3.0, so the user's own compiler serves. */
const ANY_OR_UNKNOWN = 3;
/** `ts.SymbolFlags.Alias`. */
const ALIAS = 2_097_152;

/** Answers from a program that is there anyway: typed linting's, ts-morph's. */
export class ProgramOracle implements TypeOracle {
  private readonly checker: ts.TypeChecker;

  constructor(private readonly program: ts.Program) {
    this.checker = program.getTypeChecker();
  }

  declarationsOf(file: string, span: Span): readonly OracleDeclaration[] | undefined {
    const node = this.nodeAt(file, span);
    const symbol = node && this.checker.getSymbolAtLocation(node);
    if (!symbol) return undefined;
    const target = symbol.flags & ALIAS ? this.checker.getAliasedSymbol(symbol) : symbol;
    return declarations(target);
  }

  typeOf(file: string, span: Span): OracleType | undefined {
    const node = this.nodeAt(file, span);
    if (!node) return undefined;
    const type = this.checker.getNonNullableType(this.checker.getTypeAtLocation(node));
    const parts = type.isUnionOrIntersection() ? type.types : [type];
    const symbols = parts
      .flatMap((t) => [t.aliasSymbol, t.getSymbol(), this.checker.getBaseConstraintOfType(t)?.getSymbol()])
      .filter((s) => s !== undefined);
    return {
      isAny: parts.some((t) => (t.flags & ANY_OR_UNKNOWN) !== 0),
      names: [...new Set(symbols.map((s) => s.name))],
      declarations: symbols.flatMap(declarations),
    };
  }

  /** The outermost node that covers exactly a span. */
  private nodeAt(file: string, [start, end]: Span): ts.Node | undefined {
    const source = this.program.getSourceFile(file);
    let node: ts.Node | undefined = source;
    while (source && node) {
      const inner: ts.Node | undefined = node.forEachChild((child) => (child.pos <= start && child.end >= end ? child : undefined));
      if (!inner) return undefined;
      if (inner.getStart(source) === start && inner.end === end) return inner;
      node = inner;
    }
    return undefined;
  }
}

function declarations(symbol: ts.Symbol): OracleDeclaration[] {
  return (symbol.declarations ?? []).map((d) => {
    const source = d.getSourceFile();
    const { name } = d as { name?: ts.Node };
    return { file: source.fileName, start: (name ?? d).getStart(source) };
  });
}

/** Makes a program for each tsconfig.json when it is first asked of a file that it serves. */
export class TreeOracle implements TypeOracle {
  private readonly programs = new Map<string, ProgramOracle | undefined>();

  /** @param root where the search for a tsconfig.json upwards ends */
  constructor(
    private readonly ts: TypeScript,
    private readonly root: string,
  ) {}

  declarationsOf(file: string, span: Span): readonly OracleDeclaration[] | undefined {
    return this.oracleFor(file)?.declarationsOf(file, span);
  }

  typeOf(file: string, span: Span): OracleType | undefined {
    return this.oracleFor(file)?.typeOf(file, span);
  }

  private oracleFor(file: string): ProgramOracle | undefined {
    const config = this.configOf(path.dirname(file));
    const key = config ?? this.root;
    if (!this.programs.has(key)) this.programs.set(key, this.program(config, file));
    return this.programs.get(key);
  }

  private configOf(folder: string): string | undefined {
    const candidate = path.join(folder, 'tsconfig.json');
    if (this.ts.sys.fileExists(candidate)) return candidate;
    return folder === this.root || path.dirname(folder) === folder ? undefined : this.configOf(path.dirname(folder));
  }

  private program(config: string | undefined, file: string): ProgramOracle | undefined {
    const { ts } = this;
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
    const parsed = config === undefined ? undefined : ts.getParsedCommandLineOfConfigFile(config, { noEmit: true, allowJs: true }, host);
    const files = new Set([...(parsed?.fileNames ?? []), file]);
    // Tests are often left out of the configuration that serves them.
    for (const found of sourceFiles(config === undefined ? this.root : path.dirname(config))) files.add(found);
    return new ProgramOracle(
      ts.createProgram({ rootNames: [...files], options: { ...parsed?.options, noEmit: true, allowJs: true, skipLibCheck: true } }),
    );
  }
}
