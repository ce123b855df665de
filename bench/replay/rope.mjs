// rope, if it is there or Debian has it: unpacked into a folder, never installed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackDebian } from '../debian.mjs';

const PACKAGES = [
  'python3-rope',
  'python3-pytoolconfig',
  'python3-platformdirs',
  'python3-tomli',
  'python3-packaging',
  'python3-typing-extensions',
];

/** @returns {string | undefined} what PYTHONPATH has to be; undefined: there is no rope */
export function findRope(scratch) {
  if (spawnSync('python3', ['-c', 'import rope']).status === 0) return '';
  const unpacked = unpackDebian(PACKAGES, path.join(scratch, 'rope'));
  if (!unpacked) return undefined;
  const { status } = spawnSync('python3', ['-c', 'import rope.refactor.change_signature'], {
    env: environment(unpacked.modules),
  });
  return status === 0 ? unpacked.modules : undefined;
}

/** @returns {{ seconds: number, cpu?: number, megabytes?: number, failed?: string }} */
export function runRope(tree, changes, modules, scratch) {
  const file = path.join(scratch, 'rope.json');
  fs.writeFileSync(file, JSON.stringify(changes));
  const script = fileURLToPath(new URL('change_signature.py', import.meta.url));
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync('python3', [script, tree, file], {
    env: environment(modules),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    timeout: 900_000,
  });
  const seconds = (performance.now() - start) / 1000;
  return status === 0
    ? { seconds, ...JSON.parse(stdout) }
    : { seconds, failed: stderr.trim().split('\n').at(-1) || 'not done in 15 minutes' };
}

function environment(modules) {
  return modules === '' ? process.env : { ...process.env, PYTHONPATH: modules };
}
