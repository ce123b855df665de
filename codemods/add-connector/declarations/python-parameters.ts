import type { DeclarationSite } from '../../../src/analysis/site.js';
import { nameIn } from '../../../src/analysis/signatures.js';
import type { AddedParameter, ParameterSpec } from '../../../src/contract/types.js';
import { sameName } from '../../../src/contract/words.js';
import type { TextEdit } from '../../../src/edits/text-edits.js';
import type { Span } from '../../../src/facts/types.js';
import { dialectOf } from '../dialects.js';
import type { FilePlan } from '../file-plan.js';
import { overriddenLists } from './overridden.js';
import { annotationFor } from './python-annotations.js';

/**
 * Puts the parameter into a Python list: before what stands in its slot, before a default, `*args`,
 * `*` and `**kwargs`. A list that is shorter is filled up under the contract's names: callers may
 * give them by name.
 * @param name the parameter's name in this list
 * @param value its default, where the contract gives it one
 */
export function pythonParameterEdits(
  file: FilePlan,
  site: DeclarationSite,
  added: AddedParameter,
  name: string,
  value: string | undefined,
): readonly TextEdit[] {
  const { fn, insertion } = site;
  const { params, separators = [] } = fn;
  const { index, fill } = insertion;
  const filled = fill.map(
    (p) =>
      dialectOf('python').unused(nameIn(p.name, 'python')) +
      (p.optional ? `=${inheritedDefault(file, site, p) ?? 'None'}` : ''),
  );
  const texts = [...filled, parameterText(file, site, added, name, value, index)];
  // `lambda: None`
  if (!fn.parens && fn.params.length === 0)
    return [
      {
        start: fn.paramsSpan[0],
        end: fn.paramsSpan[0],
        text: `${fn.receiver ? ',' : ''} ${texts.join(', ')}`,
      },
    ];
  // `/` and `*` stand in the list like parameters; behind the last one before them is before them.
  const items = [...params.map((p) => p.span), ...separators].sort((a, b) => a[0] - b[0]);
  const list = { inner: fn.paramsSpan, items, first: fn.receiver?.span[0], isBare: !fn.parens };
  return file.insert(list, placeAmong(site, items), texts);
}

/**
 * Where a place among the parameters is among all that is written: right behind the parameter
 * before it, but not before a `/` of `self`.
 */
function placeAmong(
  { fn: { params, separators = [] }, insertion: { index } }: DeclarationSite,
  items: readonly Span[],
): number {
  if (index > 0) return items.indexOf(params[index - 1].span) + 1;
  return separators.includes(items[0]) && params.at(0)?.keywordOnly !== true ? 1 : 0;
}

/** The default that an overridden declaration gives a parameter. */
function inheritedDefault(
  file: FilePlan,
  site: DeclarationSite,
  spec: ParameterSpec,
): string | undefined {
  for (const { module, params } of overriddenLists(file, site)) {
    const given = params.find((p) => p.name !== undefined && sameName(p.name, spec.name))?.default;
    // What it names may mean something else here.
    if (given)
      return given.k === 'literal' || given.k === 'string'
        ? file.in(module).text.slice(...given.span)
        : undefined;
  }
  return undefined;
}

function parameterText(
  file: FilePlan,
  site: DeclarationSite,
  added: AddedParameter,
  name: string,
  value: string | undefined,
  index: number,
): string {
  const { fn, insertion } = site;
  const { params } = fn;
  // Behind `*` the order is free.
  const isBehindDefault =
    !insertion.byName &&
    (params.slice(0, index).some((p) => p.optional) || insertion.fill.some((p) => p.optional));
  const isBeforeRequired =
    !insertion.byName && params.slice(index).some((p) => !p.optional && !p.rest && !p.keywordOnly);
  // What has a default may not stand before what has none.
  const fallback =
    isBehindDefault || !isBeforeRequired
      ? (value ?? (added.optional || isBehindDefault ? 'None' : undefined))
      : undefined;
  const type = params.some((p) => p.typeText !== undefined)
    ? annotationFor(file, site, added)
    : undefined;
  if (type === undefined) return fallback === undefined ? name : `${name}=${fallback}`;
  return fallback === undefined ? `${name}: ${type}` : `${name}: ${type} = ${fallback}`;
}
