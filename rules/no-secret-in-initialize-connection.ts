import { createRule } from '../src/eslint/create-rule.js';

export default createRule({
  id: 'no-secret-in-initialize-connection',
  description: 'Disallow a new credential at each call of `initializeConnection`',
  messages: {
    renews:
      '`{{called}}` makes a new credential each time `{{reader}}` is called: {{chain}} ({{place}}). Whoever is attached keeps the old one. Make it once, in `{{remedy}}`, and look it up here.',
  },
});
