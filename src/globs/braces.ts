/**
 * The globs that the braces of one stand for, as in bash: `{a,b}c` is `ac` and `bc`, `{1..3}` is
 * `1`, `2` and `3`. What is no list and no sequence stays as it is, and so does what is escaped or
 * follows a `$`.
 * @param room how many characters all of them may have together: a few braces in a row make
 * millions
 * @returns undefined where there is no room
 */
export function expandBraces(glob: string, room: number): string[] | undefined {
  const open = nextOpen(glob, 0);
  const group = open === undefined ? undefined : groupAt(glob, open);
  if (!group) return glob.length <= room ? [glob] : undefined;
  const before = glob.slice(0, group.open);
  const after = expandBraces(glob.slice(group.close + 1), room);
  const inner = after && valuesOf(group.parts, room);
  if (!inner || inner.length * after.length * (before.length + 1) > room) return undefined;
  const all = inner.flatMap((value) => after.map((rest) => before + value + rest));
  return all.reduce((sum, one) => sum + one.length, 0) <= room ? all : undefined;
}

interface Group {
  readonly open: number;
  readonly close: number;
  readonly parts: readonly string[];
}

/** The first group from here on that stands for something. */
function groupAt(glob: string, from: number): Group | undefined {
  for (let open: number | undefined = from; open !== undefined; open = nextOpen(glob, open + 1)) {
    const found = partsOf(glob, open);
    if (!found) continue;
    if (glob[open - 1] === '$') open = found.close;
    else if (found.parts.length > 1 || SEQUENCE.test(found.parts[0])) return { open, ...found };
  }
  return undefined;
}

function nextOpen(glob: string, from: number): number | undefined {
  for (let at = from; at < glob.length; at++) {
    if (glob[at] === '\\') at++;
    else if (glob[at] === '{') return at;
  }
  return undefined;
}

/**
 * What stands between the commas of the braces that open here; undefined where they are never
 * closed.
 */
function partsOf(glob: string, open: number): Omit<Group, 'open'> | undefined {
  const parts: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = start; at < glob.length; at++) {
    const char = glob[at];
    if (char === '\\') at++;
    else if (char === '{') depth++;
    else if (char === '}' && depth > 0) depth--;
    else if (char === '}') return { close: at, parts: [...parts, glob.slice(start, at)] };
    else if (char === ',' && depth === 0) {
      parts.push(glob.slice(start, at));
      start = at + 1;
    }
  }
  return undefined;
}

function valuesOf(parts: readonly string[], room: number): string[] | undefined {
  if (parts.length === 1) return sequence(parts[0], room);
  const values: string[] = [];
  for (const part of parts) {
    const inner = expandBraces(part, room);
    if (!inner) return undefined;
    values.push(...inner);
  }
  return values;
}

const SEQUENCE = /^(?:(-?\d+)\.\.(-?\d+)|([a-z])\.\.([a-z]))(?:\.\.(-?\d+))?$/iu;

function sequence(body: string, room: number): string[] | undefined {
  const [, from, to, first, last, by] = SEQUENCE.exec(body) ?? [];
  const ends =
    first === undefined ? [Number(from), Number(to)] : [first.charCodeAt(0), last.charCodeAt(0)];
  const step = Math.max(Math.abs(Number(by ?? 1)), 1);
  const count = Math.floor(Math.abs(ends[1] - ends[0]) / step) + 1;
  if (count > room) return undefined;
  const values = Array.from(
    { length: count },
    (_, i) => ends[0] + Math.sign(ends[1] - ends[0]) * step * i,
  );
  if (first !== undefined) return values.map((code) => String.fromCharCode(code));
  const width = [from, to].some((end) => /^-?0\d/u.test(end))
    ? Math.max(from.length, to.length)
    : 0;
  return values.map((value) =>
    value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0'),
  );
}
