import type { Step } from '../contract/steps.js';
import { relativePath } from '../facts/paths.js';
import { positionAt } from '../facts/text.js';
import type { ModuleFacts } from '../facts/types.js';
import { globMatcher } from '../globs/glob.js';
import { Linker } from '../linker/linker.js';
import { Looks } from '../linker/looks.js';
import type { TypeOracle } from '../linker/oracle.js';
import { Project, type FactSource } from '../linker/project.js';
import { OwnRoles } from './own-roles.js';
import { Roles } from './roles.js';
import { Signatures } from './signatures.js';
import { Sites } from './sites.js';
import { Unrelated } from './unrelated.js';

/** What is taken over. */
export interface Before {
  /** Of another step's model, or of the state before. */
  readonly linker?: Linker;
  /** Of the state before. */
  readonly ownRoles?: OwnRoles;
  /** Another state will follow: what each answer looks at is noted down. */
  readonly isFollowed?: boolean;
}

/**
 * One state of a tree under one step of a contract: who is who, and where the contract's methods are declared
 * and called.
 */
export class Model {
  readonly project: Project;
  readonly linker: Linker;
  readonly ownRoles: OwnRoles;
  readonly roles: Roles;
  readonly signatures: Signatures;
  readonly unrelated: Unrelated;
  readonly sites: Sites;

  /**
   * @param root the folder that paths in messages are relative to
   * @param source where facts come from
   * @param oracle a type checker to ask where facts leave a receiver unknown
   * @param isAsked which files the answer is about; tests that it is not about are not read, since
   * they decide nothing elsewhere
   */
  constructor(
    readonly root: string,
    readonly contract: Step,
    source: FactSource,
    oracle?: TypeOracle,
    isAsked: (file: string) => boolean = () => true,
    before: Before = {},
  ) {
    // They outlive this state of the tree, and must not hold it.
    const relative = (file: string) => relativePath(root, file);
    const isTest = testFiles(contract, relative);
    const isWanted = (file: string) => isAsked(file) || !isTest(file);
    const wrappers = new Set(contract.wrappers ?? []);
    const looks = before.isFollowed ? new Looks() : undefined;
    this.linker = before.linker ?? new Linker(new Project(source, looks), wrappers, isTest, oracle);
    this.project = this.linker.project;
    this.signatures = new Signatures(this.project, wrappers);
    const seeds = this.project.modulesContaining(Object.keys(contract.methods), isWanted);
    this.unrelated = new Unrelated(contract.unrelated ?? {}, relative);
    const { signatures, unrelated } = this;
    this.ownRoles = before.ownRoles ?? new OwnRoles(contract, this.linker, signatures, relative);
    const { linker, ownRoles } = this;
    this.roles = new Roles(contract, linker, ownRoles, unrelated, seeds);
    this.sites = new Sites(linker, this.roles, signatures, unrelated, ownRoles);
    for (const module of this.project.modulesMentioning(
      this.sites.givenNames(),
      undefined,
      isWanted,
    ))
      this.roles.modules.add(module);
  }

  relative(file: string): string {
    return relativePath(this.root, file);
  }

  /** `path:line` of an offset. */
  place(module: ModuleFacts, offset: number): string {
    return `${this.relative(module.path)}:${positionAt(module.lineStarts, offset).line}`;
  }
}

/** Which files hold tests, by the contract's globs. */
function testFiles({ tests }: Step, relative: (file: string) => string): (file: string) => boolean {
  const isMatched = globMatcher(tests?.files ?? []);
  const known = new Map<string, boolean>();
  return (file) => {
    let found = known.get(file);
    if (found === undefined) known.set(file, (found = isMatched(relative(file))));
    return found;
  };
}
