#!/usr/bin/env node
// Checks the Cinder that Debian ships: no crash, no file that cannot be read, and the findings that
// were recorded. node test/cinder/check-debian.mjs [--update]. Where apt or the network is not
// there it says so and is content.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { offeredVersion, unpackDebian } from '../../bench/debian.mjs';

const PACKAGE = 'python3-cinder';
const here = fileURLToPath(new URL('.', import.meta.url));
const command = fileURLToPath(new URL('../../bin/driver-contract.js', import.meta.url));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-cinder-'));
try {
  run(process.argv.includes('--update'));
} catch (error) {
  console.error(`test:cinder: ${error.message}`);
  process.exitCode = 1;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}

function run(isUpdate) {
  const version = offeredVersion(PACKAGE);
  const unpacked = version === undefined ? undefined : unpackDebian([PACKAGE], scratch);
  if (!unpacked) {
    console.log(
      `skipped: ${version === undefined ? `apt offers no ${PACKAGE} here` : `${PACKAGE} ${version} cannot be downloaded or unpacked`}.`,
    );
    return;
  }
  const results = check(unpacked.modules);
  const messages = results.flatMap(({ file, messages: list }) =>
    list.map((message) => ({ file, ...message })),
  );
  const fatal = messages.filter((message) => message.fatal);
  if (fatal.length > 0)
    throw new Error(
      `files that cannot be read:\n${fatal.map((m) => `${m.file}:${m.line} ${m.message}`).join('\n')}`,
    );
  const found = messages.map(({ file, line, ruleId }) => `${file}:${line} ${ruleId}`).sort();
  console.log(
    `${PACKAGE} ${version}: ${results.length} files, none that cannot be read, ${found.length} findings.`,
  );
  compare(found, version, isUpdate);
}

function check(modules) {
  fs.writeFileSync(
    path.join(modules, 'driver-contract.json'),
    JSON.stringify({ extends: 'volume-driver' }),
  );
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [command, 'check', '--format', 'json', 'cinder'],
    {
      cwd: modules,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 600_000,
    },
  );
  if (error || (status !== 0 && status !== 1))
    throw new Error(`check ended with ${status}: ${error?.message ?? stderr.slice(-2000)}`);
  const real = fs.realpathSync(modules);
  return JSON.parse(stdout).map(({ filePath, messages }) => ({
    file: path.relative(real, filePath),
    messages,
  }));
}

/** The epoch is no part of a name of a file. */
function recordOf(version) {
  return `findings-${version.replace(/^\d+:/, '')}.txt`;
}

function compare(found, version, isUpdate) {
  const name = recordOf(version);
  const recorded = fs.readdirSync(here).filter((file) => file.startsWith('findings-'));
  if (isUpdate) {
    for (const file of recorded) fs.rmSync(path.join(here, file));
    fs.writeFileSync(path.join(here, name), found.map((line) => `${line}\n`).join(''));
    console.log(`recorded in test/cinder/${name}.`);
    return;
  }
  if (!recorded.includes(name)) {
    console.log(
      `not compared: ${recorded.join(', ') || 'nothing'} is recorded, and apt offers ${version}. --update records it.`,
    );
    return;
  }
  const expected = fs.readFileSync(path.join(here, name), 'utf8').split('\n').filter(Boolean);
  const differences = [
    ...expected.filter((line) => !found.includes(line)).map((line) => `- ${line}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `+ ${line}`),
  ];
  if (differences.length > 0)
    throw new Error(
      `the findings are not those of test/cinder/${name} (--update records them):\n${differences.join('\n')}`,
    );
  console.log(`as recorded in test/cinder/${name}.`);
}
