import type { Rule } from 'eslint';
import type { RuleId } from '../src/analysis/findings.js';
import forwardConnector from './forward-connector.js';
import noExportInInitializeConnection from './no-export-in-initialize-connection.js';
import noSecretInInitializeConnection from './no-secret-in-initialize-connection.js';
import noStubCreateExport from './no-stub-create-export.js';
import requireConnectorArgument from './require-connector-argument.js';
import requireConnectorParameter from './require-connector-parameter.js';

export const rules: Record<RuleId, Rule.RuleModule> = {
  'no-export-in-initialize-connection': noExportInInitializeConnection,
  'require-connector-parameter': requireConnectorParameter,
  'require-connector-argument': requireConnectorArgument,
  'forward-connector': forwardConnector,
  'no-stub-create-export': noStubCreateExport,
  'no-secret-in-initialize-connection': noSecretInInitializeConnection,
};
