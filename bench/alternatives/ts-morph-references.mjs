// The connector with ts-morph and its types: whatever refers to the contract's method, and the one
// Connector in scope, one after the other.
import path from 'node:path';
import { Node, Project, SyntaxKind, ts } from 'ts-morph';

const project = new Project({ tsConfigFilePath: path.join(process.argv[2], 'tsconfig.json') });
const contract = project
  .getSourceFileOrThrow('src/driver.ts')
  .getInterfaceOrThrow('VolumeDriver')
  .getMethodOrThrow('createExport');
const references = [contract.getNameNode(), ...contract.findReferencesAsNodes()];
// Declarations first: then a call inside of one has its connector. A method of overloads is met
// once for each.
for (const list of new Set(references.map(listOf))) if (list) addParameter(list);
for (const reference of references) addArgument(reference);
project.saveSync();

/** The declaration that a name is the name of. */
function listOf(name) {
  const parent = name.getParent();
  if (parent.getNameNode?.() !== name) return undefined;
  if (Node.isMethodDeclaration(parent) || Node.isMethodSignature(parent)) return parent;
  return parent.getInitializerIfKind?.(SyntaxKind.ArrowFunction);
}

function addParameter(declaration) {
  const [first, second, third] = declaration.getParameters();
  if (
    (first && !second) ||
    (third && third.getType().getNonNullableType().getSymbol()?.getName() === 'Connector')
  )
    return;
  if (!first) {
    declaration.addParameters([
      { name: '_context', type: 'RequestContext' },
      { name: '_volume', type: 'Volume' },
    ]);
  }
  const type =
    first && !second.getTypeNode()
      ? undefined
      : (second
          ?.getTypeNode()
          ?.getText()
          .match(/^\w+\.(?=Volume$)/)?.[0] ?? '') + 'Connector';
  declaration.insertParameter(2, { name: 'connector', type });
  if (type === 'Connector') addImport(declaration.getSourceFile());
}

function addArgument(name) {
  const call = callOf(name);
  if (call?.getArguments().length !== 2) return;
  const value =
    connectorAt(call) ??
    (call.getSourceFile().getBaseName().includes('.test.') ? '{} as Connector' : undefined);
  if (!value) return;
  call.addArgument(value);
  if (value.includes('Connector')) addImport(call.getSourceFile());
}

/**
 * The call of a member, or the assertion about it:
 * `expect(driver.createExport).toHaveBeenCalledWith(…)`.
 */
function callOf(name) {
  const call = name.getParent().getParent();
  if (!Node.isCallExpression(call)) return undefined;
  if (call.getExpression() === name.getParent()) return call;
  return call.getParent().getName?.().startsWith('toHaveBeen')
    ? call.getParent().getParent()
    : undefined;
}

/** The one variable in scope that is a Connector. */
function connectorAt(call) {
  const variables = call.getSymbolsInScope(ts.SymbolFlags.Variable);
  const found = variables.filter(
    (variable) =>
      variable.getTypeAtLocation(call).getNonNullableType().getSymbol()?.getName() === 'Connector',
  );
  return found.length === 1 ? found[0].getName() : undefined;
}

function addImport(file) {
  for (const declaration of file.getImportDeclarations()) {
    const names = declaration.getNamedImports().map((named) => named.getName());
    if (!names.includes('Volume') && !names.includes('RequestContext')) continue;
    for (const name of ['RequestContext', 'Volume', 'Connector']) {
      if (!names.includes(name) && new RegExp(`\\b${name}\\b`).test(file.getFullText()))
        declaration.addNamedImport(name);
    }
  }
}
