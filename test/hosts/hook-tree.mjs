// A small tree for hooks: a driver, a helper that an edit can make guilty, and a finding that is old.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Runs a program; the output is what it writes to both streams. */
export function sh(cwd, command, args, env = {}) {
  const ran = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', ...env },
    timeout: 900_000,
  });
  return { code: ran.status, out: `${ran.stdout ?? ''}${ran.stderr ?? ''}` };
}

export const git = (cwd, ...args) =>
  sh(cwd, 'git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args]);

export const PYTHON = {
  'base.py': `class VolumeDriver(object):
    def create_export(self, context, volume, connector):
        raise NotImplementedError()

    def initialize_connection(self, volume, connector):
        raise NotImplementedError()
`,
  'helper.py': `class Array(object):
    def find(self, volume):
        return self.client.get_lun(volume)
`,
  'acme.py': `from base import VolumeDriver
from helper import Array


class Acme(VolumeDriver):
    def __init__(self):
        self.array = Array()

    def create_export(self, context, volume, connector):
        self.array.publish(volume)

    def initialize_connection(self, volume, connector):
        return self.array.find(volume)
`,
  // What the tree has already blocks nobody.
  'old.py': `from base import VolumeDriver


class Old(VolumeDriver):
    def create_export(self, context, volume):
        self.client.map_lun(volume)
`,
};
/** The helper, after an edit by which it creates. */
export const GUILTY = PYTHON['helper.py'].replace('get_lun', 'create_lun_mapping');

export function stage(root, file, text) {
  fs.writeFileSync(path.join(root, file), text);
  git(root, 'add', file);
}
