// Where git takes a program from a repository's own configuration: the trials and the tests plant
// one in each place.
import path from 'node:path';

/** Hooks of commands that only look. */
export const HOOKS = [
  'pre-commit',
  'post-index-change',
  'post-checkout',
  'pre-auto-gc',
  'reference-transaction',
  'fsmonitor-watchman',
  'query-watchman',
];
const COMMANDS = [
  'status',
  'ls-files',
  'ls-tree',
  'config',
  'rev-parse',
  'check-attr',
  'cat-file',
  'diff',
  'show',
];

/**
 * @param {string} root
 * @param {(name: string, then?: string) => string} runs makes a program and gives its path
 * @returns {Record<string, string>} keys as `git config` takes them; the file `.git/more` is for
 * the caller to write
 */
export function gitSettings(root, runs) {
  return {
    'core.fsmonitor': runs('fsmonitor', 'exit 1'),
    'core.hooksPath': path.join(root, '.git/evil-hooks'),
    'core.pager': runs('pager'),
    'pager.ls-files': runs('pager-of-a-command'),
    'core.editor': runs('editor'),
    'core.askPass': runs('askpass'),
    'core.sshCommand': runs('ssh'),
    'core.gitProxy': runs('proxy'),
    'core.alternateRefsCommand': runs('alternate-refs'),
    'credential.helper': `!${runs('credential')}`,
    'gpg.program': runs('gpg'),
    'diff.external': runs('external-diff'),
    'diff.x.command': runs('diff-command'),
    'diff.x.textconv': runs('textconv'),
    'merge.x.driver': runs('merge'),
    'filter.x.clean': runs('clean'),
    'filter.x.smudge': runs('smudge'),
    'filter.x.process': runs('process', 'exit 1'),
    'interactive.diffFilter': runs('diff-filter'),
    'uploadpack.packObjectsHook': runs('pack-objects'),
    'remote.origin.url': `ext::${runs('remote')}`,
    'remote.origin.promisor': 'true',
    'extensions.partialClone': 'origin',
    'protocol.ext.allow': 'always',
    'submodule.sub.url': `ext::${runs('submodule')}`,
    'submodule.sub.update': `!${runs('submodule-update')}`,
    'include.path': path.join(root, '.git/more'),
    [`includeIf.gitdir:${root}/.path`]: path.join(root, '.git/more'),
    ...Object.fromEntries(COMMANDS.map((command) => [`alias.${command}`, `!${runs('alias')}`])),
  };
}
