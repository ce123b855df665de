// The files that mutants are made of, and the trees that stand around them: the fixtures, and files
// of further trees.
import fs from 'node:fs';
import path from 'node:path';

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures');
const SOURCE = /\.(?:[mc]?[tj]s|[tj]sx|py)$/;
/**
 * The contract's word, in whatever case and width: where it stands, a file is not passed over in
 * silence.
 */
export const WORD = /create_?export/i;
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'Bundler',
    strict: true,
    noEmit: true,
    allowJs: true,
    skipLibCheck: true,
    types: [],
  },
});
const MOST_OF_A_CORPUS = 80;
const LARGEST_BASE = 60_000;

/** @typedef {{ name: string, language: 'python' | 'script', files: Map<string, Buffer>, bases: import('./mutations.mjs').Base[] }} Tree */

/** Two trees, as the languages have nothing to do with each other. @returns {Tree[]} */
export function treesOf(corpora) {
  return ['script', 'python'].map((language) => {
    const files = new Map([
      ['driver-contract.json', Buffer.from('{ "extends": "volume-driver" }\n')],
      ['package.json', Buffer.from('{ "name": "trial", "version": "1.0.0", "type": "module" }\n')],
    ]);
    const bases = [];
    const add = (file, bytes, isBase, hasFix = false) => {
      if (languageOf(file) !== language) return;
      if (isBase) bases.push(baseOf(file, bytes, hasFix));
      else files.set(file, bytes);
    };
    if (language === 'script') files.set('tsconfig.json', Buffer.from(TSCONFIG));
    for (const service of language === 'script'
      ? ['volume-service', 'flow-service']
      : ['python-volume-service']) {
      const fixed = fixedIn(path.join(FIXTURES, service, 'findings.json'));
      for (const [file, bytes] of filesOf(path.join(FIXTURES, service, 'input'))) {
        const inside = service === 'flow-service' ? `flow/${file}` : file;
        add(inside, bytes, false);
        if (isUtf8(bytes) && !/(?:^|\/)__init__\.py$|\.config\.ts$/.test(inside))
          add(inside, bytes, true, fixed.has(file));
      }
    }
    // The cases of the codemods are single files beside shared ones.
    for (const shared of ['shared', 'shared-python'])
      for (const [file, bytes] of filesOf(path.join(FIXTURES, 'codemods', shared)))
        add(`cases/${file}`, bytes, false);
    for (const [file, bytes] of filesOf(path.join(FIXTURES, 'codemods'))) {
      const [, name, extension] = /^([\w-]+)\/input(\.\w+)$/.exec(file) ?? [];
      if (name && isUtf8(bytes)) add(`cases/${name.replaceAll('-', '_')}${extension}`, bytes, true);
    }
    for (const corpus of corpora)
      for (const [file, bytes] of someOf(filesOf(corpus)))
        add(`corpus/${path.basename(corpus)}/${file}`, bytes, true);
    return { name: language, language, files, bases };
  });
}

const languageOf = (file) =>
  file.endsWith('.py') ? 'python' : SOURCE.test(file) ? 'script' : undefined;
const isUtf8 = (bytes) => Buffer.from(bytes.toString('utf8')).equals(bytes);

/** The files of a service that `check --fix` changes. */
function fixedIn(findings) {
  const all = fs.existsSync(findings) ? JSON.parse(fs.readFileSync(findings, 'utf8')) : [];
  return new Set(all.filter(({ rule }) => rule === 'forward-connector').map(({ file }) => file));
}

/** @returns {import('./mutations.mjs').Base} */
function baseOf(file, bytes, hasFix) {
  const extension = path.extname(file);
  return {
    file,
    text: bytes.toString('utf8'),
    language: languageOf(file),
    isTyped: /^\.[mc]?tsx?$/.test(extension),
    hasJsx: /^\.[jt]sx$|^\.js$/.test(extension),
    hasFix,
  };
}

/**
 * Files with the contract's word, evenly over the tree: a corpus is there for its code, not for its
 * size.
 */
function someOf(files) {
  const fitting = files.filter(
    ([, bytes]) =>
      bytes.length < LARGEST_BASE && isUtf8(bytes) && WORD.test(bytes.toString('latin1')),
  );
  const step = Math.max(1, Math.ceil(fitting.length / MOST_OF_A_CORPUS));
  return fitting.filter((_, i) => i % step === 0);
}

/** @returns {[string, Buffer][]} */
function filesOf(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) =>
      path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
    )
    .filter((file) => !/(?:^|\/)(?:node_modules|\.git)\//.test(file))
    .sort()
    .map((file) => [file, fs.readFileSync(path.join(folder, file))]);
}
