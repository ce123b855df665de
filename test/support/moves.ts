import path from 'node:path';
import { planMoves, type MovePlan, type MovePlans } from '../../codemods/move-export/plan.js';
import { Analysis } from '../../src/analysis/analysis.js';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { tableHost } from './table-host.js';
import { SUPPORT, type Files } from './tree.js';

addLanguage(python);

const ROOT = '/tree';

/** The plans for a tree in memory; TypeScript has its support beside it. */
export function movesOf(files: Files): MovePlans {
  const isTypeScript = Object.keys(files).some((name) => name.endsWith('.ts'));
  const texts = Object.entries({ ...(isTypeScript ? SUPPORT : {}), ...files });
  const host = tableHost(new Map(texts.map(([name, text]) => [path.posix.join(ROOT, name), text])));
  const workspace = new Workspace(ROOT, host);
  return planMoves(new Analysis(ROOT, volumeDriverContract, workspace), workspace);
}

export function onlyPlan(files: Files): MovePlan {
  const { plans } = movesOf(files);
  if (plans.length !== 1) throw new Error(`${plans.length} plans`);
  return plans[0];
}

/** A verdict with the reasons for it, checks aside: `decision: before unverified`. */
export function verdictOf({ verdict, reasons }: MovePlan): string {
  const ids = reasons.filter(({ kind }) => kind !== 'check').map(({ id }) => id);
  return ids.length > 0 ? `${verdict}: ${[...new Set(ids)].sort().join(' ')}` : verdict;
}
