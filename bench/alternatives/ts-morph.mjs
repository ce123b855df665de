// The connector with ts-morph, the way its documentation suggests: find by name, addParameter,
// addArgument, save.
import path from 'node:path';
import { Node, Project, SyntaxKind } from 'ts-morph';

const project = new Project({ tsConfigFilePath: path.join(process.argv[2], 'tsconfig.json') });
for (const file of project.getSourceFiles()) {
  if (!file.getFullText().includes('createExport')) continue;
  const declarations = [
    ...file
      .getDescendantsOfKind(SyntaxKind.MethodDeclaration)
      .filter((m) => isCreateExport(m.getNameNode())),
    ...file
      .getDescendantsOfKind(SyntaxKind.MethodSignature)
      .filter((m) => isCreateExport(m.getNameNode())),
    ...file
      .getDescendantsOfKind(SyntaxKind.ArrowFunction)
      .filter((f) => isCreateExport(f.getParent().getNameNode?.())),
  ];
  for (const declaration of declarations) addParameter(declaration);
  for (const call of file.getDescendantsOfKind(SyntaxKind.CallExpression)) addArgument(call);
  if (/\bConnector\b/.test(file.getFullText())) addImport(file);
}
project.saveSync();

function isCreateExport(name) {
  return name?.getText().replace(/['"]/g, '') === 'createExport';
}

function addParameter(declaration) {
  const [first, second, third] = declaration.getParameters();
  if (first && !second) return;
  if (
    second &&
    !/^_?vol(ume)?$/.test(second.getName()) &&
    !/\bVolume$/.test(second.getTypeNode()?.getText())
  )
    return;
  if (third && (third.getName() === 'volumePath' || third.getTypeNode()?.getText() === 'Connector'))
    return;
  if (!first) {
    declaration.addParameters([
      { name: '_context', type: 'RequestContext' },
      { name: '_volume', type: 'Volume' },
    ]);
  }
  declaration.insertParameter(2, {
    name: 'connector',
    type: first ? connectorLike(second.getTypeNode()?.getText()) : 'Connector',
  });
}

/** `t.Volume` makes `t.Connector`. */
function connectorLike(type) {
  return type && !/\bVolume$/.test(type) ? 'Connector' : type?.replace(/\bVolume$/, 'Connector');
}

function addArgument(call) {
  const callee = call.getExpression();
  const isCall = Node.isPropertyAccessExpression(callee) && callee.getName() === 'createExport';
  const isAssertion = callee.getText().includes('createExport).toHaveBeen');
  const args = call.getArguments().map((arg) => arg.getText());
  if ((!isCall && !isAssertion) || args.length !== 2 || !/^_?(ctx|context)$/.test(args[0])) return;
  const value = valueFor(call);
  if (value) call.addArgument(value);
}

/** What a function around the call, or the file, has under the name. */
function valueFor(call) {
  for (const scope of call.getAncestors()) {
    const names = [
      ...(scope.getParameters?.() ?? []),
      ...(scope.getVariableDeclarations?.() ?? []),
    ].map((v) => v.getName());
    const found = ['connector', 'properties'].find((name) => names.includes(name));
    if (found) return found;
  }
  return call.getSourceFile().getBaseName().includes('.test.') ? '{} as Connector' : undefined;
}

function addImport(file) {
  for (const declaration of file.getImportDeclarations()) {
    const names = declaration.getNamedImports().map((named) => named.getName());
    if (names.includes('Volume') || names.includes('RequestContext')) {
      for (const name of ['RequestContext', 'Volume', 'Connector']) {
        if (!names.includes(name) && new RegExp(`\\b${name}\\b`).test(file.getFullText()))
          declaration.addNamedImport(name);
      }
      return;
    }
  }
}
