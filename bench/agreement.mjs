#!/usr/bin/env node
// Compares the linker with the TypeScript checker at every call of a folder: node
// bench/agreement.mjs <folder> [tsconfig] [--all]
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const built = new URL('../dist/', import.meta.url);
const [folder = 'fixtures/volume-service/input', config] = process.argv
  .slice(2)
  .filter((a) => !a.startsWith('--'));
const root = path.resolve(folder);
const tsconfig = config ? path.resolve(config) : ts.findConfigFile(root, ts.sys.fileExists);
if (!fs.existsSync(new URL('src/linker/linker.js', built)) || !tsconfig) {
  console.error(
    tsconfig
      ? 'Nothing is built yet: run `npm run build` first.'
      : `No tsconfig.json at or above ${root}: name one as the second argument.`,
  );
  process.exit(2);
}

const { byReason, compareWithChecker, describe, VERDICTS } = await helper();
const shown = process.argv.includes('--all') ? Infinity : 5;
const { comparisons, missing, counts, rate, inTree } = compareWithChecker(root, tsconfig);
const of = (verdict) => comparisons.filter((c) => c.verdict === verdict);
const percent = (share) => `${(share * 100).toFixed(1)} %`;

console.log(`## ${path.relative(process.cwd(), root) || '.'}: ${comparisons.length} calls\n`);
console.log(
  `| verdict | calls |\n| --- | ---: |\n${VERDICTS.map((v) => `| ${v} | ${counts[v]} |`).join('\n')}`,
);
console.log(
  `| **agreement** | **${percent(rate)}** |\n| agreement on the ${inTree.calls} calls declared in the tree | ${percent(inTree.rate)} |`,
);
section('calls the facts do not have', missing);
section('disagreements', of('disagree').map(describe));
section('unknown to the linker, by reason', byReason(of('unknown'), shown));
section('vaguer than the checker', byReason(of('vaguer'), shown));
if (shown === Infinity) section('more than the checker', of('more').map(describe));
section(
  'targets the checker rules out, beside a right one',
  comparisons
    .filter((c) => c.extra.length > 0)
    .map((c) => `${describe(c)}; too many: ${c.extra.join(', ')}`)
    .slice(0, shown * 4),
);

function section(title, lines) {
  if (lines.length > 0) console.log(`\n### ${title}\n\n${lines.join('\n')}`);
}

/**
 * The tests' helper is TypeScript and no part of the build: it is put beside the built sources, so
 * that its imports hold.
 */
async function helper() {
  const file = 'test/support/compare-with-checker';
  const text = fs.readFileSync(new URL(`../${file}.ts`, import.meta.url), 'utf8');
  const target = new URL(`${file}.js`, built);
  fs.mkdirSync(new URL('.', target), { recursive: true });
  fs.writeFileSync(
    target,
    ts.transpileModule(text, {
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
      },
    }).outputText,
  );
  return import(target.href);
}
