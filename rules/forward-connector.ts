import { planSite } from '../codemods/add-connector/site-plan.js';
import { createRule } from '../src/eslint/create-rule.js';

export default createRule({
  id: 'forward-connector',
  description: 'Require `createExport` to hand its `connector` on to the delegate or superclass',
  messages: {
    dropped: '`{{enclosing}}` has `{{parameter}}` but calls `{{called}}` without it. Pass it on.',
    passArgument: 'Pass `{{value}}`.',
  },
  fixable: true,
  change({ analysis, site }, { session }) {
    const plan = site && planSite(analysis, session.workspace, site);
    return (
      plan && {
        messageId: 'passArgument',
        data: { value: plan.value ?? '' },
        edits: plan.edits,
        safe: plan.isSafe,
      }
    );
  },
});
