// The plugin in ESLint itself, on all files of a folder: prints ESLint's results. Without
// PYTHON-ENTRY, ESLint alone.
//
//   node eslint.mjs ESLINT TYPESCRIPT-ESLINT FOLDER [PYTHON-ENTRY]
import { pathToFileURL } from 'node:url';

const [eslint, tseslint, cwd, entry] = process.argv.slice(2);
const load = async (file) => (await import(pathToFileURL(file).href)).default;
const [{ ESLint }, { parser }] = [await load(eslint), await load(tseslint)];
const { configs } = entry ? await load(entry) : {};
const linter = new ESLint({
  cwd,
  overrideConfigFile: true,
  overrideConfig: [
    { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser } },
    {
      files: ['**/*.{js,mjs,cjs,jsx}'],
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
    },
    ...(configs ? [...configs.recommended, ...configs.python] : []),
  ],
});
process.stdout.write(
  JSON.stringify(
    (await linter.lintFiles(['.'])).map(({ filePath, messages }) => ({ filePath, messages })),
  ),
);
