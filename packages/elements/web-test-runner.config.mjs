import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { chromiumArgs, requireBrowser } from '../testing/launchers/browsers.mjs';
import { countReporter } from '../testing/launchers/count-reporter.mjs';
import { hands } from '../testing/launchers/hands.mjs';
import { webkitLauncher } from '../testing/launchers/webkit.mjs';

/** Which engines run: `TAU_BROWSERS=chromium,firefox,webkit`; Chromium alone when it is not said. */
const engines = (process.env.TAU_BROWSERS || 'chromium').split(',');
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const require = createRequire(new URL('../testing/package.json', import.meta.url));

const launchers = {
  chromium: () =>
    chromeLauncher({ launchOptions: { executablePath: requireBrowser('chromium'), args: chromiumArgs() } }),
  // No geckodriver: Puppeteer speaks WebDriver BiDi to Firefox itself.
  firefox: () =>
    chromeLauncher({ puppeteer, launchOptions: { browser: 'firefox', executablePath: requireBrowser('firefox') } }),
  webkit: () => webkitLauncher(),
};

/** msw asks for its worker at the root of the site. */
const mswWorker = {
  name: 'msw-worker',
  async serve({ path }) {
    if (path !== '/mockServiceWorker.js') return undefined;
    return { body: await readFile(require.resolve('msw/mockServiceWorker.js'), 'utf8'), type: 'js' };
  },
};

export default {
  files: process.env.TAU_FILES?.split(',') ?? ['src/**/*.test.ts', '../testing/browser/**/*.test.ts'],
  // pnpm keeps dependencies in node_modules/.pnpm of the root, and only files below `rootDir` are served.
  rootDir: path('../..'),
  hostname: '127.0.0.1',
  concurrency: 1,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  testFramework: { config: { timeout: 10_000, ui: 'bdd' } },
  nodeResolve: { exportConditions: ['tau-source', 'browser', 'development'] },
  plugins: [
    mswWorker,
    hands(),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      // The root's, because the plugin does not follow `extends`, and the decorators are switched on there.
      tsconfig: path('../../tsconfig.json'),
      // nanostores reads it, and there is no bundler here that would replace it.
      define: { 'process.env.NODE_ENV': '"development"' },
    }),
  ],
  browsers: engines.map((engine) => {
    if (!launchers[engine]) throw new Error(`TAU_BROWSERS knows ${Object.keys(launchers).join(', ')}, not ${engine}`);
    return launchers[engine]();
  }),
  filterBrowserLogs: ({ args }) => !String(args[0]).includes('Lit is in dev mode'),
  reporters: [defaultReporter(), countReporter()],
};
