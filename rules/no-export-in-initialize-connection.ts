import { createRule } from '../src/eslint/create-rule.js';

export default createRule({
  id: 'no-export-in-initialize-connection',
  description:
    'Disallow export creation in `initializeConnection`, directly or through what it calls',
  messages: {
    creates:
      '`{{called}}` creates an export in `{{reader}}`, which is called again and again to fetch connection information: {{chain}} ({{place}}). Create the export in `{{remedy}}`, which is given the connector.',
    mayCreate:
      '`{{called}}` may create an export in `{{reader}}`, which is called again and again to fetch connection information: {{chain}} ({{place}}). Create the export in `{{remedy}}`, which is given the connector.',
    leftOver:
      '`{{called}}` creates an export in `{{reader}}` that `{{remedy}}` creates already: {{chain}} ({{place}}). After a test on hardware delete this call, and look up here what is needed.',
  },
});
