import { planSite } from '../codemods/add-connector/site-plan.js';
import { createRule } from '../src/eslint/create-rule.js';

export default createRule({
  id: 'require-connector-parameter',
  description: 'Require `createExport` to accept the `connector`',
  messages: {
    missing:
      '`{{declaration}}` does not accept `{{parameter}}`: the manager passes it, and it is lost here. Add `{{parameter}}` to the parameters.',
    collision:
      '`{{declaration}}` has `{{taken}}` in the place of `{{parameter}}`: the {{parameter}} that the manager passes lands in `{{taken}}`. Put `{{parameter}}` before it.',
    keywordOnly:
      '`{{declaration}}` takes `{{parameter}}` by name only: the manager passes it in its place, and the call fails. Put `{{parameter}}` before the `*`.',
    renamed:
      '`{{declaration}}` calls `{{parameter}}` by another name, `{{taken}}`: a caller that passes it by keyword fails. Rename it to `{{parameter}}`.',
    addParameter: 'Add `{{parameter}}` to the parameters.',
  },
  change({ analysis, site, data: { parameter } }, { session }) {
    const plan = site && planSite(analysis, session.workspace, site);
    return (
      plan && { messageId: 'addParameter', data: { parameter }, edits: plan.edits, safe: false }
    );
  },
});
