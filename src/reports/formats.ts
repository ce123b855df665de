import { concise } from './concise.js';
import { gerrit } from './gerrit.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import type { Format } from './report.js';
import { sarif } from './sarif.js';

/** Those that need nothing installed, by name. */
export const FORMATS: Readonly<Record<string, Format>> = {
  concise,
  gerrit,
  github,
  gitlab,
  junit,
  markdown,
  sarif,
};
