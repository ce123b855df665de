import fs from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { planMoves } from '../../../codemods/move-export/plan.js';
import { plansAsMarkdown, plansAsText } from '../../../codemods/move-export/text.js';
import { volumeDriverContract } from '../../../src/contract/volume-driver.js';
import { python } from '../../../src/python/front-end.js';
import { addLanguage } from '../../../src/workspace/languages.js';
import { expectText } from '../../support/expected-output.js';
import { Session } from '../../../src/workspace/session.js';

addLanguage(python);

const validate = new Ajv({ allErrors: true }).compile(
  JSON.parse(fs.readFileSync('moves.schema.json', 'utf8')) as object,
);

describe.each(['volume-service', 'python-volume-service'])('the plans for %s', (service) => {
  const folder = path.resolve('fixtures', service);
  const session = new Session(path.join(folder, 'migrated'), volumeDriverContract);
  const analysis = session.current();
  const plans = planMoves(analysis, session.workspace);

  it('are those that were read', () => {
    expectText(path.join(folder, 'moves.txt'), plansAsText(plans));
  });

  it('leave no creation out', () => {
    expect(plans.unread).toEqual([]);
    const planned = new Set(
      plans.plans.flatMap((p) => p.drivers.map((d) => `${d.file} ${d.name}`)),
    );
    const guilty = analysis.exports.guilty().map(({ cls }) => cls.fact.name);
    for (const name of guilty)
      expect([...planned].some((d) => name === undefined || d.endsWith(` ${name}`))).toBe(true);
  });

  it('are data as the schema says, and the same for a review', () => {
    const data = JSON.parse(JSON.stringify({ version: 1, ...plans })) as unknown;
    expect(validate(data) || validate.errors).toBe(true);
    const page = plansAsMarkdown(plans);
    for (const { name } of plans.plans) expect(page).toContain(`### \`${name}\`: `);
  });

  it('are those of a path where only that is asked about', () => {
    const [{ file }] = plans.plans;
    const asked = planMoves(analysis, session.workspace, (f) => analysis.relative(f) === file);
    expect(asked.plans).toEqual(
      plans.plans.filter((p) => p.file === file || p.drivers.some((d) => d.file === file)),
    );
  });
});
