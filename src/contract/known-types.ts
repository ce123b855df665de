/** What a value is that is written out in place. */
export type WrittenKind =
  'string' | 'number' | 'boolean' | 'nothing' | 'function' | 'list' | 'table';

/** What is known of a type by its name. */
export interface KnownType {
  /** What may be written out for a value of it; absent where anything may. */
  readonly written?: readonly WrittenKind[];
  /** What TypeScript calls a type that is Python's. */
  readonly script?: string;
  /** What Python calls a type that is TypeScript's. */
  readonly python?: string;
  /** TypeScript has no such word. */
  readonly isPythonOnly?: true;
  /** Half the variables of a program have it: it says nothing of what a value is for. */
  readonly isCommon?: true;
  /** To whoever reads an annotation, it is what `dict` is. */
  readonly isMapping?: true;
}

const NOTHING: readonly WrittenKind[] = ['nothing'];
const LIST: readonly WrittenKind[] = ['list'];
const NUMBER: readonly WrittenKind[] = ['number'];
const STRING: readonly WrittenKind[] = ['string'];
const BOOLEAN: readonly WrittenKind[] = ['boolean'];
const TABLE: readonly WrittenKind[] = ['table'];
const FUNCTION: readonly WrittenKind[] = ['function'];

const PYTHON_TABLE = { written: TABLE, isCommon: true, isMapping: true } as const;

/** The types of both languages that contracts and annotations name, by their names. */
const KNOWN: Readonly<Record<string, KnownType>> = {
  Any: { script: 'unknown', isPythonOnly: true, isCommon: true },
  Array: { written: LIST, python: 'list' },
  Boolean: { written: BOOLEAN },
  Buffer: { python: 'bytes' },
  Callable: { written: FUNCTION },
  DefaultDict: PYTHON_TABLE,
  Dict: { ...PYTHON_TABLE, script: 'Record' },
  Function: { written: FUNCTION },
  Iterable: { script: 'Iterable' },
  List: { written: LIST, script: 'Array', isCommon: true },
  Map: { python: 'dict' },
  Mapping: { ...PYTHON_TABLE, script: 'Record' },
  MutableMapping: { ...PYTHON_TABLE, script: 'Record' },
  None: { written: NOTHING, script: 'undefined', isPythonOnly: true },
  Number: { written: NUMBER },
  Object: { written: ['table', 'list', 'function'] },
  OrderedDict: PYTHON_TABLE,
  ReadonlyArray: { written: LIST, python: 'list' },
  ReadonlyMap: { python: 'dict' },
  ReadonlySet: { python: 'set' },
  Record: { written: TABLE, python: 'dict' },
  Sequence: { written: ['list', 'string'], script: 'Array' },
  Set: { written: LIST, script: 'Set', python: 'set', isCommon: true },
  String: { written: STRING },
  Tuple: { written: LIST, isCommon: true },
  Uint8Array: { python: 'bytes' },
  any: { python: 'Any', isCommon: true },
  bigint: { written: NUMBER, python: 'int', isCommon: true },
  bool: { written: BOOLEAN, script: 'boolean', isPythonOnly: true, isCommon: true },
  boolean: { written: BOOLEAN, python: 'bool', isCommon: true },
  bytes: { written: STRING, script: 'Uint8Array', isPythonOnly: true, isCommon: true },
  complex: { written: NUMBER },
  defaultdict: PYTHON_TABLE,
  dict: { ...PYTHON_TABLE, script: 'Record', isPythonOnly: true },
  false: { written: BOOLEAN },
  float: { written: NUMBER, script: 'number', isPythonOnly: true, isCommon: true },
  frozenset: { written: LIST, script: 'Set', isPythonOnly: true },
  int: { written: NUMBER, script: 'number', isPythonOnly: true, isCommon: true },
  list: { written: LIST, script: 'Array', isPythonOnly: true, isCommon: true },
  null: { written: NOTHING, python: 'None' },
  // Where a `float` is asked for, an `int` will do.
  number: { written: NUMBER, python: 'float', isCommon: true },
  object: { written: ['table', 'list', 'function'], isCommon: true },
  set: { written: LIST, script: 'Set', isPythonOnly: true, isCommon: true },
  str: { written: STRING, script: 'string', isPythonOnly: true, isCommon: true },
  string: { written: STRING, python: 'str', isCommon: true },
  symbol: { isCommon: true },
  true: { written: BOOLEAN },
  tuple: { written: LIST, isPythonOnly: true, isCommon: true },
  undefined: { written: NOTHING, python: 'None' },
  unknown: { python: 'Any', isCommon: true },
  void: { written: NOTHING, python: 'None' },
};

/** @returns undefined for a type of the tree, or of a package */
export function knownType(name: string): KnownType | undefined {
  return Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
}

/** The names of what is a dictionary to whoever reads an annotation. */
export const MAPPING_TYPES: readonly string[] = Object.keys(KNOWN).filter(
  (name) => KNOWN[name].isMapping,
);
