import { describe, expect, it } from 'vitest';
import {
  abbreviates,
  canonicalName,
  sameName,
  toSnakeCase,
  words,
} from '../../src/contract/words.js';

describe('words', () => {
  it.each([
    ['createExport', ['create', 'export']],
    ['create_export', ['create', 'export']],
    ['create-vlun-group', ['create', 'vlun', 'group']],
    ['createVLUN', ['create', 'vlun']],
    ['addFCZone', ['add', 'fc', 'zone']],
    ['FCZone', ['fc', 'zone']],
    ['_getOrCreateHost', ['get', 'or', 'create', 'host']],
    ['#hostFor', ['host', 'for']],
    ['mapLun2Host', ['map', 'lun2', 'host']],
    ['CREATE_HOST', ['create', 'host']],
    ['/hosts/42/attachments', ['hosts', '42', 'attachments']],
    ['', []],
    ['__', []],
  ])('%s', (name, expected) => {
    expect(words(name)).toEqual(expected);
  });
});

describe('names in another style', () => {
  it.each([
    ['createExport', 'create_export'],
    ['initializeConnection', 'initialize_connection'],
    ['failoverHost', 'failover_host'],
    ['connect', 'connect'],
    ['_storeResult', '_store_result'],
    ['__storeResult', '__store_result'],
    ['exec_', 'exec_'],
    ['__aenter__', '__aenter__'],
    ['_store_result', '_store_result'],
  ])('%s is %s in Python', (camel, snake) => {
    expect(toSnakeCase(camel)).toBe(snake);
    expect(canonicalName(camel)).toBe(canonicalName(snake));
  });

  it.each([
    ['connector', '_connector', true],
    ['connector', '__connector', true],
    ['volumePath', 'volume_path', true],
    ['#map', 'map', true],
    ['connector', 'connectors', false],
    ['volume', 'volumes', false],
  ])('%s and %s: the same is %s', (a, b, expected) => {
    expect(sameName(a, b)).toBe(expected);
  });
});

describe('abbreviates', () => {
  it.each([
    ['ctx', 'context', true],
    ['vol', 'volume', true],
    ['c', 'context', true],
    ['_v', 'volume', true],
    ['conn', 'connector', true],
    ['context', 'context', true],
    ['volumes', 'volume', false],
    ['path', 'volume', false],
    ['xtc', 'context', false],
    ['cxz', 'context', false],
    ['_', 'volume', false],
    ['', 'volume', false],
  ])('%s of %s: %s', (short, long, expected) => {
    expect(abbreviates(short, long)).toBe(expected);
  });
});
