import type { Rule } from 'eslint';
import type { JudgedFinding } from '../analysis/analysis.js';
import type { Finding, RuleId } from '../analysis/findings.js';
import { positionAt } from '../facts/text.js';
import { rulePage } from '../package.js';
import { findingsOf, type FileFindings } from './session.js';

/** What distinguishes one rule from another: its words, and the changes it offers. */
export interface RuleDefinition {
  readonly id: RuleId;
  readonly description: string;
  /** What was found, the chain, the remedy. */
  readonly messages: Readonly<Record<string, string>>;
  /** Whether some changes are safe enough to be made unasked. */
  readonly fixable?: boolean;
  /** The change offered for a finding. `safe` makes it an autofix. */
  readonly change?: (finding: JudgedFinding, at: FileFindings) => Change | undefined;
}

/** Splices of the linted file, offered as a suggestion or applied as a fix. */
export interface Change {
  readonly messageId: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly edits: readonly {
    readonly start: number;
    readonly end: number;
    readonly text: string;
  }[];
  readonly safe: boolean;
}

/**
 * Languages in which the findings come from facts: JavaScript (whatever the parser) and our own.
 */
const LANGUAGES = ['js/js', 'driver-contract/*'];

/** What one of the rules has said of already that nothing of it was checked. */
const told = new WeakSet<object>();

/** Makes an ESLint rule that reports one kind of finding. */
export function createRule({
  id,
  description,
  messages,
  fixable,
  change,
}: RuleDefinition): Rule.RuleModule {
  return {
    meta: {
      type: 'problem',
      docs: { description, recommended: true, url: rulePage(id).href },
      languages: LANGUAGES,
      hasSuggestions: change !== undefined,
      fixable: fixable ? 'code' : undefined,
      schema: [],
      messages: { ...messages, unread: 'Nothing of this file was checked: {{ why }}' },
    },
    create(context) {
      return {
        Program() {
          const at = findingsOf(context);
          if ('why' in at) {
            if (!told.has(context.sourceCode))
              context.report({
                loc: { line: 1, column: 0 },
                messageId: 'unread',
                data: { why: at.why },
              });
            told.add(context.sourceCode);
            return;
          }
          for (const finding of at.findings)
            if (finding.rule === id)
              report(context, finding, at.isMisread ? undefined : change?.(finding, at));
        },
      };
    },
  };
}

function report(
  context: Rule.RuleContext,
  { span, module, messageId, data }: Finding,
  change: Change | undefined,
): void {
  // ESLint's text is without the byte order mark that the facts count.
  const shift = context.sourceCode.hasBOM ? 1 : 0;
  const position = (offset: number) => {
    const { line, column } = positionAt(module.lineStarts, offset);
    return { line, column: line === 1 ? column - shift : column };
  };
  const loc = { start: position(span[0]), end: position(span[1]) };
  const fix =
    change &&
    ((fixer: Rule.RuleFixer) =>
      change.edits.map((e) => fixer.replaceTextRange([e.start - shift, e.end - shift], e.text)));
  if (!change || !fix) context.report({ loc, messageId, data });
  else if (change.safe) context.report({ loc, messageId, data, fix });
  else
    context.report({
      loc,
      messageId,
      data,
      suggest: [{ messageId: change.messageId, data: change.data, fix }],
    });
}
