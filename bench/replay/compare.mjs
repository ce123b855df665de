// What each place had to become, and what a contestant made of it.

/** @typedef {import('./sites.mjs').Site} Site */

/**
 * @typedef {object} Place
 * @property {Site} site before the change
 * @property {string[]} wanted lists that are right, as they are compared
 * @property {boolean} changes whether it has to change at all
 * @property {boolean} judged by reading; otherwise the humans' commit is taken for the truth
 * @property {boolean} mayDefault a test's call that may leave an optional parameter out
 * @property {import('./cases.mjs').Judged} [judgement]
 */

/**
 * @param {Map<string, Site>} before by key
 * @param {Map<string, Site>} human
 * @param {{ complete: boolean, sites: import('./cases.mjs').Judged[] }} judgement
 * @param {{ name: string, isOptional: boolean }[]} added parameters
 * @returns {{ places: Place[], rewritten: Site[] }} rewritten: the humans rewrote the function,
 * nothing can be said
 */
export function placesOf(before, human, judgement, added) {
  const judgements = new Map(
    judgement.sites.map((entry) => [`${entry.kind} ${entry.file}:${entry.line}`, entry]),
  );
  const partner = partners(before, human);
  const [places, rewritten] = [[], []];
  for (const site of before.values()) {
    const at = `${site.kind} ${site.file}:${site.line}`;
    const entry = judgements.get(at);
    judgements.delete(at);
    const own = comparable(site, added);
    const theirs = partner(site);
    if (entry) {
      const wanted = [entry.want ?? site.list.join(', ')]
        .flat()
        .map((text) => comparable({ ...site, list: [text] }, added, true));
      places.push({
        site,
        wanted,
        changes: !wanted.includes(own),
        judged: true,
        mayDefault: false,
        judgement: entry,
      });
    } else if (judgement.complete) throw new Error(`${at} is not in the judgement`);
    else if (!theirs) rewritten.push(site);
    else {
      const wanted = comparable(theirs, added);
      const mayDefault =
        ['call', 'handed on'].includes(site.kind) &&
        /(?:^|\/)tests\//.test(site.file) &&
        added.every((one) => one.isOptional);
      places.push({ site, wanted: [wanted], changes: wanted !== own, judged: false, mayDefault });
    }
  }
  if (judgements.size > 0)
    throw new Error(`nothing is at ${[...judgements.keys()].join(', ')}, which was judged`);
  return { places, rewritten };
}

/**
 * right, missed (as it was), wrong (neither), kept (rightly as it was), touched (wrongly changed),
 * default (a test's call that leaves an optional parameter out), gone (rewritten, so nothing can be
 * said)
 * @returns {{ place: Place, verdict: string, filled: boolean, after?: Site }[]}
 */
export function verdictsOf(places, before, after, added) {
  const partner = partners(before, after);
  return places.map((place) => {
    const { site, wanted, changes, mayDefault } = place;
    const there = partner(site);
    if (!there) return { place, verdict: 'gone', filled: false };
    const [was, is] = [comparable(site, added), comparable(there, added)];
    const result = { place, after: there, filled: there.list.length > site.list.length };
    if (wanted.includes(is))
      return { ...result, verdict: changes && was !== is ? 'right' : 'kept' };
    if (was === is) return { ...result, verdict: mayDefault ? 'default' : 'missed' };
    return { ...result, verdict: changes ? 'wrong' : 'touched' };
  });
}

export const isFine = ({ verdict }) => ['right', 'kept', 'default'].includes(verdict);

/**
 * Sites by key, of a function whose sites are as many on both sides: a migration takes none away
 * and adds none.
 */
function partners(before, after) {
  const group = ({ key }) => key.slice(0, key.lastIndexOf(' '));
  const count = (sites) => {
    const counts = new Map();
    for (const site of sites.values()) counts.set(group(site), (counts.get(group(site)) ?? 0) + 1);
    return counts;
  };
  const [many, others] = [count(before), count(after)];
  return (site) =>
    many.get(group(site)) === others.get(group(site)) ? after.get(site.key) : undefined;
}

/** A list without layout, annotations and the name before an argument for what was added. */
function comparable({ kind, list }, added, isText = false) {
  const items = isText ? splitList(list[0]) : list;
  return items
    .map((item) => {
      const text = plain(item);
      if (kind === 'definition')
        return text.replace(/^(\**\w+):[^=]*?(?: = (.*))?$/, (_, name, value) =>
          value === undefined ? name : `${name}=${value}`,
        );
      const keyword = added.find(({ name }) => text.startsWith(`${name}=`));
      return keyword ? text.slice(keyword.name.length + 1) : text;
    })
    .join(', ');
}

/** As it would stand on one line. */
function plain(text) {
  return text
    .replace(/\s+/g, ' ')
    .replace(/([([{]) /g, '$1')
    .replace(/,? ([)\]}])/g, '$1')
    .replaceAll('"', "'")
    .trim();
}

/** Splits `a, f(b, c)` at the commas outside of brackets and strings. */
function splitList(text) {
  const items = [];
  let [depth, item, quote] = [0, '', ''];
  for (const char of text) {
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    if (char === ',' && depth === 0 && quote === '') {
      items.push(item);
      item = '';
    } else item += char;
  }
  return item.trim() === '' ? items : [...items, item];
}
