import { describe, expect, it } from 'vitest';
import type { Files } from '../support/tree.js';
import { written } from '../support/written.js';

/** A store whose `save` gets a `Trace`. */
const CONTRACT = {
  name: 'store',
  drivers: { types: ['Store'], structural: false },
  methods: {
    save: {
      parameters: [
        { name: 'key', types: ['Key'] },
        { name: 'options', optional: true },
      ],
      added: { name: 'trace', type: 'Trace', types: ['Trace'], position: { before: 'options' } },
    },
  },
  values: { names: ['trace'] },
  tests: {
    files: ['**/*.test.*'],
    placeholder: { typescript: '{} as Trace', javascript: '{}', python: '{}' },
  },
};

const TYPES: Files = {
  'types.ts': `export interface Key { id: string }
export interface Trace { span: string }
export interface Store {
  save(key: Key, ‹trace: Trace, ›options?: object): Promise<void>;
}`,
};

interface Form {
  readonly form: string;
  readonly files: Files;
  /** What is left to do; nothing where absent. */
  readonly left?: readonly string[];
  readonly contract?: object;
}

/** A form with one file beside the types. */
function inTypeScript(form: string, text: string, left?: readonly string[]): Form {
  return {
    form,
    files: { ...TYPES, 'a.ts': `import type { Key, Store, Trace } from './types';\n${text}` },
    left,
  };
}

const ASSIGNED: readonly Form[] = [
  inTypeScript(
    'a name that is kept in a table of constants',
    `const STEPS = { keep: 'save', drop: 'remove' };
export const keep = (store: Store, key: Key, trace: Trace) => store[STEPS.keep](key‹, trace›);
export const other = (store: Store, key: Key, step: string) => store[step](key);`,
    ['a.ts:2 open: kept as a text: a.ts:4 calls a method by a name that it works out'],
  ),
  inTypeScript(
    'a member that is put in the place of another hands on what it is given',
    `export function logged(store: Store) {
  const save = store.save;
  store.save = (key, ‹trace, ›options) => save.call(store, key, ‹trace, ›options);
}
export function counted(store: Store) {
  const inner = store.save.bind(store);
  store.save = async function (key: Key, ‹trace: Trace, ›options?: object) { return inner(key, ‹trace, ›options); };
}`,
  ),
  inTypeScript(
    'a function in a call that makes a member hands on what it is given',
    `function retried<A extends unknown[], R>(fn: (...args: A) => R): (...args: A) => R { return fn; }
export class Twice implements Store {
  constructor(private readonly inner: Store) {}
  save = retried(async (key: Key, ‹trace: Trace, ›options?: object) => this.inner.save(key, ‹trace, ›options));
}
export class Late implements Store {
  save: Store['save'];
  constructor(inner: Store) { this.save = (key, ‹trace, ›options) => inner.save(key, ‹trace, ›options); }
}`,
  ),
  inTypeScript(
    'the function behind a name that is put on a driver is the method',
    `async function keep(key: Key, ‹trace: Trace, ›options?: object) {}
const note = async (key: Key, ‹trace: Trace, ›options?: object) => {};
abstract class Base implements Store { abstract save(key: Key, ‹trace: Trace, ›options?: object): Promise<void>; }
export class One extends Base { save = keep; }
One.prototype.save = note;
export class Two extends Base {
  save = this.write.bind(this);
  async write(key: Key, ‹trace: Trace, ›options?: object) {}
  async twice(key: Key, trace: Trace) { await this.write(key‹, trace›); }
}
export function use(store: Store, key: Key, trace: Trace) { store.save = keep; return keep(key‹, trace›); }`,
  ),
  inTypeScript(
    'what is merged into a driver is of its kind',
    `export function over(store: Store): Store {
  return Object.assign(Object.create(store) as Store, {
    save(key: Key, ‹trace: Trace, ›options?: object) { return store.save(key, ‹trace, ›options); },
  });
}
export function named(store: Store): Store {
  const extra = { save: (key: Key, ‹trace: Trace, ›options?: object) => store.save(key, ‹trace, ›options) };
  return Object.assign(store, extra);
}
export function defined(store: Store) {
  Object.defineProperty(store, 'save', { value: async (key: Key, ‹trace: Trace, ›options?: object) => {} });
}`,
  ),
  inTypeScript(
    'what is put on something else is not',
    `class File { async save(key: Key, options?: object) {} }
async function dump(key: Key, options?: object) {}
export function use(file: File, out: { log: unknown }) {
  file.save = dump;
  Object.assign(file, { save: async (key: Key, options?: object) => {} });
  Object.assign(out, { log: 1 });
}`,
  ),
  {
    form: 'a helper in another file is the method, and its callers pass the value',
    files: {
      ...TYPES,
      'keep.ts': `import type { Key‹, Trace› } from './types';\nexport async function keep(key: Key, ‹trace: Trace, ›options?: object) {}`,
      'a.ts': `import type { Store } from './types';\nimport { keep } from './keep';\nexport class One implements Store { save = keep; }`,
      'b.ts': `import type { Key, Trace } from './types';\nimport { keep } from './keep';\nexport const run = (key: Key, trace: Trace) => keep(key‹, trace›);`,
    },
  },
  {
    form: 'in Python: functions that are assigned to a driver, and a method under another name',
    files: {
      'a.py': `class Store(object):
    def save(self, key‹, trace›, options=None):
        raise NotImplementedError()


class Renamed(Store):
    def __init__(self):
        self.inner = Store()

    def write(self, key‹, trace›, options=None):
        return self.inner.save(key, ‹trace, ›options)

    save = write


def patch():
    inner = Store()
    store = Store()

    def keep(key‹, trace›, options=None):
        return inner.save(key, ‹trace, ›options)
    store.save = keep
    return store
`,
    },
  },
];

/**
 * A receiver whose class is told by a type alone: it is given `null`, which a receiver that is not
 * known is not.
 */
const TOLD = { ...CONTRACT, values: { fallback: 'null' } };

function told(form: string, text: string): Form {
  return { ...inTypeScript(form, text.replaceAll('•', '‹, null›')), contract: TOLD };
}

const RECEIVERS: readonly Form[] = [
  told(
    'what comes out of a promise is what its type says',
    `class Deferred<T> { readonly promise: Promise<T> = new Promise(() => {}); }
export interface Held { readonly store: Store }
async function hold(): Promise<Held> { const d = new Deferred<Store>(); return { store: await d.promise }; }
function guess(): Held { return { store: JSON.parse('') }; }
export class Late {
  private readonly ready = new Promise<Store>(() => {});
  async go(key: Key) { (await this.ready).save(key•); const { store } = await hold(); store.save(key•); guess().store.save(key•); }
}`,
  ),
  told(
    'a promise that is made by hand is what it is resolved with',
    `export async function go(store: Store, key: Key) {
  const made = await new Promise((resolve) => setTimeout(() => resolve(store), 1));
  made.save(key•);
}`,
  ),
  told(
    'a proxy is what it is said to be, or stands before',
    `const one = new Proxy<Store>({} as any, {});
const two: Store = new Proxy({}, {});
export function go(store: Store, key: Key, ref: WeakRef<Store>) {
  one.save(key•); two.save(key•); new Proxy(store, {}).save(key•);
  ref.deref()?.save(key•); new WeakRef(store).deref()?.save(key•);
}`,
  ),
  told(
    'a construct signature says what is made, also where its type parameter is given or handed over',
    `interface Maker { new (name: string): Store }
declare const Made: Maker;
declare const Wrapped: new <T>(inner: T) => T;
declare function get<T>(cls: new () => T): T;
function make<T extends object>(cls: new () => T): T { return new cls(); }
class One implements Store { async save(key: Key, ‹trace: Trace, ›options?: object) {} }
export function go(store: Store, key: Key) {
  new Made('x').save(key•); new Wrapped(store).save(key•); new Wrapped<Store>(JSON.parse('')).save(key•);
  get(One).save(key•); make(One).save(key•);
}`,
  ),
  told(
    'what is made of another class is another class',
    `class File { save(key: Key) {} }
declare const Wrapped: new <T>(inner: T) => T;
export async function go(file: File, key: Key) {
  new Proxy(file, {}).save(key); new Wrapped(file).save(key); (await new Promise<File>(() => {})).save(key);
}`,
  ),
];

const PROPERTIES: readonly Form[] = [
  inTypeScript(
    'members that a class declares by a function type alone',
    `export abstract class Base implements Store { abstract save: (key: Key, ‹trace: Trace, ›options?: object) => Promise<void>; }
export class One extends Base { save = async (key: Key, ‹trace: Trace, ›options?: object) => {}; }
export class Two extends Base { declare save: (key: Key, ‹trace: Trace, ›options?: object) => Promise<void>; }
export abstract class Three implements Store {
  readonly save!: { (key: Key, ‹trace: Trace, ›options?: object): Promise<void> };
  go(key: Key, trace: Trace) { return this.save(key‹, trace›); }
}
export interface Four extends Store { save: ((key: Key, ‹trace: Trace, ›options?: object) => Promise<void>) & { id: 1 } }`,
  ),
  inTypeScript(
    'a function type beside a value changes with it',
    `export class One implements Store {
  save: (key: Key, ‹trace: Trace, ›options?: object) => Promise<void> = async (key, ‹trace, ›options) => {};
}
export class Two implements Store {
  save: { (key: Key, ‹trace: Trace, ›options?: object): Promise<void> };
  constructor(inner: Store) { this.save = (key, ‹trace, ›options) => inner.save(key, ‹trace, ›options); }
}
const save: (key: Key, ‹trace: Trace, ›options?: object) => Promise<void> = async (key, ‹trace, ›options) => {};
export const three: Store = { save };`,
  ),
];

/** What the contract says is passed names a value, which has to be imported. */
function naming(
  form: string,
  files: Files,
  left?: readonly string[],
  value = 'Trace.none()',
): Form {
  const values = { names: ['trace'], fallback: value };
  return {
    form,
    files,
    left,
    contract: {
      ...CONTRACT,
      values,
      tests: { files: ['**/tests/**'], placeholder: { python: 'svc.trace.Trace.none()' } },
    },
  };
}

const TRACED: Files = {
  'trace.ts': 'export class Trace { static none() { return new Trace(); } }',
  'store.ts': `import type { Trace } from './trace';
export interface Key { id: string }
export interface Store { save(key: Key, ‹trace: Trace, ›options?: object): void }`,
};

const NAMED: readonly Form[] = [
  naming('by a new import', {
    ...TRACED,
    'a.ts': `import type { Key, Store } from './store';‹\nimport { Trace } from './trace';›\nexport const go = (store: Store, key: Key) => store.save(key‹, Trace.none()›);`,
  }),
  naming('beside what is imported already', {
    ...TRACED,
    'store.ts': `${TRACED['store.ts']}\nexport const LIMIT = 1;`,
    'barrel.ts': "export * from './trace';\nexport * from './store';",
    'a.ts': `import { LIMIT, type Key, type Store‹, Trace› } from './barrel';\nexport const go = (store: Store, key: Key) => store.save(key‹, Trace.none()›, { LIMIT });`,
  }),
  naming('where a type was enough so far', {
    ...TRACED,
    'a.ts': `import type { Key, Store } from './store';
import‹~ type~› { Trace } from './trace';
export const go = (store: Store, key: Key, make: () => Trace) => store.save(key‹, Trace.none()›);`,
    'b.ts': `import {‹~ type~› Trace as T } from './trace';
import type { Key, Store } from './store';
export const go = (store: Store, key: Key, make: () => T) => store.save(key‹, T.none()›);`,
  }),
  naming('and the others of a statement stay types', {
    ...TRACED,
    'trace.ts': `${TRACED['trace.ts']}\nexport interface Span { id: string }`,
    'a.ts': `import‹~ type~› { ‹type ›Span, Trace } from './trace';
import type { Key, Store } from './store';
export const go = (store: Store, key: Key, make: (span: Span) => Trace) => store.save(key‹, Trace.none()›);`,
  }),
  naming(
    'nothing of the language, and nothing that the file has',
    {
      ...TRACED,
      'a.ts': `import type { Key, Store } from './store';\nconst none = 1;\nexport const go = (store: Store, key: Key) => store.save(key‹, Object.freeze({ none, at: Date.now() }) as never›);`,
    },
    [],
    'Object.freeze({ none, at: Date.now() }) as never',
  ),
  naming(
    'nothing that only a type has',
    {
      ...TRACED,
      'a.ts': `import type { Key, Store } from './store';\nexport const go = (store: Store, key: Key) => store.save(key);`,
    },
    ['a.ts:2 open: nothing tells where `Absent` is imported from'],
    'Absent.none()',
  ),
  naming('in CommonJS', {
    'lib/trace.js':
      'class Trace { static none() { return new Trace(); } }\nmodule.exports = { Trace };',
    'lib/store.js': `'use strict';
const { parse } = require("./keys");‹
const { Trace } = require("./trace");›

class Store { save(key‹, trace›, options) {} }
const go = (key, store = new Store()) => store.save(parse(key)‹, Trace.none()›);
module.exports = { Store, go };`,
    'lib/keys.js': 'exports.parse = (key) => key;',
  }),
  naming('in Python, from the module that has it', {
    'svc/__init__.py': '',
    'svc/trace.py': 'class Trace(object):\n    pass\n',
    'svc/store.py': `import os
‹from svc.trace import Trace
›

class Store(object):
    def save(self, key‹, trace›, options=None):
        import sys


def go(key):
    Store().save(key‹, Trace.none()›)
`,
  }),
  naming('in Python, by the way the contract writes, or the file imports', {
    'svc/__init__.py': '',
    'svc/trace.py': 'class Trace(object):\n    pass\n',
    'svc/store.py':
      'class Store(object):\n    def save(self, key‹, trace›, options=None):\n        pass\n',
    'svc/tests/test_a.py': `from svc import store
‹import svc.trace
›

def test_go():
    store.Store().save('k'‹, svc.trace.Trace.none()›)
`,
    'svc/tests/test_b.py': `from svc import store
from svc import trace as tracing


def test_go():
    tracing.Trace()
    store.Store().save('k'‹, tracing.Trace.none()›)
`,
  }),
  naming(
    'in Python, not where the module imports this one',
    {
      'svc/__init__.py': '',
      'svc/trace.py': 'from svc import store\n\n\nclass Trace(object):\n    pass\n',
      'svc/store.py': `class Store(object):
    def save(self, key‹, trace›, options=None):
        pass


def go(key):
    Store().save(key)
`,
    },
    ['svc/store.py:7 open: `Trace` cannot be imported here: its module imports this one'],
  ),
];

/** A test of something that is told what to expect of a store. */
function testing(form: string, text: string, left?: readonly string[]): Form {
  return {
    form,
    files: { ...TYPES, 'a.test.ts': `import type { Store } from './types';\n${text}` },
    left,
  };
}

const MATCHERS: readonly Form[] = [
  testing(
    'a call that is taken down gets a matcher beside matchers',
    `import { anything, deepEqual, instance, mock, verify, when } from 'ts-mockito';
it('saves', async () => {
  const mocked: Store = mock();
  when(mocked.save(anything()‹, anything()›)).thenResolve();
  verify(mocked.save(deepEqual({ id: 'k' })‹, anything()›)).once();
});`,
  ),
  testing(
    'by whichever library',
    `import * as td from 'testdouble';
import { It, Mock, Times } from 'typemoq';
it('saves', async () => {
  const double: Store = td.object();
  td.when(double.save(td.matchers.anything()‹, td.matchers.anything()›)).thenResolve(undefined);
  const mock = Mock.ofType<Store>();
  mock.setup((x: Store) => x.save(It.isAny()‹, It.isAny()›)).returns(async () => {});
});`,
  ),
  testing(
    'or what the test has at hand',
    `import { anything, mock, when } from 'ts-mockito';
it('saves', async () => {
  const trace = { span: 's' };
  const mocked: Store = mock();
  when(mocked.save(anything()‹, trace›)).thenResolve();
});`,
  ),
  testing(
    'without a matcher for any value it is open',
    `import { deepEqual, mock, verify, when } from 'ts-mockito';
it('saves', async () => {
  const mocked: Store = mock();
  when(mocked.save({ id: 'k' })).thenResolve();
  verify(mocked.save(deepEqual({ id: 'k' }))).once();
});`,
    [
      'a.test.ts:5 open: what is recorded is compared with what is passed, and nothing is in scope',
      'a.test.ts:6 open: a matcher stands beside it, and none for any value is in sight',
    ],
  ),
  testing(
    'expectations of recorded calls get one, too',
    `it('saves', async () => {
  const store = {} as Store;
  const spy = vi.spyOn(store, 'save');
  expect(spy).toHaveBeenCalledWith(expect.anything()‹, expect.anything()›);
  sinon.assert.calledWithExactly(store.save, sinon.match.any‹, sinon.match.any›);
});`,
  ),
  {
    form: 'in Python',
    files: {
      'store.py':
        'class Store(object):\n    def save(self, key‹, trace›, options=None):\n        pass\n',
      'tests/store.test.py': `from unittest import mock
from store import Store


def test_save():
    double = mock.patch.object(Store, 'save').start()
    double.assert_called_once_with(mock.ANY‹, mock.ANY›)
`,
    },
  },
];

const WRAPPERS: readonly Form[] = [
  inTypeScript(
    'what a decorator puts in the place of a method states its arguments',
    `function logged(_target: unknown, _key: string, descriptor: PropertyDescriptor) {
  const original = descriptor.value;
  descriptor.value = async function (this: Store, key: Key, ‹trace: Trace, ›options?: object) { return original.call(this, key, ‹trace, ›options); };
}
function timed(level: string) {
  return (method: (key: Key, ‹trace: Trace, ›options?: object) => Promise<void>, _: ClassMethodDecoratorContext) =>
    async function (this: Store, key: Key, ‹trace: Trace, ›options?: object) { return method.apply(this, [key, ‹trace, ›options]); };
}
function free(method: (...args: unknown[]) => unknown) { return function (...args: unknown[]) { return method(...args); }; }
export class One implements Store { @logged async save(key: Key, ‹trace: Trace, ›options?: object) {} }
export class Two implements Store { @timed('x') @free async save(key: Key, ‹trace: Trace, ›options?: object) {} }`,
  ),
  inTypeScript(
    'and a wrapper',
    `const traced = (fn: (key: Key, ‹trace: Trace, ›options?: object) => Promise<void>) => (key: Key, ‹trace: Trace, ›options?: object) => fn(key, ‹trace, ›options);
async function keep(key: Key, ‹trace: Trace, ›options?: object) {}
export class One implements Store { save = traced(async (key: Key, ‹trace: Trace, ›options?: object) => {}); }
export const two: Store = { save: traced(keep) };`,
  ),
  inTypeScript(
    'one that is put around something else as well is open',
    `function logged(fn: any, _: unknown) { return async function (key: Key, options?: object) { return fn(key, options); }; }
export class One implements Store {
  @logged async save(key: Key, ‹trace: Trace, ›options?: object) {}
  @logged async drop(key: Key, options?: object) {}
}`,
    ['a.ts:2 open: it is put in the place of One.drop too', 'a.ts:2 open: logged is left as it is'],
  ),
  {
    form: 'in Python, behind what it runs on',
    files: {
      'a.py': `import functools


def logged(level):
    def outer(fn):
        @functools.wraps(fn)
        def wrapper(self, key‹, trace›, options=None):
            return fn(self, key, ‹trace, ›options)
        return wrapper
    return outer


class Store(object):
    @logged('info')
    def save(self, key‹, trace›, options=None):
        pass
`,
    },
  },
];

const FIELDS: readonly Form[] = [
  inTypeScript(
    'a field that is named or typed as the value is at hand',
    `export class One { constructor(private readonly trace: Trace) {} go(store: Store, key: Key) { store.save(key‹, this.trace›); } }
export class Two { #span: Trace = { span: 's' }; go(store: Store, key: Key) { [key].forEach((k) => store.save(k‹, this.#span›)); } }
class Base { protected readonly trace!: Trace; }
export class Three extends Base { go(store: Store, key: Key) { store.save(key‹, this.trace›); } }`,
  ),
  inTypeScript(
    'but not one that may be missing, is private to a base, or of another object',
    `class Base { private readonly trace!: Trace; }
export class One extends Base { go(store: Store, key: Key) { store.save(key); } }
export class Two { trace?: Trace; go(store: Store, key: Key) { store.save(key); } }
export class Three { one!: Trace; two!: Trace; go(store: Store, key: Key) { store.save(key); } }
export class Four { trace!: Trace; go(store: Store, key: Key) { return function () { store.save(key); }; } static go(store: Store, key: Key) { store.save(key); } }`,
    [
      'a.ts:3 open: no trace is in scope',
      'a.ts:4 open: `this.trace` may be undefined',
      'a.ts:5 open: several fields may be it: this.one, this.two',
      'a.ts:6 open: no trace is in scope',
      'a.ts:6 open: no trace is in scope',
    ],
  ),
  {
    form: 'in Python',
    files: {
      'a.py': `class Store(object):
    def save(self, key‹, trace›, options=None):
        pass


class Base(object):
    def __init__(self, trace):
        self.trace = trace


class Clerk(Base):
    def go(self, key):
        store = Store()
        store.save(key‹, self.trace›)
`,
    },
  },
];

const LINE_ENDS: readonly Form[] = [
  inTypeScript(
    'a line that is put in ends as those around it',
    `export class One implements Store {\n  /**\r\n   * @param key what\r\n‹   * @param trace\r\n›   */\r\n  async save(\r\n    key: Key,\r\n‹    trace: Trace,\r\n›    options?: object,\r\n  ) {}
}
export const go = (store: Store, key: Key, trace: Trace) => store.save(\r\n  key,\r\n‹  trace,\r\n›);\nexport const two = (store: Store, key: Key, trace: Trace) => store.save(
  key,‹
  trace,›
);`,
  ),
];

function documenting(form: string, type: string, line: string, more: Files = {}): Form {
  const text = `class Store {\n  /**\n   * @param ${type}key what\n‹   * @param ${line}\n›   */\n  save(key‹, trace›, options) {}\n}\nmodule.exports = { Store };`;
  return { form, files: { ...more, 'store.js': text } };
}

const DOCUMENTED: readonly Form[] = [
  documenting('a type that the file cannot know is not named', '{string} ', 'trace'),
  documenting('an object is one, as beside it', '{Object} ', '{Object} trace'),
  documenting(
    'a type of the tree is named with its module',
    '{string} ',
    "{import('./types.js').Trace} trace",
    {
      'types.ts': 'export interface Trace { span: string }',
    },
  ),
  documenting('where names stand for themselves, it does', '{Key} ', '{Trace} trace'),
];

const CALLBACKS = {
  name: 'queue',
  drivers: { types: ['Queue'], structural: false },
  methods: {
    pushJob: {
      parameters: [{ name: 'job' }, { name: 'lane' }],
      added: { name: 'trace', type: 'Trace' },
    },
  },
  values: { names: ['trace'] },
};

const QUEUE = `var util = require('util');
function Queue() {}
Queue.prototype.pushJob = function (job, lane, ‹trace, ›done) { done(); };
`;

const BOUND: readonly Form[] = [
  inTypeScript(
    'what `bind` is given stands before what is given where that is called',
    `export function keep(store: Store, key: Key, trace: Trace, options: object) {
  store.save.bind(store, key)(‹trace, ›options);
  const later = store.save.bind(store);
  const sooner = later.bind(undefined, key);
  sooner(‹trace, ›options);
}`,
  ),
  {
    form: 'the base that `inherits` notes down',
    contract: CALLBACKS,
    files: {
      'queue.js': `${QUEUE}function Lane() { Lane.super_.call(this); }
util.inherits(Lane, Queue);
Lane.prototype.pushJob = function (job, lane, ‹trace, ›done) {
  Lane.super_.prototype.pushJob.call(this, job, lane, ‹trace, ›function () { done(); });
};`,
    },
  },
  {
    form: 'a callback behind the arguments of nobody knows whom',
    contract: CALLBACKS,
    files: {
      'queue.js': `${QUEUE}exports.run = function (queues, trace) {
  queues.first().pushJob(1, 2, function () {});
  queues.first().pushJob(1, () => {});
};`,
    },
    left: [
      'queue.js:5 open: another argument stands in its place',
      'queue.js:6 open: nothing is known of the parameter `queues`, and its arguments could be those of the method',
    ],
  },
];

const STORE = `class Store(object):
    def save(self, key, ‹trace, ›options=None):
        raise NotImplementedError()


`;

const DECORATED: readonly Form[] = [
  inTypeScript(
    'a class that a decorator puts in the place of another',
    `function counted(base: any): any {
  return class extends base {
    async save(key: Key, ‹trace: Trace, ›options?: object) { return super.save(key, ‹trace, ›options); }
  };
}
@counted
export class Plain implements Store { async save(key: Key, ‹trace: Trace, ›options?: object) {} }`,
  ),
  inTypeScript(
    'a member that a decorator puts on a class',
    `function logged(target: any) {
  const save = target.prototype.save;
  target.prototype.save = async function (key: Key, ‹trace: Trace, ›options?: object) { return save.call(this, key, ‹trace, ›options); };
}
@logged
export class Plain implements Store { async save(key: Key, ‹trace: Trace, ›options?: object) {} }`,
  ),
  {
    form: 'a Python class that a decorator puts in the place of another',
    files: {
      'a.py': `${STORE}def counted(cls):
    class Counted(cls):
        def save(self, key, ‹trace, ›options=None):
            return super().save(key, ‹trace, ›options)
    return Counted


@counted
class Plain(Store):
    def save(self, key, ‹trace, ›options=None):
        pass
`,
    },
  },
  {
    form: 'a function that a decorator of Python puts on a class',
    files: {
      'a.py': `${STORE}def logged(level):
    def around(cls):
        inner = cls.save

        @functools.wraps(inner)
        def save(self, key, ‹trace, ›options=None):
            return inner(self, key, ‹trace, ›options)
        cls.save = save
        return cls
    return around


@logged('info')
class Plain(Store):
    def save(self, key, ‹trace, ›options=None):
        pass
`,
    },
  },
  {
    form: 'a decorator that is put on something else too',
    files: {
      'a.py': `${STORE}def counted(cls):
    class Counted(cls):
        def save(self, key, options=None):
            return super().save(key, options)
    return Counted


@counted
class Plain(Store):
    def save(self, key, ‹trace, ›options=None):
        pass


@counted
class Form(object):
    def save(self, key, options=None):
        pass
`,
    },
    left: ['a.py:8 open: it is put in the place of Form too'],
  },
];

const LISTS: readonly Form[] = [
  {
    form: 'what fills up a list has the types of the list that it overrides, imported as the tree does',
    contract: {
      name: 'queue',
      drivers: { types: ['Queue'], structural: false },
      methods: {
        pushJob: {
          parameters: [{ name: 'job' }, { name: 'lanes' }, { name: 'flow' }],
          added: { name: 'trace', type: 'Trace' },
        },
      },
    },
    files: {
      'types.ts': 'export interface Job { id: string }\nexport interface Trace { span: string }\n',
      'queue.ts': `import { Job‹, Trace› } from './types';
import { Flow } from 'flows';
export interface Queue { pushJob(job: Job, lanes: string[], flow: Map<string, Flow | undefined>‹, trace: Trace›): void }`,
      'a.ts': `import { Queue } from './queue';
‹import { Job, Trace } from './types';
import { Flow } from 'flows';
›export class Silent implements Queue { pushJob(‹_job: Job, _lanes: string[], _flow: Map<string, Flow | undefined>, trace: Trace›): void {} }`,
    },
  },
  inTypeScript(
    'another list of the method is not the contract’s, and what may call it is open',
    `export class Query { text = ''; }
export interface Twofold extends Store {
  save(key: Key, ‹trace: Trace, ›options?: object): Promise<void>;
  save(query: Query): Promise<void>;
}
export function keep(store: Twofold, key: Key, trace: Trace, query: Query, options: object) {
  store.save(key, ‹trace, ›options);
  store.save(query);
}`,
    [
      'a.ts:5 open: it is another list than the contract’s',
      'a.ts:9 open: another list of the method takes these arguments too',
    ],
  ),
  {
    form: 'in Python too',
    files: {
      'a.py': `class Store(object):
    @overload
    def save(self, key, ‹trace, ›options=None): ...

    @overload
    def save(self, query): ...

    def save(self, key, ‹trace, ›options=None):
        pass
`,
    },
    left: ['a.py:6 open: it is another list than the contract’s'],
  },
];

describe.each([
  ['lists', LISTS],
  ['bound', BOUND],
  ['decorated', DECORATED],
  ['assigned', ASSIGNED],
  ['receivers', RECEIVERS],
  ['properties', PROPERTIES],
  ['values that are named', NAMED],
  ['matchers', MATCHERS],
  ['wrappers', WRAPPERS],
  ['fields', FIELDS],
  ['line ends', LINE_ENDS],
  ['documented types', DOCUMENTED],
] as const)('forms of code: %s', (_, forms) => {
  it.each(forms)('$form', ({ files, left = [], contract = CONTRACT }) => {
    const { expected, actual, left: found, again } = written(files, contract);
    expect(actual).toEqual(expected);
    expect(found).toEqual(left);
    expect(again).toEqual([]);
  });
});
