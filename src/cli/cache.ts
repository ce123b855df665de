import { Command } from 'commander';
import {
  CACHE_VARIABLE,
  cacheFolder,
  clear,
  sizeOf,
  type CacheSize,
} from '../fact-cache/folder.js';

/** What was taken out of files is kept for the next run: where, how much, and how to be rid of it. */
export function cacheCommand(): Command {
  return new Command('cache')
    .description('Say what is kept of files that were read, or take it away.')
    .addCommand(
      new Command('stats').description('Say where it is, and how much.').action(() => {
        tell((folder) => `${folder}: ${shown(sizeOf(folder))}`);
      }),
    )
    .addCommand(
      new Command('clear').description('Take it away.').action(() => {
        tell((folder) => `${folder}: ${shown(clear(folder))} taken away`);
      }),
    );
}

function tell(of: (folder: string) => string): void {
  const folder = cacheFolder();
  process.stdout.write(
    `${folder === undefined ? `nothing is kept: ${CACHE_VARIABLE} says so` : of(folder)}\n`,
  );
}

function shown({ files, bytes }: CacheSize): string {
  return `${files} ${files === 1 ? 'file' : 'files'}, ${(bytes / 1_000_000).toFixed(1)} MB`;
}
