import fs from 'node:fs';

// What the linker and Pyright say of one call.
//
// - agree: the linker has what Pyright defines, or an override of it, and all of it
// - outside: both say that what is called is in no file of the tree
// - more: Pyright has nothing, or a variable, and the linker a function
// - short: the linker says that it has all, and lacks some of what Pyright has
// - vaguer: the linker has some of it, or what it overrides, and says that there may be more
// - unknown: Pyright has a definition in the tree, the linker none
// - external: the same, and the linker says that it is a package's
// - disagree: they name functions that have nothing to do with each other
// - neither: nobody knows; such calls are left out of the rates
export const VERDICTS = [
  'agree',
  'outside',
  'more',
  'short',
  'vaguer',
  'unknown',
  'external',
  'disagree',
  'thrown',
  'neither',
];

export class Comparer {
  #above = new Map();
  #byName = new WeakMap();

  /**
   * @param texts gives the text of a file of the tree; undefined for any other file
   * @param answering the call whose answer is taken for a call's; another one to see whether the
   *   comparison can fail
   */
  constructor(project, linker, pyright, texts, answering = (_module, call) => call) {
    this.project = project;
    this.linker = linker;
    this.pyright = pyright;
    this.texts = texts;
    this.answering = answering;
  }

  /** One comparison for each call of a file. */
  async file(module) {
    const answers = await this.#defined(
      module,
      module.calls.map(({ nameSpan }) => nameSpan[0]),
    );
    const all = [];
    for (const [i, call] of module.calls.entries())
      all.push(await this.#call(module, call, call.name === undefined ? [] : answers[i]));
    return all;
  }

  async #defined(module, offsets) {
    const places = offsets.map((at) => placeOf(module, at));
    return this.pyright.definitions(module.path, this.texts(module.path), places);
  }

  async #call(module, call, places) {
    const answer = this.#answer(places);
    const [line, character] = placeOf(module, call.nameSpan[0]);
    const found = {
      place: [module.path, line + 1, character + 1],
      text: this.texts(module.path)
        .slice(...call.span)
        .replaceAll(/\s+/gu, ' ')
        .slice(0, 70),
      pyright: answer.things,
      linker: [],
      reason: '',
      extra: [],
    };
    let said;
    try {
      said = this.#said(module, this.answering(module, call));
    } catch (error) {
      return { ...found, verdict: 'thrown', reason: String(error) };
    }
    const { named, why, values } = said;
    const reason = why ?? `it is ${[...new Set(values.map(kindOf))].join(', ') || 'nothing'}`;
    return { ...found, linker: named, reason, ...(await this.#judge(answer, said)) };
  }

  /** The functions and classes of the tree that the linker names. */
  #said(module, call) {
    const { calls } = this.linker;
    const { targets, signatures, why } = calls.resolve(module, call);
    const { items: values } = this.linker.evaluate(module, call.callee);
    const functions = [...targets, ...signatures].map(({ module: home, fact }) => ({ home, fact }));
    const classes = values.flatMap((v) =>
      v.k === 'class' ? [{ home: v.cls.module, cls: v.cls.fact }] : [],
    );
    const named = [...functions, ...classes].filter(({ home }) => this.#isInTree(home.path));
    return { named: [...new Map(named.map((n) => [keyOf(n), n])).values()], why, values };
  }

  async #judge({ k, things }, { named, why, values }) {
    if (k === 'nothing') return { verdict: named.length > 0 ? 'more' : 'neither' };
    if (k === 'outside') return { verdict: named.length > 0 ? 'disagree' : 'outside' };
    if (named.length === 0) {
      const isOutside =
        why === undefined &&
        values.length > 0 &&
        values.every((v) => v.k === 'external' || v.k === 'builtin');
      return { verdict: isOutside ? 'external' : 'unknown' };
    }
    const [right, covered] = [new Set(), new Set()];
    for (const one of named)
      for (const thing of things)
        if (await this.#isOrOverrides(one, thing)) {
          right.add(one);
          covered.add(thing);
        }
    // A class is named beside what makes it.
    const extra = named.filter((one) => !right.has(one) && (one.fact || named.length === 1));
    if (right.size > 0) {
      const isWhole = covered.size === things.length;
      return { verdict: isWhole ? 'agree' : why === undefined ? 'short' : 'vaguer', extra };
    }
    for (const one of named)
      for (const thing of things)
        if (await this.#isOrOverrides(thing, one))
          return { verdict: why === undefined ? 'short' : 'vaguer' };
    return { verdict: 'disagree' };
  }

  /** What stands where Pyright says that the name is defined. */
  #answer(places) {
    if (places.length === 0) return { k: 'nothing', things: [] };
    const inside = places.filter(([file]) => this.#isInTree(file));
    if (inside.length === 0)
      return { k: places.every(isDefinition) ? 'outside' : 'nothing', things: [] };
    const things = inside.flatMap((place) => this.#at(place) ?? []);
    // A variable, a parameter, a property: what is called is its value.
    return things.length === inside.length ? { k: 'tree', things } : { k: 'nothing', things: [] };
  }

  #at([file, line, character]) {
    const home = this.project.module(file);
    if (!home) return undefined;
    let table = this.#byName.get(home);
    if (!table) {
      table = new Map();
      for (const fact of home.functions)
        if (fact.name !== undefined && fact.kind !== 'getter' && fact.kind !== 'module')
          table.set(fact.nameSpan[0], { home, fact });
      for (const cls of home.classes)
        if (cls.kind === 'class') table.set(cls.nameSpan[0], { home, cls });
      this.#byName.set(home, table);
    }
    return table.get(home.lineStarts[line] + character);
  }

  async #isOrOverrides(one, declared) {
    if (keyOf(one) === keyOf(declared)) return true;
    const [below, above] = [memberOf(one), memberOf(declared)];
    if (!below || !above || below.name !== above.name) return false;
    if (await this.#descends(below, above)) return true;
    // A class is made by what it inherits.
    return Boolean(declared.cls && one.fact) && this.#descends(above, below);
  }

  async #descends(below, above) {
    if (keyOf(below.owner) === keyOf(above.owner)) return true;
    return (await this.#ancestors(below.owner)).has(keyOf(above.owner));
  }

  /** Who stands above a class, as Pyright says. */
  async #ancestors(owner) {
    const key = keyOf(owner);
    const known = this.#above.get(key);
    if (known) return known;
    const all = new Set();
    this.#above.set(key, all);
    const { home, cls } = owner;
    const ends = cls.bases.flatMap((base) =>
      base.k === 'name' ? [base.span[0]] : base.k === 'member' ? [base.nameSpan[0]] : [],
    );
    const bases = await this.#defined(home, ends);
    for (const place of bases.flat()) {
      const base = this.#isInTree(place[0]) ? this.#at(place) : undefined;
      if (!base?.cls) continue;
      all.add(keyOf(base));
      for (const more of await this.#ancestors(base)) all.add(more);
    }
    return all;
  }

  #isInTree(file) {
    return this.texts(file) !== undefined;
  }
}

/** `Class.method (line)` */
export function nameOf({ home, fact, cls }, relative) {
  const { nameSpan, name } = fact ?? cls;
  const owner = fact?.cls === undefined ? '' : `${home.classes[fact.cls].name}.`;
  return `${owner}${name ?? 'lambda'} (${relative(home.path)}:${placeOf(home, nameSpan[0])[0] + 1})`;
}

/** Whether a function or a class stands there; a property is none, what is called is its value. */
function isDefinition([file, line]) {
  let lines = outside.get(file);
  if (!lines) outside.set(file, (lines = fs.readFileSync(file, 'utf8').split('\n')));
  return (
    /^\s*(?:async\s+def|def|class)\s/u.test(lines[line]) &&
    !/^\s*@(?:\w+\.)?\w*property\b/u.test(lines[line - 1] ?? '')
  );
}

const outside = new Map();

/** A class is the method that makes it. */
function memberOf({ home, fact, cls }) {
  if (cls) return { owner: { home, cls }, name: '__init__' };
  return fact.cls === undefined
    ? undefined
    : { owner: { home, cls: home.classes[fact.cls] }, name: fact.name };
}

function keyOf({ home, fact, cls }) {
  return `${home.path}#${fact ? 'f' : 'c'}${(fact ?? cls).id}`;
}

function kindOf(value) {
  return value.k === 'external' || value.k === 'builtin'
    ? `${value.k} ${value.name.split('.')[0]}`
    : value.k;
}

/** The line and the character, from 0. */
export function placeOf({ lineStarts }, at) {
  let [low, high] = [0, lineStarts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lineStarts[middle] <= at) low = middle;
    else high = middle;
  }
  return [low, at - lineStarts[low]];
}
