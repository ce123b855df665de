// Trees out of a git directory, without touching it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** Runs git on the directory and gives what it prints. */
export function git(repo, ...args) {
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', repo, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error || status !== 0)
    throw new Error(`git ${args[0]} failed in ${repo}: ${(error?.message ?? stderr).trim()}`);
  return stdout.trim();
}

/** Refuses what is no git directory of the project, and says how to get one. */
export function refuseOther(repo, commits) {
  const remedy =
    'Get one with `git clone https://opendev.org/openstack/cinder` and name it with --repo DIR or CINDER_REPO.';
  if (repo === undefined)
    throw new Error(`a git directory of Cinder with its history is needed. ${remedy}`);
  if (!fs.existsSync(repo)) throw new Error(`${repo}: there is no such folder. ${remedy}`);
  for (const commit of commits) {
    const { status, error } = spawnSync('git', [
      '-C',
      repo,
      'cat-file',
      '-e',
      `${commit}^{commit}`,
    ]);
    if (error) throw new Error(`git cannot be run (${error.code}). Install it.`);
    if (status !== 0)
      throw new Error(
        `${repo} has no commit ${commit}: it is no git directory of Cinder, or a shallow one. ${remedy}`,
      );
  }
}

/** The tree of a commit in a new folder. */
export function checkOut(repo, commit, folder) {
  fs.mkdirSync(folder, { recursive: true });
  const archive = spawnSync('git', ['-C', repo, 'archive', '--format=tar', commit], {
    maxBuffer: 1 << 30,
  });
  if (archive.status !== 0)
    throw new Error(`git archive ${commit} failed in ${repo}: ${archive.stderr.toString().trim()}`);
  const tar = spawnSync('tar', ['-x', '-C', folder], { input: archive.stdout });
  if (tar.status !== 0) throw new Error(`tar failed in ${folder}: ${tar.stderr.toString().trim()}`);
}
