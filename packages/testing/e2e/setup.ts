import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { build } from '../../../.ci/build.mjs';
import { startDemo } from '../../../.ci/lib/demo.mjs';
import { chromiumArgs, requireBrowser } from '../launchers/browsers.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the demo shop. */
    shop: string;
    /** Address of its loyalty backend. */
    backend: string;
    /** Where Chromium listens for `connect`. */
    browser: string;
  }
}

/** Builds, then starts backend, shop and Chromium once for all files; the database is new and goes with the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build();
  const dataDir = mkdtempSync(join(tmpdir(), 'tauwerk-e2e-'));
  const lines: string[] = [];
  const demo = await startDemo({
    dataDir: join(dataDir, 'backend'),
    onLine: (who, line) => lines.push(`${who} | ${line}`),
    onExit: (reason) => console.error(reason),
  });
  const browser = await chromium.launchServer({
    executablePath: requireBrowser('chromium'),
    args: chromiumArgs(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  project.provide('shop', demo.shop);
  project.provide('backend', demo.backend);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await demo.stop();
    rmSync(dataDir, { recursive: true, force: true });
    if (process.env.TAU_SHOW_SERVERS) console.log(lines.join('\n'));
  };
}
