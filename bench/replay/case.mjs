// One change: three trees, their places, and what became of each place.
import fs from 'node:fs';
import path from 'node:path';
import { CASES, contractFile, judgementOf } from './cases.mjs';
import { isFine, placesOf, verdictsOf } from './compare.mjs';
import { migrate } from './contestants.mjs';
import { formattingOf } from './formatting.mjs';
import { compileErrors } from './python.mjs';
import { runRope } from './rope.mjs';
import { filesWith, sitesOf } from './sites.mjs';
import { checkOut, git } from './trees.mjs';

/**
 * @param {string} repo a git directory
 * @param {string} folder for the trees
 * @param {string | undefined} rope PYTHONPATH for rope, if it is to run
 * @returns {object} plain data: what `--json` prints
 */
export function replay(repo, name, folder, scratch, rope) {
  const { commit, title, methods, contracts, rope: ropeChanges } = CASES[name];
  const tree = (which, at) => {
    const where = path.join(folder, which);
    checkOut(repo, at, where);
    return where;
  };
  const before = readTree(tree('before', `${commit}^`), methods);
  const human = readTree(tree('human', commit), methods);
  const added = addedBy(contracts);
  const { places, rewritten } = placesOf(before.sites, human.sites, judgementOf(name), added);
  const score = (after) => verdictsOf(places, before.sites, after.sites, added);

  const oursTree = tree('ours', `${commit}^`);
  const { ledgers, findings, again, ...time } = migrate(oursTree, contracts, scratch);
  const ours = readTree(oursTree, methods);
  const verdicts = score(ours);
  const written = changedFiles(before, ours);
  const format = formats(before, ours, written, ledgers);
  const unlisted = findings.filter((finding) => !isListed(finding, ledgers, before, ours));
  const result = {
    case: name,
    title,
    commit: commit.slice(0, 12),
    parent: git(repo, 'rev-parse', '--short=12', `${commit}^`),
    rewritten: rewritten.length,
    contestants: {
      humans: tally(score(human)),
      'driver-contract': { ...tally(verdicts), ...time, files: written.length },
    },
    differences: differences(score(human), verdicts),
    format,
    again,
    open: ledgers.flatMap(({ entries }) =>
      entries.filter(({ status }) => status === 'open' || status === 'collision').map(openEntry),
    ),
    findings: findings.length,
    unlisted,
    compiled: compiled(before.root, oursTree, written),
  };
  if (rope !== undefined && ropeChanges.length > 0) result.contestants.rope = byRope();
  return { ...result, failures: failures(result, verdicts) };

  function byRope() {
    const where = tree('rope', `${commit}^`);
    const time = runRope(where, ropeChanges, rope, scratch);
    if (time.failed) return time;
    const after = readTree(where, methods);
    return { ...tally(score(after)), ...time, files: changedFiles(before, after).length };
  }
}

/** The sites of a tree, by key and by file. */
function readTree(root, methods) {
  const [sites, byFile] = [new Map(), new Map()];
  for (const file of filesWith(root, methods)) {
    const found = sitesOf(fs.readFileSync(path.join(root, file), 'utf8'), file, methods);
    if (found.length > 0) byFile.set(file, found);
    for (const site of found) sites.set(site.key, site);
  }
  return { root, sites, byFile };
}

/** The names that the contracts add, as Python has them. */
function addedBy(contracts) {
  const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const lists = contracts.map((name) =>
    Object.values(JSON.parse(fs.readFileSync(contractFile(name), 'utf8')).methods ?? {}),
  );
  const own = lists.flat().flatMap(({ added }) => (added ? [added] : []));
  const all = own.length > 0 ? own : [{ name: 'connector' }];
  return all.map(({ name, default: value, optional }) => ({
    name: snake(name),
    isOptional: value !== undefined || optional === true,
  }));
}

function changedFiles(before, after) {
  const read = (root, file) => fs.readFileSync(path.join(root, file), 'utf8');
  return filesWith(before.root, ['']).filter(
    (file) => read(before.root, file) !== read(after.root, file),
  );
}

function formats(before, after, files, ledgers) {
  const total = { elsewhere: [], doubles: [], relaid: [], wide: [] };
  const migrated = ledgers.flatMap(({ entries }) =>
    entries.filter(({ status }) => status === 'migrated'),
  );
  for (const file of files) {
    const listed = new Set(migrated.filter((entry) => entry.file === file).map(({ line }) => line));
    const [was, is] = [before, after].map(({ root }) =>
      fs.readFileSync(path.join(root, file), 'utf8'),
    );
    const found = formattingOf(
      was,
      is,
      before.byFile.get(file) ?? [],
      after.byFile.get(file) ?? [],
      listed,
    );
    for (const [key, list] of Object.entries(found))
      total[key].push(...list.map((item) => `${file}: ${item}`));
  }
  return total;
}

/** A finding after the migration has to be of a place that a ledger lists as left to do. */
function isListed(finding, ledgers, before, after) {
  const site = (after.byFile.get(finding.file) ?? []).find(({ line }) => line === finding.line);
  const was = site && before.sites.get(site.key);
  return ledgers.some(({ entries }) =>
    entries.some(
      ({ file, line, status }) =>
        file === finding.file &&
        line === was?.line &&
        (status === 'open' || status === 'collision'),
    ),
  );
}

function compiled(before, after, files) {
  const [was, is] = [before, after].map((root) =>
    compileErrors(files.map((file) => path.join(root, file))),
  );
  if (!was || !is) return undefined;
  const broken = [...is].filter(
    ([file]) => !was.has(path.join(before, path.relative(after, file))),
  );
  const name = (root) => (file) => path.relative(root, file);
  return {
    files: files.length,
    before: files.length - was.size,
    after: files.length - is.size,
    python2: [...was.keys()].map(name(before)),
    broken,
  };
}

const CALLS = ['call', 'handed on'];

function tally(verdicts) {
  const of = (kinds) => {
    const chosen = verdicts.filter(({ place }) => kinds.includes(place.site.kind));
    const changing = chosen.filter(
      ({ place, verdict }) => place.changes && verdict !== 'default' && verdict !== 'gone',
    );
    const count = (list, verdict) => list.filter((entry) => entry.verdict === verdict).length;
    return {
      all: chosen.length,
      changing: changing.length,
      right: count(changing, 'right'),
      missed: count(changing, 'missed'),
      wrong: count(changing, 'wrong'),
      default: count(chosen, 'default'),
      staying: chosen.filter(({ place }) => !place.changes).length,
      touched: count(chosen, 'touched'),
      filled: changing.filter(({ filled }) => filled).length,
    };
  };
  const homonyms = verdicts.filter(({ place }) =>
    ['target', 'unrelated'].includes(place.judgement?.role),
  );
  return {
    definitions: of(['definition']),
    calls: of(['call']),
    handedOn: of(['handed on']),
    assertions: of(['assertion']),
    values: of(CALLS),
    names: of(['string', 'mention']),
    homonyms: {
      all: homonyms.length,
      touched: homonyms.filter(({ verdict }) => verdict === 'touched' || verdict === 'wrong')
        .length,
    },
  };
}

function differences(theirs, ours) {
  const humans = new Map(theirs.map((entry) => [entry.place.site.key, entry]));
  return ours.flatMap((entry) => {
    const human = humans.get(entry.place.site.key);
    const [we, they] = [entry, human].map((one) => one.after?.list.join(', ') ?? '(gone)');
    if (isFine(entry) && human.verdict === 'gone') return [];
    if (isFine(entry) && isFine(human) && (we === they || entry.verdict === human.verdict))
      return [];
    const { site, judged, wanted, judgement } = entry.place;
    const fault = isFine(entry)
      ? isFine(human)
        ? 'nobody'
        : 'humans'
      : judged
        ? isFine(human)
          ? 'ours'
          : 'both'
        : 'not judged';
    return [
      {
        kind: site.kind,
        file: site.file,
        line: site.line,
        scope: site.scope,
        was: site.list.join(', '),
        wanted,
        ours: we,
        humans: they,
        verdict: entry.verdict,
        fault,
        why: judgement?.why,
      },
    ];
  });
}

const openEntry = ({ kind, file, line, name, status, reason }) => ({
  kind,
  file,
  line,
  name,
  status,
  reason,
});

function failures({ format, again, unlisted, compiled, open, differences: list }, verdicts) {
  const bad = verdicts.filter((entry) => !isFine(entry));
  const wronglyClosed = verdicts.filter(
    ({ place }) =>
      place.judgement?.open &&
      !open.some(({ file, line }) => file === place.site.file && line === place.site.line),
  );
  const counted = (count, what) => (count > 0 ? [`${count} ${what}`] : []);
  return [
    ...counted(bad.length, 'places are not as they should be'),
    ...counted(wronglyClosed.length, 'places should be listed as open'),
    ...counted(format.elsewhere.length, 'lines changed outside of the places'),
    ...counted(format.wide.length, 'lines became too long'),
    ...counted(again, 'edits in a second run'),
    ...counted(unlisted.length, 'findings afterwards that no ledger lists'),
    ...counted(compiled?.broken.length ?? 0, 'files do not compile any more'),
    ...counted(
      list.filter(({ fault }) => fault === 'not judged').length,
      'differences from the humans that nobody judged',
    ),
  ];
}
