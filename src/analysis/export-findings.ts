import { MoveWords } from '../contract/move-words.js';
import type { Vocabulary } from '../contract/vocabulary.js';
import { creatorName } from './creator-name.js';
import type { ModuleFacts } from '../facts/types.js';
import type { Model } from './model.js';
import type { CallJudgements } from '../effects/call-judgements.js';
import type { Effects } from '../effects/effects.js';
import type { EffectEdges, Hop } from '../effects/effect-edges.js';
import type { Finding } from './findings.js';
import type { FoundMember } from '../linker/hierarchy.js';
import { isBase } from './role-reasons.js';
import { nameIn, type ContractMethod } from './signatures.js';
import { classLabel, type ClassRef, type Context, type FunctionValue } from '../linker/values.js';

/** Who reaches a call that creates. It knows no roles, and holds from one state of a tree to the next. */
export interface Reach {
  readonly effects: Effects;
  readonly edges: EffectEdges;
  readonly vocabulary: Vocabulary;
  readonly judgements: CallJudgements;
}

/** A reading method that creates, on the class that it is judged for. */
export interface GuiltyReader {
  readonly cls: ClassRef;
  readonly reader: ContractMethod;
  readonly ctx: Context;
  /** One for each call in its own body that creates. */
  readonly chains: readonly (readonly Hop[])[];
}

/** A reading method, on the class that declares it. */
export interface ReadingMethod {
  readonly cls: ClassRef;
  readonly reader: ContractMethod;
  readonly ctx: Context;
  /** `Class.method`. */
  readonly display: string;
}

/** What is reported of export creation: readers that create, and creators that do nothing. */
export class ExportFindings {
  private readonly effects: Effects;
  private readonly edges: EffectEdges;
  private readonly vocabulary: Vocabulary;
  private classes: readonly ClassRef[] | undefined;
  private byFile: ReadonlyMap<string, readonly ClassRef[]> | undefined;
  private readonly words: MoveWords;
  /** What a creating method creates, by its context. */
  private readonly made = new Map<string, ReadonlySet<string>>();
  private readonly judged = new Map<string, readonly Finding[]>();

  constructor(
    private readonly model: Model,
    { effects, edges, vocabulary }: Reach,
  ) {
    this.effects = effects;
    this.edges = edges;
    this.vocabulary = vocabulary;
    this.words = new MoveWords(model.contract.moves);
  }

  /** Of the whole tree. */
  all(): Finding[] {
    return this.judgedClasses().flatMap((cls) => this.judge(cls));
  }

  /** Of one file: what those report that may report something there. */
  in(file: string): Finding[] {
    return (this.homes().get(file) ?? [])
      .flatMap((cls) => this.judge(cls))
      .filter(({ module }) => module.path === file);
  }

  /** The reading methods of drivers and delegates that create, bases first. */
  guilty(): GuiltyReader[] {
    return this.judgedClasses().flatMap((cls) =>
      this.readers.flatMap((reader) => {
        const ctx = this.rootOf(cls, reader)?.ctx;
        const chains = ctx ? this.effects.creatingCalls(ctx) : [];
        return ctx && chains.length > 0 ? [{ cls, reader, ctx, chains }] : [];
      }),
    );
  }

  /** The reading methods of drivers and delegates; those that stand in one file, where one is given. */
  readersOf(file?: string): ReadingMethod[] {
    const classes = file === undefined ? this.judgedClasses() : (this.homes().get(file) ?? []);
    return classes.flatMap((cls) =>
      this.readers.flatMap((reader): ReadingMethod[] => {
        const root = this.rootOf(cls, reader);
        if (!root || (file !== undefined && root.ctx.module.path !== file)) return [];
        const display = `${this.className(cls)}${nameIn(reader.name, cls.module.language)}`;
        return [{ cls, reader, ctx: root.ctx, display }];
      }),
    );
  }

  /** The body that a class has for a method of the contract, its own or inherited. */
  bodyOf(cls: ClassRef, method: ContractMethod): Context | undefined {
    return this.rootOf(cls, method)?.ctx;
  }

  /** Whether a method does nothing; what it merely hands on to is looked at instead. */
  isStub(ctx: Context, method: ContractMethod): boolean {
    const end = this.delegated(ctx, method, new Set());
    return end !== undefined && this.isIdle(end);
  }

  /** Drivers and delegates; bases first, so that a template's own creation is told of the template. */
  private judgedClasses(): readonly ClassRef[] {
    const { roles, linker } = this.model;
    return (this.classes ??= roles
      .all()
      .filter(
        ({ role, cls }) =>
          (role === 'driver' || role === 'delegate') &&
          ['class', 'object', 'module'].includes(cls.fact.kind) &&
          !cls.fact.isAmbient,
      )
      .map(({ cls }) => ({ cls, height: linker.hierarchy.mro(cls).length }))
      .sort((a, b) => a.height - b.height)
      .map(({ cls }) => cls));
  }

  /**
   * The classes by the files that they may report something in: their own and those of their bases,
   * where a method of them stands that is given by name, and where a stub is that they hand on to.
   */
  private homes(): ReadonlyMap<string, readonly ClassRef[]> {
    if (this.byFile) return this.byFile;
    const homes = new Map<string, ClassRef[]>();
    for (const cls of this.judgedClasses()) {
      const files = new Set(
        [
          ...this.model.linker.hierarchy.mro(cls).map(({ module }) => module),
          ...this.readers.flatMap((m) => this.rootOf(cls, m)?.ctx.module ?? []),
          ...this.creators.flatMap((m) => this.stubOf(cls, m)?.end.module ?? []),
        ].map(({ path }) => path),
      );
      for (const file of files) {
        const list = homes.get(file);
        if (list) list.push(cls);
        else homes.set(file, [cls]);
      }
    }
    return (this.byFile = homes);
  }

  private get readers(): readonly ContractMethod[] {
    return this.model.roles.methods.filter((m) => m.spec.mayNotCreateExports);
  }

  private get creators(): readonly ContractMethod[] {
    return this.model.roles.methods.filter((m) => m.spec.createsExports);
  }

  private judge(cls: ClassRef): readonly Finding[] {
    let found = this.judged.get(cls.key);
    if (!found) this.judged.set(cls.key, (found = this.findingsOf(cls)));
    return found;
  }

  private findingsOf(cls: ClassRef): Finding[] {
    const findings: Finding[] = [];
    for (const reader of this.readers) {
      const root = this.rootOf(cls, reader);
      if (!root) continue;
      const chains = this.effects.creatingCalls(root.ctx);
      findings.push(...chains.flatMap((chain) => this.report(cls, root, reader, chain)));
      if (chains.length === 0) continue;
      for (const creator of this.creators)
        findings.push(...this.stub(cls, creator, reader, root, chains[0]));
    }
    return findings;
  }

  private rootOf(
    cls: ClassRef,
    method: ContractMethod,
  ): { ctx: Context; found: FoundMember } | undefined {
    const found = this.findMember(cls, method);
    if (!found) return undefined;
    const { linker } = this.model;
    const self = { k: 'instance' as const, cls, exact: true };
    const values =
      cls.fact.kind === 'module' && found.member.fn !== undefined
        ? [
            {
              k: 'function' as const,
              module: cls.module,
              fact: cls.module.functions[found.member.fn],
            },
          ]
        : linker.members.of(self, found.member.name).items;
    const value = values.find(
      (v): v is FunctionValue => v.k === 'function' && v.fact.body !== 'none',
    );
    return value && { ctx: linker.context(value), found };
  }

  private findMember(cls: ClassRef, method: ContractMethod): FoundMember | undefined {
    const { hierarchy } = this.model.linker;
    return hierarchy.member(cls, nameIn(method.name, cls.module.language));
  }

  private report(
    cls: ClassRef,
    root: { ctx: Context; found: FoundMember },
    reader: ContractMethod,
    chain: readonly Hop[],
  ): Finding[] {
    const head = `${this.className(cls)}${nameIn(reader.name, cls.module.language)}`;
    if (root.found.cls.key === cls.key) return [this.finding(cls, head, reader, chain[0], chain)];
    // The template stands in another class: the hook overridden below it is where this class
    // creates.
    const line = this.model.linker.hierarchy.mro(cls);
    const template = line.findIndex((c) => c.key === root.found.cls.key);
    const below = line.slice(0, template);
    const isBelow = ({ module, fact }: Context) => {
      const owner = fact.cls ?? fact.context?.member?.cls;
      return below.some((c) => c.module === module && c.fact.id === owner);
    };
    const hook = chain.findIndex(({ target }) => target && isBelow(target));
    const inside = chain.at(hook)?.target;
    if (hook !== -1 && inside) {
      const prefix = chain.slice(0, hook + 1);
      return this.effects
        .creatingCalls(inside)
        .map((rest) => this.finding(cls, head, reader, rest[0], [...prefix, ...rest]));
    }
    // The hook itself is the creator: what it does so by stands in it.
    const [last] = chain.slice(-1);
    const sent = this.effects
      .creators(last)
      .filter(isBelow)
      .flatMap((creator) => this.effects.sending(creator).slice(0, 1));
    return sent.length > 0
      ? sent.map((at) => this.finding(cls, head, reader, at, chain))
      : [this.finding(cls, head, reader, chain[0], chain)];
  }

  private finding(
    cls: ClassRef,
    head: string,
    reader: ContractMethod,
    at: Hop,
    chain: readonly Hop[],
  ): Finding {
    const creator = chain[chain.length - 1];
    const may = chain.some((h) => h.may);
    const shown = chain.includes(at) ? chain : [...chain, at];
    const root = chain[0].from;
    const creating = this.model.roles.methods.find((m) => m.spec.createsExports)?.name;
    const data = {
      reader: nameIn(reader.name, at.module.language),
      called: at.display,
      creator: creator.display,
      chain: [head, ...chain.map((h) => h.display)].join(' -> '),
      place: this.model.place(creator.module, creator.nameSpan[0]),
      remedy: creating === undefined ? 'another method' : nameIn(creating, at.module.language),
    };
    return {
      rule: 'no-export-in-initialize-connection',
      module: at.module,
      span: at.nameSpan,
      messageId: may ? 'mayCreate' : this.isLeftOver(cls, reader, chain) ? 'leftOver' : 'creates',
      data,
      trail: {
        steps: [
          { module: root.module, span: root.fact.nameSpan, display: head },
          ...shown.map(({ module, nameSpan, display }) => ({ module, span: nameSpan, display })),
        ],
        at: shown.indexOf(at) + 1,
      },
      decidedBy: chain.some((h) => h.decidedBy === 'types') ? 'types' : 'linker',
    };
  }

  /** Whether the creating method of the class creates the same already. */
  private isLeftOver(cls: ClassRef, reader: ContractMethod, chain: readonly Hop[]): boolean {
    const creator = this.words.creatorFor(reader.name, this.creators);
    const ctx = creator && this.rootOf(cls, creator)?.ctx;
    if (!creator || !ctx || this.isStub(ctx, creator)) return false;
    let made = this.made.get(ctx.key);
    if (!made) {
      const chains = this.effects.creatingCalls(ctx);
      made = new Set(chains.map((one) => creatorName(one, this.vocabulary)));
      this.made.set(ctx.key, made);
    }
    // Its own creating method, called by the reader, has been run once.
    const last = chain[chain.length - 1].call?.name;
    const isOwn = last !== undefined && this.model.roles.methodNamed(last) === creator;
    return isOwn || made.has(creatorName(chain, this.vocabulary));
  }

  private className(cls: ClassRef): string {
    const name = classLabel(cls.module, cls.fact);
    return name === undefined ? '' : `${name}.`;
  }

  // ---- stubs
  // ------------------------------------------------------------

  /** The creating method that a guilty driver has, when it does nothing. */
  private stub(
    cls: ClassRef,
    creator: ContractMethod,
    reader: ContractMethod,
    root: { found: FoundMember },
    chain: readonly Hop[],
  ): Finding[] {
    const idle = this.stubOf(cls, creator);
    if (!idle) return [];
    const { found, end } = idle;
    const site = this.model.sites.declarationOf(end.fact);
    const owner =
      end.fact.cls === undefined
        ? undefined
        : this.model.roles.entryOf(end.module.classes[end.fact.cls]);
    // The no-op default of a base, under a driver that overrides the reader alone, is nobody's
    // stub.
    const inherited =
      end === found.ctx && found.found.cls.key !== cls.key && root.found.cls.key === cls.key;
    if (inherited && (found.found.cls.fact.isAbstract || (owner && isBase(owner.why)))) return [];
    const data = {
      stub: site?.display ?? this.className(cls) + creator.name,
      reader: `${this.className(cls)}${nameIn(reader.name, cls.module.language)}`,
      creator: chain[chain.length - 1].display,
      place: this.model.place(chain[0].module, chain[0].nameSpan[0]),
    };
    const span = site?.nameSpan ?? end.fact.nameSpan;
    return [
      {
        rule: 'no-stub-create-export',
        module: end.module,
        span,
        messageId: 'stub',
        data,
        decidedBy: 'linker',
      },
    ];
  }

  /** A creating method that does nothing, and where it stands. */
  private stubOf(
    cls: ClassRef,
    creator: ContractMethod,
  ): { readonly found: { ctx: Context; found: FoundMember }; readonly end: Context } | undefined {
    const found = this.rootOf(cls, creator);
    const end = found && this.delegated(found.ctx, creator, new Set());
    return end && this.isIdle(end) ? { found, end } : undefined;
  }

  /** Follows a method that does nothing but hand on to the same method of another object. */
  private delegated(ctx: Context, method: ContractMethod, seen: Set<string>): Context | undefined {
    if (seen.has(ctx.key)) return undefined;
    seen.add(ctx.key);
    const { module, fact } = ctx;
    const calls = fact.calls.map((id) => module.calls[id]).filter((c) => !this.isLog(module, c.id));
    const [only] = calls;
    if (
      calls.length !== 1 ||
      this.model.roles.methodNamed(only.name) !== method ||
      fact.children.length > 0
    )
      return ctx;
    const { targets } = this.model.linker.calls.resolve(module, only, ctx);
    return targets.length === 1 ? this.delegated(targets[0], method, seen) : undefined;
  }

  private isIdle(end: Context): boolean {
    const { module, fact } = end;
    if (fact.body !== 'idle' || this.isReplaced(end)) return false;
    return fact.calls.every((id) => this.isLog(module, id) || this.isConstantCall(module, id));
  }

  /** A decorator runs something else in its place. */
  private isReplaced(ctx: Context): boolean {
    return this.edges
      .decoratorEdges(ctx)
      .some(({ targets }) =>
        targets.some(
          ({ module, fact }) => !fact.calls.some((id) => this.callsParameter(module, id)),
        ),
      );
  }

  /** Whether a wrapper calls what its decorator was given. */
  private callsParameter(module: ModuleFacts, id: number): boolean {
    const { callee } = module.calls[id];
    return (
      callee.k === 'name' &&
      callee.binding !== -1 &&
      module.bindings[callee.binding].kind === 'param'
    );
  }

  private isConstantCall(module: ModuleFacts, id: number): boolean {
    const { callee } = module.calls[id];
    return (
      callee.k === 'member' &&
      callee.name === 'resolve' &&
      callee.object.k === 'name' &&
      callee.object.name === 'Promise'
    );
  }

  private isLog(module: ModuleFacts, id: number): boolean {
    const { callee } = module.calls[id];
    for (let e = callee; ; e = e.object) {
      if ((e.k === 'name' || e.k === 'member') && e !== callee && this.vocabulary.isLogging(e.name))
        return true;
      if (e.k !== 'member') return e.k === 'name' && this.vocabulary.isLogging(e.name);
    }
  }
}
