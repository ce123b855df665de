// Runs a TypeScript or JavaScript driver before and after a step on a double, and compares what it did.
//
//     node bench/traces/trace.mjs SPEC.json BEFORE AFTER
//
// The words of SPEC.json and what is compared are those of trace.py, in camelCase. Files are transpiled one by one: the
// driver is made with the double as its only argument, and needs nothing else of its tree to run.
// Exit codes: 0 all are equal, 1 some differ, 2 could not run.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

class Failure extends Error {}

/** What the double knows, and what was done to it. */
class World {
  made = new Set();
  effects = [];
  asked = new Set();

  constructor(spec, failing) {
    this.spec = spec;
    this.failing = failing;
  }

  async called(name, args) {
    this.asked.add(name);
    if (name === this.failing) throw new Failure(name);
    const { found = {}, values = {}, empty = {}, answers = {}, makes, conflicts = {} } = this.spec;
    if (name in found) {
      if (this.made.has(found[name]))
        return structuredClone(values[name] ?? `value of ${found[name]}`);
      return structuredClone(empty[name]);
    }
    if (makes.includes(name)) {
      if (name in conflicts && this.made.has(name)) throw new Error(conflicts[name]);
      this.effects.push([name, ...args]);
      this.made.add(name);
      return `value of ${name}`;
    }
    return structuredClone(answers[name] ?? `${name}()`);
  }

  double() {
    return new Proxy(
      {},
      {
        get: (_, name) =>
          name === 'then' ? undefined : (...args) => this.called(String(name), args),
      },
    );
  }
}

async function run(spec, Driver, steps, failing) {
  const world = new World(spec, failing);
  const driver = new Driver(world.double());
  const { volume, connector } = structuredClone(spec.arguments);
  const told = { effects: world.effects, result: undefined, error: undefined };
  let late = [];
  for (const step of steps) {
    const before = world.effects.length;
    const args = step === spec.creates ? ['context', volume, connector] : [volume, connector];
    try {
      told.result = await driver[step](...args);
    } catch (error) {
      told.error = `${error.constructor.name}: ${error.message}`;
    }
    if (step === spec.initializes && steps.length > 1) late = world.effects.slice(before);
    if (told.error) {
      told.result = undefined;
      break;
    }
  }
  const fields = Object.keys(driver).sort();
  return { told: JSON.stringify({ ...told, fields }), late, asked: world.asked };
}

/** The class, out of the one file it stands in. */
async function load(folder, { file, class: name }, into) {
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  const options = { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 };
  const out = path.join(into, `${name}.mjs`);
  fs.writeFileSync(out, ts.transpileModule(text, { compilerOptions: options }).outputText);
  return (await import(pathToFileURL(out).href))[name];
}

const [specFile, before, after] = process.argv.slice(2);
if (after === undefined) {
  console.error('node bench/traces/trace.mjs SPEC.json BEFORE AFTER');
  process.exit(2);
}
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'driver-contract-trace-'));
fs.mkdirSync(path.join(folder, 'old'));
fs.mkdirSync(path.join(folder, 'new'));
const specs = JSON.parse(fs.readFileSync(specFile, 'utf8'));
let total = 0;
let isEqual = true;
for (const spec of specs) {
  const Old = await load(before, spec, path.join(folder, 'old'));
  const New = await load(after, spec, path.join(folder, 'new'));
  const steps = [spec.creates, spec.initializes];
  const { asked } = await run(spec, Old, steps.slice(1));
  const failures = [undefined, ...[...asked].sort()];
  let differing = 0;
  for (const failing of failures) {
    const old = await run(spec, Old, steps.slice(1), failing);
    const now = await run(spec, New, steps, failing);
    if (old.told === now.told) continue;
    differing++;
    console.log(JSON.stringify({ failing, old: old.told, new: now.told, late: now.late }));
  }
  total += failures.length;
  isEqual &&= differing === 0;
  console.log(`${spec.class}: ${failures.length} scenarios, ${differing} differ`);
}
fs.rmSync(folder, { recursive: true, force: true });
console.log(`${specs.length} drivers, ${total} scenarios: ${isEqual ? 'equal' : 'NOT EQUAL'}`);
process.exitCode = isEqual ? 0 : 1;
