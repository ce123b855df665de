import { namesIn } from '../names-in.js';
import { nameIn } from '../../../src/analysis/signatures.js';
import { meansParameter, sameName } from '../../../src/contract/words.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import { positionAt } from '../../../src/facts/text.js';
import type { ModuleFacts, ParamFact } from '../../../src/facts/types.js';
import { classLabel, type ClassRef, type Context } from '../../../src/linker/values.js';
import type { CallKinds } from '../call-kinds.js';
import { sentenceOf, specOf, type Reason } from '../reasons.js';
import type { Slice } from '../slice.js';
import type { SplitPoint } from '../split-points.js';
import { creatingHome, type CreatingHome } from './creating-home.js';
import { refusalText, type Refusal, type RefusalId } from './refusals.js';
import { regionOf, type Region } from './region.js';
import { Repeatable } from './repeatable.js';
import { written } from './written.js';

/** What is taken out, and what it takes to write that. */
export interface EnsurePlan {
  /** The new method, as it is called. */
  readonly method: string;
  /** Its lines, the first and the last one. */
  readonly lines: readonly [first: number, last: number];
  readonly parameters: readonly string[];
  /** What it gives to what stays. */
  readonly gives: readonly string[];
  readonly edits: ReadonlyMap<string, readonly TextEdit[]>;
}

/**
 * `--step ensure`: what creates is taken out into a method of its own that both methods run. Asked
 * for by the creating method first, it has to find everything there when the reader asks again.
 */
export class EnsureStep {
  readonly refusals: Refusal[] = [];
  /** Decorators that hold a lock: the creating method is to hold it as well. */
  private readonly locks: string[] = [];
  private readonly method: string;
  private readonly creates: string;
  private readonly initializes: string;

  constructor(
    private readonly kinds: CallKinds,
    private readonly point: SplitPoint,
    private readonly slice: Slice,
    private readonly reasons: readonly Reason[],
  ) {
    const [{ reader }] = point.roots;
    const { language } = point.ctx.module;
    const pair = kinds.words.pairOf(reader.name);
    const name = nameIn(pair?.ensures ?? '', language);
    this.method = language === 'python' ? `_${name}` : name;
    this.creates = nameIn(pair?.creates ?? '', language);
    this.initializes = nameIn(reader.name, language);
  }

  /** @returns undefined where it is refused: why is in `refusals` */
  plan(): EnsurePlan | undefined {
    this.planned();
    const owner = this.owner();
    if (!owner) return undefined;
    this.around(owner);
    const region = regionOf(this.point, this.slice);
    if ('id' in region) {
      this.refuse(region.id, this.point.ctx.module, region.at, {
        ...region.data,
        text: this.line(this.point.ctx.module, region.at),
      });
      return undefined;
    }
    this.repeated(region);
    const home = this.home(owner, region);
    if (!home || this.refusals.length > 0) return undefined;
    return this.written(region, home);
  }

  /** What the plan knows already. */
  private planned(): void {
    const same: Partial<Record<Reason['id'], RefusalId>> = {
      outcome: 'outcome',
      filled: 'filled',
      floating: 'floating',
      wrapper: 'wrapper',
    };
    for (const reason of this.reasons) {
      const id = specOf(reason).kind === 'blocked' ? 'blocked' : same[reason.id];
      if (id === undefined) continue;
      const { file, line } = reason;
      const message = this.text(id, { message: sentenceOf(reason) });
      this.refusals.push({ id, file, line, message });
    }
  }

  /** The class in which the split function is the contract's own method. */
  private owner(): ClassRef | undefined {
    const { ctx, fn, roots } = this.point;
    const [{ reader }] = roots;
    const { module, fact } = ctx;
    const isMethod =
      fact.kind === 'method' &&
      fact.cls !== undefined &&
      module.classes[fact.cls].kind === 'class' &&
      !fact.isStatic &&
      fact.typeParams.length === 0 &&
      fact.name !== undefined &&
      sameName(fact.name, reader.name);
    const arrived = this.point.arrivals.find(({ root }) => root.ctx.fact === fact);
    const { hierarchy } = this.kinds.analysis.linker;
    const owner =
      arrived &&
      hierarchy.mro(arrived.root.cls).find((c) => c.module === module && c.fact.id === fact.cls);
    if (!isMethod || !owner) {
      this.refuse('form', module, fact.nameSpan[0]);
      return undefined;
    }
    if (fn !== fact) {
      const name = fn.name ?? 'a function';
      this.refuse('inside', module, fn.span[0], { inside: name });
      return undefined;
    }
    return owner;
  }

  /** Classes above and below, and decorators. */
  private around(owner: ClassRef): void {
    const { hierarchy } = this.kinds.analysis.linker;
    const below = hierarchy.descendants(owner);
    const above = hierarchy.mro(owner).filter((c) => c.key !== owner.key);
    for (const cls of [owner, ...above, ...below]) {
      const name = classLabel(cls.module, cls.fact) ?? '';
      const taken = cls.fact.members.find((m) => sameName(m.name, this.method));
      if (taken) this.refuse('taken', cls.module, taken.nameSpan[0], { name });
      const own = cls.fact.members.find((m) => sameName(m.name, this.initializes));
      if (own && below.includes(cls))
        this.refuse('overridden', cls.module, own.nameSpan[0], { name });
    }
    const { module, fact } = this.point.ctx;
    for (const decorator of fact.decorators) {
      const text = this.slicedText(module, decorator.span);
      const names = namesIn(text);
      const { vocabulary } = this.kinds.analysis.reach;
      const { words } = this.kinds;
      if (names.some((n) => vocabulary.isLogging(n) || words.isKept(n))) continue;
      const given = [...text.matchAll(/\{(\w+)/gu)].map(([, name]) => name);
      const isLock = names.some((n) => words.isLock(n)) && module.language === 'python';
      // What the lock is named after has to be there where it is held, too.
      const self = fact.receiver?.name;
      const isNamed = given.every((n) => n === self || this.isHanded(n));
      if (isLock && isNamed) this.locks.push(text);
      else this.refuse('decorated', module, decorator.span[0], { text });
    }
  }

  /** Whether the creating method has a parameter of the same name. */
  private isHanded(name: string): boolean {
    const [{ reader, cls }] = this.point.roots;
    const { exports, roles } = this.kinds.analysis;
    const method = this.kinds.words.creatorFor(reader.name, roles.methods);
    const body = method && exports.bodyOf(cls, method);
    return body?.fact.params.some((p) => p.name === name) === true;
  }

  /** P16, for every class that the function runs as. */
  private repeated(region: Region): void {
    const repeatable = new Repeatable(this.kinds);
    const ids = new Set(region.all.map(({ id }) => id));
    const behind = this.point.flow.statements.filter(({ span }) => span[0] >= region.span[1]);
    for (const { ctx } of this.point.arrivals) {
      const { flow } = this.point;
      const found = [
        ...repeatable.statements(ctx, flow, ({ id }) => ids.has(id)),
        ...region.outputs.flatMap((binding) =>
          behind
            .filter(({ id }) => flow.reads(id).has(binding))
            .flatMap(({ id }) => repeatable.differs(ctx, flow, id, binding)),
        ),
      ];
      for (const { id, module, at, name } of found) this.refuse(id, module, at, { name });
    }
  }

  /** Where the creating method is, or will be; the same for all that come here. */
  private home(owner: ClassRef, region: Region): CreatingHome | undefined {
    const found = creatingHome(this.kinds, this.point.arrivals, owner, region.awaits);
    if ('method' in found) {
      const parameters = this.handedTo(region, found.method);
      if (parameters) this.unconnected(found.method);
      if (parameters) return found;
      this.refuse('parameters', found.method.module, found.method.fact.nameSpan[0]);
      return undefined;
    }
    this.refuse(found.id, found.module, found.at);
    return undefined;
  }

  /** P14: whoever has it create for nobody. */
  private unconnected({ fact }: Context): void {
    const { roles, linker } = this.kinds.analysis;
    const [{ reader }] = this.point.roots;
    const method = this.kinds.words.creatorFor(reader.name, roles.methods);
    const at = fact.params.findIndex(
      (p) => p.name !== undefined && method?.added && meansParameter(p.name, method.added),
    );
    if (!method || at === -1) return;
    for (const module of roles.modules)
      for (const call of module.calls) {
        if (roles.methodNamed(call.name) !== method || this.kinds.isTest(module)) continue;
        if (call.args.at(at)?.k !== 'literal') continue;
        const { targets } = linker.calls.resolve(module, call);
        if (targets.length > 0 && !targets.some((t) => t.fact === fact)) continue;
        this.refuse('unconnected', module, call.nameSpan[0], { who: method.added?.name ?? '' });
      }
  }

  /** The parameters of the creating method that mean what the region reads, in its order. */
  private handedTo(region: Region, { fact }: Context): ParamFact[] | undefined {
    const { ctx, roots } = this.point;
    const [{ reader }] = roots;
    const given = region.inputs.map((binding) => {
      const { name } = ctx.module.bindings[binding];
      const at = ctx.fact.params.findIndex((p) => p.name === name);
      const spec = reader.spec.parameters.at(at);
      const plain = ctx.fact.params.at(at);
      if (at === -1 || !spec || !plain || plain.rest || plain.optional || plain.default)
        return undefined;
      return fact.params.find(
        (p) =>
          p.name !== undefined &&
          !p.rest &&
          (meansParameter(p.name, spec) || sameName(p.name, name)),
      );
    });
    const known = given.flatMap((p) => p ?? []);
    return known.length === given.length ? known : undefined;
  }

  private written(region: Region, home: CreatingHome): EnsurePlan {
    const { module, fact } = this.point.ctx;
    const names = (ids: readonly number[]) => ids.map((id) => module.bindings[id].name);
    const inputs = names(region.inputs);
    const line = (at: number) => positionAt(module.lineStarts, at).line;
    const edits = written({
      module,
      text: this.kinds.source.text(module.path) ?? '',
      fact,
      region,
      method: this.method,
      parameters: inputs.flatMap((name) => fact.params.find((p) => p.name === name) ?? []),
      gives: names(region.outputs),
      home,
      handed: this.handedTo(region, home.method) ?? [],
      creates: this.creates,
      locks: this.locks,
      inherited: this.kinds.source.text(home.method.module.path) ?? '',
    });
    return {
      method: this.method,
      lines: [line(region.statements[0].span[0]), line(region.span[1])],
      parameters: inputs,
      gives: names(region.outputs),
      edits: new Map([[module.path, edits]]),
    };
  }

  private refuse(
    id: RefusalId,
    module: ModuleFacts,
    at: number,
    data: Readonly<Record<string, string>> = {},
  ): void {
    const { line } = positionAt(module.lineStarts, at);
    const file = this.kinds.analysis.relative(module.path);
    const message = this.text(id, { place: `${file}:${line}`, ...data });
    if (!this.refusals.some((r) => r.message === message && r.line === line))
      this.refusals.push({ id, file, line, message });
  }

  private text(id: RefusalId, data: Readonly<Record<string, string>>): string {
    const { method: ensures, creates, initializes } = this;
    return refusalText(id, { ensures, creates, initializes, ...data });
  }

  private line(module: ModuleFacts, at: number): string {
    const text = this.kinds.source.text(module.path)?.slice(at) ?? '';
    return text.split(/\r?\n/u)[0].trim();
  }

  private slicedText({ path }: ModuleFacts, [start, end]: readonly [number, number]): string {
    return this.kinds.source.text(path)?.slice(start, end) ?? '';
  }
}
