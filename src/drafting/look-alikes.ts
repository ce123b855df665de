import { listWith, slotIn } from '../contract/steps.js';
import type { FunctionFact } from '../facts/types.js';
import type { ClassRef } from '../linker/values.js';
import { functionsOf, hasParameter, listOf, type BaseMethod } from './methods.js';
import type { Survey } from './survey.js';

/** Another interface with a method of the name: what the contract calls targets. */
export interface LookAlikes {
  readonly types: readonly string[];
  /** What its methods require behind the list of the base class. */
  readonly further: readonly string[];
  /** The same where the added parameter would stand: it tells a target by itself. */
  readonly parameters: readonly string[];
}

/**
 * Finds interfaces whose method of the name takes the base class's list and requires something
 * behind it: a class with others below it, of which none is a driver.
 */
export function lookAlikes(survey: Survey, base: BaseMethod): LookAlikes {
  const { model } = survey;
  const { hierarchy } = model.linker;
  const drivers = new Set(survey.drivers().map((cls) => cls.fact));
  const types = new Set<string>();
  const required = new Set<string>();
  for (const module of model.roles.modules) {
    if (model.linker.isTest(module.path)) continue;
    for (const fact of module.classes) {
      const cls = model.linker.classRef(module, fact.id);
      if (drivers.has(fact) || fact.name === undefined || fact.kind === 'object') continue;
      const [fn] = functionsOf(model.linker, cls, base.name) as (FunctionFact | undefined)[];
      const further = fn && furtherParameter(fn, base);
      if (further === undefined || isBelowDeclarer(cls)) continue;
      const below = hierarchy.descendants(cls);
      if (below.length === 0 || below.some((c) => drivers.has(c.fact))) continue;
      types.add(fact.name);
      required.add(further);
    }
  }
  const further = [...required].sort();
  return { types: [...types].sort(), further, parameters: isAddedLast(base) ? further : [] };

  function isBelowDeclarer(cls: ClassRef): boolean {
    const { mro, interfaces } = hierarchy.ancestry(cls);
    return [...mro, ...interfaces].some(
      (c) => c.key !== cls.key && c.fact.members.some((m) => m.name === base.name),
    );
  }
}

function isAddedLast({ before, gains }: BaseMethod): boolean {
  const list = before.map((p) => ({ name: p.name ?? '' }));
  return gains.every((g, i) => slotIn(listWith(list, gains.slice(0, i)), g) >= list.length);
}

/** What a list requires behind the base class's own. */
function furtherParameter(fn: FunctionFact, { before, gains }: BaseMethod): string | undefined {
  const list = listOf(fn);
  const further = list.at(before.length);
  const isSame = before.every(
    (p, i) => p.name === undefined || hasParameter(list.slice(i, i + 1), p.name),
  );
  if (!isSame || !further || further.optional || further.name === undefined) return undefined;
  return gains.some((g) => hasParameter([further], g.name)) ? undefined : further.name;
}
