import type { CreationSpec } from './types.js';
import { canonicalName, words } from './words.js';

/** What a name, or the literals at a call site, say about export creation. */
export type Judgement = 'creates' | 'weakly' | 'harmless' | 'silent';

/**
 * What the words of a name say: `bare` is a verb alone, `member` the adding of something that only
 * what it is called on names.
 */
type Worded = Judgement | 'bare' | 'member';

const HTTP_READS = new Set(['get', 'head', 'options', 'delete']);
const HTTP_WRITES = new Set(['post', 'put', 'patch']);
/** What follows tells how, not what: `createTargetWithChap` creates a target. */
const QUALIFIERS = new Set([
  'with',
  'by',
  'from',
  'using',
  'if',
  'when',
  'via',
  'for',
  'unless',
  'without',
]);
/** Names that say how, whatever their words say: `subprocess.check_output(['map', lun])`. */
const RUNS_COMMANDS = new Set(['check_call', 'check_output', 'getoutput', 'getstatusoutput']);
/** `exportTo(initiator)`: to whom, which the arguments tell. */
const TOWARDS = new Set(['to', 'into', 'onto', 'toward', 'towards']);
/** `--to`, ` -host`: what follows is what counts. */
const OPTIONS = /(^|\s)--?[a-z][\w-]*/giu;
/** `hostGroups.addMember(host)`: of what, the group tells. */
const MEMBERS = new Set(['entry', 'item', 'member']);
/** `ensureMapped`, `makeExported`: the participle is the verb. */
const ACHIEVES = new Set(['ensure', 'make', 'get', 'keep']);

/**
 * Judges names by the contract's words. It knows no program: whether a body bears a name out is for
 * others to find.
 */
export class Vocabulary {
  private readonly sets: Record<
    | 'make'
    | 'weak'
    | 'reach'
    | 'records'
    | 'volumes'
    | 'harmless'
    | 'endings'
    | 'reads'
    | 'undoes'
    | 'transports'
    | 'clients'
    | 'logging',
    Set<string>
  >;
  private readonly names: RegExp | undefined;
  private readonly exceptions: RegExp | undefined;
  private readonly dictionary: readonly string[];
  private readonly judged = new Map<string, Worded>();

  constructor(spec: CreationSpec = {}) {
    const set = (list: readonly string[] = []) => new Set(list.map((w) => w.toLowerCase()));
    this.sets = {
      make: set(spec.makeVerbs),
      weak: set(spec.weakVerbs),
      reach: set(spec.reachVerbs),
      records: set(spec.records),
      volumes: set(spec.volumes),
      harmless: set(spec.harmlessWords),
      endings: set(spec.harmlessEndings),
      reads: set(spec.readVerbs),
      undoes: set(spec.undoVerbs),
      transports: set(spec.transports),
      clients: set(spec.clients),
      logging: set(spec.logging),
    };
    this.names = pattern(spec.names);
    this.exceptions = pattern(spec.exceptions);
    const { make, reach, records, volumes } = this.sets;
    this.dictionary = [...new Set([...make, ...reach, ...records, ...volumes])].sort(
      (a, b) => b.length - a.length,
    );
  }

  /**
   * `weakly`: it may only look whether the thing is there.
   * @param name the called name
   * @param hints names of the arguments: a bare verb (`publish`, `attach`) creates when one of them
   * is a volume or a record
   * @param receiver the name of what it is called on: `hosts` in `client.hosts.create()`
   */
  judgeName(name: string, hints: readonly string[] = [], receiver = ''): Judgement {
    const judged = this.judgement(name);
    if (judged === 'member') return this.isGroup(receiver) ? 'creates' : 'silent';
    if (judged !== 'bare') return judged;
    const [verb] = words(name);
    // `client.hosts.create(...)`: what is made stands before the verb.
    const last = words(receiver).at(-1);
    const isMade = last?.endsWith('s') === true && (this.isRecord(last) || this.isGroup(receiver));
    if (this.sets.make.has(verb) && isMade) return this.sets.weak.has(verb) ? 'weakly' : 'creates';
    return this.sets.reach.has(verb) && hints.some((h) => words(h).some((w) => this.isNoun(w)))
      ? 'creates'
      : 'silent';
  }

  /** What a name says by itself, worked out once. */
  private judgement(name: string): Worded {
    let judged = this.judged.get(name);
    if (judged === undefined) this.judged.set(name, (judged = this.judgeWords(name)));
    return judged;
  }

  private judgeWords(name: string): Worded {
    const whole = canonicalName(name);
    if (this.exceptions?.test(whole)) return 'harmless';
    if (this.names?.test(whole)) return 'creates';
    const { make, weak, reach, records, harmless, endings, reads, undoes, transports } = this.sets;
    let parts = this.joined(words(name).flatMap((w) => this.segments(w)));
    const qualifier = parts.findIndex((w, i) => i > 0 && QUALIFIERS.has(w));
    if (qualifier > 0) parts = parts.slice(0, qualifier);
    if (parts.length === 0) return 'harmless';
    // `getOrCreateHost`, `find_and_map`: what follows the conjunction is what may happen.
    const conjunction = parts.findIndex((w) => w === 'or' || w === 'and');
    if (reads.has(parts[0]) || undoes.has(parts[0])) {
      if (conjunction === -1) return 'harmless';
      parts = [...parts.slice(conjunction + 1), ...parts.slice(1, conjunction)];
    }
    if (parts.some((w) => harmless.has(w))) return 'harmless';
    // `createHostRequest` makes a request; `postRequest` and `executePostRequest` send one.
    if (endings.has(parts[parts.length - 1]))
      return parts.slice(0, -1).some((w) => transports.has(w)) ? 'silent' : 'harmless';
    const achieves = ACHIEVES.has(parts[0]);
    const verb = parts.findIndex(
      (w) => make.has(w) || reach.has(w) || (achieves && reach.has(present(w, reach))),
    );
    if (verb === -1) return 'silent';
    if (parts.some((w) => undoes.has(w))) return 'harmless';
    const rest = parts.filter((_, i) => i !== verb);
    const reaches = parts.some(
      (w, i) =>
        (reach.has(w) && (i === verb || achieves)) ||
        (achieves && w !== present(w, reach) && reach.has(present(w, reach))),
    );
    if (reaches && rest.some((w, i) => i >= (achieves ? 0 : verb) - 1 && this.isNoun(w)))
      return weak.has(parts[0]) ? 'weakly' : 'creates';
    if (make.has(parts[verb]) && rest.slice(verb).some((w) => records.has(w)))
      return weak.has(parts[verb]) ? 'weakly' : 'creates';
    if (reaches && achieves && parts.length > 1) return 'weakly';
    // `addToLunGroup`: what is added to is a group of what is reached.
    const [group, preposition, ...to] = [parts.at(-1), ...rest.slice(verb)];
    if (parts[verb] === 'add' && TOWARDS.has(preposition) && group === 'group')
      if (to.some((w) => this.isNoun(w))) return 'creates';
    // `hostCreate`, `initiatorAdd`: command style, the noun first.
    if (parts.length === 2 && verb === 1 && make.has(parts[1]) && this.isRecord(parts[0]))
      return weak.has(parts[1]) ? 'weakly' : 'creates';
    if (rest.every((w) => TOWARDS.has(w))) return 'bare';
    return parts[verb] === 'add' && rest.length === 1 && MEMBERS.has(rest[0]) ? 'member' : 'silent';
  }

  /** A name that only looks: a reading verb stands in front, and nothing else may happen. */
  reads(name: string): boolean {
    const parts = words(name);
    return this.sets.reads.has(parts[0]) && !parts.includes('or') && !parts.includes('and');
  }

  /** What of a name is a thing whose existence makes a volume reachable, or that is made reachable. */
  nounsOf(name: string): string[] {
    return words(name).filter((w) => this.isNoun(w));
  }

  /** A name that takes something back: `removeHost`, `_do_terminate_connection`. */
  undoes(name: string): boolean {
    const parts = words(name);
    return parts.slice(0, 2).some((w) => this.sets.undoes.has(w)) && !this.reads(name);
  }

  /** Whether a name says that something is made, whatever it is: `rscCreate`. */
  makes(name: string): boolean {
    const { make, weak } = this.sets;
    const judged = this.judgement(name);
    return (
      (judged === 'silent' || judged === 'member') &&
      words(name).some((w) => make.has(w) && !weak.has(w))
    );
  }

  /**
   * Judges the literals handed to a transport: an HTTP method and a path, or the words of a
   * command. `harmless`: it reads.
   */
  judgeTransport(name: string, literals: readonly string[]): Judgement {
    const { make, reach, records, harmless, reads, undoes } = this.sets;
    const commands = literals.filter((l) => !l.startsWith('-'));
    const verbs = [
      ...words(name),
      ...commands.filter((l) => /^[A-Z]{3,7}$/u.test(l)).map((l) => l.toLowerCase()),
    ];
    const method = verbs.find((w) => HTTP_WRITES.has(w)) ?? verbs.find((w) => HTTP_READS.has(w));
    const said = commands
      .map((l) => l.replaceAll('\0', ' ').replace(/\?.*$/su, '').replaceAll(OPTIONS, '$1'))
      .filter((l) => !/^[A-Z]{3,7}$/u.test(l))
      .flatMap((l) => words(l))
      .filter((w) => !TOWARDS.has(w))
      .flatMap((w) => this.segments(w))
      .flatMap((w) => (w.endsWith('s') ? [w, w.slice(0, -1)] : [w]));
    if (said.length === 0) return 'silent';
    if (method !== undefined && HTTP_READS.has(method)) return 'harmless';
    if (said.some((w) => reads.has(w) && !records.has(w))) return 'harmless';
    if (said.some((w) => harmless.has(w) || undoes.has(w))) return 'silent';
    if (method !== undefined)
      return said.some((w) => records.has(w) || reach.has(w)) ? 'creates' : 'silent';
    if (
      said.some(
        (w) => reach.has(w) && !(records.has(w) && !said.some((v) => v !== w && this.isNoun(v))),
      )
    )
      return 'creates';
    return said.some((w) => make.has(w)) && said.some((w) => records.has(w)) ? 'creates' : 'silent';
  }

  /** A name that says how, not what: `exec`, `sendRequest`, `postJson`. */
  isTransport(name: string): boolean {
    if (RUNS_COMMANDS.has(name)) return true;
    const parts = words(name);
    return parts.length > 0 && parts.every((w) => this.sets.transports.has(w));
  }

  isClient(name: string): boolean {
    return words(name).some((w) => this.sets.clients.has(w));
  }

  isLogging(name: string): boolean {
    return words(name).some((w) => this.sets.logging.has(w));
  }

  private isRecord(word: string): boolean {
    const { records } = this.sets;
    return records.has(word) || (word.endsWith('s') && records.has(word.slice(0, -1)));
  }

  private isNoun(word: string): boolean {
    const { records, volumes } = this.sets;
    return (
      records.has(word) ||
      volumes.has(word) ||
      (word.endsWith('s') && (records.has(word.slice(0, -1)) || volumes.has(word.slice(0, -1))))
    );
  }

  /** `hostGroups`, `igroup`, `lunGroup`: what is added to it reaches, or is reached. */
  private isGroup(name: string): boolean {
    const parts = words(name).map((w) => (w.endsWith('s') ? w.slice(0, -1) : w));
    const [before = '', last = ''] = parts.slice(-2);
    if (parts.length === 1) return before.endsWith('group') && this.sets.records.has(before);
    return last === 'group' && this.isNoun(before);
  }

  /**
   * Command names are glued (`mkvdiskhostmap`): taken apart when the whole is made of known words,
   * verb first.
   */
  private segments(word: string): string[] {
    if (word.length < 6 || this.dictionary.includes(word) || this.isNoun(word)) return [word];
    const first = this.dictionary.find(
      (w) => (this.sets.make.has(w) || this.sets.reach.has(w)) && word.startsWith(w),
    );
    const rest = first && this.split(word.slice(first.length));
    return first && rest ? [first, ...rest] : [word];
  }

  /** `V`, `Lun` are one word when the contract knows it. */
  private joined(parts: readonly string[]): string[] {
    const made: string[] = [];
    for (const part of parts) {
      const before = made.at(-1);
      if (before !== undefined && before.length <= 2 && this.dictionary.includes(before + part))
        made[made.length - 1] = before + part;
      else made.push(part);
    }
    return made;
  }

  private split(word: string): string[] | undefined {
    if (word === '') return [];
    for (const known of this.dictionary) {
      const rest = word.startsWith(known) ? this.split(word.slice(known.length)) : undefined;
      if (rest) return [known, ...rest];
    }
    return undefined;
  }
}

/** `mapped` -> `map`, `exposed` -> `expose`, `attached` -> `attach`. */
function present(word: string, verbs: ReadonlySet<string>): string {
  if (!word.endsWith('ed')) return word;
  const stem = word.slice(0, -2);
  return [stem, `${stem}e`, stem.slice(0, -1)].find((w) => verbs.has(w)) ?? word;
}

/** `*` stands for any characters; case and separators do not count. */
export function pattern(names: readonly string[] | undefined): RegExp | undefined {
  if (!names || names.length === 0) return undefined;
  const one = (name: string) => name.split('*').map(canonicalName).join('.*');
  return new RegExp(`^(?:${names.map(one).join('|')})$`, 'u');
}
