// Python's own compiler, as far as it reads the tree: one of before 2020 has files that only Python
// 2 can.
import { spawnSync } from 'node:child_process';

const SCRIPT = `
import sys, json, warnings
warnings.simplefilter('ignore')
result = {}
for line in sys.stdin.read().splitlines():
    try:
        with open(line, 'rb') as source:
            compile(source.read(), line, 'exec', dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        result[line] = str(error)
json.dump(result, sys.stdout)
`;

/** @returns {Map<string, string> | undefined} errors by file; undefined: there is no python3 */
export function compileErrors(files) {
  const { status, stdout } = spawnSync('python3', ['-c', SCRIPT], {
    input: files.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return status === 0 ? new Map(Object.entries(JSON.parse(stdout))) : undefined;
}
