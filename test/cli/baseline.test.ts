import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command } from '../support/command.js';
import { driver, GUILTY_HELPER, HOSTS, MAPS, places, TREE, write } from '../support/guilty.js';
import { folderWith } from '../support/temp.js';

const CREATION = 'no-export-in-initialize-connection';

/** A tree, and how it is checked against a baseline in it. */
function tree(files: Readonly<Record<string, string>> = TREE) {
  const root = folderWith(files);
  const file = path.join(root, 'known.json');
  return {
    root,
    file,
    text: () => fs.readFileSync(file, 'utf8'),
    check: async (...args: string[]) => {
      const { code, out, err } = await command(
        'check',
        ...(args.some((a) => a.startsWith(root)) ? [] : [root]),
        '-f',
        'json',
        '--baseline',
        file,
        ...args,
      );
      return {
        code,
        found: code === 2 ? [] : places(root, out),
        err: err.replaceAll(file, 'FILE'),
      };
    },
  };
}

const summary = (known: number, fresh: number, gone: number) =>
  `${known} known, ${fresh} new, ${gone} gone (against FILE; --all reports what is known${gone > 0 ? '; --prune-baseline takes out what is gone' : ''})\n`;

describe('check --baseline', () => {
  it('writes what is found, and reports what comes after it', async () => {
    const { root, check, text } = tree();
    expect(await check('--update-baseline')).toEqual({
      code: 0,
      found: [],
      err: 'driver-contract: FILE has 1 finding now: 1 added, 0 gone.\n',
    });
    expect(text()).toBe(`{
  "version": 1,
  "findings": [
    {"rule":"no-export-in-initialize-connection","file":"src/old.js","method":"Old.initializeConnection","chain":["Client.mapLun"]}
  ]
}
`);
    expect(await check()).toEqual({ code: 0, found: [], err: summary(1, 0, 0) });
    write(root, 'src/old.js', `// moved\n${driver('Old', HOSTS, MAPS)}`);
    write(root, 'lib/helper.js', GUILTY_HELPER);
    expect(await check()).toEqual({
      code: 1,
      found: [`src/acme.js:7 ${CREATION}`, `src/old.js:8 ${CREATION}`],
      err: summary(1, 2, 0),
    });
    expect(await check('--all')).toMatchObject({ code: 1, err: '', found: { length: 3 } });
  });

  it('takes a moved file for the same one, counts, and prunes', async () => {
    const { root, check, text } = tree({ ...TREE, 'src/old.js': driver('Old', MAPS, MAPS) });
    await check('--update-baseline');
    expect(text()).toContain('"chain":["Client.mapLun"],"count":2}');
    fs.mkdirSync(path.join(root, 'elsewhere'));
    fs.renameSync(path.join(root, 'src/old.js'), path.join(root, 'elsewhere/old.js'));
    expect(await check()).toEqual({ code: 0, found: [], err: summary(2, 0, 0) });
    write(root, 'elsewhere/old.js', driver('Old', MAPS, HOSTS));
    expect(await check()).toMatchObject({ code: 1, err: summary(1, 1, 1) });
    expect(await check('--prune-baseline')).toMatchObject({
      code: 1,
      err: `${summary(1, 1, 1)}driver-contract: FILE has 1 finding now: 0 added, 1 gone.\n`,
    });
    expect(text()).toContain('"file":"elsewhere/old.js"');
    expect(await check()).toMatchObject({ code: 1, err: summary(1, 1, 0) });
  });

  it('says nothing, and changes nothing, of what it was not asked about', async () => {
    const { root, check, text } = tree({ ...TREE, 'other/two.js': driver('Two', MAPS) });
    await check('--update-baseline');
    const before = text();
    const src = path.join(root, 'src');
    expect(await check(src)).toMatchObject({ code: 0, err: summary(1, 0, 0) });
    expect(await check('--rule', 'forward-connector')).toMatchObject({ err: summary(0, 0, 0) });
    await check('--rule', 'forward-connector', '--update-baseline');
    await check(src, '--prune-baseline');
    expect(text()).toBe(before);
    write(root, 'src/old.js', driver('Old'));
    await check(src, '--update-baseline');
    expect(text()).toBe(
      before.replace(/ +\{[^\n]*src\/old\.js[^\n]*\n/u, '').replace(',\n  ]', '\n  ]'),
    );
  });

  it('never holds a file that could not be read', async () => {
    const { root, check, text } = tree();
    fs.writeFileSync(
      path.join(root, 'src/odd.js'),
      Buffer.from(`// Käse\n${driver('Odd', MAPS)}`, 'latin1'),
    );
    const unread = 'src/odd.js:1 The file is not UTF-8. Nothing of it was checked.';
    expect(await check('--update-baseline')).toMatchObject({ code: 1, found: [unread] });
    expect(text()).not.toContain('odd.js');
    expect(await check()).toEqual({ code: 1, found: [unread], err: summary(1, 1, 0) });
  });

  it.each([
    ['{', /^is not JSON: .*position 1.*$/u],
    ['[]', /^lacks "version": 1 and a list "findings"$/u],
    ['{"version":2,"findings":[]}', /^is of version 2, and this command reads 1 only$/u],
    ['{"version":1,"findings":[7]}', /^"findings\.0" is no object$/u],
    ['{"version":1,"findings":[{"rule":"a"}]}', /^"findings\.0" lacks a text "file"$/u],
    [
      '{"version":1,"findings":[{"rule":"a","file":"b","method":"c"}]}',
      /^"findings\.0" is of the rule a, which there is none of$/u,
    ],
    [
      '{"version":1,"findings":[{"rule":"forward-connector","file":"b","method":"c","chain":"d"}]}',
      /^"findings\.0" has a "chain" that is no list of texts$/u,
    ],
    [
      '{"version":1,"findings":[{"rule":"forward-connector","file":"b","method":"c","count":0}]}',
      /^"findings\.0" has a "count" that is no number from 1 to 100000$/u,
    ],
  ])('ends with 2 at %s', async (text, wrong) => {
    const { file, check } = tree();
    fs.writeFileSync(file, text);
    const remedy =
      '. Mend it there, take it from git again, or delete it and write it anew with --update-baseline.\n';
    const { code, err } = await check();
    expect(code).toBe(2);
    expect(err.startsWith('driver-contract: --baseline FILE: ') && err.endsWith(remedy)).toBe(true);
    expect(err.slice('driver-contract: --baseline FILE: '.length, -remedy.length)).toMatch(wrong);
  });

  it('ends with 2 where there is none, it cannot be written, or it would be of two projects', async () => {
    const { root, check } = tree();
    expect(await check()).toMatchObject({
      code: 2,
      err: 'driver-contract: --baseline FILE: there is no such file. Write what is found now with --baseline FILE --update-baseline.\n',
    });
    const lost = path.join(root, 'no/known.json');
    const ran = await command('check', root, '--baseline', lost, '--update-baseline');
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/^driver-contract: --baseline .*: open failed \(ENOENT\)\. /u);
    expect(await command('check', root, '--update-baseline')).toMatchObject({
      code: 2,
      err: 'driver-contract: --update-baseline: of which baseline? Add --baseline FILE.\n',
    });
    const other = folderWith(TREE);
    expect(await check(root, other)).toMatchObject({
      code: 2,
      err: 'driver-contract: --baseline FILE: the paths stand in 2 projects, and a baseline is of one. Check one at a time.\n',
    });
  });
});

describe("ESLint's file of suppressions", () => {
  const suppressions = (count: number) =>
    JSON.stringify({ 'src/old.js': { [`driver-contract/${CREATION}`]: { count } } });

  it('is honoured as ESLint does: by file and rule, and not beyond its count', async () => {
    const root = folderWith({ ...TREE, 'eslint-suppressions.json': suppressions(1) });
    const check = async (...args: string[]) => {
      const { code, out, err } = await command('check', root, '-f', 'json', ...args);
      return { code, found: places(root, out), err };
    };
    expect(await check()).toEqual({
      code: 0,
      found: [],
      err: 'driver-contract: 1 suppressed by eslint-suppressions.json; --all reports it.\n',
    });
    expect(await check('--all')).toEqual({
      code: 1,
      found: [`src/old.js:7 ${CREATION}`],
      err: '',
    });
    write(root, 'src/old.js', driver('Old', MAPS, HOSTS));
    expect(await check()).toMatchObject({ code: 1, found: { length: 2 }, err: '' });
  });

  it('ends with 2 where it is damaged', async () => {
    const root = folderWith({ ...TREE, 'eslint-suppressions.json': '{"a.js":{"x":1}}' });
    expect(await command('check', root)).toMatchObject({
      code: 2,
      err: `driver-contract: ${root}/eslint-suppressions.json: "a.js" has no "count" for x. Mend it, write it anew with eslint --suppress-all, or pass --all.\n`,
    });
  });
});
