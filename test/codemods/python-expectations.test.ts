import { isSite } from '../../codemods/add-connector/ledger.js';
import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { folderWith } from '../support/temp.js';
import { plan, write } from './migrate.js';

addLanguage(python);

const HEAD = `from unittest import mock
from unittest.mock import call
from driver import VolumeDriver

class Perth(VolumeDriver):
    def create_export(self, context, volume):
        return {}

class Manager(object):
    def __init__(self, driver: VolumeDriver):
        self.driver = driver
    def attach(self, context, volume, connector):
        self.driver.create_export(context, volume)
    def attach_named(self, context, volume, connector):
        self.driver.create_export(context=context, volume=volume)

def test_uses(mocker, monkeypatch):
    ctx, vol, peer = object(), object(), object()
    perth = Perth()
    m = mock.Mock(spec=VolumeDriver)
    Manager(m).ATTACH(ctx, vol, peer)
    Manager(m).ATTACH('c', 'v', peer)
`;

/**
 * A statement of a test whose manager has been called, with what becomes of it, or with how it is
 * listed.
 */
function become(statement: string, way = 'attach'): string {
  const text = `${HEAD.replaceAll('ATTACH', way)}    ${statement}\n`;
  const root = folderWith({
    'setup.py': '',
    'driver.py': PYTHON_DRIVER,
    'tests/__init__.py': '',
    'tests/test_uses.py': text,
  });
  const first = plan(root);
  const line = text.split('\n').indexOf(`    ${statement}`);
  write(root, first.after);
  expect([...plan(root).after.keys()]).toEqual([]);
  const [, after = ''] = (first.after.get('tests/test_uses.py') ?? text).split(
    "attach('c', 'v', peer)\n".replace('attach', way),
  );
  const entries = first.plan.ledger.entries.filter(
    (e) => isSite(e) && e.file === 'tests/test_uses.py' && e.line === line + 1,
  );
  const open = entries
    .filter((e) => e.status !== 'migrated')
    .map((e) => `${e.status}: ${e.reason}`);
  return open.length > 0 ? open.join('; ') : after.trim().replaceAll(/\n\s*/gu, ' ');
}

it.each<[statement: string, becomes: string]>([
  [
    'assert m.create_export.call_args == call(ctx, vol)',
    'assert m.create_export.call_args == call(ctx, vol, peer)',
  ],
  [
    'assert mock.call(ctx, vol) == m.create_export.call_args',
    'assert mock.call(ctx, vol, peer) == m.create_export.call_args',
  ],
  [
    'assert call(ctx, vol) in m.create_export.mock_calls',
    'assert call(ctx, vol, peer) in m.create_export.mock_calls',
  ],
  [
    'assert m.create_export.mock_calls == [call(ctx, vol)]',
    'assert m.create_export.mock_calls == [call(ctx, vol, peer)]',
  ],
  [
    'assert m.create_export.call_args_list[0] == call(ctx, vol)',
    'assert m.create_export.call_args_list[0] == call(ctx, vol, peer)',
  ],
  [
    'assert m.create_export.call_args == ((ctx, vol), {})',
    'assert m.create_export.call_args == ((ctx, vol, peer), {})',
  ],
  [
    'assert m.create_export.call_args == ((ctx, vol),)',
    'assert m.create_export.call_args == ((ctx, vol, peer),)',
  ],
  [
    'assert m.create_export.call_args.args == (ctx, vol)',
    'assert m.create_export.call_args.args == (ctx, vol, peer)',
  ],
  [
    'assert m.create_export.call_args_list[-1][0] == (ctx, vol)',
    'assert m.create_export.call_args_list[-1][0] == (ctx, vol, peer)',
  ],
  [
    'assert m.create_export.mock_calls[0][1] == (ctx, vol)',
    'assert m.create_export.mock_calls[0][1] == (ctx, vol, peer)',
  ],
  [
    'assert m.mock_calls == [call.create_export(ctx, vol)]',
    'assert m.mock_calls == [call.create_export(ctx, vol, peer)]',
  ],
  [
    "assert m.method_calls == [call.create_export('c', 'v')]",
    "assert m.method_calls == [call.create_export('c', 'v', peer)]",
  ],
  [
    "m.assert_has_calls([call.create_export('c', 'v')])",
    "m.assert_has_calls([call.create_export('c', 'v', peer)])",
  ],
  [
    'm.create_export.assert_has_calls(calls=[call(ctx, vol)])',
    'm.create_export.assert_has_calls(calls=[call(ctx, vol, peer)])',
  ],
  [
    'if m.create_export.call_args == call(ctx, vol): pass',
    'if m.create_export.call_args == call(ctx, vol, peer): pass',
  ],
  [
    'assert len(m.create_export.call_args.args) == 2',
    'assert len(m.create_export.call_args.args) == 3',
  ],
  [
    'test.assertEqual(2, len(m.create_export.call_args[0]))',
    'test.assertEqual(3, len(m.create_export.call_args[0]))',
  ],
  ['c, v = m.create_export.call_args.args', 'c, v = m.create_export.call_args.args[:2]'],
  [
    '(c, v), names = m.create_export.call_args',
    'open: takes the recorded arguments apart, and there is one more',
  ],
  ['v, = m.create_export.call_args[0][1:]', 'v, = m.create_export.call_args[0][1:2]'],
  ['print(m.create_export.call_args.args[1:])', 'open: reads some of the recorded arguments'],
  [
    'assert m.create_export.call_args == perth.expected',
    'open: what it is compared with is not written here',
  ],
  [
    'spy = mocker.spy(Perth, "create_export"); spy.assert_called_with(perth, ctx, vol)',
    'spy = mocker.spy(Perth, "create_export"); spy.assert_called_with(perth, ctx, vol, peer)',
  ],
  [
    'monkeypatch.setattr("tests.test_uses.Perth.create_export", lambda self, c, v: 1)',
    'monkeypatch.setattr("tests.test_uses.Perth.create_export", lambda self, c, v, connector: 1)',
  ],
])('%s', (statement, becomes) => {
  expect(become(statement)).toBe(becomes);
});

it.each<[statement: string, becomes: string]>([
  [
    'm.create_export.assert_called_with(context=ctx, volume=vol)',
    'm.create_export.assert_called_with(context=ctx, volume=vol, connector=peer)',
  ],
  [
    'm.create_export.assert_any_call(volume=vol, context=ctx)',
    'm.create_export.assert_any_call(volume=vol, context=ctx, connector=peer)',
  ],
  [
    "assert m.create_export.call_args.kwargs == {'context': ctx, 'volume': vol}",
    "assert m.create_export.call_args.kwargs == {'context': ctx, 'volume': vol, 'connector': peer}",
  ],
  [
    'assert m.create_export.call_args[1] == dict(context=ctx, volume=vol)',
    'assert m.create_export.call_args[1] == dict(context=ctx, volume=vol, connector=peer)',
  ],
  [
    "test.assertDictEqual(m.create_export.call_args.kwargs, {'context': ctx, 'volume': vol})",
    "test.assertDictEqual(m.create_export.call_args.kwargs, {'context': ctx, 'volume': vol, 'connector': peer})",
  ],
  [
    "assert m.create_export.call_args == ((), {'context': ctx, 'volume': vol})",
    "assert m.create_export.call_args == ((), {'context': ctx, 'volume': vol, 'connector': peer})",
  ],
])('by name: %s', (statement, becomes) => {
  expect(become(statement, 'attach_named')).toBe(becomes);
});

it.each([
  'assert m.create_export.call_args.args[1] == vol',
  'assert m.create_export.call_args.args[:2] == (ctx, vol)',
  "assert m.create_export.call_args.kwargs['volume'] == vol",
  'assert m.create_export.call_args.kwargs == {}',
  'assert m.create_export.mock_calls == []',
  'assert m.create_export.call_args is None',
  'assert len(m.create_export.mock_calls) == 2',
  'c, *rest = m.create_export.call_args.args',
  'assert m.initialize_connection.call_args == call(vol, peer)',
  'assert m.other.call_args == call(ctx, vol)',
])('leaves %s', (statement) => {
  expect(become(statement)).toBe(statement);
});
