import type ts from 'typescript';
import type { OracleDeclaration, OracleType, TypeOracle } from '../linker/oracle.js';
import type { Span } from '../facts/types.js';

/**
 * `ts.TypeFlags.Any | ts.TypeFlags.Unknown`; the same in every version since 3.0, so the user's own
 * compiler serves.
 */
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
    return unlessTooDeep(() => this.symbolAt(file, span));
  }

  private symbolAt(file: string, span: Span): readonly OracleDeclaration[] | undefined {
    const node = this.nodeAt(file, span);
    const symbol = node && this.checker.getSymbolAtLocation(node);
    if (!symbol) return undefined;
    const target = symbol.flags & ALIAS ? this.checker.getAliasedSymbol(symbol) : symbol;
    return declarations(target);
  }

  typeOf(file: string, span: Span): OracleType | undefined {
    return unlessTooDeep(() => this.typeAt(file, span));
  }

  private typeAt(file: string, span: Span): OracleType | undefined {
    const node = this.nodeAt(file, span);
    if (!node) return undefined;
    const type = this.checker.getNonNullableType(this.checker.getTypeAtLocation(node));
    const parts = type.isUnionOrIntersection() ? type.types : [type];
    const symbols = parts
      .flatMap((t) => [
        t.aliasSymbol,
        t.getSymbol(),
        this.checker.getBaseConstraintOfType(t)?.getSymbol(),
      ])
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
      const inner: ts.Node | undefined = node.forEachChild((child) =>
        child.pos <= start && child.end >= end ? child : undefined,
      );
      if (!inner) return undefined;
      if (inner.getStart(source) === start && inner.end === end) return inner;
      node = inner;
    }
    return undefined;
  }
}

/** What nests deeper than the checker can go has no answer: the linker's stands. */
function unlessTooDeep<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function declarations(symbol: ts.Symbol): OracleDeclaration[] {
  return (symbol.declarations ?? []).map((d) => {
    const source = d.getSourceFile();
    const { name } = d as { name?: ts.Node };
    return { file: source.fileName, start: (name ?? d).getStart(source) };
  });
}
