import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A file as it was read and as it shall be. */
export interface FileChange {
  /** Absolute. */
  readonly path: string;
  /** The folder it must lie in. */
  readonly root: string;
  readonly before: string;
  readonly after: string;
}

/** Why a file is not written. */
export interface Refusal {
  readonly path: string;
  readonly reason: string;
}

/** Nothing was written: every file that stands in the way, with the reason. */
export class WriteError extends Error {
  constructor(
    readonly refusals: readonly Refusal[],
    message = refusals.map((r) => `${r.path}: ${r.reason}`).join('\n'),
  ) {
    super(message);
    this.name = 'WriteError';
  }
}

/** The user stopped it in time: nothing was written, and nothing is left behind. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';

  constructor(readonly signal: NodeJS.Signals) {
    super('interrupted; nothing was written');
  }
}

/**
 * What keeps a file from being written: it changed since it was read, is read-only, is or lies behind a symbolic link,
 * or lies outside the root. Links are not followed.
 */
export function refusalOf({ path: file, root, before }: FileChange): string | undefined {
  const relative = path.relative(root, file);
  if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) return `lies outside of ${root}`;
  try {
    if (fs.lstatSync(file).isSymbolicLink()) return 'is a symbolic link';
    if (fs.realpathSync(path.dirname(file)) !== path.join(fs.realpathSync(root), path.dirname(relative)))
      return 'lies behind a symbolic link';
    if ((fs.statSync(file).mode & 0o222) === 0) return 'is read-only';
    fs.accessSync(file, fs.constants.W_OK);
    if (!fs.readFileSync(file).equals(Buffer.from(before, 'utf8'))) return 'was changed since it was read, or is not UTF-8';
  } catch (error) {
    return `cannot be read and written (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
  }
  return undefined;
}

/**
 * Writes all files or none: every new text goes to a temporary file beside its target first, then they are renamed;
 * when a rename fails, those already done are taken back. The mode is kept.
 * @throws {WriteError} naming each file that stands in the way; then the tree is as before
 * @throws {InterruptedError} on Ctrl-C before the first rename; after it the few moments that are left are used to end
 */
export async function writeAll(changes: readonly FileChange[]): Promise<void> {
  const refusals = changes.flatMap((change) => {
    const reason = refusalOf(change);
    return reason === undefined ? [] : [{ path: change.path, reason }];
  });
  if (refusals.length > 0) throw new WriteError(refusals);
  const interrupt = watchInterrupts();
  const staged: string[] = [];
  try {
    for (const change of changes) {
      await interrupt.check();
      const temporary = temporaryFor(change.path);
      staged.push(temporary);
      stage(change, temporary);
    }
    await interrupt.check();
    renameAll(changes, staged);
  } finally {
    for (const temporary of staged) fs.rmSync(temporary, { force: true });
    interrupt.stop();
  }
}

const INTERRUPTS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Holds back what would end the process on the spot. */
function watchInterrupts() {
  let caught: NodeJS.Signals | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    caught ??= signal;
  };
  for (const signal of INTERRUPTS) process.on(signal, listener);
  return {
    /** Lets signals in. */
    async check(): Promise<void> {
      await nextTurn();
      if (caught) throw new InterruptedError(caught);
    },
    stop(): void {
      for (const signal of INTERRUPTS) process.off(signal, listener);
    },
  };
}

function stage({ path: file, after }: FileChange, temporary: string): void {
  try {
    writeTemporary(temporary, after, fs.statSync(file).mode);
  } catch (error) {
    throw new WriteError([{ path: file, reason: messageOf(error) }]);
  }
}

function renameAll(changes: readonly FileChange[], staged: readonly string[]): void {
  for (const [i, change] of changes.entries()) {
    try {
      fs.renameSync(staged[i], change.path);
    } catch (error) {
      throw new WriteError([{ path: change.path, reason: messageOf(error) }, ...rollBack(changes.slice(0, i))]);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function temporaryFor(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
}

function writeTemporary(file: string, text: string, mode: number): void {
  const handle = fs.openSync(file, 'wx', mode & 0o7777);
  try {
    fs.writeFileSync(handle, text);
    fs.fchmodSync(handle, mode & 0o7777);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Puts the old texts back, in reverse; what cannot be put back is named. */
function rollBack(renamed: readonly FileChange[]): Refusal[] {
  return renamed.toReversed().flatMap(({ path: file, before }) => {
    try {
      const temporary = temporaryFor(file);
      writeTemporary(temporary, before, fs.statSync(file).mode);
      fs.renameSync(temporary, file);
      return [];
    } catch (error) {
      return [{ path: file, reason: `is migrated and could not be put back (${messageOf(error)})` }];
    }
  });
}
