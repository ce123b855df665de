import ts from 'typescript';
import { gainsOf, listsOf } from '../../src/contract/steps.js';
import type { Contract } from '../../src/contract/types.js';
import { canonicalName } from '../../src/contract/words.js';

/** A place that says a name of the contract. */
export interface SaidName {
  readonly line: number;
  readonly name: string;
  /** The literal or identifier it is said in. */
  readonly node: ts.Node;
}

/** Methods and parameters of a contract, by their {@link canonicalName}. */
export interface ContractNames {
  readonly methods: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
  readonly aliases: ReadonlySet<string>;
}

export function namesOf({ methods }: Contract): ContractNames {
  const parameters = Object.values(methods)
    .flatMap(listsOf)
    .flatMap((method) => [...method.parameters, ...gainsOf(method)]);
  return {
    methods: new Set(Object.keys(methods).map(canonicalName)),
    parameters: new Set(parameters.map(({ name }) => canonicalName(name))),
    aliases: new Set(parameters.flatMap(({ aliases = [] }) => aliases.map(canonicalName))),
  };
}

/**
 * Where a file says one of the names, in any case style: a method or parameter as a word of a
 * string, template or pattern, an alias as the whole of one (aliases are plain words), a method as
 * an identifier (`methods.createExport`). Modules are named by their files.
 */
export function namesSaid(
  file: string,
  text: string,
  { methods, parameters, aliases }: ContractNames,
): SaidName[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const said: SaidName[] = [];
  const isName = (word: string) =>
    methods.has(canonicalName(word)) || parameters.has(canonicalName(word));
  const namesIn = (node: ts.Node): string[] => {
    if (ts.isIdentifier(node)) return methods.has(canonicalName(node.text)) ? [node.text] : [];
    if (!isText(node) || namesModule(node)) return [];
    const words = (node.text.match(/[\w$#]+/gu) ?? []).filter(isName);
    const whole = canonicalName(node.text);
    return words.length === 0 && (methods.has(whole) || aliases.has(whole)) ? [node.text] : words;
  };
  const visit = (node: ts.Node): void => {
    const line = () => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    said.push(...namesIn(node).map((name) => ({ line: line(), name, node })));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return said;
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isRegularExpressionLiteral(node)
  );
}

function namesModule({ parent }: ts.Node): boolean {
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent)
  );
}
