// ESLint with the plugin as an editor keeps it: one process that is sent files to lint again and
// again.
//
//   fork(eslint-worker.mjs, [ESLINT, TYPESCRIPT-ESLINT, FOLDER, PLUGIN], { execArgv: ['--expose-gc'] })
import { pathToFileURL } from 'node:url';

const [eslint, tseslint, cwd, entry] = process.argv.slice(2);
const load = async (file) => (await import(pathToFileURL(file).href)).default;
const [{ ESLint }, { parser }, { configs }] = [
  await load(eslint),
  await load(tseslint),
  await load(entry),
];
const linter = new ESLint({
  cwd,
  overrideConfigFile: true,
  overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser } }, ...configs.recommended],
});
// The plugin believes for a moment what it has seen of the disk. Nobody has to wait for that here.
const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;

const DOORS = {
  all: async () => {
    ahead += 5000;
    return findings(await linter.lintFiles(['.']));
  },
  text: async ({ file, text }) => findings(await linter.lintText(text, { filePath: file })),
  heap: () => {
    global.gc();
    return process.memoryUsage().heapUsed;
  },
};

function findings(results) {
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, column, message }) => ({
      filePath,
      ruleId,
      line,
      column,
      message,
    })),
  );
}

process.on('message', async (asked) => {
  try {
    process.send({ answer: await DOORS[asked.door](asked) });
  } catch (error) {
    process.send({ failed: String(error.stack) });
  }
});
process.send('ready');
