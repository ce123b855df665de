import fs from 'node:fs';
import path from 'node:path';
import { listedFiles } from '../git/listing.js';
import { isScriptByItsStart, isThere, readDiskFile, statFile } from './disk-files.js';
import { isOwnCarrier, isOwnFolder, isOwnSource } from './files.js';
import { foundFiles } from './found-files.js';
import { attempt, type Host } from './host.js';

/** The disk, as it is at the moment of asking. */
export const disk: Host = {
  /** Those that git knows or does not ignore; without git, all but ignored and generated ones. */
  sourceFiles: (folder) =>
    (
      listedFiles(folder, isOwnFolder)?.filter((file) => isThere(path.join(folder, file))) ??
      foundFiles(folder)
    )
      .filter(
        (file) =>
          isOwnSource(file) ||
          isOwnCarrier(file, () => isScriptByItsStart(path.join(folder, file))),
      )
      .map((file) => path.join(folder, file))
      .sort(),
  readFile: readDiskFile,
  stamp: (file) => {
    const stats = attempt(() => statFile(file));
    // The time of the last change can be set at will; that of the last change of state, and which
    // file it is, cannot.
    return stats && { version: `${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}`, size: stats.size };
  },
  fileExists: (file) =>
    attempt(() => fs.statSync(file, { throwIfNoEntry: false })?.isFile()) ?? false,
  directoryExists: (folder) =>
    attempt(() => fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) ?? false,
  filesIn: (folder) =>
    entriesOf(folder).flatMap((e) => (e.isFile() || isLinkTo(e, 'isFile') ? [e.name] : [])),
  foldersIn: (folder) =>
    entriesOf(folder).flatMap((e) =>
      e.isDirectory() || isLinkTo(e, 'isDirectory') ? [e.name] : [],
    ),
  realPath: (file) => attempt(() => fs.realpathSync.native(file)) ?? file,
};

function entriesOf(folder: string): fs.Dirent[] {
  return (attempt(() => fs.readdirSync(folder, { withFileTypes: true })) ?? []).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

function isLinkTo(entry: fs.Dirent, what: 'isFile' | 'isDirectory'): boolean {
  return (
    entry.isSymbolicLink() &&
    attempt(() => fs.statSync(path.join(entry.parentPath, entry.name))[what]()) === true
  );
}
