import path from 'node:path';
import { draftContract, type Draft } from '../../src/drafting/draft.js';
import { groundsOfDiff, groundsOfMethod } from '../../src/drafting/grounds.js';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { tableHost } from './table-host.js';

addLanguage(python);

type Files = Readonly<Record<string, string>>;

const ROOT = '/tree';

function workspace(files: Files): Workspace {
  const texts = Object.entries(files).map(
    ([name, text]) => [path.posix.join(ROOT, name), text] as const,
  );
  return new Workspace(ROOT, tableHost(new Map(texts)));
}

/** The contract that `--method FILE#Class.method --add …` writes for a tree in memory. */
export function draftOf(files: Files, method: string, ...add: string[]): Draft {
  const [file, named] = method.split('#');
  const [className, name] = named.split('.');
  const place = { file: path.posix.join(ROOT, file), className, name };
  return draftContract(groundsOfMethod(ROOT, workspace(files), place, add));
}

/** The contract that `--from-diff` writes where these files were edited. */
export function draftFrom(before: Files, edits: Files): Draft {
  const now = workspace({ ...before, ...edits });
  return draftContract(groundsOfDiff(ROOT, now, workspace(before), 'HEAD'));
}
