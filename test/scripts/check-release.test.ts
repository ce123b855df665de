import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../support/temp.js';

const PACKAGE = { version: '1.2.3', repository: { type: 'git', url: 'git+https://example.org/x' } };
const LOCK = { version: '1.2.3', packages: { '': { version: '1.2.3' } } };
const CHANGELOG = '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-31\n\n- Something.\n';

function checked(tag: string, files: Readonly<Record<string, unknown>> = {}) {
  const texts = { 'package.json': PACKAGE, 'package-lock.json': LOCK, 'CHANGELOG.md': CHANGELOG };
  const root = folderWith(
    Object.fromEntries(
      Object.entries({ ...texts, ...files }).map(([file, content]) => [
        file,
        typeof content === 'string' ? content : JSON.stringify(content),
      ]),
    ),
  );
  const ran = spawnSync(process.execPath, ['scripts/check-release.mjs', tag, root], {
    encoding: 'utf8',
  });
  return { code: ran.status, said: ran.stdout + ran.stderr };
}

describe('scripts/check-release.mjs', () => {
  it('lets a tag pass that is the version', () => {
    expect(checked('v1.2.3')).toEqual({ code: 0, said: 'v1.2.3 may be published.\n' });
  });

  it.each([
    ['another tag', 'v1.2.4', {}, 'the tag is v1.2.4, the version in package.json is 1.2.3.'],
    ['no tag', '', {}, 'the tag is missing'],
    [
      'another lock file',
      'v1.2.3',
      { 'package-lock.json': { ...LOCK, version: '1.2.2' } },
      'package-lock.json has another version.',
    ],
    [
      'an undescribed version',
      'v1.2.3',
      { 'CHANGELOG.md': CHANGELOG.replace('1.2.3', '1.2x3') },
      'CHANGELOG.md has no heading',
    ],
    [
      'entries of no version',
      'v1.2.3',
      { 'CHANGELOG.md': CHANGELOG.replace('[Unreleased]\n', '[Unreleased]\n\n- More.\n') },
      'CHANGELOG.md has entries under "Unreleased".',
    ],
    [
      'no repository',
      'v1.2.3',
      { 'package.json': { version: '1.2.3' } },
      'package.json names no `repository`',
    ],
  ])('refuses %s', (_, tag, files, said) => {
    const result = checked(tag, files);
    expect(result.code).toBe(1);
    expect(result.said).toMatch(new RegExp(`^${said.replaceAll(/[.[\]]/gu, '\\$&')}`, 'u'));
    expect(result.said.trim().split('\n')).toHaveLength(1);
  });
});
