import ts from 'typescript';

/** What the compiler says of a text. */
export interface TypeError {
  readonly code: number;
  readonly message: string;
}

/**
 * What the compiler says of each of some texts, which are modules that know nothing of one another.
 */
export function typeErrors(texts: readonly string[]): readonly (readonly TypeError[])[] {
  const own = new Map(texts.map((text, i) => [`/module${i}.ts`, text]));
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    noEmit: true,
    types: [],
    lib: ['lib.es2022.d.ts'],
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, target, ...rest) => {
    const text = own.get(file);
    return text === undefined
      ? getSourceFile(file, target, ...rest)
      : ts.createSourceFile(file, text, target);
  };
  const program = ts.createProgram([...own.keys()], options, host);
  return [...own.keys()].map((name) => {
    const file = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ code, messageText }) => ({
        code,
        message: ts.flattenDiagnosticMessageText(messageText, ' '),
      }),
    );
  });
}
