import path from 'node:path';
import { Analysis } from '../../src/analysis/analysis.js';
import type { Finding, RuleId } from '../../src/analysis/findings.js';
import type { TypeOracle } from '../../src/linker/oracle.js';
import type { FactSource } from '../../src/linker/project.js';
import type { Contract } from '../../src/contract/types.js';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { words } from '../../src/contract/words.js';
import type { CallFact, ModuleFacts } from '../../src/facts/types.js';
import { extractPython } from '../../src/python/extract.js';
import { PythonResolver } from '../../src/python/resolve.js';
import { ts } from '../../src/typescript/compiler.js';
import { extractFacts } from '../../src/typescript/extract.js';
import { show, unmark, type Marked } from './marks.js';

/** Texts by path: `{ 'src/acme.ts': 'class Acme {}' }`. Packages stand under `node_modules/<name>/index.d.ts`. */
export type Files = Readonly<Record<string, string>>;

const ROOT = '/tree';

/** What most trees need: the contract's types, a base class and a client whose names say what they do. */
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
  /** How often each file was asked for its facts for the first time. */
  readonly parsed: string[] = [];

  constructor(files: Files, contract: Contract = volumeDriverContract, oracle?: TypeOracle) {
    for (const [name, written] of Object.entries(files)) this.texts.set(path.posix.join(ROOT, name), unmark(written));
    this.analysis = new Analysis(ROOT, contract, this.source(), oracle);
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
    const found = module.calls.find((c) => (mark ? c.nameSpan[0] === mark.start : c.name === called));
    if (!found) throw new Error(`${name} has no call of ${called}`);
    return found;
  }

  /** What is reported of a rule, as `file line:column text`. */
  reports(rule: RuleId): string[] {
    return this.found(rule).map(
      (f) => `${this.analysis.relative(f.module.path)} ${show(this.texts.get(f.module.path)?.text ?? '', f.span)}`,
    );
  }

  /** What is marked, in the same form. */
  marked(): string[] {
    const files = [...this.texts].sort(([a], [b]) => (a < b ? -1 : 1));
    return files.flatMap(([file, { text, marks }]) => marks.map((m) => `${this.analysis.relative(file)} ${show(text, [m.start, m.end])}`));
  }

  found(rule: RuleId): Finding[] {
    return this.analysis
      .findings()
      .filter((f) => f.rule === rule)
      .sort((a, b) => (a.module.path < b.module.path ? -1 : a.module.path > b.module.path ? 1 : a.span[0] - b.span[0]));
  }

  private source(): FactSource {
    const facts = new Map<string, ModuleFacts>();
    const matching = (test: (text: string) => boolean) =>
      [...this.texts].flatMap(([file, { text }]) => (!file.includes('/node_modules/') && test(text) ? [file] : []));
    return {
      facts: (file) => {
        const text = this.texts.get(file)?.text;
        if (text === undefined) return undefined;
        let made = facts.get(file);
        if (!made) {
          this.parsed.push(path.posix.relative(ROOT, file));
          facts.set(file, (made = isPython(file) ? extractPython(file, text) : extractFacts(ts, file, text)));
        }
        return made;
      },
      resolve: (from, specifier) => {
        if (isPython(from)) return new PythonResolver(ROOT, () => new Set(this.texts.keys())).resolve(from, specifier);
        const target = specifier.startsWith('.')
          ? path.posix.join(path.posix.dirname(from), specifier)
          : path.posix.join(ROOT, 'node_modules', specifier);
        const bare = target.replace(/\.[cm]?jsx?$/u, '');
        const endings = ['', '.ts', '.tsx', '.d.ts', '.js', '.jsx', '.mjs', '.cjs', '/index.ts', '/index.js', '/index.d.ts'];
        return [target, ...endings.map((e) => bare + e)].find((file) => this.texts.has(file));
      },
      mentioning: (names) => {
        const wanted = new Set(names);
        return matching((text) => (text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []).some((name) => wanted.has(name)));
      },
      containing: (names) => {
        if (names.length === 0) return [];
        const pattern = new RegExp(names.map((n) => words(n).join('_?')).join('|'), 'iu');
        return matching((text) => pattern.test(text));
      },
    };
  }
}

function isPython(file: string): boolean {
  return /\.pyi?$/u.test(file);
}

export function tree(files: Files, contract?: Contract, oracle?: TypeOracle): Tree {
  return new Tree(files, contract, oracle);
}
