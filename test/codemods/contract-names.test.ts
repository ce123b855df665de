import { expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { plan } from './migrate.js';

addLanguage(python);

const CONTRACT = JSON.stringify({
  name: 'jobs',
  drivers: { types: ['Runner'], structural: false },
  methods: {
    finish: { parameters: [{ name: 'job' }], added: { name: 'reason' } },
    _finish: { parameters: [{ name: 'job' }, { name: 'state' }], added: { name: 'trace' } },
    _markDone: { parameters: [{ name: 'job' }], added: { name: 'reason' } },
  },
  values: { names: ['reason', 'trace'] },
});

/** Which method of the contract each site is of, with what is added there. */
function sites(file: string, text: string): string[] {
  const { plan: made } = plan(
    folderWith({
      'setup.py': '',
      'package.json': '{}',
      'driver-contract.json': CONTRACT,
      [file]: text,
    }),
  );
  return made.ledger.entries.map((e) => `${String(e.line)} ${e.kind} ${e.method}`);
}

it('a method is told from the one without the underscore, in Python', () => {
  const text = `class Runner(object):
    def finish(self, job, reason=None):
        self._finish(job, 'done', None)
        self._mark_done(job, reason)
    def _finish(self, job, state, trace):
        pass
    def _mark_done(self, job, reason):
        self.mark_done(job)
    def mark_done(self, job):
        pass
`;
  expect(sites('a.py', text)).toEqual([
    '2 declaration finish',
    '3 call _finish',
    '4 call _markDone',
    '5 declaration _finish',
    '7 declaration _markDone',
  ]);
});

it('a method is told from the one without the underscore, in TypeScript', () => {
  const text = `export class Runner {
  finish(job: string, reason: string): void {
    this._finish(job, 'done', reason);
    this._markDone(job, reason);
  }
  _finish(job: string, state: string, trace: string): void {}
  _markDone(job: string, reason: string): void { this.markDone(job); }
  markDone(job: string): void {}
}
`;
  expect(sites('a.ts', text)).toEqual([
    '2 declaration finish',
    '3 call _finish',
    '4 call _markDone',
    '6 declaration _finish',
    '7 declaration _markDone',
  ]);
});
