/** Globals of the language: what hangs on them creates nothing at a backend. */
export const BUILTIN_GLOBALS: ReadonlySet<string> = new Set(
  'Array ArrayBuffer Boolean Buffer Date Error TypeError RangeError Function Infinity Intl JSON Map Math Number Object Promise Proxy Reflect RegExp Set String Symbol WeakMap WeakRef WeakSet BigInt URL URLSearchParams AbortController AbortSignal Iterator console structuredClone localStorage sessionStorage window document navigator indexedDB location history setTimeout clearTimeout setInterval clearInterval setImmediate queueMicrotask parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI process crypto performance TextEncoder TextDecoder require globalThis atob btoa assert super print len str int float list dict tuple set isinstance issubclass hasattr getattr setattr range enumerate zip sorted reversed min max sum any all repr bool bytes type super open iter next id vars format'.split(
    ' ',
  ),
);

/** Methods of strings, arrays, maps, sets and promises: on a receiver of unknown type they are taken for those. */
export const BUILTIN_METHODS: ReadonlySet<string> = new Set(
  'at charAt charCodeAt concat copyWithin endsWith entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach from fromEntries includes indexOf join keys lastIndexOf localeCompare map match matchAll normalize of padEnd padStart pop push reduce reduceRight repeat replace replaceAll reverse search set shift slice some sort splice split startsWith substring toFixed toISOString toLowerCase toSorted toString toUpperCase trim trimEnd trimStart unshift values valueOf has get delete clear add then catch finally apply call bind hasOwnProperty stringify parse test exec isArray assign freeze resolve all allSettled race now append extend items update setdefault format strip lower upper startswith endswith rstrip lstrip encode decode copy insert count index'.split(
    ' ',
  ),
);

/** Types of the language that are no clients of anything. */
export const BUILTIN_TYPES: ReadonlySet<string> = new Set(
  'String Number Boolean Date RegExp Error URL URLSearchParams Buffer Uint8Array Record Symbol BigInt AbortSignal AbortController Function Object NodeJS.Timeout'.split(
    ' ',
  ),
);

/** Types that hold others: what is read out of them is their last type argument. */
export const COLLECTION_TYPES: ReadonlySet<string> = new Set(
  'Array ReadonlyArray Map ReadonlyMap WeakMap Set ReadonlySet WeakSet Iterable AsyncIterable Iterator Generator AsyncGenerator IterableIterator List Sequence'.split(
    ' ',
  ),
);

/** Types whose value is what they are about: `Promise<T>` is awaited, `Readonly<T>` is `T`. */
export const TRANSPARENT_TYPES: ReadonlySet<string> = new Set(
  'Promise PromiseLike Awaited NonNullable Readonly Required Partial Optional Lazy'.split(' '),
);

/** Methods of collections that give back an element. */
export const ELEMENT_METHODS: ReadonlySet<string> = new Set('get at find findLast pop shift'.split(' '));
/** Methods of collections that give back a collection of the same. */
export const SAME_METHODS: ReadonlySet<string> = new Set(
  'filter slice concat sort reverse toSorted toReversed values flat add set'.split(' '),
);
/** Methods of collections whose function argument is given an element. */
export const ITERATING_METHODS: ReadonlySet<string> = new Set(
  'map forEach filter find findLast some every flatMap findIndex sort'.split(' '),
);
