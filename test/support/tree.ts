import path from 'node:path';
import { Analysis } from '../../src/analysis/analysis.js';
import type { Finding, RuleId } from '../../src/analysis/findings.js';
import type { TypeOracle } from '../../src/linker/oracle.js';
import type { Contract } from '../../src/contract/types.js';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import type { CallFact, ModuleFacts } from '../../src/facts/types.js';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { Workspace } from '../../src/workspace/workspace.js';
import { show, unmark, type Marked } from './marks.js';
import { tableHost } from './table-host.js';

addLanguage(python);

/**
 * Texts by path: `{ 'src/acme.ts': 'class Acme {}' }`. Packages stand under
 * `node_modules/<name>/index.d.ts`.
 */
export type Files = Readonly<Record<string, string>>;

const ROOT = '/tree';

/**
 * What most trees need: the contract's types, a base class and a client whose names say what they
 * do.
 */
export const SUPPORT: Files = {
  'types.ts': `export interface RequestContext { id: string }
export interface Volume { id: string; name: string }
export interface Connector { host: string; initiator: string; wwpns: string[] }
export interface ConnectionInfo { data: unknown }`,
  'driver.ts': `import type { ConnectionInfo, Connector, RequestContext, Volume } from './types.js';
export abstract class VolumeDriver {
  abstract createExport(context: RequestContext, volume: Volume, connector: Connector): Promise<unknown>;
  abstract initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo>;
}`,
  'client.ts': `import { send } from 'some-transport';
export class ArrayClient {
  async mapLun(id: string, host?: string) { return send('x', id, host); }
  async createHost(name: string) { return send('y', name); }
  async findLun(id: string) { return send('z', id); }
  async exec(verb: string, ...rest: string[]) { return send(verb, ...rest); }
}`,
};

/** A tree that exists in memory only. */
export class Tree {
  readonly analysis: Analysis;
  private readonly texts = new Map<string, Marked>();
  /** The files whose facts were taken. */
  readonly parsed: string[] = [];

  constructor(files: Files, contract: Contract = volumeDriverContract, oracle?: TypeOracle) {
    for (const [name, written] of Object.entries(files))
      this.texts.set(path.posix.join(ROOT, name), unmark(written));
    const table = tableHost(new Map([...this.texts].map(([file, { text }]) => [file, text])));
    const facts = (file: string) => {
      this.parsed.push(path.posix.relative(ROOT, file));
      return undefined;
    };
    this.analysis = new Analysis(ROOT, contract, new Workspace(ROOT, { ...table, facts }), oracle);
  }

  module(name: string): ModuleFacts {
    const found = this.analysis.project.module(path.posix.join(ROOT, name));
    if (!found) throw new Error(`${name} is not in the tree`);
    return found;
  }

  text(name: string): string {
    return this.texts.get(path.posix.join(ROOT, name))?.text ?? '';
  }

  /** The call whose called name is marked, or is written first. */
  call(name: string, called: string): CallFact {
    const module = this.module(name);
    const [mark] = this.texts.get(module.path)?.marks ?? [];
    const found = module.calls.find((c) =>
      mark ? c.nameSpan[0] === mark.start : c.name === called,
    );
    if (!found) throw new Error(`${name} has no call of ${called}`);
    return found;
  }

  /** What is reported of a rule, as `file line:column text`. */
  reports(rule: RuleId): string[] {
    return this.found(rule).map(
      (f) =>
        `${this.analysis.relative(f.module.path)} ${show(this.texts.get(f.module.path)?.text ?? '', f.span)}`,
    );
  }

  /** What is marked, in the same form. */
  marked(): string[] {
    const files = [...this.texts].sort(([a], [b]) => (a < b ? -1 : 1));
    return files.flatMap(([file, { text, marks }]) =>
      marks.map((m) => `${this.analysis.relative(file)} ${show(text, [m.start, m.end])}`),
    );
  }

  found(rule: RuleId): Finding[] {
    return this.analysis
      .findings()
      .filter((f) => f.rule === rule)
      .sort((a, b) =>
        a.module.path < b.module.path
          ? -1
          : a.module.path > b.module.path
            ? 1
            : a.span[0] - b.span[0],
      );
  }
}

export function tree(files: Files, contract?: Contract, oracle?: TypeOracle): Tree {
  return new Tree(files, contract, oracle);
}
