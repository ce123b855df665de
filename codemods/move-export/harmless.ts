/**
 * Methods of strings, numbers and containers, and functions of the languages, that change nothing
 * and ask nobody. On a client of a backend these names say less: that is for the caller to see.
 */
export const HARMLESS_METHODS: ReadonlySet<string> = new Set(
  `_ abs all any at bool bytes capitalize charAt chr concat copy count decode deepcopy dict
  dirname dumps encode endswith endsWith entries enumerate every filter find findIndex flat flatMap
  float forEach format freeze from fromEntries fromkeys frozenset get getattr group groups has
  hasattr hasOwnProperty hex id includes index indexOf int isdigit isinstance isArray issubclass
  items iter join keys len list ljust loads lower lstrip map match max min ord padEnd
  padStart parse parseInt partition pow range reduce repeat replace replaceAll reversed rfind rjust
  round rpartition rsplit rstrip search set slice some sorted split splitlines startswith startsWith
  str stringify strip sub substring sum test then title toLowerCase toString toUpperCase trim tuple
  type upper values zfill zip all allSettled resolve basename
  `.split(/\s+/u),
);

/** Methods that containers and clients have alike: only of what is known to be a container they are harmless. */
export const AMBIGUOUS: ReadonlySet<string> = new Set([
  'add',
  'assign',
  'clear',
  'delete',
  'fill',
  'insert',
  'remove',
  'set',
  'update',
]);
