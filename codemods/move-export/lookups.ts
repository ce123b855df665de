import { words } from '../../src/contract/words.js';
import { pathRoot } from '../../src/facts/scopes.js';
import { positionAt } from '../../src/facts/text.js';
import type { BindingId, CallFact, Expr, ModuleFacts } from '../../src/facts/types.js';
import { classLabel, functionLabel, type Context } from '../../src/linker/values.js';
import type { CallKinds } from './call-kinds.js';
import type { Chain, SplitPoint } from './split-points.js';

/** Something in the tree by which a value may be asked for again. */
export interface Lookup {
  /** As a reader would call it: `NetAppLibrary._find_mapped_lun`. */
  readonly name: string;
  readonly place: string;
  /** It is told who attaches, so that two hosts get two answers. */
  readonly isKeyed: boolean;
  /**
   * `branch`: the creator itself asks it, before or instead of creating; `sister`: a method beside
   * the creator that is named like it.
   */
  readonly source: 'branch' | 'sister';
}

/** How many are worth a reader's time. */
const MOST = 4;

/** Finds what the tree has to read again what a creation gave. */
export class Lookups {
  constructor(
    private readonly kinds: CallKinds,
    private readonly point: SplitPoint,
  ) {}

  /** @param chain of the creation that gives the value, which goes by `name` where it is used */
  of(chain: Chain, name: string): Lookup[] {
    const found = [...this.inCreator(chain), ...this.sisters(chain, name)];
    const isFirst = (l: Lookup, i: number) => found.findIndex((o) => o.place === l.place) === i;
    return found.filter(isFirst).sort(byWorth).slice(0, MOST);
  }

  /** The creator's own "already there" branch: what it asks on the way to the call that creates. */
  private inCreator(chain: Chain): Lookup[] {
    const found: Lookup[] = [];
    let keyed = this.keyedArguments(this.point.ctx, chain[0].call, new Set());
    for (const [i, { target }] of chain.entries()) {
      if (!target) break;
      const keys = keyed;
      for (const { hop, targets } of this.kinds.analysis.reach.edges.of(target)) {
        const { call } = hop;
        if (!call || call === chain.at(i + 1)?.call) continue;
        if (this.kinds.kind(target, call) !== 'reads' || !this.kinds.asks(target, call)) continue;
        const [to] = targets;
        found.push({
          name: to ? functionLabel(to.module, to.fact) : hop.display,
          place: to
            ? this.place(to.module, to.fact.nameSpan[0])
            : this.place(hop.module, hop.span[0]),
          isKeyed: this.isKeyed(target.module, call, keys),
          source: 'branch',
        });
      }
      keyed = this.keyedArguments(target, chain.at(i + 1)?.call, keys);
    }
    return found;
  }

  /** Methods of the creator's class that read, and are named after the same thing. */
  private sisters(chain: Chain, name: string): Lookup[] {
    const { linker, reach } = this.kinds.analysis;
    const creator = chain[chain.length - 1];
    const { roles } = this.kinds.analysis;
    const given = new Set(
      roles.methods.flatMap(({ spec }) =>
        spec.parameters.flatMap((p) => [p.name, ...(p.aliases ?? [])].flatMap((n) => words(n))),
      ),
    );
    const wanted = new Set(
      [...words(name), ...reach.vocabulary.nounsOf(creator.call?.name ?? '')].filter(
        (w) => w.length > 2 && !given.has(w),
      ),
    );
    const owners = [this.point.ctx, ...chain.flatMap(({ target }) => target ?? [])];
    const classes = owners.flatMap(({ self }) =>
      self?.k === 'instance' ? linker.hierarchy.mro(self.cls) : [],
    );
    const targets = this.kinds.analysis.reach.effects.creators(creator);
    for (const { self } of targets)
      if (self?.k === 'instance') classes.push(...linker.hierarchy.mro(self.cls));
    return [...new Set(classes)].flatMap(({ module, fact }) =>
      fact.members.flatMap((member): Lookup[] => {
        if (member.fn === undefined || !reach.vocabulary.reads(member.name)) return [];
        const [, ...nouns] = words(member.name);
        const fn = module.functions[member.fn];
        const isNamedLike = nouns.some((w) => wanted.has(w) || wanted.has(`${w}s`));
        if (!isNamedLike || fn.body === 'none') return [];
        const about = fn.params.map((p) => p.name ?? '');
        const owner = classLabel(module, fact);
        return [
          {
            name: owner === undefined ? member.name : `${owner}.${member.name}`,
            place: this.place(module, member.nameSpan[0]),
            isKeyed: about.some((p) => this.namesInitiator(p)),
            source: 'sister',
          },
        ];
      }),
    );
  }

  /** The parameters of what is called that are given something out of the connector. */
  private keyedArguments(
    { module }: Context,
    call: CallFact | undefined,
    keys: ReadonlySet<string>,
  ): Set<string> {
    const fn = call && this.calledList(module, call);
    if (!call || !fn) return new Set();
    const keyed = new Set<string>();
    for (const [i, arg] of call.args.entries())
      if (this.isOfInitiator(module, arg, keys)) keyed.add(fn[i] ?? '');
    for (const { name, value } of call.keywords ?? [])
      if (name !== undefined && this.isOfInitiator(module, value, keys)) keyed.add(name);
    return keyed;
  }

  private calledList(module: ModuleFacts, call: CallFact): string[] | undefined {
    const { targets } = this.kinds.analysis.linker.calls.resolve(module, call, this.point.ctx);
    return targets.at(0)?.fact.params.map((p) => p.name ?? '');
  }

  private isKeyed(module: ModuleFacts, call: CallFact, keys: ReadonlySet<string>): boolean {
    return [...call.args, ...(call.keywords ?? []).map((k) => k.value)].some((arg) =>
      this.isOfInitiator(module, arg, keys),
    );
  }

  private isOfInitiator(module: ModuleFacts, expr: Expr, keys: ReadonlySet<string>): boolean {
    const seen = new Set<BindingId>();
    const look = (e: Expr): boolean => {
      if (e.k === 'call') {
        const call = module.calls[e.call];
        return call.args.some(look) || (call.callee.k === 'member' && look(call.callee.object));
      }
      if (e.k === 'array' || e.k === 'choice') return e.items.some(look);
      if (e.k === 'string') return e.holes.some(look);
      if (e.k === 'typed') return look(e.value);
      const root = pathRoot(e);
      if (e.k === 'member' && this.namesInitiator(e.name)) return true;
      if (root.k === 'call') return look(root);
      if (root.k !== 'name') return false;
      if (keys.has(root.name) || this.namesInitiator(root.name)) return true;
      if (root.binding === -1 || seen.has(root.binding)) return false;
      seen.add(root.binding);
      return module.bindings[root.binding].values.some(look);
    };
    return look(expr);
  }

  /** Whether a name is that of who attaches, or of something that the contract says is known of it. */
  private namesInitiator(name: string): boolean {
    const { methods } = this.kinds.analysis.roles;
    const known = methods.flatMap(({ added }) =>
      added ? [added.name, ...(added.aliases ?? []), ...(added.keys ?? [])] : [],
    );
    const nouns = new Set(
      known.flatMap((k) => words(k)).filter((w) => w.length > 2 && w !== 'type'),
    );
    return words(name).some((w) => nouns.has(w) || nouns.has(w.replace(/s$/u, '')));
  }

  private place(module: ModuleFacts, offset: number): string {
    const { line } = positionAt(module.lineStarts, offset);
    return `${this.kinds.analysis.relative(module.path)}:${line}`;
  }
}

/** The creator's own branch first, and what is told who attaches. */
function byWorth(a: Lookup, b: Lookup): number {
  const worth = (l: Lookup) => (l.isKeyed ? 2 : 0) + (l.source === 'branch' ? 1 : 0);
  return worth(b) - worth(a);
}
