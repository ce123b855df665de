/**
 * T, if it is plain data through and through: what JSON can keep, and properties that are optional
 * or undefined. If it is not, this does not compile, and the error leads to the place. Angular's
 * tsurge has a type of this name, a brand on the author's word; this one is checked. Private fields
 * of a class stay hidden from it, as from any type, but a method gives the class away.
 */
export type Serializable<T extends PlainProperties<T>> = T;

type PlainProperties<T> = { readonly [K in keyof T]: PlainData<T[K]> };

/** T again, with {@link NotPlainData} wherever it is not plain. */
type PlainData<T> =
  IsAny<T> extends true
    ? never
    : T extends string | number | boolean | null | undefined
      ? T
      : T extends bigint | symbol | AnyFunction | KeyedCollection | Date | RegExp | Promise<unknown>
        ? NotPlainData<T>
        : PlainProperties<T>;

/** What an error names. Nothing is assignable to it. */
interface NotPlainData<T> {
  readonly 'is not plain data': T;
}

type AnyFunction = (...args: never[]) => unknown;
type KeyedCollection =
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | WeakMap<WeakKey, unknown>
  | WeakSet<WeakKey>;
/** `any` passes for everything but `never`. */
type IsAny<T> = 0 extends 1 & T ? true : false;
