import { findings, type Format, type Item, type Report } from './report.js';

/** In characters: a comment on GitHub has 65,536 at most. */
const LONGEST = 60_000;

/** A comment of a review. */
export const markdown: Format = (report) => {
  const { items, summary } = report;
  const title = `### driver-contract: ${summary ?? findings(items.length)}\n`;
  const parts: string[] = [];
  let length = title.length;
  let told = 0;
  for (const rule of [...new Set(items.map((i) => i.rule))]) {
    const own = items.filter((i) => i.rule === rule);
    const blocks = [heading(rule, report), ...own.map(block)];
    for (const [i, text] of blocks.entries()) {
      if (length + text.length > LONGEST) continue;
      length += text.length;
      parts.push(text);
      if (i > 0) told++;
    }
  }
  const left = items.length - told;
  const more = left > 0 ? [`\n… and ${left} more, which a comment has no room for.\n`] : [];
  return [title, ...parts, ...more].join('');
};

function heading(rule: string, { rules }: Report): string {
  const { url, description } = rules.find(({ id }) => id === rule) ?? {};
  const name = `\`${rule}\``;
  // A page of this machine opens for nobody who reads a review.
  const linked = url?.startsWith('http') ? `[${name}](${url})` : name;
  return `\n#### ${linked}${description === undefined ? '' : `: ${escaped(description)}`}\n\n`;
}

function block({ file, line, message, trail }: Item): string {
  const way = trail.map((s) => `  1. ${code(s.text)} ${code(`${s.file}:${s.line}`)}\n`);
  return `- ${code(`${file}:${line}`)} ${escaped(message)}\n${way.join('')}`;
}

/** A code span, whatever is in it. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  const pad = /^`|`$/u.test(text) ? ' ' : '';
  return `${ticks}${pad}${text.replaceAll(/\s+/gu, ' ')}${pad}${ticks}`;
}

/** Text outside of its code spans: no markup, no mention of anybody. */
function escaped(message: string): string {
  return message
    .split(/(`[^`]*`)/u)
    .map((part, i) =>
      // A mention is found in what was rendered: only another character keeps it from being one.
      i % 2 === 1 ? part : part.replaceAll(/[\\*_[\]<>|#~]/gu, '\\$&').replaceAll('@', '@\u200B'),
    )
    .join('')
    .replaceAll(/\s+/gu, ' ');
}
