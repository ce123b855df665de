#!/usr/bin/env node
// Replays changes of Cinder's history: what `migrate` makes of the tree before a commit, beside
// what the humans made of it. node bench/replay/replay.mjs --repo DIR [--case NAME | --all]
// [--rope] [--json | --markdown] [--details] [--keep DIR]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CASES } from './cases.mjs';
import { replay } from './case.mjs';
import { markdown, text } from './report.mjs';
import { findRope } from './rope.mjs';
import { refuseOther } from './trees.mjs';

const names = Object.keys(CASES);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-replay-'));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    fs.rmSync(scratch, { recursive: true, force: true });
    process.exit(2);
  });
try {
  const { values: options } = parseArgs({
    options: {
      repo: { type: 'string', default: process.env.CINDER_REPO },
      case: { type: 'string', multiple: true, default: ['create-export'] },
      all: { type: 'boolean', default: false },
      rope: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      details: { type: 'boolean', default: false },
      keep: { type: 'string' },
    },
  });
  const chosen = options.all ? names : options.case;
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Error(`--case ${unknown}: there is no such case. Use one of ${names.join(', ')}.`);
  refuseOther(
    options.repo && path.resolve(options.repo),
    chosen.map((name) => CASES[name].commit),
  );
  const rope = options.rope ? findRope(scratch) : undefined;
  if (options.rope && rope === undefined)
    console.error('rope is neither installed nor to be had from Debian: left out.');
  const results = [];
  for (const name of chosen) {
    const folder = path.join(options.keep ? path.resolve(options.keep) : scratch, name);
    try {
      const result = replay(path.resolve(options.repo), name, folder, scratch, rope);
      results.push(result);
      if (!options.json && !options.markdown) console.log(text(result, options.details));
    } catch (error) {
      // The other cases are of use all the same.
      console.error(`${name}: ${error.message}\n`);
      process.exitCode = 2;
    }
    if (!options.keep) fs.rmSync(folder, { recursive: true, force: true });
  }
  if (options.json) console.log(JSON.stringify(results, null, 2));
  if (options.markdown) console.log(markdown(results));
  process.exitCode ??= results.every(({ failures }) => failures.length === 0) ? 0 : 1;
} catch (error) {
  console.error(`replay: ${error.message}`);
  process.exitCode = 2;
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}
