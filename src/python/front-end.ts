import type { SourceLanguage } from '../facts/language.js';
import { blockOfPython } from './blocks.js';
import { declaredCoding } from './coding.js';
import { extractPython } from './extract.js';
import { namesUsed } from './names.js';
import { PythonResolver } from './resolve.js';

/** Python for workspaces: `addLanguage(python)`. */
export const python: SourceLanguage = {
  pattern: /\.pyi?$/u,
  read: extractPython,
  block: blockOfPython,
  declaredEncoding: declaredCoding,
  namesUsed,
  resolver: (root, files) => new PythonResolver(root, files),
};
