#!/usr/bin/env node
// Cinder's own unit tests before and after a migration, with what python3-cinder of Debian needs,
// unpacked into a temporary folder: node bench/replay/unit-tests.mjs --repo DIR [--case NAME]. Only
// for trees that Debian's Python can run.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { closureOf, unpackDebian } from '../debian.mjs';
import { CASES } from './cases.mjs';
import { migrate } from './contestants.mjs';
import { filesWith } from './sites.mjs';
import { checkOut, refuseOther } from './trees.mjs';

const RUNNERS = [
  'python3-cinder',
  'python3-ddt',
  'python3-oslotest',
  'python3-testtools',
  'python3-fixtures',
];
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-tests-'));
try {
  const { values: options } = parseArgs({
    options: {
      repo: { type: 'string', default: process.env.CINDER_REPO },
      case: { type: 'string', default: 'copy-image-to-volume' },
    },
  });
  const { commit, methods, contracts } = CASES[options.case] ?? {};
  if (!commit)
    throw new Error(
      `--case ${options.case}: there is no such case. Use one of ${Object.keys(CASES).join(', ')}.`,
    );
  refuseOther(options.repo && path.resolve(options.repo), [commit]);
  const unpacked = unpackDebian(closureOf(RUNNERS), path.join(scratch, 'packages'));
  if (!unpacked) console.log('skipped: the packages cannot be had from apt here.');
  else compare(path.resolve(options.repo), commit, methods, contracts, unpacked.modules);
} catch (error) {
  console.error(`unit-tests: ${error.message}`);
  process.exitCode = 2;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}

function compare(repo, commit, methods, contracts, modules) {
  const [before, after] = ['before', 'after'].map((name) => {
    const tree = path.join(scratch, name);
    checkOut(repo, `${commit}^`, tree);
    // Cinder asks for its own version and plugins, as they are installed.
    for (const info of fs.readdirSync(modules).filter((file) => /^cinder-.*\.egg-info$/.test(file)))
      fs.cpSync(path.join(modules, info), path.join(tree, info), { recursive: true });
    return tree;
  });
  migrate(after, contracts, scratch);
  const tests = filesWith(before, methods, 'cinder/tests/unit').map((file) =>
    file.replace(/\.py$/, '').replaceAll('/', '.'),
  );
  const [was, is] = [before, after].map((tree) => runTests(tree, tests, modules));
  const broken = is.failed.filter((name) => !was.failed.includes(name));
  console.log(`${tests.length} modules of tests that name ${methods.join(', ')}`);
  console.log(`before: ${was.ran} tests, ${was.failed.length} fail (${was.seconds.toFixed(0)} s)`);
  console.log(`after:  ${is.ran} tests, ${is.failed.length} fail (${is.seconds.toFixed(0)} s)`);
  for (const name of was.failed) console.log(`  failed before: ${name}`);
  for (const name of broken) console.log(`  fails now: ${name}`);
  if (broken.length > 0 || was.ran !== is.ran || was.ran === 0) process.exitCode = 1;
}

function runTests(tree, tests, modules) {
  const start = performance.now();
  const { stdout, stderr } = spawnSync(
    'python3',
    ['-W', 'ignore', '-m', 'testtools.run', ...tests],
    {
      cwd: tree,
      env: { ...process.env, PYTHONPATH: `${tree}:${modules}`, PYTHONDONTWRITEBYTECODE: '1' },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 1_500_000,
    },
  );
  const ran = /^Ran (\d+) tests?/m.exec(stdout);
  if (!ran)
    throw new Error(
      `the tests cannot be run in this tree: ${(stderr || stdout).trim().split('\n').at(-1)}`,
    );
  const failed = [
    ...new Set([...stdout.matchAll(/^(?:FAIL|ERROR): (\S+)/gm)].map(([, name]) => name)),
  ].sort();
  return { ran: Number(ran[1]), failed, seconds: (performance.now() - start) / 1000 };
}
