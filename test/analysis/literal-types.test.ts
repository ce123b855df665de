import { expect, it } from 'vitest';
import { takesWritten } from '../../src/analysis/literal-types.js';
import type { WrittenKind } from '../../src/contract/known-types.js';

it.each<[type: string, kind: WrittenKind, fit: string]>([
  ['string', 'string', 'fits'],
  ['string', 'number', 'contradicts'],
  ['bigint', 'number', 'fits'],
  ["'fast' | 'safe'", 'string', 'fits'],
  ["'fast' | 'safe'", 'boolean', 'contradicts'],
  ['1 | 2', 'number', 'fits'],
  ['unknown', 'string', 'says nothing'],
  ['string | undefined', 'nothing', 'fits'],
  ['Optional[int]', 'number', 'fits'],
  ['typing.Optional[dict[str, int]]', 'table', 'fits'],
  ['dict[str, Any]', 'string', 'contradicts'],
  ['string[]', 'list', 'fits'],
  ['Array<string | number>', 'list', 'fits'],
  ['(value: string) => void', 'function', 'fits'],
  ['{ a?: string }', 'table', 'fits'],
  ['void', 'nothing', 'fits'],
  ['Any', 'list', 'says nothing'],
  ['Buffer', 'string', 'says nothing'],
  ['Connector', 'string', 'contradicts'],
  ['Connector', 'table', 'says nothing'],
])('%s, given a %s: %s', (type, kind, fit) => {
  expect(takesWritten(type, kind)).toBe(fit);
});
