import { placeText, type Format, type Item } from './report.js';

/** JUnit's XML: a suite a file, a failed case a finding. */
export const junit: Format = ({ items }) => {
  const files = [...new Set(items.map(({ file }) => file))];
  const suites = files.map((file) => {
    const own = items.filter((item) => item.file === file);
    return suite(file, own.filter((i) => i.isError).length, own.map(testCase));
  });
  const clean = suite('driver-contract', 0, [
    '    <testcase name="no findings" classname="driver-contract"/>\n',
  ]);
  const failures = items.filter((i) => i.isError).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="driver-contract" tests="${Math.max(1, items.length)}" failures="${failures}">\n`,
    ...(suites.length > 0 ? suites : [clean]),
    '</testsuites>\n',
  ].join('');
};

function suite(name: string, failures: number, cases: readonly string[]): string {
  return `  <testsuite name="${xml(name)}" tests="${cases.length}" failures="${failures}" errors="0">\n${cases.join('')}  </testsuite>\n`;
}

function testCase(item: Item): string {
  const { rule, isError, message, trail, file, line } = item;
  const name = `driver-contract/${rule} ${placeText(item)}`;
  const body = [message, ...trail.map((step) => `  ${step.text} (${placeText(step)})`)].join('\n');
  const what = isError
    ? `      <failure type="driver-contract/${rule}" message="${xml(message)}">${xml(body)}</failure>\n`
    : `      <system-out>${xml(body)}</system-out>\n`;
  return `    <testcase name="${xml(name)}" classname="${xml(file)}" file="${xml(file)}" line="${line}">\n${what}    </testcase>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 cannot hold is replaced. */
function xml(text: string): string {
  return text
    .replaceAll(/[&<>"']/gu, (sign) => ENTITIES[sign])
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
