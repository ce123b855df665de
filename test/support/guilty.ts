import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { git } from './command.js';
import { folderWith } from './temp.js';

export const CLIENT = `import t from 't';
export class Client {
  mapLun(id) { return t.go(id); }
  createHost(name) { return t.go(name); }
  show(id) { return t.get(id); }
}
`;

/** A driver whose `initializeConnection` has these statements. */
export function driver(name: string, ...statements: readonly string[]): string {
  return `import { Client } from '../lib/client.js';
import { attach } from '../lib/helper.js';
export class ${name} {
  async createExport(context, volume, connector) { this.seen = volume; }
  async initializeConnection(volume, connector) {
    const client = new Client();
${statements.map((s) => `    ${s}\n`).join('')}    return { data: 1 };
  }
}
`;
}

export const MAPS = 'client.mapLun(volume.id);';
export const HOSTS = 'client.createHost(connector.host);';
export const ATTACHES = 'attach(client, volume);';

/** A helper that shows, and one that maps. */
export const HELPER = 'export function attach(client, volume) { return client.show(volume.id); }\n';
export const GUILTY_HELPER = HELPER.replace('show', 'mapLun');

/** A project with a driver that creates already, and one that goes through a helper. */
export const TREE: Readonly<Record<string, string>> = {
  'package.json': '{}',
  'lib/client.js': CLIENT,
  'lib/helper.js': HELPER,
  'src/old.js': driver('Old', MAPS),
  'src/acme.js': driver('Acme', ATTACHES),
};

/** A repository with one commit of these files. */
export function repository(files: Readonly<Record<string, string>> = TREE): string {
  const root = folderWith(files);
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'config', 'user.name', 't');
  git(root, 'config', 'user.email', 't@example.org');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'before');
  return root;
}

export function write(root: string, file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
}

/** `file line rule` of what is printed as JSON. */
export function places(root: string, out: string): string[] {
  const results = JSON.parse(out) as {
    filePath: string;
    messages: { ruleId: string | null; message: string; line: number }[];
  }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      (m) =>
        `${path.relative(root, filePath)}:${m.line} ${m.ruleId?.replace('driver-contract/', '') ?? m.message}`,
    ),
  );
}

/** Runs git as a user does, with its hooks, and tells what was said. */
export function tryGit(root: string, ...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', GIT_EDITOR: 'true' },
  });
  return { code: status, said: stdout + stderr };
}
