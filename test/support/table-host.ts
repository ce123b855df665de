import path from 'node:path';
import { isOwnSource } from '../../src/workspace/files.js';
import type { Host } from '../../src/workspace/host.js';

/**
 * Texts by absolute path as the files of a workspace: nothing of it is on disk, and nothing
 * changes.
 */
export function tableHost(texts: ReadonlyMap<string, string>): Host {
  const below = (folder: string) =>
    [...texts.keys()]
      .filter((file) => file.startsWith(`${folder}/`))
      .map((file) => path.posix.relative(folder, file));
  const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
  return {
    sourceFiles: (folder) =>
      sorted(below(folder).filter(isOwnSource)).map((file) => path.posix.join(folder, file)),
    readFile: (file) => {
      const text = texts.get(file);
      return text === undefined ? undefined : { text, encoding: 'utf-8' };
    },
    stamp: (file) => {
      const size = texts.get(file)?.length;
      return size === undefined ? undefined : { version: 0, size };
    },
    fileExists: (file) => texts.has(file),
    directoryExists: (folder) => below(folder).length > 0,
    filesIn: (folder) => sorted(below(folder).filter((file) => !file.includes('/'))),
    foldersIn: (folder) =>
      sorted(
        below(folder).flatMap((file) =>
          file.includes('/') ? [file.slice(0, file.indexOf('/'))] : [],
        ),
      ),
    realPath: (file) => file,
  };
}
