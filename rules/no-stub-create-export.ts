import { createRule } from '../src/eslint/create-rule.js';

export default createRule({
  id: 'no-stub-create-export',
  description:
    'Disallow a `createExport` that does nothing while `initializeConnection` creates the export',
  messages: {
    stub: '`{{stub}}` does nothing while `{{reader}}` creates the export (`{{creator}}`, reached from {{place}}). Move the creation here, where the connector is given.',
  },
});
