import { describe, expect, it } from 'vitest';
import { loadContract } from '../../src/contract/load.js';
import { examplesOf, type Example } from '../support/page-examples.js';

const ROOT = '/project';
const isWhole = (example: Example) => /"(?:extends|name)": "[^"]+",\n/u.test(example.text);

/** A contract whose key is what the section is about. */
function around({ heading, text }: Example): string {
  const key = /^`(?<key>\w+)`$/u.exec(heading)?.groups?.key;
  const about = key === 'methods' ? '"name": "x"' : '"extends": "volume-driver"';
  return `{ ${about}, "${key}": ${text} }`;
}

function load(text: string) {
  return loadContract('driver-contract.json', ROOT, {
    fileExists: () => true,
    readFile: () => text,
  }).contract;
}

describe('docs/contract.md', () => {
  const examples = examplesOf('docs/contract.md').filter((e) => e.language === 'json');
  const whole = examples.filter(isWhole);
  const parts = examples.filter((e) => !isWhole(e));

  it('has both contracts and parts of them', () => {
    expect(whole.length).toBeGreaterThanOrEqual(4);
    expect(parts.length).toBeGreaterThanOrEqual(5);
  });

  it.each(whole.map((e) => [e.line, e] as const))('line %i is a contract', (_, { text }) => {
    expect(Object.keys(load(text).methods)).not.toEqual([]);
  });

  it.each(parts.map((e) => [e.line, e.heading, e] as const))(
    'line %i is a value of %s',
    (_line, _heading, example) => {
      expect(() => load(around(example))).not.toThrow();
    },
  );
});
