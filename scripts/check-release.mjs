// Whether a tag may be published: `node scripts/check-release.mjs v1.2.3 [folder]`. Says everything that
// speaks against it, and ends with 1 then.
import fs from 'node:fs';
import path from 'node:path';

const [tag = '', root = path.join(import.meta.dirname, '..')] = process.argv.slice(2);
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const { version, repository } = JSON.parse(read('package.json'));
const lock = JSON.parse(read('package-lock.json'));
const [, unreleased = '', sections = ''] =
  /^## \[Unreleased\]\n([^]*?)^(## [^]*)/mu.exec(read('CHANGELOG.md')) ?? [];

const problems = [];
if (tag !== `v${version}`)
  problems.push(
    `the tag is ${tag || 'missing'}, the version in package.json is ${version}. Tag v${version}, or change the version.`,
  );
if (lock.version !== version || lock.packages[''].version !== version)
  problems.push('package-lock.json has another version. Run npm install --package-lock-only.');
if (
  !new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}$`, 'mu').test(
    sections,
  )
)
  problems.push(`CHANGELOG.md has no heading \`## [${version}] - YYYY-MM-DD\`. Add it.`);
if (unreleased.trim() !== '')
  problems.push('CHANGELOG.md has entries under "Unreleased". Move them below the version.');
if (!repository?.url)
  problems.push(
    'package.json names no `repository`: npm compares it with where the package was built before it takes a provenance. Name it.',
  );

for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`${tag} may be published.`);
process.exitCode = problems.length > 0 ? 1 : 0;
