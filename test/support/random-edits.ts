/** A file's text after an edit; undefined where the file is gone. */
export interface RandomEdit {
  readonly file: string;
  readonly text: string | undefined;
}

/** Numbers below a bound, the same ones for the same seed. */
export type Random = (below: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/**
 * Some edit of a tree, as people make them: comments, lines that come, go and move, names and bases
 * that change, imports, files that are new, renamed and deleted.
 */
export function someEdit(texts: ReadonlyMap<string, string>, random: Random): RandomEdit[] {
  const pick = <T>(items: readonly T[]): T => items[random(items.length)];
  const files = [...texts.keys()].filter((file) => /\.(?:py|[cm]?[jt]sx?)$/u.test(file));
  const file = pick(files);
  const text = texts.get(file) ?? '';
  const isPython = file.endsWith('.py');
  const lines = text.split('\n');
  const at = random(lines.length);
  const edited = (changed: readonly string[]) => [{ file, text: changed.join('\n') }];
  const ending = /\.\w+$/u.exec(file)?.[0] ?? '';
  switch (random(12)) {
    case 0:
      return edited(lines.toSpliced(at, 0, isPython ? '# more' : '// more'));
    case 1:
      return edited(lines.toSpliced(at, 1));
    case 2:
      return edited(lines.toSpliced(at, 0, lines[at]));
    case 3:
      return edited(lines.toSpliced(at, 1).toSpliced(random(lines.length), 0, lines[at]));
    case 4: {
      // A name becomes another one of the file, wherever the line has it.
      const names = text.match(/\b[A-Za-z_]\w{3,}\b/gu) ?? ['none'];
      return edited(lines.with(at, lines[at].replace(/\b[A-Za-z_]\w{3,}\b/u, pick(names))));
    }
    case 5: {
      const heads = [...text.matchAll(/^.*\bclass\s.*$/gmu)].map(([line]) => line);
      const bases = [...texts.values()].flatMap((t) => t.match(/\bclass (\w+)/u)?.[1] ?? []);
      if (heads.length === 0) return [];
      const changed = isPython ? /\(.*?\)/u : /\bextends \w+/u;
      const base = pick(bases);
      const head = pick(heads);
      const written = head.replace(changed, isPython ? `(${base})` : `extends ${base}`);
      return [{ file, text: text.replace(head, () => written) }];
    }
    case 6: {
      const imports = [...texts.values()].flatMap((t) => t.match(/^(?:import|from) .*$/gmu) ?? []);
      return imports.length === 0 ? [] : edited([pick(imports), ...lines]);
    }
    case 7: {
      // A whole file's text in another's place.
      const other = pick(files.filter((f) => f.endsWith(ending)));
      return [{ file, text: texts.get(other) }];
    }
    case 8:
      return [{ file: file.replace(ending, `_copy${random(3)}${ending}`), text }];
    case 9:
      return [
        { file, text: undefined },
        { file: file.replace(ending, `_moved${ending}`), text },
      ];
    case 10:
      return files.length < 4 ? [] : [{ file, text: undefined }];
    default:
      return edited(lines.map((line, i) => (i === at ? line.replace(/\(.*?\)/u, '()') : line)));
  }
}
