import fs from 'node:fs';
import { Analysis } from '../../src/analysis/analysis.js';
import { loadContract } from '../../src/contract/load.js';
import { applyEdits } from '../../src/edits/text-edits.js';
import { PARSERS } from '../../src/jscodeshift/parsers.js';
import { disk } from '../../src/workspace/disk.js';
import { projectRoot } from '../../src/workspace/files.js';
import { jscodeshiftFrontEnd } from '../../src/workspace/front-end.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { isSite, isUnfinished } from '../add-connector/ledger.js';
import { planMigration, type MigrationPlan } from '../add-connector/plan.js';
import type { PlannedFile, PlanRequest } from './protocol.cjs';

interface ProjectPlan extends MigrationPlan {
  readonly analysis: Analysis;
  readonly workspace: Workspace;
  /** Files of the project, by their real paths. */
  readonly files: ReadonlySet<string>;
}

/** The migrations of the projects that the files of one run stand in, each planned once. */
export class RunPlan {
  private readonly projects = new Map<string, ProjectPlan>();

  /** @returns undefined for a file that is no source of its project */
  of(request: PlanRequest): PlannedFile | undefined {
    const file = fs.realpathSync.native(request.file);
    const project = this.project(projectRoot(file, disk), request);
    if (!project.files.has(file)) return undefined;
    const before = project.workspace.text(file) ?? '';
    const edits = project.edits.get(file);
    const relative = project.analysis.relative(file);
    const entries = project.ledger.entries.filter((e) => e.file === relative);
    return {
      before,
      ...(edits && { after: applyEdits(before, edits, file) }),
      statuses: entries.filter(isSite).map((e) => e.status),
      left: entries
        .filter(isUnfinished)
        .map(({ line, column, name, status, reason }) => ({ line, column, name, status, reason })),
    };
  }

  private project(root: string, request: PlanRequest): ProjectPlan {
    const known = this.projects.get(root);
    if (known) return known;
    const { cwd, contract: file, todo, propagate } = request;
    const { contract } = loadContract(file, file === undefined ? root : cwd);
    const parser = PARSERS.find((name) => name === request.parser) ?? 'babel';
    const facts = jscodeshiftFrontEnd(
      parser,
      (request.parserConfig ?? undefined) as object | undefined,
    );
    const workspace = new Workspace(root, { ...disk, facts });
    const analysis = new Analysis(root, contract, workspace);
    const made = {
      ...planMigration(analysis, workspace, { todo, propagate, refused: foreign(workspace) }),
      analysis,
      workspace,
      files: new Set(workspace.all()),
    };
    this.projects.set(root, made);
    return made;
  }
}

/** Files that jscodeshift would read and write in another encoding than theirs. */
function foreign(workspace: Workspace): ReadonlyMap<string, string> {
  return new Map(
    workspace.all().flatMap((file) => {
      const encoding = workspace.encoding(file) ?? 'utf-8';
      return encoding === 'utf-8'
        ? []
        : [
            [
              file,
              `its file is ${encoding}, and jscodeshift writes UTF-8: "driver-contract migrate" writes it`,
            ],
          ];
    }),
  );
}
