/** The command cannot do what it was asked. The message names the file, the place and the remedy; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
