"""rope's change_signature on a tree: what an IDE would do. Usage: change_signature.py TREE CHANGES.json"""
import json
import sys

from rope.base.project import Project
from rope.refactor import change_signature

root, changes = sys.argv[1], json.load(open(sys.argv[2]))
# A tree of 2015 has files that only Python 2 reads: rope gives up at the first unless it is told to leave them out.
project = Project(root, ropefolder=None, ignore_syntax_errors=True)
try:
    for change in changes:
        resource = project.get_resource(change['file'])
        text = resource.read()
        start = text.index('class %s(' % change['class'])
        offset = text.index('def %s(' % change['method'], start) + len('def ')
        refactoring = change_signature.ChangeSignature(project, resource, offset)
        adder = change_signature.ArgumentAdder(
            change['index'], change['name'],
            default=change.get('default'), value=change['value'])
        project.do(refactoring.get_changes([adder], in_hierarchy=True))
finally:
    project.close()
