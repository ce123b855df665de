import { fileURLToPath } from 'node:url';
import { importsOf, readSources } from './import-graph.js';

/** What is published: everything that is compiled into `dist`. */
export const sources = readSources(fileURLToPath(new URL('../..', import.meta.url)), ['src', 'rules', 'codemods']);
export const imports = importsOf(sources);
