"""rope's change_signature on a tree: what an IDE would do.

Usage: change_signature.py TREE CHANGES.json. Prints the CPU seconds and megabytes it took.
"""
import json
import resource
import sys

from rope.base.project import Project
from rope.refactor import change_signature

root, changes = sys.argv[1], json.load(open(sys.argv[2]))
# A tree of 2015 has files that only Python 2 reads: rope gives up at the first unless it is told to leave them out.
project = Project(root, ropefolder=None, ignore_syntax_errors=True)
try:
    for change in changes:
        module = project.get_resource(change['file'])
        text = module.read()
        start = text.index('class %s(' % change['class'])
        offset = text.index('def %s(' % change['method'], start) + len('def ')
        refactoring = change_signature.ChangeSignature(project, module, offset)
        adder = change_signature.ArgumentAdder(
            change['index'], change['name'],
            default=change.get('default'), value=change['value'])
        project.do(refactoring.get_changes([adder], in_hierarchy=True))
finally:
    project.close()

usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({'cpu': usage.ru_utime + usage.ru_stime,
                  'megabytes': usage.ru_maxrss / 1024}))
