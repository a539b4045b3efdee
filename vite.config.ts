import { defineConfig } from 'vitest/config';

/**
 * Vitest only: the CDN build of `packages/embed` has its own configuration, and the tests of `packages/elements` run in
 * browsers (`packages/elements/web-test-runner.config.mjs`).
 */

// Packages of the workspace are read from their sources, so that a test never meets a stale build.
const conditions = ['tau-source', 'node', 'import', 'module', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions }, noExternal: [/^@tauwerk\//] },
  test: {
    api: { host: '127.0.0.1' },
    // Two cores are shared with browsers and databases; more workers only wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            'packages/{core,adapters,backend,embed,testing}/src/**/*.test.ts',
            'examples/demo-shop/src/**/*.test.ts',
            '.ci/**/*.test.mjs',
          ],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['packages/testing/e2e/**/*.e2e.ts'],
          globalSetup: ['packages/testing/e2e/setup.ts'],
          // One browser and one shop serve all files; they are shared, so the files take turns.
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
