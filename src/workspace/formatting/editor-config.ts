import path from 'node:path';
import { parseGlob } from '../../globs/glob.js';
import { iniSections } from './ini.js';

/** What `.editorconfig` files say of a file's longest line. */
export function editorColumns(
  file: string,
  folders: readonly string[],
  read: (file: string) => string | undefined,
): number | undefined {
  for (const folder of folders) {
    const sections = iniSections(read(path.join(folder, '.editorconfig')) ?? '');
    const inside = path.relative(folder, file).split(path.sep).join('/');
    const said = sections.findLast(
      ({ name, settings }) => settings.has('max_line_length') && matches(name, inside),
    );
    const columns = columnsOf(said?.settings.get('max_line_length'));
    if (columns !== undefined) return columns;
    if (sections[0].settings.get('root')?.toLowerCase() === 'true') return undefined;
  }
  return undefined;
}

function columnsOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (value.toLowerCase() === 'off') return Infinity;
  return /^\d+$/u.test(value) ? Number(value) : undefined;
}

/** A pattern without a slash is that of a name in any folder. */
function matches(pattern: string, inside: string): boolean {
  if (pattern === '' || pattern.length > 400) return false;
  const glob = pattern.includes('/') ? pattern.replace(/^\//u, '') : `**/${pattern}`;
  return parseGlob(glob).matches(inside);
}
