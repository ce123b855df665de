import { ContractError } from '../contract/load.js';
import { UnreadableError } from '../facts/language.js';
import { GitError } from '../git/git.js';
import { GlobError } from '../globs/glob.js';
import { ListingError } from './host.js';

const SENTENCES = [ContractError, GitError, GlobError, ListingError, UnreadableError];

/**
 * Why a tree cannot be looked at, in a sentence that names the place and the remedy; undefined
 * where it is no fault of the tree.
 * @param program what Node runs here, as it is called
 */
export function failureSentence(error: unknown, program: string): string | undefined {
  return SENTENCES.some((kind) => error instanceof kind)
    ? (error as Error).message
    : stackSentence(error, program);
}

/** The stack was used up, outside of any parser, whose limits are its files'. */
function stackSentence(error: unknown, program: string): string | undefined {
  if (!(error instanceof RangeError && /call stack/iu.test(error.message))) return undefined;
  return `something here leads from one thing to the next too many times (thousands of classes below one another, or of modules that hand on what another exports). Give Node a larger stack: node --stack-size=4000 ${program} …`;
}
