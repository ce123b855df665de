// Builds after an install from source. `npm install -g git+…` (as pre-commit does it) runs this
// without any dependency in place: they are fetched for the build then, and nothing of the lock
// file is touched.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

function npm(...args) {
  const { status } = spawnSync('npm', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, npm_config_global: 'false' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (!fs.existsSync('node_modules/typescript'))
  npm(
    'install',
    '--no-save',
    '--package-lock=false',
    '--global=false',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  );
npm('run', 'build');
