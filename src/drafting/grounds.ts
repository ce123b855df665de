import path from 'node:path';
import { listWith, slotIn } from '../contract/steps.js';
import type { AddedParameter } from '../contract/types.js';
import { relativePath } from '../facts/paths.js';
import type { ModuleFacts } from '../facts/types.js';
import { Linker } from '../linker/linker.js';
import { Project } from '../linker/project.js';
import { parseAdded } from './added-option.js';
import { changedMethods, type ChangedFile } from './change.js';
import type { DraftSource, Grounds } from './draft.js';
import { DraftError } from './errors.js';
import { baseMethodAt, declarersAbove, hasParameter, listOf } from './methods.js';
import { contractName, distinct } from './names.js';

/** A method as `--method FILE#Class.method` names it. */
export interface MethodPlace {
  readonly file: string;
  readonly className: string;
  readonly name: string;
}

/**
 * A method that is named, and what it is to gain.
 * @throws {DraftError} where there is no such file, class or method, or it has the parameter
 */
export function groundsOfMethod(
  root: string,
  source: DraftSource,
  { file, className, name }: MethodPlace,
  add: readonly string[],
): Grounds {
  const project = new Project(source);
  const module = project.module(file);
  const place = relativePath(root, file);
  if (!module)
    throw new DraftError(
      `${place}: cannot be read as code. Name the file that declares the base class.`,
    );
  const linker = linkerOf(project);
  const { cls, fn } = baseMethodAt(linker, module, root, className, name);
  const before = listOf(fn);
  const gains = add.map((text) => inContract(parseAdded(text), module));
  for (const [i, gain] of gains.entries()) {
    if (hasParameter(before, gain.name))
      throw new DraftError(
        `${place}: ${className}.${name} has a parameter ${gain.name} already. If you added it by hand, pass --from-diff.`,
      );
    const known = before.map((p) => ({ name: contractName(p.name ?? '', module.language) }));
    const list = listWith(known, gains.slice(0, i));
    if (slotIn(list, gain) === -1)
      throw new DraftError(
        `--add ${add[i]}: ${className}.${name} has no such parameter to stand beside. Use one of ${list.map((p) => p.name).join(', ')}.`,
      );
  }
  const types = declarersAbove(linker, cls, name).flatMap((c) => c.fact.name ?? []);
  return {
    root,
    source,
    methods: [{ cls, types: distinct([className, ...types]), name, fn, before, gains }],
    origin: `Drafted by driver-contract contract --method ${place}#${className}.${name}.`,
    isEdited: () => false,
  };
}

/** Names as a contract writes them. */
function inContract(added: AddedParameter, { language }: ModuleFacts): AddedParameter {
  const named = (name: string) => contractName(name, language);
  const { position } = added;
  return {
    ...added,
    name: named(added.name),
    ...(typeof position === 'object' && {
      position:
        'after' in position ? { after: named(position.after) } : { before: named(position.before) },
    }),
  };
}

/**
 * What was edited by hand.
 * @param earlier the tree before it
 * @param since what that is, for messages
 * @throws {DraftError} where no method has gained a parameter
 */
export function groundsOfDiff(
  root: string,
  source: DraftSource,
  earlier: DraftSource,
  since: string,
): Grounds {
  const changed = source.all().filter((file) => {
    const text = earlier.text(file);
    return text !== undefined && lines(text) !== lines(source.text(file) ?? '');
  });
  const files = changed.flatMap((file): ChangedFile[] => {
    const [before, after] = [earlier.facts(file), source.facts(file)];
    return before && after ? [{ before, after, text: source.text(file) ?? '' }] : [];
  });
  if (files.length === 0)
    throw new DraftError(
      `${root}: no source file differs from ${since}. Edit the base class first, or name another commit.`,
    );
  const edited = new Set(changed);
  const named = files.map(({ after }) => path.posix.basename(after.path)).sort();
  return {
    root,
    source,
    methods: changedMethods(linkerOf(new Project(source)), root, files, since),
    origin: `Drafted by driver-contract contract --from-diff, from ${named.slice(0, 3).join(', ')}${named.length > 3 ? ', …' : ''}.`,
    isEdited: (file) => edited.has(file),
  };
}

function lines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function linkerOf(project: Project): Linker {
  return new Linker(project, new Set(), () => false, undefined);
}
