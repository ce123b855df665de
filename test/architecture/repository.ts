import { fileURLToPath } from 'node:url';
import { readSources } from './import-graph.js';

/** Everything that is compiled into `dist`. */
export const sources = readSources(fileURLToPath(new URL('../..', import.meta.url)), [
  'src',
  'rules',
  'codemods',
]);
