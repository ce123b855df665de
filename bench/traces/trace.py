"""Runs a driver before and after a step on a double, and compares what it did.

    python3 bench/traces/trace.py SPEC.json BEFORE AFTER

SPEC.json: [{"file", "class", "creates", "initializes", "arguments": {"volume": ..., "connector": ...},
"found": {question: what makes it}, "values": {question: its answer where it was made},
"missing": the error that a question raises where nothing was made, "conflicts": {creation: the error
that it raises where it was made}, "once": creations that look first themselves}].

Before: `initializes` alone. After: `creates`, then `initializes`, on a double that keeps its state. The
effects of both methods together have to be those of the one, in the same order; result, class of
the error and fields have to be the same. One scenario has no failure, and one for each method of the
double has that one fail. Only the class, with those above it in its file, is taken out of the file: whatever else
it names is a double, so nothing of the driver's surroundings has to be installed.
Exit codes: 0 all are equal, 1 some differ, 2 could not run.
"""
import ast
import builtins
import copy
import json
import pathlib
import sys
import types


class Made(str):
    """A value that a double gave: it has whatever is asked of it."""

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Made(f'{self}.{name}')

    def __getitem__(self, key):
        return Made(f'{self}[{key}]')

    def __call__(self, *args, **kwargs):
        return Made(f'{self}()')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def __iter__(self):
        return iter([])

    def __int__(self):
        return 1


class Errors:
    """A module of errors: each name is a class of its own."""

    def __init__(self):
        self.known = {}

    def __getattr__(self, name):
        return self.known.setdefault(name, type(name, (Exception,), {
            '__init__': lambda self, *args, **kwargs: Exception.__init__(self, *args)}))


class Failure(Exception):
    """What a callee of a scenario raises."""


class World:
    """What the double knows, and what was done to it."""

    def __init__(self, spec, errors, failing=None):
        self.spec, self.errors, self.failing = spec, errors, failing
        self.made, self.effects, self.asked = set(), [], set()

    def called(self, name, args, kwargs):
        self.asked.add(name)
        if name == self.failing:
            raise Failure(name)
        found = self.spec.get('found', {})
        if name in found:
            if found[name] in self.made:
                return copy.deepcopy(self.spec.get('values', {}).get(name, f'value of {found[name]}'))
            if name in self.spec.get('empty', {}):
                return copy.deepcopy(self.spec['empty'][name])
            if self.spec.get('missing'):
                raise getattr(self.errors, self.spec['missing'])(name)
            return None
        if name in self.spec['makes']:
            if name in self.spec.get('conflicts', {}) and name in self.made:
                raise getattr(self.errors, self.spec['conflicts'][name])(name)
            if name in self.spec.get('once', []) and name in self.made:
                return f'value of {name}'
            self.effects.append([name, repr(args), repr(sorted(kwargs.items()))])
            self.made.add(name)
            return f'value of {name}'
        return copy.deepcopy(self.spec.get('answers', {}).get(name, Made(f'{name}()')))


class Double:
    def __init__(self, world, name=''):
        self.__dict__.update(_world=world, _name=name)

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return Double(self._world, name)

    def __repr__(self):
        return f'<{self._name}>'

    def __call__(self, *args, **kwargs):
        return self._world.called(self._name, args, kwargs)


class Names(dict):
    """What a file names and nobody has: modules, errors, functions."""

    def __init__(self, errors):
        super().__init__(__builtins__=builtins, __name__='traced')
        self.errors = errors

    def __missing__(self, name):
        if hasattr(builtins, name):
            return getattr(builtins, name)
        if 'exception' in name.lower() and name.islower():
            return self.errors
        if name[:1].isupper() and not name.isupper():
            return getattr(self.errors, name)
        return Made(name)


def class_in(file, name, errors, creates):
    """The class, with those above it that stand in the same file; without decorators of methods."""
    tree = ast.parse(file.read_text())
    known = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    wanted, waiting = [], [name]
    while waiting:
        node = known[waiting.pop()]
        wanted.insert(0, node)
        waiting += [b.id for b in node.bases if isinstance(b, ast.Name) and b.id in known]
    helpers = [known[n] for n in known if known[n] not in wanted]
    for node in [*helpers, *wanted]:
        node.bases = [b for b in node.bases if isinstance(b, ast.Name) and b.id in known] or [
            ast.Name('Above', ast.Load())]
        node.decorator_list, node.keywords = [], []
        for part in node.body:
            if isinstance(part, ast.FunctionDef) and not any(
                    getattr(d, 'id', '') in ('property', 'staticmethod', 'classmethod')
                    for d in part.decorator_list):
                part.decorator_list = []
    names = Names(errors)
    # What is inherited from elsewhere does nothing.
    names['Above'] = type('Above', (), {creates: lambda *args: None})
    module = ast.fix_missing_locations(ast.Module([*helpers, *wanted], []))
    code = compile(module, str(file), 'exec')
    exec(code, names)
    return names[name]


def instance(cls, world, spec):
    """An object of the class that was never initialized: what it lacks is the double's."""
    def missing(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        if name in spec.get('fields', {}):
            return spec['fields'][name]
        return Double(world, name)

    below = type('Below', (cls,), {'__getattr__': missing})
    one = below.__new__(below)
    for name, inner in spec.get('holds', {}).items():
        held = class_in(spec['path'], inner, world.errors, spec['creates'])
        one.__dict__[name] = instance(held, world, {**spec, 'holds': {}})
    return one


def run(spec, folder, steps, failing):
    errors = Errors()
    spec = {**spec, 'path': folder / spec['file']}
    world = World(spec, errors, failing)
    cls = class_in(spec['path'], spec['class'], errors, spec['creates'])
    one = instance(cls, world, spec)
    told = {'effects': [], 'late': [], 'result': None, 'error': None}
    given = copy.deepcopy(spec['arguments'])
    volume = types.SimpleNamespace(**given['volume']) if spec.get('attributes') else given['volume']
    for step in steps:
        before = len(world.effects)
        args = [volume, given['connector']]
        try:
            told['result'] = getattr(one, step)(*(['context', *args] if step == spec['creates'] else args))
        except Exception as error:
            told['error'] = type(error).__name__ + str(error)
        if step == spec['initializes'] and len(steps) > 1:
            told['late'] = world.effects[before:]
        if told['error']:
            break
    told['effects'] = world.effects
    told['result'] = repr(told['result']) if not told['error'] else None
    told['fields'] = sorted(k for k in vars(one) if k not in spec.get('holds', {}))
    return told, world.asked


def compare(spec, before, after):
    steps = [spec['creates'], spec['initializes']]
    _, asked = run(spec, before, steps[1:], None)
    found = []
    for failing in [None, *sorted(asked)]:
        old, _ = run(spec, before, steps[1:], failing)
        new, _ = run(spec, after, steps, failing)
        late = new.pop('late')
        old.pop('late')
        if old != new:
            found.append({'failing': failing, 'old': old, 'new': new, 'late': late})
    return len(asked) + 1, found


def main(spec_file, before, after):
    specs = json.loads(pathlib.Path(spec_file).read_text())
    total = 0
    is_equal = True
    for spec in specs:
        count, found = compare(spec, pathlib.Path(before), pathlib.Path(after))
        total += count
        is_equal = is_equal and not found
        print(f"{spec['class']}: {count} scenarios, {len(found)} differ")
        for one in found:
            print(json.dumps(one, indent=2))
    print(f'{len(specs)} drivers, {total} scenarios: {"equal" if is_equal else "NOT EQUAL"}')
    return 0 if is_equal else 1


if __name__ == '__main__':
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
