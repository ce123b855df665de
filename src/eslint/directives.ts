import type { FileProblem, RuleConfig, SourceLocation } from '@eslint/core';
import { ConfigCommentParser, Directive } from '@eslint/plugin-kit';

/** A comment that may say something to ESLint. */
interface Comment {
  /** What it says, without the signs that make it a comment. */
  readonly value: string;
  readonly loc: SourceLocation;
}

export interface InlineConfigs {
  readonly configs: {
    readonly config: { readonly rules: Record<string, RuleConfig> };
    readonly loc: SourceLocation;
  }[];
  readonly problems: FileProblem[];
}

type DirectiveType = ConstructorParameters<typeof Directive>[0]['type'];

const DISABLES: ReadonlySet<string> = new Set([
  'eslint-disable',
  'eslint-enable',
  'eslint-disable-line',
  'eslint-disable-next-line',
]);
const parser = new ConfigCommentParser();

/** The comments that configure ESLint or turn rules on and off. */
export function configComments<C extends Comment>(comments: readonly C[]): C[] {
  return comments.filter(({ value }) => {
    const label = parser.parseDirective(value)?.label;
    return label === 'eslint' || (label !== undefined && DISABLES.has(label));
  });
}

/** What comments turn off and on: `eslint-disable-next-line a, b -- why`. */
export function disableDirectives(comments: readonly Comment[]): Directive[] {
  return comments.flatMap((node) => {
    const { label = '', value = '', justification = '' } = parser.parseDirective(node.value) ?? {};
    if (!DISABLES.has(label)) return [];
    return [
      new Directive({
        type: label.slice('eslint-'.length) as DirectiveType,
        node,
        value,
        justification,
      }),
    ];
  });
}

/** What comments configure: `eslint a: "off", b: ["error", {}]`. */
export function inlineConfigs(comments: readonly Comment[]): InlineConfigs {
  const result: InlineConfigs = { configs: [], problems: [] };
  for (const { value, loc } of comments) {
    const directive = parser.parseDirective(value);
    if (directive?.label !== 'eslint') continue;
    const parsed = parser.parseJSONLikeConfig(directive.value);
    if (parsed.ok)
      result.configs.push({ config: { rules: parsed.config as Record<string, RuleConfig> }, loc });
    else result.problems.push({ ruleId: null, message: parsed.error.message, loc });
  }
  return result;
}

/**
 * What an unused directive takes with it, in a language where blanks count. ESLint puts a blank in
 * its place, so the blanks before it go as well, and with a comment that has a line of its own the
 * rest of the line, if the next line begins with a blank that ESLint can put back.
 */
export function removableRange(
  text: string,
  [start, end]: readonly [number, number],
): [number, number] {
  let from = start;
  while (/[ \t]/u.test(text.charAt(from - 1))) from--;
  const isAlone = from === 0 || /[\n\r]/u.test(text.charAt(from - 1));
  const [next] = /^(?:\r\n|[\n\r]) /u.exec(text.slice(end, end + 3)) ?? [];
  return isAlone && next !== undefined ? [from, end + next.length] : [from, end];
}
