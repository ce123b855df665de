import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';

const ROOT = path.resolve('.');
const { files } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { files: string[] };

describe('the link of a finding', () => {
  it.each(Object.entries(rules))('%s: is its page, and the page is in the package', (id, rule) => {
    const page = fileURLToPath(rule.meta?.docs?.url ?? '');
    expect(fs.readFileSync(page, 'utf8')).toMatch(new RegExp(`^# driver-contract/${id}\n`, 'u'));
    const [folder] = path.relative(ROOT, page).split(path.sep);
    expect(files).toContain(folder);
  });
});
