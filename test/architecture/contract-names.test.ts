import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { RULE_IDS } from '../../src/analysis/findings.js';
import { volumeDriverContract } from '../../src/contract/volume-driver.js';
import { namesOf, namesSaid } from './contract-names.js';
import { expectNone } from './expect-none.js';
import { sources } from './repository.js';

const NAMES = namesOf(volumeDriverContract);

/** What says a name of the default contract and decides nothing by it. */
const EXCEPTIONS: readonly {
  readonly file: RegExp;
  readonly name: string;
  readonly why: string;
}[] = [
  {
    file: /^src\/cli\/main\.ts$/u,
    name: 'volume',
    why: 'the help text says what the default contract asks',
  },
  { file: /^src\/cli\/main\.ts$/u, name: 'createExport', why: 'as above' },
  { file: /^src\/cli\/main\.ts$/u, name: 'connector', why: 'as above' },
  {
    file: /^src\/jscodeshift\//u,
    name: 'properties',
    why: "the field of Babel's nodes; an alias of the connector by accident",
  },
];

/**
 * Rules are named, and speak to the user, after the default contract; what they find comes from
 * any.
 */
function isOfRule(file: string, node: ts.Node): boolean {
  if (ts.isStringLiteralLike(node) && (RULE_IDS as readonly string[]).includes(node.text))
    return true;
  if (!file.startsWith('rules/')) return false;
  for (let at = node; !ts.isSourceFile(at); at = at.parent)
    if (ts.isPropertyAssignment(at) && /^(?:description|messages)$/u.test(at.name.getText()))
      return true;
  return false;
}

const said = [...sources]
  .filter(([file]) => !file.startsWith('src/contract/'))
  .flatMap(([file, text]) =>
    namesSaid(file, text, NAMES).map(({ line, name, node }) => ({ file, line, name, node })),
  )
  .filter(({ file, node }) => !isOfRule(file, node));

function excuse({ file, name }: { readonly file: string; readonly name: string }) {
  return EXCEPTIONS.find((e) => e.file.test(file) && e.name === name);
}

describe('only the contract knows names', () => {
  it('of methods and parameters', () => {
    const places = said
      .filter((s) => !excuse(s))
      .map(
        ({ file, line, name }) => `${file}:${line} says '${name}', which only the contract knows`,
      );
    expectNone(places);
  });

  it('and no exception is left over', () => {
    expectNone(
      EXCEPTIONS.filter((e) => !said.some((s) => excuse(s) === e)).map(
        ({ file, name }) => `${file.source} '${name}'`,
      ),
    );
  });
});

describe('a name is said', () => {
  it.each([
    ["if (name === 'createExport') go();", 'createExport'],
    ["if (name === 'create_export') go();", 'create_export'],
    ["new Set(['_connector']);", '_connector'],
    ['`${receiver}.initializeConnection(${args})`;', 'initializeConnection'],
    ['/^(?:createExport|ensureExport)$/u;', 'createExport'],
    ["log('it has no volume in scope');", 'volume'],
    ["name === 'ctxt';", 'ctxt'],
    ['contract.methods.createExport;', 'createExport'],
  ])('%s', (text, name) => {
    expect(namesSaid('a.ts', text, NAMES).map((s) => s.name)).toEqual([name]);
  });
});

describe('no name is said', () => {
  it.each([
    ['// createExport', 'a comment'],
    ["import { x } from './connector.js';", 'a file'],
    ["log('its properties');", 'an alias among others'],
    ["name === 'connectors';", 'another word'],
    ['const volume = context;', 'a variable: plain words'],
  ])('%s: %s', (text) => {
    expect(namesSaid('a.ts', text, NAMES)).toEqual([]);
  });
});
