import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import { house } from '../../support/python-rules.js';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const tester = new RuleTester({
  plugins: { house },
  language: 'house/python',
} as ConstructorParameters<typeof RuleTester>[0]);
const rules = house.rules as unknown as Record<string, Parameters<typeof tester.run>[1]>;

tester.run('no-print', rules['no-print'], {
  valid: ['log(1)\n', 'a.print(1)\n', 'x = print(1)\n', ''],
  invalid: [
    {
      code: 'print(1)\n',
      output: 'pass\n',
      errors: [{ messageId: 'print', line: 1, column: 1, endLine: 1, endColumn: 6 }],
    },
    {
      code: 'def f():\r\n    print("😀")\r\n    print(2)',
      output: 'def f():\r\n    pass\r\n    pass',
      errors: [
        { messageId: 'print', line: 2 },
        { messageId: 'print', line: 3 },
      ],
    },
  ],
});

tester.run('self-first', rules['self-first'], {
  valid: [
    'class A:\n    def f(self, a): pass\n',
    'def f(a): pass\n',
    'class A:\n    def f(): pass\n',
  ],
  invalid: [
    {
      code: 'class A(B):\n    def f(me, a): pass\n',
      errors: [
        {
          messageId: 'first',
          data: { name: 'me' },
          suggestions: [{ messageId: 'rename', output: 'class A(B):\n    def f(self, a): pass\n' }],
        },
      ],
    },
  ],
});
