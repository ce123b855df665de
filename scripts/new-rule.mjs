// Begins a rule: npm run new-rule -- ID ["Disallow …" | "Require …"] Writes its files
// (new-rule-files.mjs), enters it wherever a rule has to be entered, and brings the generated pages
// up to date.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { namesOf, newFiles } from './new-rule-files.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');

/** Something that keeps the rule from being begun, in a sentence. */
class Refusal extends Error {}

/**
 * Where a rule is entered: what is done to the text of each file.
 * @type {Record<string, (text: string, id: string, description: string) => string>}
 */
const ENTRIES = {
  'src/analysis/findings.ts': (text, id) =>
    put(text, /RULE_IDS = \[[^\]]*(?=\])/u, (list) => `${list}  '${id}',\n`),
  'src/analysis/analysis.ts': (text, id) => {
    const name = `${namesOf(id).camel}Findings`;
    const called = put(
      text,
      /\.\.\.this\.inSteps\(connectorFindings\)/u,
      (first) => `${first}, ...this.inSteps(${name})`,
    );
    return imported(called, `import { ${name} } from './${id}-findings.js';`);
  },
  'rules/index.ts': (text, id) => {
    const { camel } = namesOf(id);
    const entered = put(
      text,
      /rules: Record<[^=]+= \{[^}]*(?=\})/u,
      (table) => `${table}  '${id}': ${camel},\n`,
    );
    return imported(entered, `import ${camel} from './${id}.js';`);
  },
  'docs/commands/check.md': (text, id) =>
    put(text, /no such rule\. Use one of [\w, -]+(?=\.\n)/u, (list) => `${list}, ${id}`),
  'CHANGELOG.md': (text, id, description) => {
    // After a release nothing stands there.
    const empty = /(## \[Unreleased\]\n)(?=\n*## \[)/u;
    return put(
      text.replace(empty, '$1\n### Added\n'),
      /## \[Unreleased\]\n(?:(?!## \[)[^])*?### Added\n[^]*?(?=\n+(?:##|$(?!\n)))/u,
      (part) => `${part}\n- **Rule** \`${id}\`: ${description}.`,
    );
  },
};

try {
  await begin(...process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function begin(id, description = `Disallow what ${id} finds`) {
  check(id, description);
  const made = newFiles(id, description);
  for (const file of Object.keys(made))
    if (fs.existsSync(path.join(root, file)))
      throw new Refusal(`${file} exists already. Use another ID.`);
  // All is worked out before the first file is written.
  const entered = Object.entries(ENTRIES).map(([file, enter]) => [
    file,
    entry(file, enter, id, description),
  ]);
  const texts = await Promise.all(
    [...Object.entries(made), ...entered].map(async ([file, text]) => [
      file,
      await laidOut(file, text),
    ]),
  );
  for (const [file, text] of texts) fs.writeFileSync(path.join(root, file), text);
  console.log(texts.map(([file]) => file).join('\n'));
  const { status } = spawnSync('npm', ['run', '--silent', 'docs'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exitCode = 1;
  console.log(
    `\nWhat is left stands in test/rules/${id}.test.ts, and in each TODO. Look for them with: git grep -n TODO -- '*${id}*' '*${namesOf(id).snake}*'`,
  );
}

function check(id, description) {
  if (id === undefined) throw new Refusal('Which rule? Write: npm run new-rule -- no-something');
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/u.test(id))
    throw new Refusal(
      `${id}: not an ID. Write words in lower case with hyphens between: no-something.`,
    );
  if (new RegExp(`'${id}'`, 'u').test(read('src/analysis/findings.ts')))
    throw new Refusal(`${id}: there is such a rule. Use another ID.`);
  if (!/^(?:Disallow|Require) .*[^.]$/u.test(description))
    throw new Refusal(
      'A description begins with "Disallow" or "Require" and has no full stop: "Disallow sleeping in createExport".',
    );
}

function entry(file, enter, id, description) {
  const text = enter(read(file), id, description);
  if (text === undefined)
    throw new Refusal(
      `${file}: the place where rules are entered is not what it was. Mend scripts/new-rule.mjs.`,
    );
  return text;
}

/** The text with something put in the place of a match; undefined where there is none. */
function put(text, pattern, change) {
  return pattern.test(text) ? text.replace(pattern, change) : undefined;
}

/** The text with one import more, in the order of the modules' names. */
function imported(text, line) {
  if (text === undefined) return undefined;
  const moduleOf = (statement) => /from '(.+)';/u.exec(statement)[1];
  const own = text.match(/^import .* from '\.\/.+';$/gmu) ?? [];
  const before = own.filter((statement) => moduleOf(statement) < moduleOf(line)).at(-1);
  return before === undefined
    ? put(text, /^import /mu, (first) => `${line}\n${first}`)
    : text.replace(before, `${before}\n${line}`);
}

async function laidOut(file, text) {
  if (!file.endsWith('.ts') || file.startsWith('fixtures/')) return text;
  return format(text, { ...(await resolveConfig(path.join(root, file))), filepath: file });
}
