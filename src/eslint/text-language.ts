import type {
  FileProblem,
  Language,
  OkParseResult,
  SourceLocation,
  TextSourceCode,
} from '@eslint/core';
import { Directive, TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit';
import type { CommentFact, ModuleFacts } from '../facts/types.js';
import { locationOf } from '../facts/text.js';
import { configComments, disableDirectives, inlineConfigs, removableRange } from './directives.js';

interface Root {
  readonly type: 'Program';
  readonly range: [number, number];
  readonly loc: SourceLocation;
}

interface Comment {
  readonly type: 'Comment';
  readonly value: string;
  readonly range: [number, number];
  readonly loc: SourceLocation;
}

const PREFIX = 'driver-contract/';

/**
 * ESLint's view of a file whose findings come from facts: its text, and the comments that direct
 * ESLint. Nothing is parsed again. Directives for rules of other plugins are not this run's
 * business.
 */
export class TextLanguage implements Language {
  readonly fileType = 'text';
  readonly lineStart = 1;
  readonly columnStart = 0;
  readonly nodeTypeKey = 'type';
  readonly visitorKeys = { Program: [] };

  /**
   * @param factsOf the facts of a file with this text; in a later pass of fixing, the text is not
   * the one on disk
   * @param enabled the rules that run; a directive for any other is not this run's business
   */
  constructor(
    private readonly factsOf: (file: string, text: string) => ModuleFacts | undefined,
    private readonly enabled: ReadonlySet<string>,
  ) {}

  validateLanguageOptions(): void {
    // There are none.
  }

  parse({ body }: { readonly body: string | Uint8Array }): OkParseResult<Root> {
    const text = String(body);
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u);
    const end = { line: lines.length, column: (lines.at(-1) ?? '').length };
    return {
      ok: true,
      ast: {
        type: 'Program',
        range: [0, text.length],
        loc: { start: { line: 1, column: 0 }, end },
      },
    };
  }

  createSourceCode(
    file: { readonly path: string; readonly body: string | Uint8Array; readonly bom?: boolean },
    { ast }: OkParseResult<Root>,
  ): TextSourceCode {
    return new FactSourceCode(
      String(file.body),
      ast,
      this.factsOf(file.path, file.bom ? `\uFEFF${String(file.body)}` : String(file.body)),
      file.bom === true,
      this.enabled,
    ) as unknown as TextSourceCode;
  }
}

class FactSourceCode extends TextSourceCodeBase {
  readonly visitorKeys = { Program: [] };
  private readonly comments: readonly Comment[];
  private readonly isPython: boolean;

  constructor(
    text: string,
    override readonly ast: Root,
    facts: ModuleFacts | undefined,
    readonly hasBOM: boolean,
    private readonly enabled: ReadonlySet<string>,
  ) {
    super({ text, ast });
    const shift = hasBOM ? 1 : 0;
    this.isPython = facts?.language === 'python';
    this.comments = (facts?.directives ?? []).map((c: CommentFact) => ({
      type: 'Comment',
      value: c.text,
      range: [c.span[0] - shift, c.span[1] - shift],
      loc: locationOf(facts?.lineStarts ?? [0], c.span),
    }));
  }

  override getParent(): undefined {
    return undefined;
  }

  override *traverse(): Generator<VisitNodeStep> {
    yield new VisitNodeStep({ target: this.ast, phase: 1, args: [this.ast] });
    yield new VisitNodeStep({ target: this.ast, phase: 2, args: [this.ast] });
  }

  getDisableDirectives(): { directives: Directive[]; problems: FileProblem[] } {
    const comments = this.isPython
      ? this.comments.map((c) => ({ ...c, range: removableRange(this.text, c.range) }))
      : this.comments;
    const directives = disableDirectives(comments).flatMap(
      ({ type, node, value, justification }) => {
        const ours = value
          .split(',')
          .map((v) => v.trim())
          .filter((v) => this.enabled.has(v));
        if (value.trim() !== '' && ours.length === 0) return [];
        return [new Directive({ type, node, value: ours.join(', '), justification })];
      },
    );
    return { directives, problems: [] };
  }

  getInlineConfigNodes(): Comment[] {
    return configComments(this.comments);
  }

  applyInlineConfig() {
    const configs = inlineConfigs(this.comments).configs.flatMap(({ config, loc }) => {
      const rules = Object.fromEntries(
        Object.entries(config.rules).filter(([id]) => id.startsWith(PREFIX)),
      );
      return Object.keys(rules).length > 0 ? [{ config: { rules }, loc }] : [];
    });
    return { configs, problems: [] };
  }
}
