/** What a name of a test library is for. */
export type NameRole =
  // ---- doubles ----
  /** A function that makes a double, with or without an implementation. */
  | 'maker'
  /** It is chained to a double and gives it back. */
  | 'chained'
  /** A function that puts a double in the place of an object's method, named by a string. */
  | 'spy'
  /** Python: a function that does so, also as a decorator. */
  | 'patch'
  /** Python: one that is given a path of names instead of an object and a name. */
  | 'pathPatch'
  /** A method of the double of an object that gives the double of one of its methods, by name. */
  | 'partSpy'
  /** A function that gives back what it is given. */
  | 'transparent'
  /** A function that puts a module of a factory's making in the place of one of the tree. */
  | 'moduleMock'
  // ---- what a double runs ----
  /** A call that gives a double the function that stands in for the method. */
  | 'implementer'
  /** Python: the name under which a double is given that function. */
  | 'implementationKeyword'
  /**
   * Python: the one of these that is itself put in the place, so that a patch hands over no double.
   */
  | 'replacementKeyword'
  /** Python: the name under which a double is given what it gives back. */
  | 'resultKeyword'
  /** Python: the field by which a double is given that function later. */
  | 'implementationField'
  /** Python: the name under which a double is told to take what the method takes, `self` too. */
  | 'likenessKeyword'
  | 'specKeyword'
  /** To the linker: a call that is the function it is given. */
  | 'sameFunction'
  /** To the linker: a call that is what it is given, whatever that is. */
  | 'sameValue'
  // ---- what a double keeps ----
  /** The field of a double under which its record is kept. */
  | 'record'
  /** In the record: the list of calls. */
  | 'recordedCalls'
  /** In the record: the last call. */
  | 'recordedLastCall'
  /** A function that is given a double, and gives what that keeps. */
  | 'recordGiver'
  /** The field of a double that is its first call. */
  | 'firstCall'
  | 'secondCall'
  | 'thirdCall'
  | 'lastCall'
  /** The field of a double that is the argument lists of all calls. */
  | 'argumentLists'
  /** The field of a recorded call that is its arguments. */
  | 'callArguments'
  /** The field of a double, or of a recorded call, that is the first argument. */
  | 'firstArgument'
  | 'lastArgument'
  /** A method of a double that gives all its calls. */
  | 'getCalls'
  /** A method of a double that gives one of its calls. */
  | 'getCall'
  /** The list of a double's calls that is asked for some of them. */
  | 'askedList'
  /** A method of a double's list of calls that gives all of them. */
  | 'askedCalls'
  /** A method of a double's list of calls that gives one of them. */
  | 'askedCall'
  /** A call that gives a recorded call by its number, the first being 0. */
  | 'numbered'
  /** A call behind which a recorded argument may be picked. */
  | 'picked'
  /** Python: the field of a double that is its recorded calls, or one. */
  | 'recordedField'
  /** Python: the one of these that is one call. */
  | 'recordedLastField'
  /** Python: the one of these in which a call's name stands before its arguments. */
  | 'recordedNameField'
  /** Python: the field of a recorded call that is its positional arguments. */
  | 'positionalField'
  /** Python: the field of a recorded call that is its arguments by name. */
  | 'keywordField'
  /** Python: a method of a list that adds one element to it. */
  | 'adding'
  // ---- what is said of it ----
  /** A function that an assertion starts with, given what it speaks of. */
  | 'subject'
  /** One of these that has variants, and a variant: `expect.soft(x)`. */
  | 'variedSubject'
  | 'subjectVariant'
  /** A field that an assertion starts with, on what it speaks of. */
  | 'subjectField'
  /** A function that asserts, by its name alone. */
  | 'asserting'
  /** An assertion about the arguments of a call. */
  | 'calledWith'
  /** One that looks at the first arguments only. */
  | 'calledWithFirst'
  /** One that is given the number of the call before the arguments. */
  | 'nthCalledWith'
  /** Python: an assertion that takes a list of calls. */
  | 'hasCalls'
  /** Python: the name under which that list is given. */
  | 'expectedCallsKeyword'
  /** Python: what makes an expected call. */
  | 'expectedCall'
  /** An assertion that compares a whole value. */
  | 'equality'
  /** An assertion that looks for one element of a list. */
  | 'oneElement'
  /** An assertion that looks for some elements of a list. */
  | 'someElements'
  /** A matcher of a list that has some elements among others. */
  | 'partOfList'
  /** An assertion about how long something is. */
  | 'length'
  /** An assertion that compares a number. */
  | 'number'
  /** A function that looks at a method and does not call it. */
  | 'looking'
  /** A function that calls what it is given with the arguments that stand behind it. */
  | 'calling'
  // ---- what stands for a value ----
  /** A function that stands for some values where a double is told what to expect. */
  | 'matcher'
  /** One of these that is called without arguments, and stands for any value. */
  | 'anyMatcher'
  /** The same as a field or a name, which is not called. */
  | 'anyMatcherField'
  /** A function that is given a call of a double, which it takes for what is expected. */
  | 'recorder'
  // ---- tests themselves ----
  /** A method of a class of tests that runs before each of them, or what marks one as such. */
  | 'settingUp'
  /** Python: what marks a function whose result is handed to parameters of its name. */
  | 'fixture'
  /** It holds the tests of a file together. */
  | 'suite'
  /** A function that runs a test once for each row of a table. */
  | 'table';

/**
 * A test library, with the names of it that are looked for; what else it has plays no part. A name
 * may be a pattern: `returns*` begins so, `mock[A-Z]*` goes on with a capital letter.
 */
export interface TestLibrary {
  readonly library: string;
  readonly names: Readonly<Record<string, readonly NameRole[]>>;
}
