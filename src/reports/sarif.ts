import { json, type Format, type Item, type Place, type Report, type Step } from './report.js';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** SARIF 2.1.0. Paths are relative to the repository; the way to a creation is a code flow. */
export const sarif: Format = ({ items, rules, version }) => {
  const known = rulesOf(items, rules);
  return json({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'driver-contract',
            semanticVersion: version,
            rules: known.map(({ id, description, url }) => ({
              id: `driver-contract/${id}`,
              shortDescription: { text: description },
              ...(url !== undefined && { helpUri: url }),
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The top of the repository.' } } },
        results: items.map((item) =>
          result(
            item,
            known.findIndex(({ id }) => id === item.rule),
          ),
        ),
      },
    ],
  });
};

function rulesOf(items: readonly Item[], rules: Report['rules']): Report['rules'] {
  const others = new Set(items.map((i) => i.rule).filter((id) => !rules.some((r) => r.id === id)));
  return [
    ...rules,
    ...[...others].map((id) => ({ id, description: OTHERS[id] ?? id, url: undefined })),
  ];
}

const OTHERS: Readonly<Record<string, string>> = {
  unread: 'A file that could not be read whole',
  directive: 'A comment that has nothing to direct',
};

function result(item: Item, ruleIndex: number): object {
  const { rule, isError, message, fingerprint, trail } = item;
  return {
    ruleId: `driver-contract/${rule}`,
    ruleIndex,
    level: isError ? 'error' : 'warning',
    message: { text: message },
    locations: [location(item)],
    partialFingerprints: { 'driverContract/v1': fingerprint },
    ...(trail.length > 0 && {
      codeFlows: [{ threadFlows: [{ locations: trail.map((s) => ({ location: told(s) })) }] }],
      relatedLocations: trail.map((step, i) => ({ id: i + 1, ...told(step) })),
    }),
  };
}

function told(step: Step): object {
  return { ...location(step), message: { text: step.text } };
}

function location({ file, line, column, endLine, endColumn }: Place): object {
  return {
    physicalLocation: {
      artifactLocation: {
        uri: file.split('/').map(encodeURIComponent).join('/'),
        uriBaseId: 'SRCROOT',
      },
      region: {
        startLine: line,
        startColumn: column,
        ...(endLine !== undefined && endColumn !== undefined && { endLine, endColumn }),
      },
    },
  };
}
