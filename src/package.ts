import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const manifest = require.resolve('eslint-plugin-driver-contract/package.json');
const { version } = require(manifest) as { version: string };

/** The version of this package. */
export const packageVersion = version;

/**
 * Where the documentation is: in the installed package, of the version that is installed. Once the
 * project has an address, it is that, with the version's tag.
 */
const DOCUMENTATION = new URL('docs/', pathToFileURL(manifest));

/** The address of a rule's page. */
export function rulePage(id: string): URL {
  return new URL(`rules/${id}.md`, DOCUMENTATION);
}
