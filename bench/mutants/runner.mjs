// A process that keeps vitest warm in a copy of the repository: what is not changed is transformed
// once, for all mutants. Asked by message which files have changed and which tests to run; answers
// what failed first. Killed from outside when a test does not end.
import { createVitest } from 'vitest/node';

const [root] = process.argv.slice(2);
process.chdir(root);

/** Runs test files in the order that it is given. */
let order = [];
class AsAsked {
  sort(specifications) {
    const place = (specification) => order.indexOf(relative(specification));
    return specifications.toSorted((a, b) => place(a) - place(b));
  }
  shard(specifications) {
    return specifications;
  }
}

const vitest = await createVitest(
  'test',
  {
    root,
    project: ['unit'],
    watch: false,
    bail: 1,
    // The compiler's type check of what was written, and the same shapes with other line ends, take
    // half of the time and tell nothing new.
    testNamePattern: /^(?!.*(?:type error|whatever ends a line))/u,
    // The same made-up trees for every mutant, and not many.
    env: { FC_SEED: '1', FC_RUNS: '5' },
    // One worker for all files: the compiler is loaded once. A thread ends with this process,
    // whatever it is in.
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    fileParallelism: false,
    reporters: [{}],
    sequence: { sequencer: AsAsked },
  },
  { cacheDir: `${root}/.vite` },
);

process.on('message', ({ changed, tests }) => void run(changed, tests));
process.on('disconnect', () => process.exit());
process.send({ ready: true });

async function run(changed, tests) {
  const start = performance.now();
  for (const file of changed) vitest.invalidateFile(`${root}/${file}`);
  order = tests;
  const specifications = await vitest.globTestSpecifications(tests);
  // Of no files vitest gives the results of the run before.
  if (specifications.length === 0) return process.send({ files: [] });
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    specifications,
    false,
  );
  process.send({
    files: testModules.map((module) => ({
      file: relative(module),
      seconds: module.diagnostic().duration / 1000,
    })),
    failed:
      firstFailure(testModules) ??
      unhandledErrors.map((error) => ({ file: '', test: '', error: String(error) }))[0],
    seconds: (performance.now() - start) / 1000,
  });
}

function relative(module) {
  return module.moduleId.slice(root.length + 1);
}

/** What the first fault was: a test's, or a file's that could not even be loaded. */
function firstFailure(modules) {
  for (const module of modules) {
    const [error] = module.errors();
    if (error) return { file: relative(module), test: '', error: error.message };
    for (const test of module.children.allTests('failed'))
      return {
        file: relative(module),
        test: test.fullName,
        error: test.result().errors[0]?.message ?? '',
      };
  }
  return undefined;
}
