/** A file as it was read and as it shall be. */
export interface FileChange {
  /** Absolute. */
  readonly path: string;
  /** The folder it must lie in. */
  readonly root: string;
  readonly before: string;
  readonly after: string;
}
