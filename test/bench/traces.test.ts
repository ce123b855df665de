import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, folderWith } from '../support/temp.js';

const LANGUAGES = {
  python: {
    run: ['python3', 'bench/traces/trace.py'],
    guard: /^( +)if lun is None:$/mu,
    never: '$1if True:',
  },
  typescript: {
    run: [process.execPath, 'bench/traces/trace.mjs'],
    guard: /if \(known !== undefined\) return;/u,
    never: '',
  },
};

/** What the bench says of the fixtures before and after the step. */
function trace(language: keyof typeof LANGUAGES, after: string) {
  const [program, script] = LANGUAGES[language].run;
  const before = `fixtures/moves/${language}/input`;
  const spec = `bench/traces/${language}.json`;
  const { status, stdout, stderr } = spawnSync(program, [script, spec, before, after], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return { status, last: stdout.trimEnd().split('\n').at(-1) };
}

describe.each(['python', 'typescript'] as const)('traces of fixtures/moves/%s', (language) => {
  const ensured = `fixtures/moves/${language}/ensured`;

  it('are the same before and after', () => {
    expect(trace(language, ensured)).toEqual({
      status: 0,
      last: `3 drivers, ${language === 'python' ? 15 : 13} scenarios: equal`,
    });
  });

  it('differ where a question is not asked', () => {
    const { guard, never } = LANGUAGES[language];
    const texts = filesBelow(ensured).map((file) => {
      const text = fs.readFileSync(path.join(ensured, file), 'utf8');
      return [file, text.replace(guard, never)] as const;
    });
    const { status, last } = trace(language, folderWith(Object.fromEntries(texts)));
    expect(status).toBe(1);
    expect(last).toContain('NOT EQUAL');
  });
});
