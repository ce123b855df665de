import { createRule } from '../src/eslint/create-rule.js';

export default createRule({
  id: 'forward-connector',
  description: 'Require `createExport` to hand its `connector` on to the delegate or superclass',
  messages: {
    dropped: '`{{enclosing}}` has `{{parameter}}` but calls `{{called}}` without it. Pass it on.',
  },
});
