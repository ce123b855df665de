// The files of a rule that does not exist yet, as far as they can be written before anybody knows
// what it reports.

/** `no-sleep` in the ways that code writes it. @param {string} id */
export function namesOf(id) {
  const [first, ...rest] = id.split('-');
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  return { camel: first + rest.map(capital).join(''), snake: id.replaceAll('-', '_') };
}

/**
 * Texts by path. @param {string} id @param {string} description @returns {Record<string, string>}
 */
export function newFiles(id, description) {
  const { camel, snake } = namesOf(id);
  return {
    [`rules/${id}.ts`]: rule(id, description),
    [`src/analysis/${id}-findings.ts`]: findings(id, camel),
    [`test/rules/${id}.test.ts`]: test(id, camel, snake),
    [`fixtures/rules/src/${id}.ts`]: `/** What the cases of ${id} look across to: put there what they need. */
export function ${camel}Helper(name: string): string {
  return name;
}
`,
    [`fixtures/rules/python/${snake}.py`]: `"""What the cases of ${id} look across to: put here what they need."""


def ${snake}_helper(name):
    return name
`,
    [`docs/rules/${id}.md`]: page(id),
  };
}

const rule = (id, description) => `import { createRule } from '../src/eslint/create-rule.js';

export default createRule({
  id: '${id}',
  description: '${description.replaceAll(/['\\]/gu, '\\$&')}',
  messages: {
    // TODO: what is wrong, and the remedy.
    found: '\`{{declaration}}\` is wrong. Mend it.',
  },
});
`;

const findings = (id, camel) => `import type { ModuleFacts } from '../facts/types.js';
import type { Finding } from './findings.js';
import type { Model } from './model.js';
import type { DeclarationSite } from './site.js';

/** What \`${id}\` reports in a file. */
export function ${camel}Findings(model: Model, module: ModuleFacts): Finding[] {
  return model.sites
    .declarations(module)
    .filter(isWrong)
    .map(({ nameSpan, display }) => ({
      rule: '${id}',
      module,
      span: nameSpan,
      messageId: 'found',
      data: { declaration: display },
      decidedBy: 'linker',
    }));
}

/**
 * TODO: judge a declaration, a call (\`model.sites.calls\`) or whatever else the rule is about.
 * Until then nothing is wrong.
 */
function isWrong({ display }: DeclarationSite): boolean {
  return display === '';
}
`;

const test = (id, camel, snake) => `import { expect, it } from 'vitest';
import rule from '../../rules/${id}.js';
import { testPythonRule, testRule } from '../support/rule-tester.js';

const ID = '${id}';

// TODO: the smallest code that is wrong, its neighbour that is not, and then this test goes.
it('has cases of its own', () => {
  expect.fail(\`Write what \${ID} reports: src/analysis/\${ID}-findings.ts, its messages in rules/\${ID}.ts, cases in this file, and its page.\`);
});

testRule(ID, rule, 'typescript', {
  valid: [
    {
      name: 'a driver that is as it should be',
      code: \`import { VolumeDriver } from './driver.js';
import { ${camel}Helper } from './${id}.js';
import type { ConnectionInfo, Connector, RequestContext, Volume } from './types.js';
export class Acme extends VolumeDriver {
  async createExport(context: RequestContext, volume: Volume, connector: Connector) { return ${camel}Helper(connector.host); }
  async initializeConnection(volume: Volume, connector: Connector): Promise<ConnectionInfo> { return { data: volume.id }; }
}
\`,
    },
  ],
  // { name: 'what is wrong', code: \`… «createExport» …\`, messageId: 'found', data: { declaration:
  // 'Acme.createExport' } }
  invalid: [],
});

testPythonRule(ID, rule, {
  valid: [
    {
      name: 'a driver that is as it should be',
      code: \`from driver import VolumeDriver
from ${snake} import ${snake}_helper


class Acme(VolumeDriver):
    def create_export(self, context, volume, connector):
        return ${snake}_helper(connector['host'])
\`,
    },
  ],
  invalid: [],
});
`;

const page = (id) => `# driver-contract/${id}

<!-- npm run docs: header -->
<!-- end: header -->

No type information needed.

## Why

TODO: what goes wrong for whom, where the code is as the rule does not want it.

## Examples

❌ Reported:

\`\`\`ts
import { BaseVolumeDriver, type Connector, type RequestContext, type Volume } from './driver.js';

export abstract class AcmeDriver extends BaseVolumeDriver {
  async createExport(_context: RequestContext, _volume: Volume, _connector: Connector): Promise<void> {} // ❌
}
\`\`\`

✅ Not reported:

\`\`\`ts
import { BaseVolumeDriver, type ArrayClient, type Connector, type RequestContext, type Volume } from './driver.js';

export abstract class AcmeDriver extends BaseVolumeDriver {
  constructor(private readonly array: ArrayClient) {
    super();
  }

  async createExport(_context: RequestContext, volume: Volume, connector: Connector): Promise<void> {
    await this.array.mapLun(volume.name, connector.host);
  }
}
\`\`\`

In Python:

\`\`\`py
from cinder.volume import driver


class AcmeDriver(driver.VolumeDriver):
    def create_export(self, context, volume, connector):  # ❌
        pass


class OtherDriver(driver.VolumeDriver):
    def create_export(self, context, volume, connector):  # ✅
        return self.client.map_lun(volume.id, connector['host'])
\`\`\`

## Where the report stands

TODO.

## What is not reported

TODO.

## Settling a doubtful case

\`driver-contract explain FILE:LINE\` says what the rule saw. Else \`// eslint-disable-next-line driver-contract/${id} -- why\`.

## When not to use it

TODO.
`;
