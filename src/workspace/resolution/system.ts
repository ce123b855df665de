import path from 'node:path';
import type ts from 'typescript';
import type { TypeScript } from '../../typescript/builder.js';
import type { Host } from '../host.js';

/** What the compiler asks of a file system to resolve modules and to read a tsconfig.json. */
export type System = ts.ModuleResolutionHost & Omit<ts.ParseConfigHost, 'readDirectory'>;

/** A host as the compiler asks it. */
export function systemOf(ts: TypeScript, host: Host): System {
  return {
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
    fileExists: (file) => host.fileExists(file),
    readFile: (file) => host.readFile(file)?.text?.replace(/^\uFEFF/u, ''),
    directoryExists: (folder) => host.directoryExists(folder),
    getDirectories: (folder) => [...host.foldersIn(folder)],
    realpath: (file) => host.realPath(file),
    getCurrentDirectory: () => path.resolve(),
  };
}
