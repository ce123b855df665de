import { describe, expect, it } from 'vitest';
import { written } from '../support/written.js';

/** Methods of a driver that gain a parameter, each in another place. */
const CONTRACT = {
  name: 'machines',
  drivers: { types: ['Driver'], structural: false },
  methods: {
    start: {
      parameters: [
        { name: 'context' },
        { name: 'machine' },
        { name: 'network', optional: true },
        { name: 'disks', optional: true },
      ],
      added: { name: 'quota', position: { after: 'machine' } },
    },
    list: {
      parameters: [{ name: 'pool' }, { name: 'limit', optional: true }],
      added: { name: 'prefix', position: { after: 'pool' }, default: { python: 'None' } },
    },
    stop: {
      parameters: [{ name: 'machine' }, { name: 'network' }, { name: 'disks', optional: true }],
      added: { name: 'force', position: 'last', default: { python: 'False' } },
    },
  },
  values: { names: ['quota', 'prefix', 'force'] },
  tests: { files: ['tests/**'], placeholder: { python: '{}' } },
};

const DRIVER = `class Driver(object):
    def start(self, context, machine, ‹quota, ›network=None, disks=None):
        raise NotImplementedError()

    def list(self, pool, ‹prefix=None, ›limit=None):
        raise NotImplementedError()

    def stop(self, machine, network, disks=None‹, force=False›):
        raise NotImplementedError()
`;

interface Case {
  readonly title: string;
  readonly text: string;
  readonly left?: readonly string[];
}

/** Calls in a function that has what they lack. */
const calls = (title: string, ...lines: readonly string[]): Case => ({
  title,
  text: `def use(d: Driver, context, machine, quota, n, b):\n${lines.map((l) => `    ${l}\n`).join('')}`,
});

const CASES: readonly Case[] = [
  calls(
    'arguments that are given by name say nothing of the others',
    'd.start(context, machine, ‹quota, ›disks=b)',
    'd.start(context, machine, ‹quota, ›network=n, disks=b)',
    'd.start(context, machine, ‹quota, ›n, disks=b)',
    'd.start(context, machine=machine, ‹quota=quota, ›disks=b)',
    'd.start(machine=machine, context=context‹, quota=quota›)',
  ),
  calls(
    'what is unpacked is what it was written as',
    'd.start(*[context, machine‹, quota›])',
    "d.start(**{'context': context, 'machine': machine‹, 'quota': quota›})",
    'd.start(context, **dict(machine=machine‹, quota=quota›))',
    'd.start(context, machine, ‹quota, ›**{"disks": b})',
  ),
  calls(
    'what `partial` is given stands before what is given where that is called',
    'partial(d.start, context)(machine‹, quota›)',
    'later = partial(d.start, context)',
    'later(machine, ‹quota, ›n)',
    'functools.partial(d.start, context=context)(machine=machine‹, quota=quota›)',
    'unbound = partial(Driver.start, d, context)',
    'unbound(machine, ‹quota, ›disks=b)',
    'whole = partial(d.start, context, machine‹, quota›)',
    'whole(n)',
  ),
  {
    title: 'what `partial` gives is only called where it is known',
    text: `def made(d: Driver, context):
    return partial(d.start, context)


def use(d: Driver, context, machine, quota, n):
    later = made(d, context)
    later(machine, n)
    whole = partial(partial(d.start, context), machine)
    whole(‹quota›)
    list(map(partial(d.start, context), [machine]))
`,
    left: [
      'driver.py:13 open: handed on to partial with some of its arguments',
      'driver.py:18 open: what it unpacks may hold the argument, or may not',
      'driver.py:19 open: handed on to partial with some of its arguments',
      'driver.py:21 open: handed on to partial with some of its arguments',
    ],
  },
  calls(
    'the instance of an unbound call is none of the method’s',
    'Driver.start(Driver(), context, machine‹, quota›)',
  ),
  {
    title: 'a default is written only where an argument stands behind it',
    text: `def use(d: Driver, n):
    d.list(n)
    d.list(n, limit='x')
    d.list(n, ‹None, ›'x')
`,
  },
  {
    title:
      '**options take no argument without a name, and hand on no parameter that is written before them',
    text: `class Library(object):
    def start(self, context, machine, ‹quota, ›network=None):
        return machine


class Remote(Driver):
    def __init__(self):
        self.library = Library()

    def start(self, context, machine, ‹quota, ›**options):
        return self.library.start(context, machine, ‹quota, ›**options)
`,
  },
  {
    title: 'behind * the parameter goes by name, and so do its arguments',
    text: `class Strict(Driver):
    def start(self, *, context, machine‹, quota›, **more):
        return super().start(context=context, machine=machine‹, quota=quota›)
`,
  },
  {
    title: 'a short list of a delegate is not filled up with what nobody passes it',
    text: `class Operations(object):
    def stop(self, machine‹, force=False›):
        return machine


class Cloud(Driver):
    def __init__(self):
        self.operations = Operations()

    def stop(self, machine, network, disks=None‹, force=False›):
        self.operations.stop(machine‹, force›)
`,
  },
  {
    title: 'last is last where the order differs, and no name is written twice',
    text: `class Turned(Driver):
    def stop(self, network, machine, own=1, disks=None‹, force=False›):
        return own
`,
  },
  {
    title: 'what does not fit stays as it is',
    text: `class Positional(Driver):
    def start(self, context, machine‹, quota›, /):
        return machine


def use(context, machine, quota):
    Positional().start(context, machine=machine)
`,
    left: ['driver.py:18 open: it passes fewer arguments than the method has parameters'],
  },
  {
    title: 'what somebody else unpacks may hold it, or may not',
    text: `def use(d: Driver, rows, quota):
    for row in rows:
        d.start(*row)
`,
    left: ['driver.py:14 open: what it unpacks may hold the argument, or may not'],
  },
];

describe('add-connector, argument by argument', () => {
  it.each(CASES)('$title', ({ text, left = [] }) => {
    const {
      expected,
      actual,
      left: open,
      again,
    } = written({ 'driver.py': `${DRIVER}\n\n${text}` }, CONTRACT);
    expect(actual).toEqual(expected);
    expect(open).toEqual(left);
    expect(again).toEqual([]);
  });
});
