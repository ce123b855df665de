import type { Grounds } from '../drafting/draft.js';
import { groundsOfDiff, groundsOfMethod } from '../drafting/grounds.js';
import { disk } from '../workspace/disk.js';
import { projectRoot } from '../workspace/files.js';
import { SharedFacts } from '../workspace/shared-facts.js';
import { Workspace } from '../workspace/workspace.js';
import { treeAt } from './earlier-tree.js';
import { UsageError } from './errors.js';
import { placesOf } from './tree.js';

const METHOD = /^(?<file>[^#]+)#(?:.*\.)?(?<className>[^.]+)\.(?<name>[^.]+)$/u;

/**
 * What `--method FILE#Class.method --add …` names, on disk.
 * @throws {UsageError} where it names no file
 * @throws {DraftError} where there is no such class or method
 */
export function groundsByMethod(method: string, add: readonly string[]): Grounds {
  const parts = METHOD.exec(method)?.groups;
  if (!parts)
    throw new UsageError(
      `--method ${method}: not a method. Write FILE#Class.method, for example src/driver.ts#Driver.open.`,
    );
  const { file, className, name } = parts;
  const [{ root, paths }] = placesOf([file]);
  const place = { file: paths[0], className, name };
  return groundsOfMethod(root, new Workspace(root, disk), place, add);
}

/**
 * What was edited since a commit.
 * @throws {UsageError} where git has no answer
 * @throws {DraftError} where no method has gained a parameter
 */
export function groundsByDiff(folder: string, ref: string): Grounds {
  const root = projectRoot(folder, disk);
  const facts = new SharedFacts();
  const now = new Workspace(root, facts.over(disk));
  const earlier = new Workspace(root, facts.over(treeAt(root, ref)));
  return groundsOfDiff(root, now, earlier, ref);
}
