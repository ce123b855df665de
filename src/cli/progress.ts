import ora from 'ora';
import type { Workspace } from '../workspace/workspace.js';

/**
 * Shows on a terminal that work is under way, once it has taken a second. Nothing is written to a pipe or to stdout.
 * @returns a function that ends it
 */
export function showProgress(what: string, workspace: Workspace): () => void {
  if (!process.stderr.isTTY) return () => undefined;
  const started = Date.now();
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  // The work is synchronous: it is drawn from within.
  workspace.onParse = (count) => {
    if (Date.now() - started < 1000) return;
    spinner.text = `${what}: ${count} files read`;
    spinner.render();
  };
  return () => {
    workspace.onParse = undefined;
    spinner.clear();
  };
}
