import { createRequire } from 'node:module';

const { version } = createRequire(import.meta.url)(
  'eslint-plugin-driver-contract/package.json',
) as { version: string };

/** The version of this package. */
export const packageVersion = version;
