import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { missingShards, shardOf } from '../../src/cli/shard.js';
import { wrapped } from '../../src/cli/wrapped.js';
import { command, DRIVER, service } from '../support/command.js';
import { folderWith } from '../support/temp.js';

/** A copy: in this repository the whole of it would be the project. */
const SERVICE = folderWith({ 'package.json': '{}' });
fs.cpSync(path.resolve('fixtures/volume-service/input'), SERVICE, {
  recursive: true,
  filter: (file) => path.basename(file) !== 'node_modules',
});

async function share(folder: string, name: string, ...args: string[]): Promise<string> {
  const file = path.join(folder, name);
  await command('check', ...args, '-f', 'json', '-o', file);
  return file;
}

describe('check --shard, merged', { timeout: 120_000 }, () => {
  const shares: string[] = [];

  beforeAll(async () => {
    const folder = folderWith({});
    for (const i of [1, 2, 3, 4])
      shares.push(await share(folder, `${i}.json`, SERVICE, '--shard', `${i}/4`));
  }, 120_000);

  it.each(['sarif', 'gitlab', 'stylish'])('gives what one run gives: %s', async (format) => {
    const sizes = shares.map((file) => (JSON.parse(fs.readFileSync(file, 'utf8')) as []).length);
    expect(sizes.filter((size) => size > 5)).toHaveLength(4);
    const whole = await command('check', SERVICE, '-f', format);
    const merged = await command('merge', ...shares, '-f', format);
    expect(merged.code).toBe(1);
    expect(merged.out).toBe(whole.out);
  });

  it('says which share is missing, and is no result then', async () => {
    const [one, two] = shares;
    expect(await command('merge', one, two)).toEqual({
      code: 2,
      out: '',
      err: `driver-contract: ${one}, ${two}: 3/4, 4/4 is missing. Name what each share of one run has written.\n`,
    });
  });

  it('says nothing of drivers that another share has', async () => {
    const root = service({ 'acme.ts': DRIVER });
    const codes = [];
    for (const i of [1, 2, 3]) {
      const { code, err } = await command('check', root, '--shard', `${i}/3`);
      expect(err).toBe('');
      codes.push(code);
    }
    expect([...codes].sort()).toEqual([0, 0, 1]);
  });

  it.each(['0/4', '5/4', '1', 'a/b', '1/1001', '1/0'])('refuses %s', async (text) => {
    const { code, err } = await command('check', SERVICE, '--shard', text);
    expect([code, err]).toEqual([
      2,
      `driver-contract: --shard ${text}: is no share of the files. Write which one of how many, from 1/8 to 8/8.\n`,
    ]);
  });
});

describe('shares', () => {
  it('are told by the path alone, and each file has one', () => {
    const files = Array.from({ length: 400 }, (_, i) => `src/drivers/driver-${i}.ts`);
    const shares = [1, 2, 3, 4].map((i) => files.filter(shardOf(`${i}/4`)));
    expect(shares.flat().sort()).toEqual([...files].sort());
    for (const one of shares) expect(one.length).toBeGreaterThan(60);
  });

  it.each<[string, string[][], string | undefined]>([
    ['all', [['1/2'], ['2/2']], undefined],
    ['none told of', [[], []], undefined],
    ['one without files', [['1/2'], []], undefined],
    ['one missing', [['1/3'], ['3/3']], '2/3 is missing'],
    ['two missing', [['1/4'], [], ['2/4']].slice(0, 1), '2/4, 3/4, 4/4 is missing'],
    ['of different runs', [['1/2'], ['2/3']], 'they are shares of different runs (of 2, of 3)'],
  ])('%s', (_title, shards, expected) => {
    expect(missingShards(shards.map((one) => new Set(one)))).toBe(expected);
  });
});

describe('merge', () => {
  it('joins runs over parts of a tree; what both say is said once', async () => {
    const root = service({
      'a/acme.ts': DRIVER.replaceAll("'./", "'../"),
      'b/birch.ts': DRIVER.replaceAll("'./", "'../"),
    });
    const folder = folderWith({});
    const files = [
      await share(folder, 'a.json', path.join(root, 'a')),
      await share(folder, 'all.json', root),
    ];
    const { out } = await command('merge', ...files, '-f', 'concise', '--statistics');
    expect(out).toBe((await command('check', root, '-f', 'concise')).out);
    expect(out.split('\n')).toHaveLength(3);
  });

  it('reads plain results of ESLint', async () => {
    const message = { ruleId: 'semi', severity: 2, message: 'Missing.', line: 3, column: 4 };
    const results = [
      { filePath: path.resolve('x.js'), messages: [message], suppressedMessages: [] },
    ];
    const folder = folderWith({ 'eslint.json': JSON.stringify(results) });
    const { out, code } = await command('merge', path.join(folder, 'eslint.json'), '-f', 'concise');
    expect([code, out]).toEqual([1, 'semi x.js:3:4 Missing.\n']);
  });

  it.each([
    ['none.json', undefined, 'cannot be read (ENOENT)'],
    ['text.json', 'text', 'is not JSON ('],
    ['object.json', '{}', 'holds no results.'],
    ['list.json', '[{"filePath":"a"}]', 'holds no results.'],
    ['null.json', '[null]', 'holds no results.'],
  ])('refuses %s', async (name, text, says) => {
    const file = path.join(folderWith(text === undefined ? {} : { [name]: text }), name);
    const { code, err } = await command('merge', file);
    expect(code).toBe(2);
    expect(err).toContain(`${file}: ${says}`);
    expect(err).toContain('Name what "driver-contract check -f json" has written.');
  });
});

describe('on a terminal', () => {
  it('lines end where it does, and the rule stands in front', () => {
    const message = {
      ruleId: 'driver-contract/require-connector-parameter',
      severity: 2,
      message: 'word '.repeat(16).trim(),
      line: 5,
      column: 18,
    } as const;
    const unread = {
      ...message,
      ruleId: null,
      fatal: true as const,
      line: 1,
      column: 1,
      message: 'The file is lost.',
    };
    const result = {
      filePath: path.resolve('src/acme.ts'),
      messages: [unread, message],
      suppressedMessages: [],
      usedDeprecatedRules: [],
      ...{
        errorCount: 2,
        fatalErrorCount: 1,
        warningCount: 0,
        fixableErrorCount: 0,
        fixableWarningCount: 0,
      },
    };
    expect(wrapped([result], 60, false)).toBe(`
src/acme.ts
  1:1   error  unread
        The file is lost.
  5:18  error  require-connector-parameter
        word word word word word word word word word word
        word word word word word word

✖ 2 problems (2 errors, 0 warnings)
`);
    expect(wrapped([{ ...result, messages: [] }], 60, false)).toBe('');
  });
});
