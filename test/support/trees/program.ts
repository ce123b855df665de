import path from 'node:path';
import { compiler } from '../../../src/typescript/compiler.js';

const ts = compiler();

export interface TypeError {
  readonly file: string;
  readonly start: number;
  readonly message: string;
}

const options = {
  strict: true,
  noEmit: true,
  noImplicitOverride: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [] as string[],
  skipLibCheck: true,
} as const;

const libraries = new Map<string, ReturnType<typeof ts.createSourceFile> | undefined>();

/** What the type checker says of a tree in memory, file by file. */
export function typeErrors(files: Readonly<Record<string, string>>): TypeError[] {
  const root = '/tree';
  const texts = new Map(
    Object.entries(files).map(([file, text]) => [path.posix.join(root, file), text]),
  );
  const disk = ts.createCompilerHost(options);
  const program = ts.createProgram({
    rootNames: [...texts.keys()].filter((file) => /\.ts$/u.test(file)),
    options,
    host: {
      ...disk,
      getCurrentDirectory: () => root,
      fileExists: (file) => texts.has(file),
      directoryExists: undefined,
      readFile: (file) => texts.get(file),
      getSourceFile: (file, language) => {
        const text = texts.get(file);
        if (text !== undefined) return ts.createSourceFile(file, text, language);
        if (!libraries.has(file)) libraries.set(file, disk.getSourceFile(file, language));
        return libraries.get(file);
      },
    },
  });
  return ts.getPreEmitDiagnostics(program).flatMap(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    return file && texts.has(file.fileName)
      ? [{ file: path.posix.relative(root, file.fileName), start, message }]
      : [];
  });
}
