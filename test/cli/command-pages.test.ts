import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { DRIVER, git, shared } from '../support/command.js';
import { examplesOf } from '../support/page-examples.js';
import { folderWith } from '../support/temp.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What cannot be run here, by words in it. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'cinder/volume': 'needs Cinder of that day; test/cinder has a release of it',
  'a run was killed': 'needs a run that was killed; test/cli/recover.test.ts kills some',
};

interface Step {
  readonly command: string;
  readonly printed: string;
}

/** The commands of a block, each with what it says is printed. */
function stepsOf(text: string): Step[] {
  return text
    .split(/^\$ /mu)
    .slice(1)
    .map((step) => {
      const [command, ...lines] = step.split('\n');
      return { command, printed: lines.join('\n').trim() };
    });
}

/**
 * Output with its blanks and line ends made one: pages break long lines, and leave out what stands
 * for `…`.
 */
function pattern(printed: string): RegExp {
  const escaped = printed.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return new RegExp(
    `^\\s*${escaped.replaceAll('…', '[^]*?').replaceAll(/\s+/gu, '\\s+')}\\s*$`,
    'u',
  );
}

/** The files that a page shows: their first line is their name. */
function filesOf(page: string): Record<string, string> {
  return Object.fromEntries(
    examplesOf(page).flatMap(({ text }) => {
      const [, name, rest] = /^\/\/ (src\/\S+)\n([^]*)$/u.exec(text) ?? [];
      return name === undefined ? [] : [[name, rest]];
    }),
  );
}

/** The tree that a block speaks of, with the command in reach. */
function treeFor(page: string, text: string): string {
  const own = filesOf(page);
  const cwd = folderWith({ '.gitignore': 'node_modules\npatches\n', ...own });
  if (Object.keys(own).length > 0) fs.writeFileSync(path.join(cwd, 'package.json'), '{}');
  else if (text.includes('src/drivers/acme.ts')) {
    fs.mkdirSync(path.join(cwd, 'src/drivers'), { recursive: true });
    fs.writeFileSync(path.join(cwd, 'src/drivers/acme.ts'), DRIVER);
    for (const file of ['driver.ts', 'types.ts'])
      fs.writeFileSync(path.join(cwd, 'src/drivers', file), shared(file));
  } else {
    const own = (file: string) => path.basename(file) !== 'node_modules';
    const fixture = text.includes(' volumes') ? 'python-volume-service' : 'volume-service';
    fs.cpSync(path.join(ROOT, 'fixtures', fixture, 'input'), cwd, {
      recursive: true,
      filter: own,
    });
  }
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'before');
  fs.mkdirSync(path.join(cwd, 'node_modules/.bin'), { recursive: true });
  fs.symlinkSync(
    path.join(ROOT, 'bin/driver-contract.js'),
    path.join(cwd, 'node_modules/.bin/driver-contract'),
  );
  return cwd;
}

/** Runs commands as a reader would, in one shell, and gives what each printed. */
function run(cwd: string, commands: readonly string[]): string[] {
  const end = '---8<---';
  const git = Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, 't'],
      [`GIT_${who}_EMAIL`, 't@example.org'],
    ]),
  );
  // `$?` of the command before must outlive the line between.
  const script = commands
    .map((command) => `(exit $status); ${command}\nstatus=$?; echo '${end}'`)
    .join('\n');
  const { stdout } = spawnSync('sh', ['-c', `exec 2>&1; status=0\n${script}`], {
    cwd,
    encoding: 'utf8',
    input: '',
    env: {
      ...process.env,
      ...git,
      NO_COLOR: '1',
      PATH: `${path.join(cwd, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
    },
  });
  return stdout.split(`${end}\n`);
}

/** Pages whose commands follow one another: those below one heading are run in one tree. */
const STORIES: readonly string[] = ['docs/your-own-contract.md', 'docs/your-tree.md'];

const COMMANDS = commands().map((command) => command.name());

const PAGES = [
  'README.md',
  'docs/commands.md',
  ...COMMANDS.map((name) => `docs/commands/${name}.md`),
  'docs/move-export.md',
  ...STORIES,
];

const blocks = PAGES.flatMap(examplesOf).filter(
  (e) => e.language === 'console' && !Object.keys(NOT_RUN).some((words) => e.text.includes(words)),
);

const [story, single] = [true, false].map((isStory) =>
  blocks.filter((e) => STORIES.includes(e.page) === isStory),
);
const told = [...new Set(story.map((e) => `${e.page}#${e.heading}`))].map((key) => {
  const parts = story.filter((e) => `${e.page}#${e.heading}` === key);
  return { ...parts[0], text: parts.map((e) => e.text).join('\n') };
});

it.each(COMMANDS)('the page of %s shows it at work', (name) => {
  const own = blocks.filter((e) => e.page === `docs/commands/${name}.md`);
  expect(own.map((e) => e.text).join('')).toContain(`$ driver-contract ${name}`);
});

describe('what pages say that the command prints', { timeout: 240_000 }, () => {
  it.each([...single, ...told].map((e) => [`${e.page}:${e.line}`, e.page, e.text] as const))(
    '%s',
    (_, page, text) => {
      const steps = stepsOf(text);
      expect(steps).not.toEqual([]);
      const printed = run(
        treeFor(page, text),
        steps.map((s) => s.command),
      );
      for (const [i, step] of steps.entries()) {
        // A page that shows nothing below the last command does not say that it is silent.
        if (step.printed === '' && i === steps.length - 1) continue;
        // A question waits for an answer, which nobody gives here: what comes after it is not shown.
        const shown = step.command.includes(' -i ') ? `${step.printed} …` : step.printed;
        expect(printed[i], step.command).toMatch(pattern(shown));
      }
    },
  );
});
