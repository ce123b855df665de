import { planSite } from '../codemods/add-connector/site-plan.js';
import { createRule } from '../src/eslint/create-rule.js';

export default createRule({
  id: 'require-connector-argument',
  description: 'Require calls of a driver’s `createExport` to pass the `connector`',
  messages: {
    missing:
      '`{{called}}` is called without `{{parameter}}`, which `{{method}}` takes now: the driver has to do without it. Pass the {{parameter}}.',
    missingUnresolved:
      '`{{called}}` looks like a driver’s and is called without `{{parameter}}` ({{reason}}). Pass the {{parameter}}, or give the receiver a type.',
    unjudged:
      '`{{called}}` could be the driver’s `{{method}}`, which takes `{{parameter}}` now, and nobody can tell: {{reason}}. Give the receiver a type, or say in the contract that it is unrelated.',
    passArgument: 'Pass `{{value}}`.',
  },
  change({ analysis, site }, { session }) {
    const plan = site && planSite(analysis, session.workspace, site);
    return (
      plan && {
        messageId: 'passArgument',
        data: { value: plan.value ?? '' },
        edits: plan.edits,
        safe: false,
      }
    );
  },
});
