// Runs in a project that has the plugin installed: prints what ESLint finds in a tree, as JSON.
import parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import driverContract from 'eslint-plugin-driver-contract/python';

const [tree] = process.argv.slice(2);
const eslint = new ESLint({
  cwd: tree,
  overrideConfigFile: true,
  overrideConfig: [
    { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser } },
    ...driverContract.configs.recommended,
    ...driverContract.configs.python,
  ],
});
const results = await eslint.lintFiles(['.']);
const found = results.flatMap(({ filePath, messages }) =>
  messages.map(({ ruleId, message, line, column, endLine, endColumn, fix, suggestions }) => ({
    ...{ file: filePath.slice(tree.length + 1).replaceAll('\\', '/'), ruleId, message },
    ...{ line, column, endLine, endColumn, fix },
    suggestions: suggestions?.map((s) => ({ desc: s.desc, fix: s.fix })),
  })),
);
process.stdout.write(JSON.stringify({ version: ESLint.version, found }));
