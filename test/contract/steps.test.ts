import { describe, expect, it } from 'vitest';
import { stepsOf } from '../../src/contract/steps.js';
import type { Contract, MethodSpec } from '../../src/contract/types.js';

const KEY = { name: 'key' };
const SESSION = { name: 'session', position: 'first' } as const;
const TIMEOUT = { name: 'timeout', default: '30' } as const;
const TRACE = { name: 'trace', position: { before: 'timeout' }, values: { names: ['t'] } } as const;

function contract(methods: Contract['methods']): Contract {
  return { name: 'x', drivers: {}, methods, values: { names: ['v'] } };
}

/** `parameters + added, then later, not others` of a method in each step. */
function told(methods: Contract['methods'], name = 'get'): string[] {
  const names = (list: readonly { name: string }[] = []) => list.map((p) => p.name).join(' ');
  return stepsOf(contract(methods)).map(({ methods: { [name]: method } }) =>
    [
      names(method.parameters),
      method.added && `+ ${method.added.name}`,
      method.later && `then ${names(method.later)}`,
      ...(method.others ?? []).map((list) => `not ${names(list)}`),
    ]
      .filter((part) => part)
      .join(', '),
  );
}

describe('the steps of a contract', () => {
  it.each<[title: string, spec: MethodSpec | MethodSpec[], steps: string[]]>([
    ['nothing is added', { parameters: [KEY] }, ['key']],
    ['one parameter', { parameters: [KEY], added: SESSION }, ['key, + session']],
    ['a list of one', { parameters: [KEY], added: [SESSION] }, ['key, + session']],
    [
      'several, each in the list with those before it',
      { parameters: [KEY], added: [TIMEOUT, SESSION, TRACE] },
      [
        'key, + timeout, then session trace',
        'key timeout, + session, then trace',
        'session key timeout, + trace',
      ],
    ],
    [
      'a list that stays',
      [{ parameters: [KEY], added: SESSION }, { parameters: [{ name: 'order' }] }],
      ['key, + session, not order'],
    ],
    [
      'lists that gain something of their own',
      [
        { parameters: [KEY], added: [SESSION, TIMEOUT] },
        { parameters: [{ name: 'order' }], added: TIMEOUT },
      ],
      [
        'key, + session, then timeout, not order',
        'session key, + timeout, not order',
        'order, + timeout, not session key timeout',
      ],
    ],
  ])('%s', (_, spec, steps) => {
    expect(told({ get: spec })).toEqual(steps);
  });

  it('says of what is there by then that it may be left out where it has a default', () => {
    const [, second] = stepsOf(contract({ get: { parameters: [], added: [TIMEOUT, SESSION] } }));
    expect(second.methods.get.parameters).toEqual([{ ...TIMEOUT, optional: true }]);
  });

  it('takes methods together whose values are found in one way', () => {
    const methods = {
      get: { parameters: [KEY], added: SESSION },
      set: { parameters: [KEY], added: TIMEOUT },
      drop: { parameters: [KEY], added: { ...TRACE, position: 'last' } },
    } as const;
    const steps = stepsOf(contract(methods));
    const added = steps.map((step) =>
      Object.values(step.methods).flatMap((m) => m.added?.name ?? []),
    );
    expect(added).toEqual([['session', 'timeout'], ['trace']]);
    expect(steps.map(({ values }) => values)).toEqual([{ names: ['v'] }, { names: ['t'] }]);
  });

  it('has a placeholder of its own for tests', () => {
    const placeholder = { python: '{}' };
    const [step] = stepsOf({
      ...contract({ get: { parameters: [], added: { ...SESSION, placeholder } } }),
      tests: { files: ['**/test_*.py'], placeholder: { python: 'None' } },
    });
    expect(step.tests).toEqual({ files: ['**/test_*.py'], placeholder });
  });
});
