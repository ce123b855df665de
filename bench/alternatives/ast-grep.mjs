// The connector with ast-grep: rules as in its YAML files, edits as text, declarations first.
import fs from 'node:fs';
import path from 'node:path';
import { Lang, parse } from '@ast-grep/napi';

const NAME = '^[\'"]?createExport[\'"]?$';
const named = (kind, field) => ({ kind, has: { field, regex: NAME } });
const METHODS = {
  any: ['method_definition', 'method_signature', 'abstract_method_signature'].map((kind) =>
    named(kind, 'name'),
  ),
};
const MEMBERS = { any: [named('pair', 'key'), named('public_field_definition', 'name')] };

/**
 * The lists that want a connector: without parameters, or with a volume and no connector or
 * volumePath.
 */
const LISTS = {
  rule: {
    kind: 'formal_parameters',
    inside: { any: [METHODS, { kind: 'arrow_function', inside: MEMBERS }] },
    not: { regex: 'volumePath|: Connector\\b' },
    any: [
      { regex: '^\\(\\s*\\)$' },
      {
        has: {
          any: [{ kind: 'required_parameter' }, { kind: 'optional_parameter' }],
          regex: '^_?vol(ume)?\\b|\\bVolume$',
        },
      },
    ],
  },
};

const around = (rule) => ({ inside: { stopBy: 'end', ...rule } });
const withParameter = (name) => around({ has: { field: 'parameters', regex: `\\b${name}\\b` } });
const withConstant = (name) =>
  around({
    has: { any: [{ pattern: `const ${name} = $X` }, { pattern: `const ${name}: $T = $X` }] },
  });
const CALLS = {
  any: [
    { pattern: '$R.createExport($C, $V)' },
    { pattern: '$R?.createExport($C, $V)' },
    { pattern: '$R.createExport?.($C, $V)' },
    { pattern: "$R['createExport']($C, $V)" },
    { pattern: 'expect($R.createExport).toHaveBeenCalledWith($C, $V)' },
  ],
};
/** One rule for each value that a call can take, the first that matches. */
const VALUES = ['connector', 'properties'].map((name) => [
  name,
  { any: [withParameter(name), withConstant(name)] },
]);
const PLACEHOLDER = ['{} as Connector', {}];

for (const name of fs
  .readdirSync(process.argv[2], { recursive: true })
  .filter((file) => /\.ts$/.test(file))) {
  const file = path.join(process.argv[2], name);
  const source = fs.readFileSync(file, 'utf8');
  if (!source.includes('createExport')) continue;
  const values = file.includes('.test.') ? [...VALUES, PLACEHOLDER] : VALUES;
  const result = [addParameters, (text) => addArguments(text, values), addImport].reduce(
    (text, step) => step(text),
    source,
  );
  if (result !== source) fs.writeFileSync(file, result);
}

function addParameters(text) {
  const root = parse(Lang.TypeScript, text).root();
  return root.commitEdits(
    root.findAll(LISTS).map((list) => {
      const [, second] = list.children().filter((child) => /_parameter$/.test(child.kind()));
      if (!second)
        return list.replace('(_context: RequestContext, _volume: Volume, connector: Connector)');
      const type = second.field('type')?.text();
      return second.replace(`${second.text()}, connector${type ? connectorLike(type) : ''}`);
    }),
  );
}

/** `: t.Volume` makes `: t.Connector`. */
function connectorLike(type) {
  return /\bVolume$/.test(type) ? type.replace(/\bVolume$/, 'Connector') : ': Connector';
}

function addArguments(text, values) {
  const root = parse(Lang.TypeScript, text).root();
  const edits = new Map();
  for (const [value, scope] of values) {
    for (const call of root.findAll({
      rule: { all: [CALLS, scope].filter((rule) => Object.keys(rule).length > 0) },
      constraints: { C: { regex: '^_?(ctx|context)$' } },
    })) {
      const last = call.getMatch('V');
      if (!edits.has(last.id())) edits.set(last.id(), last.replace(`${last.text()}, ${value}`));
    }
  }
  return root.commitEdits([...edits.values()]);
}

function addImport(text) {
  const root = parse(Lang.TypeScript, text).root();
  const imports = root.findAll({
    rule: {
      kind: 'named_imports',
      has: { kind: 'import_specifier', regex: '^(Volume|RequestContext)$' },
    },
  });
  return root.commitEdits(
    imports.map((list) => {
      const missing = ['RequestContext', 'Volume', 'Connector'].filter(
        (type) =>
          new RegExp(`\\b${type}\\b`).test(text) && !new RegExp(`\\b${type}\\b`).test(list.text()),
      );
      return list.replace(
        list.text().replace(/,?\s*\}$/, `${missing.map((type) => `, ${type}`).join('')} }`),
      );
    }),
  );
}
