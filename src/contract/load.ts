import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { GlobError, parseGlob } from '../globs/glob.js';
import { gainsOf, listWith, listsOf, slotIn } from './steps.js';
import type { AddedParameter, Contract, MethodSpec, ValueSpec } from './types.js';
import { withArticle } from './words.js';
import { volumeDriverContract } from './volume-driver.js';

/** The contract's file name, looked for upwards. */
export const CONTRACT_FILE = 'driver-contract.json';

/** A contract that cannot be used. The message names the file, the key and the remedy. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}

export interface LoadedContract {
  readonly contract: Contract;
  /** Where it was read from; undefined for the built-in one. */
  readonly file: string | undefined;
}

/** Where contracts are read from. */
export interface ContractFiles {
  fileExists(file: string): boolean;
  /** undefined, or an error, where it cannot be read. */
  readFile(file: string): string | undefined;
}

const DISK: ContractFiles = {
  // Anything else that could be read may never end.
  fileExists: (file) => {
    const stats = fs.statSync(file, { throwIfNoEntry: false });
    return stats !== undefined && (stats.isFile() || stats.isDirectory());
  },
  readFile: (file) => {
    const stats = fs.statSync(file);
    // A pipe would be waited for, and a device may never end.
    if (!stats.isFile() && !stats.isDirectory())
      throw new ContractError(`${file}: is no regular file. Name the contract's file.`);
    if (stats.size > LARGEST)
      throw new ContractError(
        `${file}: is larger than a contract can be (${LARGEST / 1_000_000} MB). Name the contract's file.`,
      );
    return fs.readFileSync(file, 'utf8');
  },
};

/** In bytes: the default contract has a few thousand. */
const LARGEST = 1_000_000;

const builtIn: Readonly<Record<string, Contract>> = { 'volume-driver': volumeDriverContract };

/**
 * Loads the contract that serves a folder: the given file, else the nearest `driver-contract.json`
 * upwards, else the built-in volume-driver contract.
 * @throws {ContractError} when the file cannot be read, is no JSON, or says something a contract
 * cannot say
 */
export function loadContract(
  file: string | undefined,
  startFolder: string,
  files = DISK,
): LoadedContract {
  const found = file === undefined ? nearest(startFolder, files) : path.resolve(startFolder, file);
  if (found === undefined) return { contract: volumeDriverContract, file: undefined };
  const text = textOf(found, files);
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new ContractError(
      `${found}: is not JSON: ${(error as Error).message}. Mend the syntax there.`,
    );
  }
  return {
    contract: withAbsoluteImports(parseContract(data, found), path.dirname(found)),
    file: found,
  };
}

function textOf(file: string, files: ContractFiles): string {
  let code: string | undefined;
  try {
    const text = files.readFile(file);
    if (text !== undefined) return text;
  } catch (error) {
    if (error instanceof ContractError) throw error;
    ({ code } = error as NodeJS.ErrnoException);
  }
  throw new ContractError(
    `${file}: cannot be read (${code ?? 'there is no such file'}). Name an existing file with --contract.`,
  );
}

/** A relative module is relative to the contract's own file. */
function withAbsoluteImports(contract: Contract, folder: string): Contract {
  const placed = (added: AddedParameter): AddedParameter =>
    added.import?.module.startsWith('.')
      ? { ...added, import: { ...added.import, module: path.resolve(folder, added.import.module) } }
      : added;
  const inMethod = (spec: MethodSpec): MethodSpec =>
    spec.added ? { ...spec, added: each(spec.added, placed) } : spec;
  const methods = Object.entries(contract.methods).map(([name, spec]) => [
    name,
    each(spec, inMethod),
  ]);
  return { ...contract, methods: Object.fromEntries(methods) as Contract['methods'] };
}

/** What may be one thing or several stays what it is. */
function each<T>(written: T | readonly T[], change: (one: T) => T): T | readonly T[] {
  return Array.isArray(written) ? (written as readonly T[]).map(change) : change(written as T);
}

function nearest(folder: string, files: ContractFiles): string | undefined {
  const candidate = path.join(folder, CONTRACT_FILE);
  if (files.fileExists(candidate)) return candidate;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : nearest(parent, files);
}

/**
 * Validates plain data as a contract.
 * @param place what messages call it: a file, `settings["driver-contract"].contract`
 * @throws {ContractError} naming the key and the remedy
 */
export function parseContract(data: unknown, place: string): Contract {
  const validate = validator();
  if (!validate(data)) throw new ContractError(`${place}: ${explain(validate.errors ?? [])}`);
  const { extends: base, ...own } = withoutComments(data) as Contract & { extends?: string };
  const contract = base === undefined ? own : (merge(builtIn[base], own) as Contract);
  const { drivers, unrelated, tests, vendors = {} } = own as Partial<Contract>;
  const wrong =
    contradiction(contract) ??
    globError('drivers.modules', drivers?.modules) ??
    globError('unrelated.files', unrelated?.files) ??
    globError('tests.files', tests?.files) ??
    Object.entries(vendors)
      .map(([name, globs]) => globError(`vendors.${name}`, globs))
      .find((error) => error !== undefined);
  if (wrong !== undefined) throw new ContractError(`${place}: ${wrong}`);
  return { ...contract, drivers: contract.drivers ?? {} };
}

/** `$comment` is for readers. */
function withoutComments(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutComments);
  if (typeof data !== 'object' || data === null) return data;
  const kept = Object.entries(data).filter(([key]) => key !== '$comment');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutComments(value)]));
}

let compiled: ReturnType<Ajv['compile']> | undefined;

function validator() {
  if (!compiled) {
    const require = createRequire(import.meta.url);
    const schema = require('eslint-plugin-driver-contract/schema.json') as object;
    compiled = new Ajv({ allErrors: true, verbose: true }).compile(schema);
  }
  return compiled;
}

/** Lists of words are joined, objects merged, everything else replaced. */
function merge(base: unknown, own: unknown): unknown {
  if (own === undefined) return base;
  if (Array.isArray(base) && Array.isArray(own))
    return own.some((v) => typeof v === 'object')
      ? own
      : [...base, ...own.filter((v) => !base.includes(v))];
  if (
    typeof base !== 'object' ||
    typeof own !== 'object' ||
    base === null ||
    own === null ||
    Array.isArray(own)
  )
    return own;
  const keys = new Set([...Object.keys(base), ...Object.keys(own)]);
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      merge((base as Record<string, unknown>)[key], (own as Record<string, unknown>)[key]),
    ]),
  );
}

function explain(errors: readonly ErrorObject[]): string {
  // The deepest complaint is the one that tells; alternatives repeat it at the top.
  // A contract that extends another one is the exception, not the remedy.
  const told = errors.filter(
    (e) => (e.params as { missingProperty?: string }).missingProperty !== 'extends',
  );
  const [worst] = [...told].sort((a, b) => depth(b) - depth(a));
  if (!worst) return 'is not a contract.';
  const key = worst.instancePath
    .split('/')
    .slice(1)
    .map((k) => k.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
  const at = key === '' ? 'the contract' : `"${key}"`;
  const { params } = worst as { params: Record<string, unknown> };
  switch (worst.keyword) {
    case 'additionalProperties': {
      const unknownKey = String(params.additionalProperty);
      const known = Object.keys(
        (worst.parentSchema as { properties?: object } | undefined)?.properties ?? {},
      );
      return `${at} has an unknown key "${unknownKey}". ${remedy(
        unknownKey,
        known.filter((key) => key !== '$comment'),
      )}`;
    }
    case 'required':
      return `${at} lacks "${String(params.missingProperty)}". Add it.`;
    case 'enum':
      return `${at} must be one of ${(params.allowedValues as unknown[]).map((v) => JSON.stringify(v)).join(', ')}.`;
    case 'type':
      return `${at} must be ${/^[aeiou]/u.test(String(params.type)) ? 'an' : 'a'} ${String(params.type)}, not ${shown(worst.data)}.`;
    case 'minProperties':
      return `${at} is empty. Describe a method in it.`;
    case 'oneOf':
      return `${at} is none of what it may be: ${describe(worst.schema)}.`;
    default:
      return `${at} ${worst.message ?? 'is wrong'}.`;
  }
}

/** A value in a message: as much of it as tells what it is. */
function shown(data: unknown): string {
  if (Array.isArray(data)) return data.length === 0 ? '[]' : 'a list';
  if (typeof data === 'object' && data !== null) return 'an object';
  const text = JSON.stringify(data);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The alternatives of a key, in words. */
function describe(schema: unknown): string {
  return (schema as { enum?: unknown[]; type?: string; properties?: object }[])
    .map(
      (s) =>
        s.enum?.map((v) => JSON.stringify(v)).join(', ') ??
        (s.properties
          ? `{ ${Object.keys(s.properties)
              .map((k) => `"${k}": …`)
              .join(', ')} }`
          : withArticle(s.type ?? 'value')),
    )
    .join(', or ');
}

function depth({ instancePath, keyword }: ErrorObject): number {
  return (
    instancePath.split('/').length * 2 +
    (keyword === 'additionalProperties' || keyword === 'type' ? 1 : 0) -
    (keyword === 'oneOf' || keyword === 'anyOf' ? 10 : 0)
  );
}

function remedy(wrong: string, known: readonly string[]): string {
  const near = known.find(
    (k) =>
      k.toLowerCase().startsWith(wrong.toLowerCase().slice(0, 3)) ||
      wrong.toLowerCase().startsWith(k.toLowerCase().slice(0, 4)),
  );
  return near === undefined ? `Known keys: ${known.join(', ')}.` : `Did you mean "${near}"?`;
}

/** What a schema cannot say: names that must be of one another. */
function contradiction({ methods, values }: Contract): string | undefined {
  for (const [name, written] of Object.entries(methods))
    for (const [i, spec] of listsOf(written).entries()) {
      const key = `methods.${name}${Array.isArray(written) ? `.${i}` : ''}`;
      if (!('parameters' in spec))
        return `"${key}" lacks "parameters". Add it: the parameters before the change, in order.`;
      const wrong =
        gainError(key, spec, values) ?? sourceError(`${key}.added.values`, methods, spec);
      if (wrong !== undefined) return wrong;
    }
  return fromError('values', methods, values);
}

function sourceError(
  key: string,
  methods: Contract['methods'],
  spec: MethodSpec,
): string | undefined {
  for (const { values } of gainsOf(spec)) {
    const wrong = fromError(key, methods, values);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function fromError(
  key: string,
  methods: Contract['methods'],
  values: ValueSpec | undefined,
): string | undefined {
  for (const [i, { method, parameter }] of (values?.from ?? []).entries()) {
    const spec = methods[method] as MethodSpec | readonly MethodSpec[] | undefined;
    if (!spec)
      return `"${key}.from.${i}.method" names "${method}", which is no method of the contract. Use one of ${Object.keys(methods).join(', ')}.`;
    const names = listsOf(spec).flatMap((s) => [...s.parameters, ...gainsOf(s)].map((p) => p.name));
    if (!names.includes(parameter))
      return `"${key}.from.${i}.parameter" names "${parameter}", which is no parameter of ${method}. Use one of ${[...new Set(names)].join(', ')}.`;
  }
  return undefined;
}

function globError(key: string, globs: readonly string[] = []): string | undefined {
  for (const [i, glob] of globs.entries()) {
    try {
      parseGlob(glob);
    } catch (error) {
      if (!(error instanceof GlobError)) throw error;
      return `"${key}.${i}" ${error.message}`;
    }
  }
  return undefined;
}

function gainError(
  key: string,
  { parameters, added: written }: MethodSpec,
  values: ValueSpec | undefined,
): string | undefined {
  const gains = gainsOf({ parameters, added: written });
  for (const [i, added] of gains.entries()) {
    const at = `${key}.added${Array.isArray(written) ? `.${i}` : ''}`;
    const before = listWith(parameters, gains.slice(0, i));
    if (before.some((p) => p.name === added.name))
      return `"${at}.name" is "${added.name}", which the method has already. Leave it out of "parameters".`;
    const { position } = added;
    if (typeof position !== 'object' || slotIn(before, added) !== -1) continue;
    const anchor = 'after' in position ? position.after : position.before;
    return `"${at}.position" names "${anchor}", which is no parameter of the method. Use one of ${before.map((p) => p.name).join(', ')}.`;
  }
  const sharing = gains.filter((added) => !added.values);
  if (values === undefined || sharing.length < 2) return undefined;
  const names = sharing.map(({ name }) => `"${name}"`).join(' and ');
  return `"values" would be passed for ${names} of "${key}" alike. Give each of them "values" of its own.`;
}
