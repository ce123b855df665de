import { describe, expect, it } from 'vitest';
import { ownersOf } from '../../codemods/add-connector/owners.js';
import { tableHost } from '../support/table-host.js';

const CODEOWNERS = `# who looks after what
*                      @core
/drivers/              @storage   # all of it
drivers/acme/**        @acme/storage amy@acme.example
*.md
with\\ space.py         @space
/drivers/birch/*.py    @birch
/tools/*               @tools
^[Cedar][2] @cedar
drivers/cedar
`;
const MAINTAINERS = `List of maintainers
M: a line of the introduction

CORE
M:	Core <core@example.org>
F:	drivers/

ACME DRIVERS
M:	Amy <amy@acme.example>
M:	Ann <ann@acme.example>
L:	list@acme.example
F:	drivers/acme
X:	drivers/acme/old/

BIRCH
M:	Bob
F:	drivers/birch/*
`;

function owners(file: string, files: Readonly<Record<string, string>>, root = '/srv'): string[] {
  const host = tableHost(new Map(Object.entries({ '/srv/.git/HEAD': '', ...files })));
  return [...ownersOf(root, host)(`/srv/${file}`)];
}

describe('CODEOWNERS', () => {
  it.each([
    ['setup.py', ['@core']],
    ['drivers/zebra.py', ['@storage']],
    ['drivers/acme/deep/fc.py', ['@acme/storage', 'amy@acme.example']],
    ['drivers/acme/README.md', []],
    ['with space.py', ['@space']],
    ['drivers/birch/iscsi.py', ['@birch']],
    ['drivers/birch/deep/iscsi.py', ['@storage']],
    ['tools/a.sh', ['@tools']],
    ['tools/deep/a.sh', ['@core']],
    ['else/drivers/cedar/iscsi.py', ['@core']],
    ['drivers/cedar/iscsi.py', ['@cedar']],
  ])('%s is of %j', (file, expected) => {
    expect(owners(file, { '/srv/.github/CODEOWNERS': CODEOWNERS })).toEqual(expected);
  });

  it('is that of the repository, where a project stands in a folder of it', () => {
    const files = { '/srv/CODEOWNERS': '/drivers/acme @acme\n' };
    expect(owners('drivers/acme/a.py', files, '/srv/drivers')).toEqual(['@acme']);
  });

  it('outside of the repository is none', () => {
    expect(owners('a.py', { '/CODEOWNERS': '* @root\n' })).toEqual([]);
  });
});

describe('MAINTAINERS', () => {
  it.each([
    ['drivers/zebra.py', ['Core <core@example.org>']],
    ['drivers/acme/fc.py', ['Amy <amy@acme.example>', 'Ann <ann@acme.example>']],
    ['drivers/acme/old/fc.py', ['Core <core@example.org>']],
    ['drivers/birch/iscsi.py', ['Bob']],
    ['drivers/birch/deep/iscsi.py', ['Core <core@example.org>']],
    ['setup.py', []],
  ])('%s is of %j', (file, expected) => {
    expect(owners(file, { '/srv/MAINTAINERS': MAINTAINERS })).toEqual(expected);
  });
});
