import { parseContract } from '../contract/load.js';
import type { Contract, LanguageName, ParameterSpec } from '../contract/types.js';
import { volumeDriverContract } from '../contract/volume-driver.js';
import { words } from '../contract/words.js';
import { relativePath } from '../facts/paths.js';
import type { FactSource } from '../linker/project.js';
import { testGlobs } from './defaults.js';
import { draftMethod } from './drafted-method.js';
import { alikeDrivers } from './found.js';
import { lookAlikes, type LookAlikes } from './look-alikes.js';
import type { BaseMethod } from './methods.js';
import { contractName, distinct, listed } from './names.js';
import { Survey } from './survey.js';

/** The files of a project, and their facts. */
export interface DraftSource extends FactSource {
  all(): readonly string[];
  text(file: string): string | undefined;
}

/** What a contract is drafted from: a tree, and the methods that change in it. */
export interface Grounds {
  readonly root: string;
  readonly source: DraftSource;
  /** One at least. */
  readonly methods: readonly BaseMethod[];
  /** How they were found, for readers. */
  readonly origin: string;
  /** Whether a file was changed by hand: what is passed in its calls is the value. */
  readonly isEdited: (file: string) => boolean;
}

/** Plain data, `$comment` included: what the file holds. */
export type Draft = Readonly<Record<string, unknown>>;

const SCHEMA = './node_modules/eslint-plugin-driver-contract/driver-contract.schema.json';

/** Writes down what a tree says of a change. Each guess has a comment that says so. */
export function draftContract(grounds: Grounds): Draft {
  const { root, source, methods, isEdited } = grounds;
  const rough = roughContract(grounds);
  const survey = new Survey(
    root,
    source,
    rough,
    methods.map((m) => m.cls),
  );
  const isShared = distinct(methods.flatMap((m) => m.gains.map((g) => g.name))).length === 1;
  const languages = languagesOf(methods);
  const drafted = methods.map((m) => draftMethod(survey, m, languages, isShared, isEdited));
  const own = new Set(drafted.map((d) => d.name));
  const others = drafted.flatMap((d) => d.others).filter(([name]) => !own.has(name));
  const { files = [] } = rough.tests ?? {};
  const draft: Draft = {
    $schema: SCHEMA,
    $comment: [grounds.origin, 'Where a $comment says "Guess", read it, and mend what is wrong.'],
    name: rough.name,
    drivers: { types: rough.drivers.types },
    ...targetsOf(methods.map((m) => lookAlikes(survey, m))),
    methods: Object.fromEntries([...drafted.map((d) => [d.name, d.spec] as const), ...others]),
    ...(isShared && { values: drafted[0].values }),
    tests: {
      $comment: testWords(files, isShared),
      files,
      ...(isShared && { placeholder: drafted[0].placeholder }),
    },
    ...(rough.wrappers && { wrappers: rough.wrappers }),
  };
  const alike = alikeDrivers(root, parseContract(draft, 'the draft'), source);
  if (alike.length === 0) return draft;
  const comment = `Guess: ${listed(alike)} ${alike.length === 1 ? 'descends' : 'descend'} from none of these, and ${alike.length === 1 ? 'counts' : 'count'} as drivers all the same, by the methods they declare. "structural": false leaves them alone.`;
  return { ...draft, drivers: { $comment: comment, types: rough.drivers.types } };
}

/** What the methods say by themselves: enough to find who declares and calls them. */
function roughContract({ root, source, methods }: Grounds): Contract {
  const language = methods[0].cls.module.language;
  const files = source.all().map((file) => relativePath(root, file));
  const wrappers = language === 'python' ? [] : wrappersIn(source);
  return {
    name: words(methods[0].name).join('-'),
    drivers: {
      types: distinct(methods.flatMap((m) => m.types)),
      structural: false,
    },
    methods: Object.fromEntries(
      methods.map(({ name, before, gains, cls }) => [
        contractName(name, cls.module.language),
        {
          parameters: before.map((p, i): ParameterSpec => ({
            name: contractName(p.name ?? `parameter${i + 1}`, cls.module.language),
            types: p.typeText?.match(/\b[A-Z]\w+/gu) ?? [],
            optional: p.optional,
          })),
          added: gains,
        },
      ]),
    ),
    tests: { files: testGlobs(files) },
    ...(wrappers.length > 0 && { wrappers }),
  };
}

/** The generic types that keep an interface, as far as the tree uses them. */
function wrappersIn(source: DraftSource): string[] {
  const used = new Set(
    source.all().flatMap((file) => source.text(file)?.match(/\b[A-Z]\w+(?=<)/gu) ?? []),
  );
  return (volumeDriverContract.wrappers ?? []).filter((name) => used.has(name));
}

function languagesOf(methods: readonly BaseMethod[]): LanguageName[] {
  return distinct(
    methods.flatMap(({ cls }): LanguageName[] =>
      cls.module.language === 'python' ? ['python'] : ['typescript', 'javascript'],
    ),
  );
}

function targetsOf(all: readonly LookAlikes[]): object {
  const types = distinct(all.flatMap((a) => a.types));
  const parameters = distinct(all.flatMap((a) => a.parameters));
  if (types.length === 0) return {};
  const comment = `Guess: another interface with a method of the name, which takes ${listed(distinct(all.flatMap((a) => a.further)))} besides.`;
  return {
    targets: { $comment: comment, types, ...(parameters.length > 0 && { parameters }) },
  };
}

function testWords(files: readonly string[], isShared: boolean): string {
  if (files.length === 0) return 'Guess: no file here has the name of a test.';
  return isShared
    ? 'Guess: tests are told by the names of files; the placeholder goes by the type, or by what tests pass already.'
    : 'Guess: tests are told by the names of files.';
}
