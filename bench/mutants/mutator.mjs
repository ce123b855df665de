// Small faults, put into TypeScript: whoever wrote tests should have one that notices.
import { Script } from 'node:vm';
import ts from 'typescript';

/**
 * @typedef {object} Mutant
 * @property {string} file relative to the repository
 * @property {number} line from 1
 * @property {number} column from 1
 * @property {string} kind what was done: `negated condition`
 * @property {string} before the text that was replaced
 * @property {string} after what stands there instead
 * @property {string} text the whole file with the fault in it
 */

const K = ts.SyntaxKind;

/** What stands for an operator: the neighbour that a typo makes of it, and its opposite. */
const OPERATORS = new Map([
  [K.EqualsEqualsEqualsToken, ['!==']],
  [K.ExclamationEqualsEqualsToken, ['===']],
  [K.LessThanToken, ['<=', '>=']],
  [K.LessThanEqualsToken, ['<', '>']],
  [K.GreaterThanToken, ['>=', '<=']],
  [K.GreaterThanEqualsToken, ['>', '<']],
  [K.AmpersandAmpersandToken, ['||']],
  [K.BarBarToken, ['&&']],
  [K.PlusToken, ['-']],
  [K.MinusToken, ['+']],
]);

/**
 * Calls on lists that can be done without (`xs.filter(f)` -> `xs`), and those that have an
 * opposite.
 */
const PASSES = new Set([
  'filter',
  'slice',
  'reverse',
  'toReversed',
  'sort',
  'toSorted',
  'concat',
  'flat',
]);
const OPPOSITES = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['find', 'findLast'],
  ['findLast', 'find'],
]);

/**
 * Every fault that can be put into a file, in the order of the text.
 * @param {string} file
 * @param {string} text
 * @returns {Mutant[]}
 */
export function mutantsOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const visit = (node) => {
    // Types and imports are gone when the code runs.
    if (
      ts.isTypeNode(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isImportDeclaration(node)
    )
      return;
    for (const [at, after, kind] of faultsOf(node)) {
      const [start, end] = [at.getStart(source), at.getEnd()];
      const { line, character } = source.getLineAndCharacterOfPosition(start);
      const before = text.slice(start, end);
      if (before === after) continue;
      mutants.push({
        file,
        line: line + 1,
        column: character + 1,
        kind,
        before,
        after,
        text: text.slice(0, start) + after + text.slice(end),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

/**
 * Whether a fault is one: it can be parsed, and the code that runs is another.
 * @param {Mutant} mutant
 * @param {string} original the file without it
 */
export function changesCode(mutant, original) {
  const { outputText, diagnostics } = compiled(mutant.text);
  return (
    diagnostics.length === 0 && outputText !== compiled(original).outputText && isScript(outputText)
  );
}

function compiled(text) {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.CommonJS,
    removeComments: true,
  };
  return ts.transpileModule(text, { compilerOptions, reportDiagnostics: true });
}

/** The compiler lets `a ?? b || c` through. */
function isScript(text) {
  try {
    return Boolean(new Script(text));
  } catch {
    return false;
  }
}

/** What can be done to a node itself: `[what is replaced, by which text, what that is called]`. */
function* faultsOf(node) {
  if (ts.isBinaryExpression(node)) yield* faultsOfBinary(node);
  else if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken)
    yield [node, node.operand.getText(), 'negation dropped'];
  else if (ts.isConditionalExpression(node))
    yield [
      node,
      `${node.condition.getText()} ? ${node.whenFalse.getText()} : ${node.whenTrue.getText()}`,
      'swapped arms',
    ];
  else if (ts.isIfStatement(node) || ts.isWhileStatement(node))
    yield [node.expression, negated(node.expression), 'negated condition'];
  else if (ts.isForStatement(node) && node.condition)
    yield [node.condition, negated(node.condition), 'negated condition'];
  else if (ts.isExpressionStatement(node)) yield* faultsOfStatement(node);
  else if (ts.isBreakOrContinueStatement(node))
    yield [node, ';', `${node.getText().replace(/;$/u, '')} dropped`];
  else if (ts.isReturnStatement(node) && node.expression)
    yield* faultsOfResult(node.expression, node);
  else if (ts.isArrowFunction(node) && !ts.isBlock(node.body))
    yield* faultsOfResult(node.body, node.body);
  else if (ts.isNumericLiteral(node)) yield* faultsOfNumber(node);
  else if (node.kind === K.TrueKeyword) yield [node, 'false', 'true -> false'];
  else if (node.kind === K.FalseKeyword) yield [node, 'true', 'false -> true'];
  else if (ts.isCallExpression(node)) yield* faultsOfCall(node);
  else if (ts.isArrayLiteralExpression(node)) yield* faultsOfList(node);
}

function* faultsOfBinary(node) {
  const { left, right, operatorToken } = node;
  if (operatorToken.kind === K.QuestionQuestionToken) {
    yield [node, left.getText(), '?? dropped'];
    yield [node, right.getText(), '?? taken'];
  }
  // A concatenation is no sum.
  if (
    operatorToken.kind === K.PlusToken &&
    [left, right].some((e) => ts.isStringLiteralLike(e) || ts.isTemplateExpression(e))
  )
    return;
  for (const other of OPERATORS.get(operatorToken.kind) ?? [])
    yield [operatorToken, other, `${operatorToken.getText()} -> ${other}`];
}

function* faultsOfStatement(node) {
  const { expression } = node;
  // A constructor without its `super` is no code at all.
  if (ts.isCallExpression(expression) && expression.expression.kind === K.SuperKeyword) return;
  yield [node, ';', ts.isBinaryExpression(expression) ? 'assignment dropped' : 'statement dropped'];
}

/** Nothing, and what is nothing of its kind, in the place of what a function gives back. */
function* faultsOfResult(expression, at) {
  const write = (value) => (at === expression ? value : `return ${value};`);
  const fn = ts.findAncestor(at, ts.isFunctionLike);
  const declared = fn?.type?.getText() ?? '';
  if (isList(expression) || /\]$|^(?:Set|Map|Iterable|Readonly(?:Array|Set|Map))\b/u.test(declared))
    yield [
      at,
      write(/Set/u.test(declared) ? 'new Set()' : /Map/u.test(declared) ? 'new Map()' : '[]'),
      'nothing returned',
    ];
  else if (isTruth(expression) || declared === 'boolean') {
    yield [at, write('false'), 'false returned'];
    yield [at, write('true'), 'true returned'];
  } else if (expression.getText() !== 'undefined')
    yield [at, write('undefined'), 'undefined returned'];
}

function isList(e) {
  return (
    ts.isArrayLiteralExpression(e) ||
    (ts.isCallExpression(e) && /\.(?:map|filter|flatMap|sort|slice)$/u.test(e.expression.getText()))
  );
}

function isTruth(e) {
  if (ts.isPrefixUnaryExpression(e)) return e.operator === K.ExclamationToken;
  if (ts.isCallExpression(e))
    return /\.(?:some|every|has|includes|startsWith|endsWith|test)$/u.test(e.expression.getText());
  return (
    ts.isBinaryExpression(e) &&
    OPERATORS.has(e.operatorToken.kind) &&
    ![K.PlusToken, K.MinusToken].includes(e.operatorToken.kind)
  );
}

/** A limit that is never there, or always; a place that is one off. */
function* faultsOfNumber(node) {
  const value = Number(node.text);
  // `-1` says "none": there is nothing near it.
  if (ts.isPrefixUnaryExpression(node.parent) || ts.isEnumMember(node.parent)) return;
  if (value > 1) {
    yield [node, '0', 'number -> 0'];
    yield [node, 'Infinity', 'number -> Infinity'];
  } else yield [node, value === 0 ? '1' : '0', `${node.text} -> ${value === 0 ? '1' : '0'}`];
}

function* faultsOfCall(node) {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return;
  const { name } = expression;
  if (PASSES.has(name.text))
    yield [node, expression.expression.getText(), `.${name.text}() dropped`];
  const opposite = OPPOSITES.get(name.text);
  if (opposite !== undefined) yield [name, opposite, `${name.text} -> ${opposite}`];
}

/** One part fewer of a list that is put together. */
function* faultsOfList(node) {
  if (!node.elements.some(ts.isSpreadElement)) return;
  for (const element of node.elements) {
    const others = node.elements.filter((e) => e !== element).map((e) => e.getText());
    yield [node, `[${others.join(', ')}]`, 'part of a list dropped'];
  }
}

function negated(condition) {
  return `!(${condition.getText()})`;
}
