/** No contract can be drafted. The message names the file, the place and the remedy. */
export class DraftError extends Error {
  override readonly name = 'DraftError';
}
