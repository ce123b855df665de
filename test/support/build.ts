import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STAMP = path.join(ROOT, 'dist', '.built');

/**
 * Builds the package once before the tests, since the command is run as its users run it. Nothing
 * is done when it is fresh.
 */
export default function build(): void {
  const sources = [
    'src',
    'rules',
    'codemods',
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
  ].map((name) => path.join(ROOT, name));
  const built = fs.statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Math.max(...sources.map(newest)) < built) return;
  const started = new Date();
  run('node_modules/typescript/bin/tsc', '-p', path.join(ROOT, 'tsconfig.build.json'));
  run('scripts/copy-grammar.mjs');
  fs.writeFileSync(STAMP, '');
  // What changed while the build ran is built next time.
  fs.utimesSync(STAMP, started, started);
}

function run(script: string, ...args: string[]): void {
  execFileSync(process.execPath, [path.join(ROOT, script), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function newest(file: string): number {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  return Math.max(
    stats.mtimeMs,
    ...fs.readdirSync(file).map((name) => newest(path.join(file, name))),
  );
}
