import type { FoundValue, ValuePlace } from '../../../src/analysis/value-places.js';
import type { AddedParameter } from '../../../src/contract/types.js';
import { meansParameter } from '../../../src/contract/words.js';
import { isPath, visibleBindings } from '../../../src/facts/scopes.js';
import type { Expr, ModuleFacts, ScopeId } from '../../../src/facts/types.js';
import type { FilePlan } from '../file-plan.js';

/**
 * The value that stands beside an expected argument in the row which both are of: the connector of
 * `attachment` for `attachment.volume`, that of the same pattern for `volume` in `({ volume,
 * connector }) => [context, volume]`.
 * @returns undefined where no argument is of a row
 */
export function valueBeside(file: FilePlan, place: ValuePlace): FoundValue | undefined {
  const { added } = place.method;
  if (!added) return undefined;
  for (const arg of place.args.toReversed()) {
    const found =
      arg.k === 'member' ? inRow(file, arg, added) : takenApart(file, place, arg, added);
    if (found) return found;
  }
  return undefined;
}

/** `attachment.volume`, `attachment['volume']`. */
function inRow(
  file: FilePlan,
  { object, nameSpan, span }: Extract<Expr, { k: 'member' }>,
  added: AddedParameter,
): FoundValue | undefined {
  const { module, text } = file;
  const root = object.k === 'element' ? object.object : object;
  if (root.k !== 'name' || root.binding === -1 || !isPath(object)) return undefined;
  const name = nameInRow(file, object, added);
  if (name === undefined) return undefined;
  const { kind } = module.bindings[root.binding];
  if (kind === 'import' || kind === 'namespace') return undefined;
  const [quote = ''] = /^['"]?/u.exec(text.slice(...nameSpan)) ?? [];
  return {
    k: 'found',
    text:
      text.slice(span[0], nameSpan[0]) + quote + name + quote + text.slice(nameSpan[1], span[1]),
    step: 'test-variable',
    detail: 'what stands beside the same argument',
  };
}

/** `volume` of `({ volume, connector })`, of `for (const { volume, connector } of rows)`. */
function takenApart(
  file: FilePlan,
  { scope, span }: ValuePlace,
  arg: Expr,
  added: AddedParameter,
): FoundValue | undefined {
  const { module } = file;
  if (arg.k !== 'name' || arg.binding === -1) return undefined;
  const { values, scope: home } = module.bindings[arg.binding];
  const [taken, ...others] = values;
  if (isOfComprehension(module, home) && taken?.k === 'element' && taken.place !== undefined)
    return ofTuple(file, home, taken, added);
  if (taken?.k !== 'member' || taken.nameSpan[0] !== taken.span[0] || others.length > 0)
    return undefined;
  const row = taken.object;
  const isOfRow = (value: Expr | undefined) =>
    value?.k === 'member' &&
    value.object.k === row.k &&
    value.object.span[0] === row.span[0] &&
    value.object.span[1] === row.span[1] &&
    meansParameter(value.name, added);
  const beside = module.bindings.find((b) => b.scope === home && isOfRow(b.values.at(0)));
  if (beside && visibleBindings(module, scope, span).includes(beside))
    return {
      k: 'found',
      text: beside.name,
      step: 'test-variable',
      detail: `\`${beside.name}\` is of the same row`,
    };
  const name = beside ? undefined : nameInRow(file, row, added);
  return name === undefined
    ? undefined
    : { k: 'none', detail: `its row is taken apart without its \`${name}\``, isPassed: true };
}

/** `volume` in `for volume, connector in pairs`, within a comprehension. */
function ofTuple(
  { module }: FilePlan,
  home: ScopeId,
  { object: { span } }: Extract<Expr, { k: 'element' }>,
  added: AddedParameter,
): FoundValue {
  const beside = module.bindings.find(
    ({ scope, name, values: [value] }) =>
      scope === home &&
      value?.k === 'element' &&
      value.object.span[0] === span[0] &&
      value.object.span[1] === span[1] &&
      meansParameter(name, added),
  );
  return beside
    ? {
        k: 'found',
        text: beside.name,
        step: 'test-variable',
        detail: `\`${beside.name}\` is of the same row`,
      }
    : { k: 'none', detail: 'its row is taken apart without it', isPassed: true };
}

/** In Python, a scope within a function that is not the function's own. */
function isOfComprehension({ language, scopes, functions }: ModuleFacts, scope: ScopeId): boolean {
  return language === 'python' && functions[scopes[scope].fn].scope !== scope;
}

/** How a row calls what is added: a property, or a field that its class sets. */
function nameInRow(
  { module, analysis: { linker } }: FilePlan,
  row: Expr,
  added: AddedParameter,
): string | undefined {
  const names = linker.evaluate(module, row).items.map((v) => {
    if (v.k !== 'instance') return undefined;
    const { mro } = linker.hierarchy.ancestry(v.cls);
    return mro
      .flatMap((c) => [
        ...c.fact.members.filter((m) => m.fn === undefined && !m.isStatic),
        ...linker.hierarchy.assignmentsOf(c.module, c.fact),
      ])
      .map((m) => m.name)
      .find((name) => meansParameter(name, added));
  });
  const [first] = names;
  return names.length > 0 && names.every((name) => name === first) ? first : undefined;
}
