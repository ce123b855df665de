import { createHash } from 'node:crypto';
import { UsageError } from './errors.js';

/** The most parts that a tree is judged in. */
const MOST = 1000;

/**
 * Whether a file belongs to a share of the files, `2/8`: by its path alone, so that it stays where
 * it is when others come or go.
 * @throws {UsageError} where it is no share
 */
export function shardOf(text: string): (file: string) => boolean {
  const [, index, count] = (/^(\d+)\/(\d+)$/u.exec(text) ?? []).map(Number);
  if (!(index >= 1 && index <= count && count <= MOST))
    throw new UsageError(
      `--shard ${text}: is no share of the files. Write which one of how many, from 1/8 to 8/8.`,
    );
  return (file) => createHash('sha256').update(file).digest().readUInt32BE(0) % count === index - 1;
}

/**
 * What is missing of the shares that were judged.
 * @param shards those that each file of results tells of
 * @returns undefined where nothing is, or no share is told of
 */
export function missingShards(shards: readonly ReadonlySet<string>[]): string | undefined {
  const told = new Set(shards.flatMap((one) => [...one]));
  const counts = [...new Set([...told].map((shard) => Number(shard.split('/')[1])))];
  if (counts.length === 0) return undefined;
  if (counts.length > 1)
    return `they are shares of different runs (${counts.map((n) => `of ${n}`).join(', ')})`;
  const missing = Array.from({ length: counts[0] }, (_, i) => `${i + 1}/${counts[0]}`).filter(
    (shard) => !told.has(shard),
  );
  // A share without a file tells of nothing.
  const silent = shards.filter((one) => one.size === 0).length;
  return missing.length > silent ? `${missing.join(', ')} is missing` : undefined;
}
