import { relativePath, shownPath } from '../facts/paths.js';
import type { SelectedProject } from './tree.js';

/**
 * The files among these that may hold something of the contract and could not be read, with the
 * reason.
 */
export function unreadAmong(
  { session }: SelectedProject,
  files: Iterable<string>,
): ReadonlyMap<string, string> {
  const chosen = new Set(files);
  return new Map(
    [...session.workspace.missed(Object.keys(session.contract.methods))].filter(([file]) =>
      chosen.has(file),
    ),
  );
}

/** Says on stderr which of these files the answer lacks, which is then no clean one. */
export function tellUnread(
  project: SelectedProject,
  files: Iterable<string>,
): ReadonlyMap<string, string> {
  const unread = unreadAmong(project, files);
  for (const [file, reason] of unread) {
    process.stderr.write(
      `driver-contract: ${shownPath(relativePath(project.root, file))}: ${reason}. Nothing of it was read.\n`,
    );
    process.exitCode = 1;
  }
  return unread;
}
