// The connector with jscodeshift, as one writes it in an afternoon: by name, with what the scope
// has, toSource.
import fs from 'node:fs';
import path from 'node:path';
import jscodeshift from 'jscodeshift';

const j = jscodeshift.withParser('ts');
for (const name of fs
  .readdirSync(process.argv[2], { recursive: true })
  .filter((file) => /\.ts$/.test(file))) {
  const file = path.join(process.argv[2], name);
  const source = fs.readFileSync(file, 'utf8');
  if (!source.includes('createExport')) continue;
  const root = j(source);
  for (const kind of [j.ClassMethod, j.TSDeclareMethod, j.ObjectMethod])
    declarations(root, kind, ({ node }) => addParameter(node.params));
  declarations(root, j.TSMethodSignature, ({ node }) => addParameter(node.parameters));
  for (const kind of [j.ClassProperty, j.ObjectProperty])
    declarations(root, kind, ({ node }) => node.value?.params && addParameter(node.value.params));
  for (const kind of [j.CallExpression, j.OptionalCallExpression])
    root.find(kind).forEach((call) => addArgument(call, file));
  addImport(root);
  const result = root.toSource({ quote: 'single', trailingComma: true });
  if (result !== source) fs.writeFileSync(file, result);
}

function declarations(root, kind, change) {
  root.find(kind, ({ key }) => (key.name ?? key.value) === 'createExport').forEach(change);
}

function typed(name, type) {
  const identifier = j.identifier(name);
  const [last, qualifier] = type.split('.').reverse();
  const typeName = qualifier
    ? j.tsQualifiedName(j.identifier(qualifier), j.identifier(last))
    : j.identifier(last);
  identifier.typeAnnotation = j.tsTypeAnnotation(j.tsTypeReference(typeName));
  return identifier;
}

function typeOf({ typeAnnotation }) {
  return typeAnnotation && j(typeAnnotation.typeAnnotation).toSource();
}

function addParameter(parameters) {
  const [first, second, third] = parameters;
  if (first && !second) return;
  if (second && !/^_?vol(ume)?$/.test(second.name) && !/\bVolume$/.test(typeOf(second))) return;
  if (third && (third.name === 'volumePath' || typeOf(third) === 'Connector')) return;
  if (!first) parameters.push(typed('_context', 'RequestContext'), typed('_volume', 'Volume'));
  const volumeType = first ? typeOf(second) : 'Volume';
  parameters.splice(
    2,
    0,
    volumeType ? typed('connector', connectorLike(volumeType)) : j.identifier('connector'),
  );
}

/** `t.Volume` makes `t.Connector`. */
function connectorLike(type) {
  return /\bVolume$/.test(type) ? type.replace(/\bVolume$/, 'Connector') : 'Connector';
}

function addArgument(call, file) {
  const { callee, arguments: args } = call.node;
  const isCall = (callee.property?.name ?? callee.property?.value) === 'createExport';
  const isAssertion =
    /^toHaveBeen/.test(callee.property?.name) &&
    /createExport\)$/.test(j(callee.object).toSource());
  if ((!isCall && !isAssertion) || args.length !== 2 || !/^_?(ctx|context)$/.test(args[0].name))
    return;
  const name = ['connector', 'properties'].find((each) => call.scope.lookup(each));
  if (name) args.push(j.identifier(name));
  else if (file.includes('.test.'))
    args.push(
      j.tsAsExpression(j.objectExpression([]), j.tsTypeReference(j.identifier('Connector'))),
    );
}

function addImport(root) {
  const text = root.toSource();
  root.find(j.ImportDeclaration).forEach(({ node }) => {
    const names = (node.specifiers ?? []).map((specifier) => specifier.imported?.name);
    if (!names.includes('Volume') && !names.includes('RequestContext')) return;
    for (const name of ['RequestContext', 'Volume', 'Connector'])
      if (!names.includes(name) && new RegExp(`\\b${name}\\b`).test(text))
        node.specifiers.push(j.importSpecifier(j.identifier(name)));
  });
}
