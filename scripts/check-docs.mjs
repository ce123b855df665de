// Checks what the documentation says against what is there: pages, links, rule ids,
// generated pieces.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { COMMAND, generatedPages } from './generated-docs.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const problems = [];

const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((f) => fs.existsSync(path.join(root, f)));
const { rules } = await import('../dist/rules/index.js');

// Every rule has a page and stands in the README's table.
const readme = read('README.md');
for (const [id, rule] of Object.entries(rules)) {
  const page = `docs/rules/${id}.md`;
  if (!fs.existsSync(path.join(root, page)))
    problems.push(`${page}: missing; write the page of the rule`);
  if (!readme.includes(`(${page})`)) problems.push(`README.md: the table of rules lacks ${id}`);
  if (rule.meta.docs.url !== pathToFileURL(path.join(root, page)).href)
    problems.push(`rules/${id}.ts: its URL does not lead to its page`);
}

// Tables that come from the rules and the schema are those of now.
for (const [page, text] of await generatedPages())
  if (!fs.existsSync(path.join(root, page)) || read(page) !== text)
    problems.push(`${page}: what is generated of it is out of date; run: ${COMMAND}`);

// Links inside the repository lead somewhere, to a heading too.
for (const page of pages) {
  for (const [, target, anchor] of linksOf(read(page))) {
    const file = target ? path.join(path.dirname(page), target) : page;
    const shown = `${target}${anchor ? `#${anchor}` : ''}`;
    if (!fs.existsSync(path.join(root, file)))
      problems.push(`${page}: the link to ${shown} leads nowhere`);
    else if (anchor && file.endsWith('.md') && !anchorsOf(read(file)).has(anchor))
      problems.push(`${page}: ${shown} is no heading there`);
  }
}

for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.log(`${pages.length} pages, ${Object.keys(rules).length} rules: the documentation fits.`);
process.exitCode = problems.length > 0 ? 1 : 0;

function linksOf(text) {
  return text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/gu);
}

/** The headings of a page, as links name them. */
function anchorsOf(text) {
  const headings = text.replaceAll(/^(`{3,})[^]*?^\1$/gmu, '').matchAll(/^#+ (.*)$/gmu);
  const slugs = [...headings].map(([, heading]) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set(slugs.map((slug, i) => (slugs.indexOf(slug) < i ? `${slug}-1` : slug)));
}
