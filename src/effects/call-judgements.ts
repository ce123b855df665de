import type { CreationSpec } from '../contract/types.js';
import type { Vocabulary } from '../contract/vocabulary.js';
import type { BindingFact, CallFact, Expr, ModuleFacts } from '../facts/types.js';
import { Literals } from './literals.js';
import type { Linker } from '../linker/linker.js';
import { pathRoot } from '../facts/scopes.js';
import type { Context } from '../linker/values.js';

/** What a call's name, or the literals it hands over, say of it. */
export type CallJudgement = 'name' | 'weak name' | 'literals' | 'harmless' | 'silent';

/** What the contract's names mean for effects. */
export interface EffectNames {
  /** Whether a name is that of the contract method that creates exports. */
  readonly isCreatingMethod: (name: string) => boolean;
  /** Whether a parameter of a contract method tells who is going to attach. */
  readonly tellsInitiator: (method: string, parameter: string) => boolean;
}

/** Judges calls by the words of the contract: names, arguments, literals, documentation tags. */
export class CallJudgements {
  private readonly creates: ReadonlySet<string>;
  private readonly reads: ReadonlySet<string>;
  private readonly literals: Literals;

  constructor(
    linker: Linker,
    readonly vocabulary: Vocabulary,
    spec: CreationSpec | undefined,
    private readonly names: EffectNames,
  ) {
    this.literals = new Literals(linker);
    this.creates = new Set(spec?.annotations?.creates ?? []);
    this.reads = new Set(spec?.annotations?.reads ?? []);
  }

  /** Whether documentation says that a function creates an export. */
  isTaggedCreating(tags: readonly string[]): boolean {
    return tags.some((t) => this.creates.has(t));
  }

  /** Whether documentation says that a function creates none. */
  isTaggedHarmless(tags: readonly string[]): boolean {
    return tags.some((t) => this.reads.has(t));
  }

  isCreatingMethod(name: string | undefined): boolean {
    return name !== undefined && this.names.isCreatingMethod(name);
  }

  /** Whether a name alone, without arguments, is that of a creator. */
  isNamedCreator(name: string): boolean {
    return !this.vocabulary.isTransport(name) && this.vocabulary.judgeName(name) === 'creates';
  }

  /**
   * @param name what the call is named by
   * @param tags of the documentation of what it may run
   * @param running what it may run
   */
  judge(
    module: ModuleFacts,
    call: CallFact,
    name: string | undefined,
    ctx: Context,
    tags: readonly string[],
    running: readonly Context[],
  ): CallJudgement {
    if (this.isTaggedCreating(tags)) return 'name';
    const aliased = call.callee.k === 'name' ? this.memberBehind(module, call.callee) : undefined;
    const judged = aliased ?? name;
    if (judged === undefined) return 'silent';
    if (this.isCreatingMethod(judged)) return 'name';
    if (isConstruction(module, call)) return 'silent';
    const transport = [judged, ...running.flatMap((t) => t.fact.name ?? [])].find((n) =>
      this.vocabulary.isTransport(n),
    );
    if (transport !== undefined) {
      const said = this.literals
        .of(module, call, ctx)
        .map((choice) => this.vocabulary.judgeTransport(transport, choice));
      return said.includes('creates')
        ? 'literals'
        : said.every((one) => one === 'harmless')
          ? 'harmless'
          : 'silent';
    }
    const receiver = call.callee.k === 'member' ? this.hint(call.callee.object)[0] : undefined;
    const [first] = call.args;
    const thing = first?.k === 'string' && first.holes.length === 0 ? first.text : undefined;
    const hints = call.args.flatMap((a) => this.hint(a));
    const on = (what: string | undefined) => this.vocabulary.judgeName(judged, hints, what);
    // `client.new('hosts')`: what is made is the first argument.
    const ofThing = thing === undefined ? 'silent' : on(thing);
    const said = ofThing === 'silent' ? on(receiver) : ofThing;
    if (said === 'silent' && this.vocabulary.makes(judged) && this.isMadeForInitiator(module, call))
      return 'name';
    return said === 'creates' ? 'name' : said === 'weakly' ? 'weak name' : said;
  }

  /**
   * What is made with something out of the connector is made for who is going to attach:
   * `createResource(connector.host)`.
   */
  private isMadeForInitiator(module: ModuleFacts, { args, keywords = [] }: CallFact): boolean {
    return [...args, ...keywords.map((k) => k.value)].some((arg) =>
      this.isOutOfConnector(module, arg, true),
    );
  }

  private isOutOfConnector(module: ModuleFacts, expr: Expr, follow: boolean): boolean {
    if (expr.k === 'member' || expr.k === 'element') {
      const root = pathRoot(expr);
      return (
        root.k === 'name' &&
        root.binding !== -1 &&
        this.isConnector(module, module.bindings[root.binding])
      );
    }
    if (expr.k !== 'name' || expr.binding === -1 || !follow) return false;
    const { values } = module.bindings[expr.binding];
    return values.length === 1 && this.isOutOfConnector(module, values[0], false);
  }

  /** The parameter of a reading method that tells who attaches. */
  private isConnector(module: ModuleFacts, { kind, scope, name }: BindingFact): boolean {
    const { name: method } = module.functions[module.scopes[scope].fn];
    return kind === 'param' && method !== undefined && this.names.tellsInitiator(method, name);
  }

  /**
   * The member an alias was taken from: `const { mapLun } = client`, `const attach =
   * client.attachLun.bind(client)`.
   */
  memberBehind(module: ModuleFacts, callee: Expr): string | undefined {
    if (callee.k !== 'name' || callee.binding === -1) return undefined;
    const binding = module.bindings[callee.binding];
    if (binding.from)
      return binding.from.imported === 'default' || binding.from.imported === '*'
        ? undefined
        : binding.from.imported;
    const [value] = binding.values;
    if (value?.k === 'member') return value.name;
    if (value?.k !== 'call') return undefined;
    const made = module.calls[value.call];
    return made.name === 'bind' && made.callee.k === 'member' && made.callee.object.k === 'member'
      ? made.callee.object.name
      : undefined;
  }

  private hint(expr: Expr): string[] {
    if (expr.k === 'name') return [expr.name];
    if (expr.k === 'member') return [expr.name, ...this.hint(expr.object)];
    return [];
  }

  isLogging(object: Expr): boolean {
    if (object.k === 'name') return this.vocabulary.isLogging(object.name);
    return (
      object.k === 'member' &&
      (this.vocabulary.isLogging(object.name) || this.isLogging(object.object))
    );
  }
}

/** `new X()`; in Python a call of something that is written as a class is. */
export function isConstruction(
  { language, bindings }: ModuleFacts,
  { kind, callee, name = '' }: CallFact,
): boolean {
  if (kind === 'new' || language !== 'python') return kind === 'new';
  const object = callee.k === 'member' ? callee.object : undefined;
  const isNamed =
    !object ||
    (object.k === 'name' && object.binding !== -1 && bindings[object.binding].from !== undefined);
  return isNamed && /^_{0,2}[A-Z][A-Za-z0-9]*[a-z]/u.test(name);
}
