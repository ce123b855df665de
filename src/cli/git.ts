import path from 'node:path';
import { stateOf, type GitState } from '../git/state.js';
import { UsageError } from './errors.js';

/**
 * A migration that cannot be told from one's own changes cannot be taken back; nor can one of files
 * that nobody keeps.
 * @param ours what a killed run has changed, absolute: that is no change of the user's
 * @returns what git could give back
 */
export function refuseDirty(root: string, ours: ReadonlySet<string>): GitState {
  const state = stateOf(root);
  if (!state)
    throw new UsageError(
      `${root}: no git repository keeps these files as they are, so nothing could bring them back. Make one (git init, git add, git commit), or pass --allow-dirty.`,
    );
  refuse(
    root,
    state.changed.filter((file) => !ours.has(file)),
    'uncommitted changes',
  );
  return state;
}

/**
 * Refuses to write what git could not bring back, in any of several projects.
 * @param states of their trees, in the same order; none where nobody asks
 */
export function refuseAllLost(
  outcomes: readonly {
    readonly root: string;
    readonly changes: readonly { readonly path: string }[];
  }[],
  states: readonly GitState[],
  ours: ReadonlySet<string>,
): void {
  for (const [i, state] of states.entries()) {
    const { root, changes } = outcomes[i];
    refuseLost(
      root,
      changes.map((c) => c.path),
      state,
      ours,
    );
  }
}

/** What git has never seen cannot be brought back; nor can what nobody knows to be as it was. */
function refuseLost(
  root: string,
  changed: readonly string[],
  state: GitState,
  ours: ReadonlySet<string>,
): void {
  const lost = changed.filter((file) => !state.tracked.has(file) && !ours.has(file));
  refuse(root, lost, 'untracked files that would be changed');
  const unsure = [...state.unsure].filter(([file]) => !ours.has(file));
  const met = unsure.find(([file]) => changed.includes(file));
  if (met)
    throw new UsageError(
      `${met[0]}: ${met[1]}, so it cannot be told whether it has uncommitted changes. See that it has none (git status runs filters), and pass --allow-dirty.`,
    );
  if (unsure.length > 0)
    process.stderr.write(
      `driver-contract: of ${namesOf(
        root,
        unsure.map(([file]) => file),
      )} it cannot be told whether there are uncommitted changes, and nothing is changed there: ${unsure[0][1]}.\n`,
    );
}

function refuse(root: string, files: readonly string[], what: string): void {
  if (files.length > 0)
    throw new UsageError(
      `${root}: the git tree has ${what} (${namesOf(root, files)}). Commit or stash them, or pass --allow-dirty.`,
    );
}

function namesOf(root: string, files: readonly string[]): string {
  const names = files.slice(0, 3).map((file) => path.relative(root, file));
  return names.join(', ') + (files.length > 3 ? ` and ${files.length - 3} more` : '');
}
