import type ts from 'typescript';
import { Analysis } from '../analysis/analysis.js';
import type { Contract } from '../contract/types.js';
import type { TypeOracle } from '../linker/oracle.js';
import { disk } from './disk.js';
import type { Host } from './host.js';
import { Overlay } from './overlay.js';
import { ProgramOracle } from './program-oracle.js';
import { Workspace } from './workspace.js';

/**
 * How long the state of the disk is believed, in milliseconds: an editor lints on every keystroke.
 */
export const REFRESH_INTERVAL = 1000;

export interface SessionOptions {
  /** Files outside of the project that are to be looked at too. */
  readonly more?: readonly string[];
  /** Where files are read from, unless it is the disk. */
  readonly host?: Host;
  /** The command knows that nothing changes on disk while it runs. */
  readonly isFrozen?: boolean;
  readonly oracle?: TypeOracle;
  /** Which files findings are asked of; unless it is known, any. */
  readonly isAsked?: (file: string) => boolean;
}

/**
 * One project on disk under one contract, with the text that an editor shows over it; kept between
 * files and between runs of a long-lived process.
 */
export class Session {
  readonly workspace: Workspace;
  private readonly unsaved: Overlay;
  private analysis: Analysis | undefined;
  private program: ts.Program | undefined;
  private refreshed = Date.now();

  constructor(
    root: string,
    public contract: Contract,
    private readonly options: SessionOptions = {},
  ) {
    this.unsaved = new Overlay(options.host ?? disk);
    this.workspace = new Workspace(root, this.unsaved, options.more);
  }

  /** Judges by another contract from now on. */
  use(contract: Contract): void {
    this.contract = contract;
    this.analysis = undefined;
  }

  /**
   * The state of the tree, with `text` in the place of the file's. Of other files what is saved
   * counts: nobody says when an editor closes one whose changes were thrown away.
   */
  at(file: string, text: string, program?: ts.Program): Analysis {
    if (!this.options.isFrozen) {
      for (const other of this.unsaved.files()) {
        if (other === file) continue;
        this.unsaved.drop(other);
        this.workspace.reload(other);
      }
      if (Date.now() - this.refreshed > REFRESH_INTERVAL) {
        this.workspace.refresh();
        this.refreshed = Date.now();
      }
    }
    // Also under the command: after a fix ESLint lints the new text.
    if (this.workspace.text(file) !== text) {
      this.unsaved.put(file, text);
      this.workspace.reload(file);
    }
    return this.current(program);
  }

  current(program?: ts.Program): Analysis {
    const change = this.workspace.takeChange();
    const { oracle, isAsked, isFrozen } = this.options;
    // Nobody notes down what the type checker looked at.
    const isKept = !isFrozen && !oracle && !program;
    if (!this.analysis || this.program !== program || (change && (change.isOther || !isKept)))
      this.analysis = new Analysis(
        this.workspace.root,
        this.contract,
        this.workspace,
        program ? new ProgramOracle(program) : oracle,
        isAsked,
        { isFollowed: isKept },
      );
    else if (change) this.analysis = this.analysis.next(change);
    this.program = program;
    return this.analysis;
  }
}
