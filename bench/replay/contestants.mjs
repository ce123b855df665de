// Who makes the change: the humans, ourselves, rope. Each gives a tree as it is afterwards.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from '../measure.mjs';
import { contractFile } from './cases.mjs';

const command = fileURLToPath(new URL('../../bin/driver-contract.js', import.meta.url));
const CONNECTOR_RULES = [
  'require-connector-parameter',
  'require-connector-argument',
  'forward-connector',
];

/**
 * `migrate --write` with each contract in turn, then what must hold afterwards.
 * @param {string} tree changed
 * @param {string} scratch for ledgers
 * @returns {{ seconds: number, cpu: number, megabytes: number, ledgers: object[], again: number,
 * findings: object[] }}
 *   again: edits of a second run; findings: of the connector rules, with the contract's name
 */
export function migrate(tree, contracts, scratch) {
  const total = { seconds: 0, cpu: 0, megabytes: 0 };
  const [ledgers, findings] = [[], []];
  let again = 0;
  for (const contract of contracts) {
    const { ledger, ...taken } = run(tree, contract, scratch);
    ledgers.push(ledger);
    total.seconds += taken.seconds;
    total.cpu += taken.cpu;
    total.megabytes = Math.max(total.megabytes, taken.megabytes);
    again += run(tree, contract, scratch).ledger.totals.status.migrated;
    findings.push(...check(tree, contract));
  }
  return { ...total, ledgers, again, findings };
}

function run(tree, contract, scratch) {
  place(tree, contract);
  const file = path.join(scratch, 'ledger.json');
  fs.rmSync(file, { force: true });
  const done = measure(
    [command, 'migrate', '--write', '--allow-dirty', '--ledger', file, '--format', 'markdown'],
    {
      cwd: tree,
      limit: 900,
    },
  );
  if (!done) throw new Error(`migrate with ${contract} was not done in 15 minutes`);
  if (![0, 1].includes(done.status) || !fs.existsSync(file))
    throw new Error(
      `migrate with ${contract} ended with ${done.status}: ${done.stderr.slice(-2000)}`,
    );
  return { ...done, ledger: JSON.parse(fs.readFileSync(file, 'utf8')) };
}

function check(tree, contract) {
  const rules = CONNECTOR_RULES.flatMap((rule) => ['--rule', rule]);
  const { status, stdout, stderr } = measure([command, 'check', '--format', 'json', ...rules], {
    cwd: tree,
  });
  if (![0, 1].includes(status))
    throw new Error(`check with ${contract} ended with ${status}: ${stderr.slice(-2000)}`);
  return JSON.parse(stdout).flatMap(({ filePath, messages }) =>
    messages
      .filter(({ ruleId }) => ruleId !== null)
      .map(({ line, ruleId, message }) => ({
        file: path.relative(tree, filePath).replaceAll('\\', '/'),
        line,
        ruleId,
        message,
      })),
  );
}

/** The contract in the tree makes it the project. */
function place(tree, contract) {
  fs.copyFileSync(contractFile(contract), path.join(tree, 'driver-contract.json'));
}
