import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterEach, inject } from 'vitest';

/** A page of the demo shop and what it complained about. */
export interface Visit {
  page: Page;
  /** Console errors, uncaught errors and requests that failed or went to other hosts; a good visit has none. */
  problems: string[];
}

let browser: Promise<Browser> | undefined;
const closing: (() => Promise<void>)[] = [];

/** Opens a path of the demo shop for a new visitor; the page closes after the test. */
export async function visit(path = '/', options: BrowserContextOptions = {}): Promise<Visit> {
  const shop = inject('shop');
  browser ??= chromium.connect(inject('browser'));
  const context = await (
    await browser
  ).newContext({ baseURL: shop, viewport: { width: 1280, height: 800 }, locale: 'de-DE', ...options });
  closing.push(() => context.close());
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== shop) problems.push(`asked ${origin}`);
  });
  await page.goto(path);
  return { page, problems };
}

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
