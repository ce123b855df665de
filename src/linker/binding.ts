import type { Expr, ParamFact } from '../facts/types.js';

/** A parameter, as a call sees it. */
export interface Parameter {
  readonly name: string | undefined;
  /**
   * `rest` takes what positions are left (`*args`, `...args`), `names` what names are left
   * (`**options`).
   */
  readonly kind: 'positionOnly' | 'plain' | 'nameOnly' | 'rest' | 'names';
  readonly hasDefault: boolean;
  /** Whether an argument's name means it, where that is more than its own name. */
  readonly isNamed?: (name: string) => boolean;
}

/**
 * An argument, as a call hands it over. `list` and `names` are unpacked, and nobody knows how many
 * they are.
 */
export type Argument =
  | { readonly k: 'position'; readonly value: Expr }
  | { readonly k: 'name'; readonly name: string; readonly value: Expr }
  | { readonly k: 'list'; readonly value: Expr }
  | { readonly k: 'names'; readonly value: Expr };

/** What a parameter gets. `carried`: what is unpacked may hold it, or may not. */
export type Given =
  | { readonly k: 'argument'; readonly argument: Argument }
  | { readonly k: 'several'; readonly arguments: readonly Argument[] }
  | { readonly k: 'default' }
  | { readonly k: 'missing' }
  | { readonly k: 'carried'; readonly by: readonly Argument[] };

/** Why the language does not take a call. */
export type Misfit =
  | { readonly k: 'too many'; readonly argument: Argument }
  | { readonly k: 'twice'; readonly argument: Argument }
  | { readonly k: 'no such name'; readonly argument: Argument };

export interface Binding {
  /** For each parameter, in order. */
  readonly given: readonly Given[];
  readonly misfits: readonly Misfit[];
}

/**
 * Gives each parameter its argument, as Python and JavaScript do: positions first, then names; what
 * is left over goes to `*args` and `**options`. Arguments behind an unpacked list have no known
 * place.
 */
export function bind(args: readonly Argument[], parameters: readonly Parameter[]): Binding {
  const given: (Given | undefined)[] = parameters.map(() => undefined);
  const misfits: Misfit[] = [];
  const lists = args.filter((a) => a.k === 'list');
  const maps = args.filter((a) => a.k === 'names');
  const open = byPosition(args, parameters, given, misfits);
  byName(args, parameters, given, misfits);
  const left = ({ kind, hasDefault }: Parameter, i: number): Given => {
    const reaching = kind === 'rest' || open.has(i) ? lists : [];
    const by = kind === 'rest' || kind === 'positionOnly' ? reaching : [...reaching, ...maps];
    if (by.length > 0) return { k: 'carried', by };
    return kind === 'rest' || kind === 'names'
      ? { k: 'several', arguments: [] }
      : { k: hasDefault ? 'default' : 'missing' };
  };
  return { given: parameters.map((p, i) => given[i] ?? left(p, i)), misfits };
}

/** @returns the parameters that something at an unknown place may reach */
function byPosition(
  args: readonly Argument[],
  parameters: readonly Parameter[],
  given: (Given | undefined)[],
  misfits: Misfit[],
): ReadonlySet<number> {
  const places = parameters.flatMap(({ kind }, i) =>
    kind === 'positionOnly' || kind === 'plain' ? [i] : [],
  );
  const rest = parameters.findIndex((p) => p.kind === 'rest');
  const positions = args.filter((a) => a.k === 'position' || a.k === 'list');
  const first = positions.findIndex((a) => a.k === 'list');
  const known = first === -1 ? positions : positions.slice(0, first);
  for (const [i, argument] of known.slice(0, places.length).entries())
    given[places[i]] = { k: 'argument', argument };
  const left = known.slice(places.length);
  if (rest !== -1) {
    if (left.length > 0 && first === -1) given[rest] = { k: 'several', arguments: left };
  } else if (left.length > 0) misfits.push({ k: 'too many', argument: left[0] });
  return new Set(first === -1 ? [] : places.slice(known.length));
}

function byName(
  args: readonly Argument[],
  parameters: readonly Parameter[],
  given: (Given | undefined)[],
  misfits: Misfit[],
): void {
  const names = parameters.findIndex((p) => p.kind === 'names');
  const left: Argument[] = [];
  const seen = new Set<string>();
  for (const argument of args) {
    if (argument.k !== 'name') continue;
    const { name } = argument;
    const at = parameters.findIndex(
      (p) => (p.kind === 'plain' || p.kind === 'nameOnly') && takesName(p, name),
    );
    if (seen.has(name) || (at !== -1 && given[at])) misfits.push({ k: 'twice', argument });
    else if (at !== -1) given[at] = { k: 'argument', argument };
    else if (names === -1) misfits.push({ k: 'no such name', argument });
    else left.push(argument);
    seen.add(name);
  }
  if (left.length > 0 && !args.some((a) => a.k === 'names'))
    given[names] = { k: 'several', arguments: left };
}

/** Whether an argument's name means a parameter. */
export function takesName({ name, isNamed }: Parameter, given: string): boolean {
  return isNamed ? isNamed(given) : name === given;
}

/** A parameter as a call sees it. */
export function parameterOf({
  name,
  rest,
  takesNames,
  keywordOnly,
  positionalOnly,
  optional,
}: ParamFact): Parameter {
  const kind = rest
    ? takesNames
      ? 'names'
      : 'rest'
    : keywordOnly
      ? 'nameOnly'
      : positionalOnly
        ? 'positionOnly'
        : 'plain';
  return { name, kind, hasDefault: optional };
}

/** The expression that a parameter is given by itself. */
export function argumentGiven(given: Given | undefined): Expr | undefined {
  return given?.k === 'argument' ? given.argument.value : undefined;
}
