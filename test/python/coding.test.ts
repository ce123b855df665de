import { expect, it } from 'vitest';
import { declaredCoding } from '../../src/python/coding.js';

it.each([
  ['# -*- coding: latin-1 -*-', 'latin-1'],
  ['#!/usr/bin/python\r\n# vim: set fileencoding=cp1252 :\r\n', 'cp1252'],
  ['\n\t#coding:ascii', 'ascii'],
  ['# coding: utf-8\n# coding: latin-1\n', 'utf-8'],
  ['"""text"""\n# coding: latin-1\n', undefined],
  ['\n\n# coding: latin-1\n', undefined],
  ['x = 1  # coding: latin-1\n', undefined],
  ['# encoding\n', undefined],
])('PEP 263: %j', (head, name) => {
  expect(declaredCoding(head)).toBe(name);
});
