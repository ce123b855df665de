import { json, type Format } from './report.js';

/** GitLab's report of code quality. */
export const gitlab: Format = ({ items }) =>
  json(
    items.map(({ rule, isError, message, file, line, endLine, fingerprint }) => ({
      description: message,
      check_name: `driver-contract/${rule}`,
      fingerprint,
      severity: isError ? 'major' : 'minor',
      location: { path: file, lines: { begin: line, end: endLine ?? line } },
    })),
  );
