// Programs in all places of a tree from which some tool runs them. Each leaves a mark when it is
// run.
import fs from 'node:fs';
import path from 'node:path';
import { HOOKS, gitSettings } from './git-programs.mjs';
import { git, write } from './small-tree.mjs';

/** @param {string} root @param {string} marks a folder outside of it */
export function plantPrograms(root, marks) {
  const quoted = (name) => JSON.stringify(path.join(marks, name));
  const script = (name) => `require('fs').writeFileSync(${quoted(name)}, '');`;
  const module = (name) =>
    `import fs from 'node:fs'; fs.writeFileSync(${quoted(name)}, ''); export default {};`;
  const python = (name) => `open(${quoted(name)}, 'w').close()\n`;
  write(root, {
    '.eslintrc.js': script('eslintrc'),
    'eslint.config.js': module('eslint-config'),
    'eslint.config.mjs': module('eslint-config-mjs'),
    '.prettierrc.cjs': script('prettierrc'),
    'prettier.config.mjs': module('prettier-config'),
    'babel.config.cjs': script('babel-config'),
    '.babelrc.js': script('babelrc'),
    '.babelrc': JSON.stringify({ plugins: ['./evil.cjs'], presets: ['./evil.cjs'] }),
    'jscodeshift.config.cjs': script('jscodeshift-config'),
    'driver-contract.config.js': script('our-config'),
    'evil.cjs': script('evil'),
    '.npmrc': 'script-shell=./evil.sh\nnode-options=--require ./evil.cjs\n',
    '.env': 'NODE_OPTIONS=--require ./evil.cjs\n',
    '.editorconfig': 'root = true\n',
    'conftest.py': python('conftest'),
    'setup.py': python('setup-py'),
    'sitecustomize.py': python('sitecustomize'),
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        allowJs: true,
        plugins: [{ name: './evil.cjs' }, { transform: './evil.cjs' }],
      },
    }),
    '.gitattributes': '* filter=x diff=x merge=x\n',
    '.gitmodules': `[submodule "sub"]\n\tpath = sub\n\turl = ext::sh -c touch% ${quoted('submodule')}\n\tupdate = !touch ${quoted('submodule-update')}\n`,
  });
  for (const name of [
    'eslint-formatter-stylish',
    'eslint-formatter-json',
    'typescript',
    'ts-morph',
    'eslint',
    'prettier',
    'web-tree-sitter',
    'eslint-plugin-driver-contract',
  ])
    write(root, {
      [`node_modules/${name}/index.js`]: script(`package-${name}`),
      [`node_modules/${name}/package.json`]: `{ "name": "${name}", "main": "index.js" }`,
    });
  write(root, {
    'node_modules/jscodeshift/src/getParser.js': script('jscodeshift'),
    'node_modules/jscodeshift/package.json': '{ "name": "jscodeshift" }',
  });
  for (const program of [
    'git',
    'node',
    'sh',
    'bash',
    'cat',
    'node_modules/.bin/eslint',
    'node_modules/.bin/git',
  ])
    plant(root, program, marks);
}

function plant(root, name, marks, then = 'exit 1') {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(
    file,
    `#!/bin/sh\ntouch ${JSON.stringify(path.join(marks, name.replaceAll('/', '-')))}\n${then}\n`,
    { mode: 0o755 },
  );
  return file;
}

/** The same in a repository's own folder, which is there already. Git runs nothing of it before. */
export function plantInGit(root, marks) {
  const runs = (name, then = 'cat') => plant(root, `.git/${name}.sh`, marks, then);
  const settings = gitSettings(root, runs);
  for (const hook of HOOKS) {
    fs.renameSync(runs(`hook-${hook}`, 'exit 0'), path.join(root, '.git/hooks', hook));
    fs.mkdirSync(path.join(root, '.git/evil-hooks'), { recursive: true });
    fs.renameSync(runs(`path-hook-${hook}`, 'exit 0'), path.join(root, '.git/evil-hooks', hook));
  }
  fs.writeFileSync(
    path.join(root, '.git/more'),
    `[core]\n\tfsmonitor = ${runs('included-fsmonitor', 'exit 1')}\n`,
  );
  // A file, since git itself would run some of them.
  const lines = Object.entries(settings).map(([key, value]) => {
    const [, section, sub, name] = /^([^.]+)(?:\.(.+))?\.([^.]+)$/.exec(key);
    return `[${section}${sub === undefined ? '' : ` ${JSON.stringify(sub)}`}]\n\t${name} = ${JSON.stringify(value)}\n`;
  });
  fs.appendFileSync(path.join(root, '.git/config'), lines.join(''));
}

/** The states of a repository that a tree can be in; each makes the tree one. */
export const REPOSITORIES = {
  none: () => undefined,
  committed: (root) => committed(root),
  'without commits': (root) => git(root, 'init', '-q'),
  staged: (root) => (git(root, 'init', '-q'), git(root, 'add', '-A')),
  bare: (root) => git(root, 'init', '-q', '--bare', '.'),
  'a file .git that points nowhere': (root) =>
    fs.writeFileSync(path.join(root, '.git'), 'gitdir: /nonexistent/there\n'),
  'an empty folder .git': (root) => fs.mkdirSync(path.join(root, '.git')),
  'a broken index': (root) => (
    committed(root),
    fs.writeFileSync(path.join(root, '.git/index'), 'DIRC\0\0\0\x02')
  ),
  'a broken HEAD': (root) => (
    committed(root),
    fs.writeFileSync(path.join(root, '.git/HEAD'), 'ref: refs/heads/../../x\n')
  ),
};

function committed(root) {
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'before');
}
