import { describe, expect, it } from 'vitest';
import { parseAdded } from '../../src/drafting/added-option.js';

describe('--add', () => {
  it.each<[text: string, added: object]>([
    ['trace', { name: 'trace', position: 'last' }],
    ['trace:Trace', { name: 'trace', type: 'Trace', position: 'last' }],
    ['trace?:Trace@last', { name: 'trace', type: 'Trace', optional: true, position: 'last' }],
    ['trace: Trace @first', { name: 'trace', type: 'Trace', position: 'first' }],
    ['trace@after:key', { name: 'trace', position: { after: 'key' } }],
    ['trace@before:opts=None', { name: 'trace', position: { before: 'opts' }, default: 'None' }],
    ['wait:number=30', { name: 'wait', type: 'number', position: 'last', default: '30' }],
    [
      'done:(error: Error) => void',
      { name: 'done', type: '(error: Error) => void', position: 'last' },
    ],
    [
      'meta:Record<string, unknown>@last={}',
      { name: 'meta', type: 'Record<string, unknown>', position: 'last', default: '{}' },
    ],
  ])('%s', (text, added) => {
    expect(parseAdded(text)).toEqual(added);
  });

  it.each(['', ':Trace', 'a b', 'trace:Trace@middle', 'trace@after', 'trace='])(
    'none: %j',
    (text) => {
      expect(() => parseAdded(text)).toThrow(
        `--add ${text}: not a parameter. Write NAME[:TYPE][@first|@last|@after:OTHER|@before:OTHER][=DEFAULT].`,
      );
    },
  );
});
