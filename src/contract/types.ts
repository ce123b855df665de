/**
 * A contract: plain data that says what a driver is, what was added to its methods and what each
 * may not do.
 */
export interface Contract {
  readonly $schema?: string;
  /** Shown in messages and ledgers. */
  readonly name: string;
  readonly drivers: DriverSpec;
  /** Interfaces that look alike but are not drivers. */
  readonly targets?: TargetSpec;
  /** What is none of the contract's, where the linker cannot tell. */
  readonly unrelated?: UnrelatedSpec;
  /**
   * Keyed by the method's name in camelCase; Python code is matched in snake_case. Several where
   * methods of one name have lists of their own, `doAction(context, item)` and `doAction(context,
   * order)`: one that gains nothing tells its list from the others.
   */
  readonly methods: Readonly<Record<string, MethodSpec | readonly MethodSpec[]>>;
  /** How a call site learns the value of an added parameter. */
  readonly values?: ValueSpec;
  readonly tests?: TestSpec;
  /**
   * Whose drivers are whose: globs of files by vendor. Elsewhere a vendor is a folder, or files whose
   * names begin with the same word.
   */
  readonly vendors?: Readonly<Record<string, readonly string[]>>;
  /**
   * Generic types that keep the interface they wrap: `Partial<VolumeDriver>` is a `VolumeDriver`.
   */
  readonly wrappers?: readonly string[];
  readonly creation?: CreationSpec;
  readonly moves?: MoveSpec;
}

export interface DriverSpec {
  /** Names of classes, interfaces and function types whose descendants are drivers. */
  readonly types?: readonly string[];
  /**
   * Functions whose object-literal argument (or what their function argument returns) is a driver.
   */
  readonly factories?: readonly string[];
  /** Globs of modules whose exported functions make up a driver. */
  readonly modules?: readonly string[];
  /** Whether declaring the contract's methods with matching parameters is enough. Default true. */
  readonly structural?: boolean;
}

export interface TargetSpec {
  readonly types?: readonly string[];
  /** Names of a required parameter, in the slot of the added one, that tell a target. */
  readonly parameters?: readonly string[];
}

export interface UnrelatedSpec {
  /** What a method of the name is called on, as it is written, or the end of that: `self.db`, `db`. */
  readonly receivers?: readonly string[];
  /** Names of classes and interfaces: neither they nor their descendants have the methods. */
  readonly types?: readonly string[];
  /** Globs of files in which nothing is the contract's. */
  readonly files?: readonly string[];
}

export interface MethodSpec {
  /** The parameters before the change, in order. */
  readonly parameters: readonly ParameterSpec[];
  /** What was added; several are placed one after the other, each in the list with those before it. */
  readonly added?: AddedParameter | readonly AddedParameter[];
  /** The method only reads: a call in it that creates an export is a finding. */
  readonly mayNotCreateExports?: boolean;
  /**
   * The method that should create them instead; doing nothing there while the reader creates is a
   * stub.
   */
  readonly createsExports?: boolean;
}

export interface ParameterSpec {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Names of types that mean this parameter whatever it is called. */
  readonly types?: readonly string[];
  readonly optional?: boolean;
}

export type LanguageName = 'typescript' | 'javascript' | 'python';

export interface AddedParameter extends ParameterSpec {
  /**
   * The type, e.g. `Connector`, `number`, per language or for all; read with `typeIn`. Simple types
   * have the words of either language.
   */
  readonly type?: string | Readonly<Partial<Record<LanguageName, string>>>;
  /**
   * Where the type is imported from when the tree does not declare it: a package, or a path. In a
   * file a relative one is relative to the contract; once loaded it is absolute. `name` when it is
   * exported under another name.
   */
  readonly import?: { readonly module: string; readonly name?: string };
  readonly position?: 'first' | 'last' | { readonly after: string } | { readonly before: string };
  /** A default value, per language or for all. Without one the parameter is required. */
  readonly default?: string | Readonly<Partial<Record<LanguageName, string>>>;
  /**
   * Whether calls without it are reported although they may leave it out. Default: only where a
   * value is in scope.
   */
  readonly reportCalls?: boolean;
  /** Keys a destructured parameter takes from it, `({ initiator, host })`. */
  readonly keys?: readonly string[];
  /** In the place of the contract's {@link Contract.values}. */
  readonly values?: ValueSpec;
  /** In the place of the contract's {@link TestSpec.placeholder}. */
  readonly placeholder?: TestSpec['placeholder'];
}

export interface ValueSpec {
  /**
   * Parameters of contract methods that carry the same value: `[{ method: 'initializeConnection',
   * parameter: 'connector' }]`.
   */
  readonly from?: readonly { readonly method: string; readonly parameter: string }[];
  /** Names of variables that hold it. */
  readonly names?: readonly string[];
  /** A literal for call sites where nothing is in scope. Without one such a site stays open. */
  readonly fallback?: string;
}

export interface TestSpec {
  /** Globs of test files. */
  readonly files?: readonly string[];
  /** What a test passes when it has nothing better. */
  readonly placeholder?: Readonly<Partial<Record<LanguageName, string>>>;
}

/**
 * The vocabulary of export creation. Names are split into lower-case words, so it serves camelCase
 * and snake_case.
 */
export interface CreationSpec {
  /** Verbs that make a record; they create an export with one of `records`. */
  readonly makeVerbs?: readonly string[];
  /**
   * Those of `makeVerbs` that promise little: where the body is in the tree, it must hold a creator
   * itself.
   */
  readonly weakVerbs?: readonly string[];
  /**
   * Verbs that make something reachable; they create an export with one of `records` or `volumes`.
   */
  readonly reachVerbs?: readonly string[];
  /**
   * Things whose existence makes a volume reachable: target, mapping, host, initiator, igroup,
   * view.
   */
  readonly records?: readonly string[];
  /** Things that are made reachable: lun, volume, namespace. */
  readonly volumes?: readonly string[];
  /** Whole names that create, whatever their words. `*` stands for any characters. */
  readonly names?: readonly string[];
  /** Whole names that do not. */
  readonly exceptions?: readonly string[];
  /** Words that make the name one of a value, a query or an undoing. */
  readonly harmlessWords?: readonly string[];
  /** Words that make a name harmless when it ends with them: info, properties, config. */
  readonly harmlessEndings?: readonly string[];
  /** First words of names that read: get, list, find. */
  readonly readVerbs?: readonly string[];
  /** First words of names that undo: delete, remove, unmap. */
  readonly undoVerbs?: readonly string[];
  /** Functions that hand a command or a request on; the literals at their call site are judged. */
  readonly transports?: readonly string[];
  /** Words in a receiver's name or class that make it a client of a backend. */
  readonly clients?: readonly string[];
  /** Words in a receiver's name that make a call logging. */
  readonly logging?: readonly string[];
  /** Documentation tags that settle the matter for a function. */
  readonly annotations?: {
    readonly creates?: readonly string[];
    readonly reads?: readonly string[];
  };
}

/** What is known of moving the creation of exports from the method that reads to the one that creates. */
export interface MoveSpec {
  readonly pairs?: readonly MethodPair[];
  /** Whole names of functions that only look, whatever their words; `*` stands for any characters. */
  readonly reads?: readonly string[];
  /** Whole names of what gives something else each time: it may not be asked twice. */
  readonly fresh?: readonly string[];
  /** Words of what nobody can read again: passwords, credentials. */
  readonly secrets?: readonly string[];
  /** Whole names of creators that may stay with the reader: they need its result, and compare first. */
  readonly keeps?: readonly string[];
  /** Whole names of what undoes an export, beside `creation.undoVerbs`: it is never moved. */
  readonly removal?: readonly string[];
  /** Whole names of modules, functions and decorators that hold a lock. */
  readonly locks?: readonly string[];
  /** Whole names of what begins or ends a session, which what follows may count on. */
  readonly sessions?: readonly string[];
  /** Whole names of what creates only what is not there yet, where nobody holds the body. */
  readonly ensures?: readonly string[];
  /** Whole names of questions that say whether a thing is exported already, whatever it is called. */
  readonly presence?: readonly string[];
  /** Whole names of errors that say that a thing was not found. */
  readonly absence?: readonly string[];
  /** Whole names of errors that say that a thing is there already. */
  readonly conflicts?: readonly string[];
  /** What of the initiator makes one path into several: it is lost where one is kept. */
  readonly several?: readonly string[];
}

/** The methods that belong together, by their camelCase names. */
export interface MethodPair {
  readonly creates: string;
  readonly initializes: string;
  /** What both run, once it is taken out of the reader: it creates what is not there yet. */
  readonly ensures?: string;
  /** Undoes it for one initiator. */
  readonly terminates?: string;
  /** Undoes it for all: it is not told who was attached. */
  readonly removes?: string;
}
