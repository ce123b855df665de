import type { ClassFact } from '../facts/types.js';

/**
 * Why a class has its role. What follows from it is decided by the kind; sentences are made from it
 * by {@link describeRole}.
 */
export type RoleWhy =
  | { readonly kind: 'target-type'; readonly type: string }
  | { readonly kind: 'descends-from-target'; readonly type: string }
  /** Its method requires what only a target's does. */
  | { readonly kind: 'requires'; readonly member: string; readonly parameter: string }
  | { readonly kind: 'contract-type'; readonly type: string }
  | { readonly kind: 'descends'; readonly from: string | undefined }
  /** An object literal whose type is a driver's. */
  | { readonly kind: 'typed-by'; readonly type: string | undefined }
  | { readonly kind: 'given-to-factory'; readonly factory: string }
  /** What a test puts in the place of a driver of the tree. */
  | { readonly kind: 'stands-in'; readonly name: string }
  | { readonly kind: 'driver-module' }
  | { readonly kind: 'declares'; readonly methods: readonly string[] }
  | { readonly kind: 'base-of-driver'; readonly driver: string | undefined }
  | { readonly kind: 'forwarded-to'; readonly by: string | undefined; readonly method: string }
  | { readonly kind: 'base-of-delegate'; readonly delegate: string | undefined }
  | { readonly kind: 'implements-delegate'; readonly delegate: string | undefined }
  | { readonly kind: 'calls-driver'; readonly method: string };

/** The reason in words, for `list`, `explain` and the ledger: "descends from VolumeDriver". */
export function describeRole(why: RoleWhy): string {
  switch (why.kind) {
    case 'target-type':
      return `is the target interface ${why.type}`;
    case 'descends-from-target':
      return `descends from the target ${why.type}`;
    case 'requires':
      return `its ${why.member} requires \`${why.parameter}\``;
    case 'contract-type':
      return `is the contract type ${why.type}`;
    case 'descends':
      return `descends from ${why.from ?? 'a driver'}`;
    case 'typed-by':
      return `is typed by ${why.type ?? 'a driver'}`;
    case 'given-to-factory':
      return `is given to ${why.factory}()`;
    case 'stands-in':
      return `stands in for ${why.name} in a test`;
    case 'driver-module':
      return 'is a driver module by the contract';
    case 'declares':
      return `declares ${why.methods.join(' and ')}`;
    case 'base-of-driver':
      return `is a base of ${why.driver ?? 'a driver'}`;
    case 'forwarded-to':
      return `${why.by ?? 'a driver'} forwards ${why.method} to it`;
    case 'base-of-delegate':
      return `is a base of the delegate ${why.delegate ?? ''}`.trimEnd();
    case 'implements-delegate':
      return `implements the delegate ${why.delegate ?? ''}`.trimEnd();
    case 'calls-driver':
      return `calls ${why.method} on a driver it holds`;
  }
}

/**
 * Whether a class is what drivers or delegates are made from, by its role alone: its methods are
 * defaults.
 */
export function isBase({ kind }: RoleWhy): boolean {
  return kind === 'contract-type' || kind === 'base-of-driver' || kind === 'base-of-delegate';
}

/** Why something below a class is what that is. */
export function whyBelow({ kind }: ClassFact, above: string | undefined): RoleWhy {
  return kind === 'object' ? { kind: 'typed-by', type: above } : { kind: 'descends', from: above };
}
