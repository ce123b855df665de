import { createRequire } from 'node:module';
import type { TypeScript } from './builder.js';

/** The compiler that comes with this package. `require` spares Node the search of nine megabytes for export names. */
export const ts = createRequire(import.meta.url)('typescript') as TypeScript;
