import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FactCache } from '../../src/fact-cache/fact-cache.js';
import { cacheFolder, clear, MAX_AGE, prune, sizeOf } from '../../src/fact-cache/folder.js';
import { readFacts } from '../../src/workspace/front-end.js';
import { folderWith } from '../support/temp.js';

const FILE = '/tree/src/acme.ts';
const TEXT = `import { Base } from './base.js';
export class Acme extends Base {
  async createExport(context: Ctx, volume: Volume) { return this.client.attach({ volume, lun: 1 }); }
}
`;

function entries(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'pruned')
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function filled(frontEnds = 'v1') {
  const folder = path.join(folderWith({}), 'cache');
  const cache = new FactCache(folder, frontEnds);
  const facts = readFacts(FILE, TEXT);
  cache.keepFacts(FILE, TEXT, facts);
  cache.keepNames(FILE, TEXT, { anywhere: ['Acme', 'Base'], inherited: ['Base'], called: [] });
  return { folder, cache, facts };
}

describe('what was taken out of a text', () => {
  it('is had again by another process, and under another path', () => {
    const { folder, facts } = filled();
    const other = new FactCache(folder, 'v1');
    expect(other.facts(FILE, TEXT)).toEqual(facts);
    expect(other.facts('/elsewhere/acme.ts', TEXT)).toEqual({
      ...facts,
      path: '/elsewhere/acme.ts',
    });
    expect(other.names(FILE, TEXT)?.inherited).toEqual(['Base']);
  });

  it('is one object where it was one', () => {
    const { cache } = filled();
    const found = cache.facts(FILE, TEXT);
    const [created] = found?.functions.filter((f) => f.name === 'createExport') ?? [];
    expect(created.returns).toHaveLength(1);
    expect(found?.calls.some((c) => c.args.length === 1)).toBe(true);
  });

  it.each([
    ['another text', (c: FactCache) => c.facts(FILE, `${TEXT} `)],
    ['another name, which says another language', (c: FactCache) => c.facts('/tree/acme.js', TEXT)],
  ])('is not had for %s', (_what, ask) => {
    expect(ask(filled().cache)).toBeUndefined();
  });

  it('is not had by other front ends', () => {
    const { folder } = filled();
    expect(new FactCache(folder, 'v2').facts(FILE, TEXT)).toBeUndefined();
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 7)],
    ['empty', () => Buffer.alloc(0)],
    ['shorter than its head', (bytes: Buffer) => bytes.subarray(0, 6)],
    [
      'changed in one bit',
      (bytes: Buffer) => Buffer.from(bytes.map((b, i) => (i === 99 ? b ^ 1 : b))),
    ],
    [
      'of another layout',
      (bytes: Buffer) => Buffer.concat([Buffer.from('DCF0'), bytes.subarray(4)]),
    ],
    ['something else', () => Buffer.from('{"functions":[]}')],
  ])('is taken anew where an entry is %s, and replaced', (_what, damage) => {
    const { folder, cache, facts } = filled();
    for (const file of entries(folder)) fs.writeFileSync(file, damage(fs.readFileSync(file)));
    expect([cache.facts(FILE, TEXT), cache.names(FILE, TEXT)]).toEqual([undefined, undefined]);
    cache.keepFacts(FILE, TEXT, facts);
    expect(new FactCache(folder, 'v1').facts(FILE, TEXT)).toEqual(facts);
  });

  it('is not kept where the folder cannot be made', () => {
    const folder = path.join(folderWith({ 'a file': '' }), 'a file', 'cache');
    const cache = new FactCache(folder, 'v1');
    cache.keepFacts(FILE, TEXT, readFacts(FILE, TEXT));
    expect(cache.facts(FILE, TEXT)).toBeUndefined();
  });

  it('leaves no draft behind, and is nobody else’s to read', () => {
    const { folder } = filled();
    expect(
      entries(folder)
        .map((file) => path.extname(file))
        .sort(),
    ).toEqual(['.facts', '.names']);
    if (process.platform === 'win32') return;
    for (const file of entries(folder)) expect(fs.statSync(file).mode & 0o077).toBe(0);
  });
});

describe('the folder', () => {
  it.each([
    [{ DRIVER_CONTRACT_CACHE: '/ci/cache' }, path.resolve('/ci/cache')],
    [{ DRIVER_CONTRACT_CACHE: 'off' }, undefined],
    [{ DRIVER_CONTRACT_CACHE: '' }, undefined],
  ])('is where %j says', (env, folder) => {
    expect(cacheFolder(env)).toBe(folder);
  });

  it.runIf(process.platform === 'linux').each([
    [{ XDG_CACHE_HOME: '/home/me/.c' }, '/home/me/.c/driver-contract'],
    // A relative one would be the tree's.
    [{ XDG_CACHE_HOME: '.c' }, path.join(process.env.HOME ?? '/', '.cache/driver-contract')],
  ])('is the user’s: %j', (env, folder) => {
    expect(cacheFolder(env)).toBe(folder);
  });

  it('is counted, and cleared', () => {
    const { folder } = filled();
    const { files, bytes } = sizeOf(folder);
    expect([files, bytes > 500]).toEqual([2, true]);
    expect(clear(folder)).toEqual({ files, bytes });
    expect(fs.existsSync(folder)).toBe(false);
    expect(sizeOf(folder)).toEqual({ files: 0, bytes: 0 });
  });

  it('keeps what is used, up to a size and an age', () => {
    const { folder } = filled();
    const [first, second] = entries(folder);
    const now = Date.now();
    const day = 24 * 60 * 60 * 1000;
    fs.rmSync(path.join(folder, 'pruned'));
    fs.utimesSync(first, new Date(now - MAX_AGE - day), new Date(now - MAX_AGE - day));
    prune(folder, now);
    expect(entries(folder)).toEqual([second]);
    // Once a day is enough.
    prune(folder, now + 1000, 0);
    expect(entries(folder)).toEqual([second]);
    prune(folder, now + 2 * day, 0);
    expect(entries(folder)).toEqual([]);
  });
});
