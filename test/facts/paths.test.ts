import path from 'node:path';
import { expect, it } from 'vitest';
import { namesOf, nativePath } from '../../src/facts/paths.js';

// What Windows does is asked of Node's own rules for its paths.
it.each([
  ['C:/tree/src/a.ts', 'C:\\tree\\src\\a.ts'],
  ['C:\\tree/src\\a.ts', 'C:\\tree\\src\\a.ts'],
  ['//server/share/a.ts', '\\\\server\\share\\a.ts'],
])('%s is one file with what a folder of Windows gives', (file, expected) => {
  expect(nativePath(file, path.win32)).toBe(expected);
});

it('stays as it is elsewhere, a backslash in a name, too', () => {
  expect(nativePath('/tree/a\\b.ts', path.posix)).toBe('/tree/a\\b.ts');
  expect(namesOf('/tree/a\\b.ts', path.posix)).toEqual(['', 'tree', 'a\\b.ts']);
});

it('is parted by either slash on Windows', () => {
  expect(namesOf('C:\\tree/src\\a.ts', path.win32)).toEqual(['C:', 'tree', 'src', 'a.ts']);
});
