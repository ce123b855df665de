import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';
import { plan } from '../codemods/migrate.js';
import { annotated } from '../support/annotated.js';
import { expectText } from '../support/expected-output.js';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';

addLanguage(python);

describe('what is known of a service, below its code', () => {
  it.each(['volume-service', 'python-volume-service'])('fixtures/%s/annotated.txt', (name) => {
    const folder = path.resolve('fixtures', name);
    const { analysis } = plan(path.join(folder, 'input'));
    expectText(
      path.join(folder, 'annotated.txt'),
      annotated(analysis, (file) => fs.readFileSync(file, 'utf8')),
    );
  });
});
