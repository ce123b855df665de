import type { MethodPair, MoveSpec } from './types.js';
import { pattern } from './vocabulary.js';
import { canonicalName, sameName, words } from './words.js';

/** The lists of whole names. */
const LISTS = [
  'reads',
  'fresh',
  'keeps',
  'removal',
  'locks',
  'sessions',
  'ensures',
  'presence',
  'absence',
  'conflicts',
] as const;

/** What the contract's words say of a name when the creation of an export is to move. */
export class MoveWords {
  private readonly secrets: ReadonlySet<string>;
  private readonly patterns: Readonly<Record<(typeof LISTS)[number], RegExp | undefined>>;

  constructor(private readonly spec: MoveSpec = {}) {
    this.secrets = new Set((spec.secrets ?? []).map((w) => w.toLowerCase()));
    this.patterns = Object.fromEntries(
      LISTS.map((list) => [list, pattern(spec[list])]),
    ) as typeof this.patterns;
  }

  /** The pair whose reading method goes by this name, in either style. */
  pairOf(initializes: string): MethodPair | undefined {
    return this.spec.pairs?.find((pair) => sameName(pair.initializes, initializes));
  }

  /** Of some methods the one that creates what a reading method gives. */
  creatorFor<T extends { readonly name: string }>(
    initializes: string,
    methods: readonly T[],
  ): T | undefined {
    const pair = this.pairOf(initializes);
    return pair && methods.find(({ name }) => sameName(name, pair.creates));
  }

  /** It only looks, whatever its words. */
  isRead(name: string): boolean {
    return this.matches('reads', name);
  }

  /** It gives something else each time. */
  isFresh(name: string): boolean {
    return this.matches('fresh', name);
  }

  /** It names something that nobody can read again. */
  isSecret(name: string): boolean {
    return words(name).some((w) => this.secrets.has(w));
  }

  /** It may stay with the reader. */
  isKept(name: string): boolean {
    return this.matches('keeps', name);
  }

  /** It begins or ends something that what follows may count on. */
  isSession(name: string): boolean {
    return this.matches('sessions', name);
  }

  /** What of the initiator makes one path into several. */
  get several(): readonly string[] {
    return this.spec.several ?? [];
  }

  isRemoval(name: string): boolean {
    return this.matches('removal', name);
  }

  /** It creates only what is not there yet. */
  isEnsuring(name: string): boolean {
    return this.matches('ensures', name);
  }

  /** It asks whether a thing is exported already. */
  asksForPresence(name: string): boolean {
    return this.matches('presence', name);
  }

  /** An error that says that a thing was not found. */
  isAbsence(name: string): boolean {
    return this.matches('absence', name);
  }

  /** An error that says that a thing is there already. */
  isConflict(name: string): boolean {
    return this.matches('conflicts', name);
  }

  isLock(name: string): boolean {
    return this.matches('locks', name);
  }

  private matches(list: keyof MoveWords['patterns'], name: string): boolean {
    return this.patterns[list]?.test(canonicalName(name)) ?? false;
  }
}
