import { clearLine, cursorTo } from 'node:readline';
import type { Workspace } from '../workspace/workspace.js';

/** How often the line is drawn anew, in milliseconds. */
const INTERVAL = 100;

/**
 * Shows on a terminal that work is under way, once it has taken a second. Nothing is written to a
 * pipe or to stdout. The work is synchronous, so no timer of a spinner would ever run: the line is
 * drawn from within.
 * @returns a function that ends it
 */
export function showProgress(what: string, workspace: Workspace): () => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => undefined;
  let next = Date.now() + 1000;
  let isShown = false;
  workspace.onParse = (count) => {
    if (Date.now() < next) return;
    next = Date.now() + INTERVAL;
    isShown = true;
    cursorTo(stderr, 0);
    stderr.write(`${what}: ${count} files read`);
    clearLine(stderr, 1);
  };
  return () => {
    workspace.onParse = undefined;
    if (!isShown) return;
    cursorTo(stderr, 0);
    clearLine(stderr, 0);
  };
}
