"""Prints what Python's own parser and symbol table say of files: one line of JSON for each path read from standard input.

Offsets are UTF-16 code units from the start of the text, a byte order mark counted, as in the facts. Only 3.12 and
newer place what stands in f-strings exactly.
"""

import ast
import bisect
import json
import re
import sys
import symtable
import warnings

warnings.simplefilter('ignore')
sys.setrecursionlimit(20000)

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Text:
    def __init__(self, whole):
        self.shift = 1 if whole.startswith('\ufeff') else 0
        self.source = whole[self.shift:]
        self.lines = re.findall(r'[^\r\n]*(?:\r\n|\r|\n|$)', self.source)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.is_ascii = [line.isascii() for line in self.lines]
        self.astral = [i for i, c in enumerate(self.source) if c > '\uffff']

    def index(self, line, column):
        """An index into `source` from a line (1-based) and a column in UTF-8 bytes."""
        if not self.is_ascii[line - 1]:
            column = len(self.lines[line - 1].encode()[:column].decode())
        return self.starts[line - 1] + column

    def start(self, node):
        return self.index(node.lineno, node.col_offset)

    def end(self, node):
        return self.index(node.end_lineno, node.end_col_offset)

    def utf16(self, index):
        return index + bisect.bisect_left(self.astral, index) + self.shift

    def written(self, node):
        return self.source[self.start(node):self.end(node)]


class Inlined:
    """A comprehension that has no table of its own, since 3.12."""

    def __init__(self, node):
        self.targets = {n.id for g in node.generators for n in ast.walk(g.target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


class Reader(ast.NodeVisitor):
    """Walks in the order in which CPython makes its symbol tables, so that scopes on one line are told apart."""

    def __init__(self, text, tree, table):
        self.text = text
        self.tables = [(table, 0, None)]
        self.unused = {}
        self.in_annotation = 0
        self.out = {'functions': [], 'lambdas': [], 'classes': [], 'calls': [], 'imports': [], 'attributes': [], 'names': []}
        self.visit(tree)

    def at(self, index):
        return self.text.utf16(index)

    # Scopes

    def enter(self, node, name, start):
        table = next(t for t, _, _ in reversed(self.tables) if not isinstance(t, Inlined))
        if id(table) not in self.unused:
            self.unused[id(table)] = list(table.get_children())
        waiting = self.unused[id(table)]
        # Type parameters have a table of their own around that of what they belong to.
        for index, child in enumerate(waiting):
            if child.get_name() == name and child.get_lineno() == node.lineno:
                del waiting[index]
                self.tables.append((child, start, node))
                return
        raise LookupError(f'no table for {name} in line {node.lineno}')

    def leave(self):
        self.tables.pop()

    def owner(self, name):
        """Where the scope starts that a name belongs to; -1 where nothing declares it."""
        depth = len(self.tables) - 1
        mangled = self.mangled(name)
        while isinstance(self.tables[depth][0], Inlined):
            if name in self.tables[depth][0].targets:
                return self.tables[depth][1]
            depth -= 1
        symbol = self.tables[depth][0].lookup(mangled)
        if not symbol.is_global() and symbol.is_free():
            depth -= 1
            while depth > 0:
                table = self.tables[depth][0]
                if isinstance(table, Inlined):
                    if name in table.targets:
                        return self.tables[depth][1]
                elif table.get_type() != 'class':
                    try:
                        if table.lookup(mangled).is_local():
                            return self.tables[depth][1]
                    except KeyError:
                        pass
                depth -= 1
            return -2
        if symbol.is_local() and not symbol.is_global():
            return self.tables[depth][1]
        try:
            top = self.tables[0][0].lookup(mangled)
            return 0 if top.is_assigned() or top.is_imported() or top.is_namespace() or self.declared(mangled) else -1
        except KeyError:
            return 0 if self.declared(mangled) else -1

    def declared(self, name):
        """Whether any function assigns the name as a global."""
        if not hasattr(self, 'globals'):
            self.globals = set()
            todo = [self.tables[0][0]]
            while todo:
                table = todo.pop()
                todo += table.get_children()
                self.globals |= {s.get_name() for s in table.get_symbols() if s.is_declared_global() and (s.is_assigned() or s.is_imported() or s.is_namespace())}
        return name in self.globals

    def mangled(self, name):
        if not name.startswith('__') or name.endswith('__'):
            return name
        for table, _, node in reversed(self.tables):
            if isinstance(node, ast.ClassDef):
                return '_' + node.name.lstrip('_') + name if node.name.strip('_') else name
        return name

    # Names

    def name(self, name, index, kind):
        if self.in_annotation:
            return
        try:
            owner = self.owner(name)
        except KeyError:
            owner = -3
        self.out['names'].append([name, self.at(index), owner, kind])

    def visit_Name(self, node):
        self.name(node.id, self.text.start(node), type(node.ctx).__name__)

    # Definitions

    def parameters(self, a):
        plain = a.posonlyargs + a.args
        defaults = [None] * (len(plain) - len(a.defaults)) + a.defaults
        found = [self.parameter('', p, d) for p, d in zip(plain, defaults)]
        if a.vararg:
            found.append(self.parameter('*', a.vararg, None))
        found += [self.parameter('k', p, d) for p, d in zip(a.kwonlyargs, a.kw_defaults)]
        if a.kwarg:
            found.append(self.parameter('**', a.kwarg, None))
        return found

    def parameter(self, kind, p, default):
        annotation = self.text.written(p.annotation) if p.annotation else None
        return [kind, p.arg, self.at(self.text.start(p)), default is not None, annotation]

    def visit_defaults(self, a):
        for default in a.defaults + [d for d in a.kw_defaults if d]:
            self.visit(default)

    def visit_annotations(self, nodes):
        self.in_annotation += 1
        for node in nodes:
            if node:
                self.visit(node)
        self.in_annotation -= 1

    def declare_parameters(self, a):
        for p in a.posonlyargs + a.args + [a.vararg] + a.kwonlyargs + [a.kwarg]:
            if p:
                self.name(p.arg, self.text.start(p), 'Param')

    def visit_body(self, node):
        for part in node.body:
            self.visit(part)

    def name_of(self, node):
        """Where the name of a definition stands, and where the definition starts with its decorators."""
        start = self.text.start(node)
        word = re.compile(r'(?:async(?:\s|\\\r?\n)+)?(?:def|class)(?:\s|\\\r?\n)+').match(self.text.source, start)
        if node.decorator_list:
            start = self.text.source.rindex('@', 0, self.text.start(node.decorator_list[0]))
        return word.end(), self.at(start)

    def visit_FunctionDef(self, node):
        at, start = self.name_of(node)
        a = node.args
        self.name(node.name, at, 'Def')
        self.out['functions'].append([node.name, self.at(at), isinstance(node, ast.AsyncFunctionDef), self.parameters(a), self.at(self.text.end(node))])
        generic = getattr(node, 'type_params', None)
        self.visit_defaults(a)
        if not generic:
            self.visit_annotations([p.annotation for p in a.posonlyargs + a.args + [a.vararg] + a.kwonlyargs + [a.kwarg] if p] + [node.returns])
        for decorator in node.decorator_list:
            self.visit(decorator)
        if generic:
            self.enter(node, node.name, start)
            self.visit_annotations(generic + [p.annotation for p in a.posonlyargs + a.args + [a.vararg] + a.kwonlyargs + [a.kwarg] if p] + [node.returns])
        self.enter(node, node.name, start)
        self.declare_parameters(a)
        self.visit_body(node)
        self.leave()
        if generic:
            self.leave()

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        start = self.at(self.text.start(node))
        self.out['lambdas'].append([start, self.parameters(node.args)])
        self.visit_defaults(node.args)
        self.enter(node, 'lambda', start)
        self.declare_parameters(node.args)
        self.visit(node.body)
        self.leave()

    def visit_ClassDef(self, node):
        at, start = self.name_of(node)
        self.name(node.name, at, 'Def')
        self.out['classes'].append([node.name, self.at(at), [self.text.written(b) for b in node.bases], self.at(self.text.end(node))])
        generic = getattr(node, 'type_params', None)
        if generic:
            for decorator in node.decorator_list:
                self.visit(decorator)
            self.enter(node, node.name, start)
            self.visit_annotations(generic)
        for part in node.bases + node.keywords + ([] if generic else node.decorator_list):
            self.visit(part)
        self.enter(node, node.name, start)
        self.visit_body(node)
        self.leave()
        if generic:
            self.leave()

    def visit_TypeAlias(self, node):
        self.name(node.name.id, self.text.start(node.name), 'Store')

    def visit_comprehension_scope(self, node):
        first, *others = node.generators
        self.visit(first.iter)
        kind = {ast.ListComp: 'listcomp', ast.SetComp: 'setcomp', ast.DictComp: 'dictcomp', ast.GeneratorExp: 'genexpr'}[type(node)]
        start = self.at(self.text.start(node))
        try:
            self.enter(node, kind, start)
        except LookupError:
            self.tables.append((Inlined(node), start, node))
        self.visit(first.target)
        for condition in first.ifs:
            self.visit(condition)
        for generator in others:
            self.visit(generator.target)
            self.visit(generator.iter)
            for condition in generator.ifs:
                self.visit(condition)
        if isinstance(node, ast.DictComp):
            self.visit(node.value)
            self.visit(node.key)
        else:
            self.visit(node.elt)
        self.leave()

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_comprehension_scope

    # Uses

    def visit_Call(self, node):
        func = node.func
        name, at = None, self.text.start(func)
        if isinstance(func, ast.Name):
            name = func.id
        elif isinstance(func, ast.Attribute):
            name, at = func.attr, self.text.end(func) - len(func.attr)
        on_string = isinstance(func, ast.Attribute) and isinstance(func.value, (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Call))
        self.out['calls'].append([
            name, self.at(at), self.at(self.text.start(node)), self.at(self.text.end(node)),
            [[self.at(self.text.start(a)), self.at(self.text.end(a))] for a in node.args], [k.arg for k in node.keywords], on_string])
        self.generic_visit(node)

    def visit_Import(self, node):
        for a in node.names:
            self.out['imports'].append([a.name, '*', a.asname or a.name.split('.')[0], self.at(self.text.start(node))])

    def visit_ImportFrom(self, node):
        if node.module == '__future__':
            return
        for a in node.names:
            self.out['imports'].append(['.' * node.level + (node.module or ''), a.name, a.asname or a.name, self.at(self.text.start(node))])

    def visit_Attribute(self, node):
        if isinstance(node.ctx, ast.Store):
            self.out['attributes'].append([node.attr, self.at(self.text.end(node) - len(node.attr))])
        self.generic_visit(node)

    def visit_AugAssign(self, node):
        if isinstance(node.target, ast.Attribute):
            self.visit(node.target.value)
        else:
            self.visit(node.target)
        self.visit(node.value)

    def visit_AnnAssign(self, node):
        self.visit(node.target)
        self.visit_annotations([node.annotation])
        if node.value:
            self.visit(node.value)


def read(path):
    try:
        with open(path, 'rb') as file:
            whole = file.read().decode()
    except UnicodeDecodeError:
        return {'skipped': 'encoding'}
    text = Text(whole)
    try:
        tree = ast.parse(text.source)
        table = symtable.symtable(text.source, path, 'exec')
    except (SyntaxError, ValueError) as error:
        return {'skipped': 'syntax', 'why': str(error)}
    return Reader(text, tree, table).out


print(json.dumps({'version': sys.version.split()[0]}))
for line in sys.stdin:
    try:
        print(json.dumps(read(line.rstrip('\n'))))
    except (LookupError, RecursionError, IndexError) as error:
        print(json.dumps({'skipped': 'oracle', 'why': repr(error)}))
