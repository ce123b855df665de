import { expect, it } from 'vitest';
import { jsonText } from '../../src/drafting/json.js';

it('what fits on a line stands on one', () => {
  const data = { short: { a: [1, 'two'] }, long: { b: 'x'.repeat(20), c: [], d: {} } };
  expect(jsonText(data, 40)).toBe(`{
  "short": { "a": [1, "two"] },
  "long": {
    "b": "${'x'.repeat(20)}",
    "c": [],
    "d": {}
  }
}`);
  expect(JSON.parse(jsonText(data, 40))).toEqual(data);
});

it('keys without a value are left out', () => {
  expect(jsonText({ a: undefined, b: null })).toBe('{\n  "b": null\n}');
});
