/** An answer that is kept. There are millions: what is not noted down takes no room. */
export abstract class Looker {
  /** The answers that were worked out with its help. */
  declare users?: Set<Looker> | undefined;
  /** The sets of users that it is in. */
  declare looks?: Set<Set<Looker>> | undefined;

  /** Forgets the answer: what it was worked out from is no more. */
  abstract drop(): void;
}

/** What became of a tree: files with another text, and names that files have begun or ceased to use. */
export interface TreeChange {
  readonly files: Iterable<string>;
  readonly names: Iterable<{ readonly use: string; readonly name: string }>;
}

/**
 * What each answer looked at, so that it can be forgotten when that changes: modules, files that use
 * a name, other answers. Whatever a question comes by is one of these, or was handed to it by who
 * asked it.
 */
export class Looks {
  private readonly at = new Map<string, Set<Looker>>();
  private current: Looker | undefined;

  /** @returns what the work gives, which looks at things for the sake of an answer */
  during<T>(looker: Looker, work: () => T): T {
    const { current } = this;
    this.current = looker;
    try {
      return work();
    } finally {
      this.current = current;
    }
  }

  /** The answer that is being worked out is given another one. */
  used(other: Looker): void {
    if (this.current && this.current !== other) link(this.current, (other.users ??= new Set()));
  }

  /** It looks at a module, be it one that cannot be read. */
  sawModule(path: string): void {
    if (this.current) this.saw(path, this.current);
  }

  /** It looks at who uses a name. */
  sawName(name: string, use: string): void {
    if (this.current) this.saw(nameKey(name, use), this.current);
  }

  private saw(key: string, looker: Looker): void {
    let users = this.at.get(key);
    if (!users) this.at.set(key, (users = new Set()));
    link(looker, users);
  }

  /** Drops the answers that looked at what has changed, and those worked out from them. */
  forget({ files, names }: TreeChange): void {
    const keys = [...files, ...[...names].map(({ name, use }) => nameKey(name, use))];
    const open = keys.map((key) => this.at.get(key));
    for (let users = open.pop(); users ?? open.length > 0; users = open.pop())
      for (const looker of users ?? []) {
        for (const list of looker.looks ?? []) list.delete(looker);
        looker.looks = undefined;
        open.push(looker.users);
        looker.users = undefined;
        looker.drop();
      }
    for (const key of keys) if (this.at.get(key)?.size === 0) this.at.delete(key);
  }
}

function link(looker: Looker, users: Set<Looker>): void {
  if (users.has(looker)) return;
  users.add(looker);
  (looker.looks ??= new Set()).add(users);
}

function nameKey(name: string, use: string): string {
  return `${use}\0${name}`;
}
