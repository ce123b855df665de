import { defineConfig } from 'vitest/config';

const shared = {
  exclude: ['fixtures/**', 'node_modules/**', 'dist/**'],
  testTimeout: 20_000,
  // A test of the cache has one of its own.
  env: { DRIVER_CONTRACT_CACHE: 'off' },
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...shared.exclude, 'test/cli/**', 'test/bench/**'],
        },
      },
      // The command is run as its users run it: built.
      {
        test: {
          ...shared,
          name: 'command',
          include: ['test/cli/**/*.test.ts', 'test/bench/**/*.test.ts'],
          globalSetup: ['test/support/build.ts'],
        },
      },
    ],
  },
});
