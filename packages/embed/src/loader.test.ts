import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, ROOT } from '../../../docs/tools/fences.mjs';
import { chromiumArgs, requireBrowser } from '../../testing/launchers/browsers.mjs';

/** The built script tag on pages as shops have them: however it is put in, it works, and nothing throws into the shop. */

const { version } = JSON.parse(read('packages/embed/package.json')) as { version: string };
const CDN = join(ROOT, 'packages/embed/cdn');
const BENEFIT = {
  id: 'trade-discount',
  kind: 'instant-discount',
  effect: 'helps-cash-flow',
  title: 'Trade discount',
  value: { type: 'percent', percent: '5', of: 'line', label: '\u2212\u20ac3.00' },
  state: 'granted',
};
/** Audience by article, so that a page can ask for one. */
const AUDIENCES: Record<string, string> = { pending: 'pending' };

const DATA = 'data-tauwerk data-base-url="/loyalty" data-token-url="/token"';
const SCRIPT = `<script src="/tau/tau.js" ${DATA}></script>`;
const BADGE = '<tau-benefit-badge sku="A1">Fallback</tau-benefit-badge>';
const LIST = '<tau-benefit-list placement="cart"></tau-benefit-list>';
const LINES = [{ sku: 'A1', quantity: 2, netPrice: '60.00' }];

/** A page by its path; `charset` is that of the answer. */
const shown = new Map<string, { html: string; charset: string }>();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url!, 'http://shop');
  const send = (status: number, type: string, body: string | Buffer) =>
    void response.writeHead(status, { 'content-type': type }).end(body);
  const json = (data: unknown) => send(200, 'application/json', JSON.stringify(data));
  let body = '';
  for await (const chunk of request) body += chunk;

  const page = shown.get(url.pathname);
  if (page) {
    const encoding = page.charset === 'utf-8' ? 'utf8' : 'latin1';
    return send(200, `text/html; charset=${page.charset}`, Buffer.from(page.html, encoding));
  }
  const audience = AUDIENCES[url.searchParams.get('sku') ?? ''] ?? 'member';
  const base = { audience, subject: 'buyer-1', programme: { name: 'Trade Circle' }, currency: 'EUR' };
  const item = (sku: string) => ({ sku, netPrice: { amount: '60.00', currency: 'EUR' }, benefits: [BENEFIT] });
  if (url.pathname === '/token') return json({ token: 'short-lived', expiresIn: 600, subject: 'buyer-1' });
  if (url.pathname === '/loyalty/v1/benefits')
    return json({ ...base, items: url.searchParams.getAll('sku').map(item) });
  if (url.pathname === '/loyalty/v1/benefits/quote') {
    const { lines } = JSON.parse(body) as { lines: { sku: string }[] };
    return json({ ...base, items: lines.map(({ sku }) => item(sku)), cart: [] });
  }
  const [, folder, name] = /^\/(tau|newer|broken)\/([\w.-]+)$/.exec(url.pathname) ?? [];
  if (!name || !existsSync(join(CDN, name)) || (folder === 'broken' && name !== 'tau.js'))
    return send(404, 'text/plain', '');
  const file = readFileSync(join(CDN, name));
  // No charset: a page in windows-1252 then reads a classic script as windows-1252.
  return send(200, 'text/javascript', folder === 'newer' ? file.toString().replaceAll(version, '99.0.0') : file);
}

let server: Server;
let browser: Browser;
let context: BrowserContext;
let origin: string;

beforeAll(async () => {
  if (!existsSync(join(CDN, 'manifest.json')))
    throw new Error('packages/embed/cdn is not built: run `npm run build` first');
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: requireBrowser('chromium'),
    args: chromiumArgs(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

interface Visit {
  page: Page;
  /** Uncaught errors and rejections. */
  thrown: string[];
  /** What we say on the console. */
  said: string[];
  /** Paths that were asked for, the page itself left out. */
  asked: string[];
  /** Bodies of the quotes that were asked for. */
  quoted: unknown[];
  /** The state that the first tag has once it has settled. */
  state(): Promise<string>;
}

async function visit(
  body: string,
  test: (visit: Visit) => Promise<void>,
  { lang = 'en', charset = 'utf-8', init }: { lang?: string; charset?: string; init?: () => void } = {},
): Promise<void> {
  const path = `/page/${shown.size}`;
  shown.set(path, { html: `<!doctype html>\n<html lang="${lang}">\n<title>Shop</title>\n${body}\n</html>`, charset });
  const page = await context.newPage();
  const thrown: string[] = [];
  const said: string[] = [];
  const asked: string[] = [];
  const quoted: unknown[] = [];
  page.on('pageerror', ({ message }) => thrown.push(message));
  page.on('console', (message) => message.text().startsWith('[tauwerk]') && said.push(message.text()));
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (!shown.has(pathname) && pathname !== '/favicon.ico') asked.push(request.url().replace(origin, ''));
    if (pathname.endsWith('/quote')) quoted.push(request.postDataJSON());
  });
  if (init) await page.addInitScript(init);
  const state = async () => {
    const settled = () => {
      const now = document.querySelector('tau-benefit-badge, tau-benefit-list')?.getAttribute('state') ?? '';
      return now !== '' && now !== 'loading' && now;
    };
    const found = await page.waitForFunction(settled, undefined, { timeout: 8000 }).catch(() => undefined);
    return found ? String(await found.jsonValue()) : 'never';
  };
  try {
    await page.goto(origin + path);
    await test({ page, thrown, said, asked, quoted, state });
    await page.waitForTimeout(50);
    expect(thrown).toEqual([]);
  } finally {
    await page.close();
  }
}

const pause = (page: Page) => page.waitForTimeout(250);
const toLoyalty = (asked: string[]) => asked.filter((path) => path.startsWith('/loyalty/'));

describe('the script tag', () => {
  const insert = `
    const tag = document.createElement('script');
    tag.src = '/tau/tau.js';
    tag.dataset.tauwerk = '';
    tag.dataset.baseUrl = '/loyalty';
    document.head.append(tag);`;
  it.each([
    ['classic', SCRIPT + BADGE],
    ['defer', `<script src="/tau/tau.js" ${DATA} defer></script>${BADGE}`],
    ['async', `<script src="/tau/tau.js" ${DATA} async></script>${BADGE}`],
    ['a module', `<script type="module" src="/tau/tau.js" ${DATA}></script>${BADGE}`],
    ['at the end of the body', BADGE + SCRIPT],
    ['inserted by a script', `${BADGE}<script>${insert}</script>`],
    ['inserted late', `${BADGE}<script>setTimeout(() => {${insert}}, 200);</script>`],
    ['on a page with a base', `<base href="/far/away/">${SCRIPT}${BADGE}`],
    ['with an id "tau" on the page', `<a id="tau" href="#">Rope</a>${SCRIPT}${BADGE}`],
    ['with an image named currentScript', `<img name="currentScript" alt="">${SCRIPT}${BADGE}`],
    [
      'beside a form named like the setup',
      `<form id="tau" name="config"><input name="disabled"></form>${SCRIPT}${BADGE}`,
    ],
  ])('works: %s', async (_, html) => {
    await visit(html, async ({ state, asked, said }) => {
      expect(await state()).toBe('ready');
      expect(toLoyalty(asked)).toHaveLength(1);
      expect(said).toEqual([]);
    });
  });

  it('runs once when it is inserted again, or twice on the page', async () => {
    await visit(SCRIPT + SCRIPT + BADGE, async ({ page, state, asked, said }) => {
      expect(await state()).toBe('ready');
      await page.evaluate(() => {
        const script = document.querySelector('script')!;
        const again = document.createElement('script');
        for (const { name, value } of script.attributes) again.setAttribute(name, value);
        script.replaceWith(again);
        return new Promise((done) => (again.onload = done));
      });
      await pause(page);
      expect(toLoyalty(asked)).toHaveLength(1);
      expect(said).toEqual([]);
    });
  });

  it('leaves the page to the version that came first, and says so once', async () => {
    const newer = SCRIPT.replace('/tau/', '/newer/');
    await visit(SCRIPT + newer + BADGE, async ({ page, state, asked, said }) => {
      expect(await state()).toBe('ready');
      expect(said).toEqual([expect.stringContaining('version 99.0.0 steps back')]);
      expect(asked.filter((path) => path.startsWith('/newer/'))).toEqual(['/newer/tau.js']);
      expect(await page.evaluate('tau.version')).not.toBe('99.0.0');
    });
  });

  it('keeps German words right on a page in windows-1252', async () => {
    const badge = '<tau-benefit-badge sku="pending" debug></tau-benefit-badge>';
    await visit(
      `<p>Gr\u00fc\u00dfe</p>${SCRIPT}${badge}`,
      async ({ page, state }) => {
        expect(await state()).toBe('pending');
        const text = await page.evaluate(
          () => document.characterSet + document.querySelector('tau-benefit-badge')!.shadowRoot!.textContent,
        );
        expect(text).toMatch(/^windows-1252.*wird gepr\u00fcft/s);
        expect(text).not.toContain('\u00c3');
      },
      { lang: 'de', charset: 'windows-1252' },
    );
  });

  it('says in one line that a chunk is missing', async () => {
    await visit(SCRIPT.replace('/tau/', '/broken/') + BADGE, async ({ page, said }) => {
      await pause(page);
      expect(said).toEqual([expect.stringContaining('<tau-benefit-badge> did not load')]);
      expect(await page.locator('tau-benefit-badge').innerText()).toBe('Fallback');
    });
  });

  it('works where other tabs cannot be told', async () => {
    await visit(SCRIPT + BADGE, async ({ state }) => expect(await state()).toBe('ready'), {
      init: () => {
        (globalThis as { BroadcastChannel: unknown }).BroadcastChannel = class {
          constructor() {
            throw new DOMException('denied', 'SecurityError');
          }
        };
      },
    });
  });
});

describe('switched off', () => {
  it.each([
    ['data-disabled', SCRIPT.replace('data-tauwerk', 'data-tauwerk data-disabled')],
    ['window.tau', `<script>window.tau = { disabled: true };</script>${SCRIPT}`],
    ['tau.disable() at once', `${SCRIPT}<script>tau.disable();</script>`],
  ])('by %s nothing is loaded and the fallback stays', async (_, script) => {
    await visit(script + BADGE, async ({ page, asked, said }) => {
      await pause(page);
      expect(asked).toEqual(['/tau/tau.js']);
      expect(said).toEqual([]);
      expect(await page.locator('tau-benefit-badge').innerText()).toBe('Fallback');
    });
  });

  it('later, nothing more is asked for and the fallback comes back', async () => {
    await visit(SCRIPT + BADGE, async ({ page, state, asked }) => {
      expect(await state()).toBe('ready');
      asked.length = 0;
      await page.evaluate(`tau.disable(); document.body.insertAdjacentHTML('beforeend',
        '<tau-benefit-badge sku="B2">Other</tau-benefit-badge><tau-benefit-list></tau-benefit-list>'); tau.refresh();`);
      await pause(page);
      expect(asked).toEqual([]);
      expect(await state()).toBe('disabled');
      expect(await page.locator('tau-benefit-badge').allInnerTexts()).toEqual(['Fallback', 'Other']);
    });
  });
});

describe('configuration', () => {
  const bare = '<script src="/tau/tau.js" data-tauwerk></script>';
  const jsonOf = (text: string) => `<script type="application/json" data-tauwerk-config>${text}</script>`;

  it('is taken from window.tau with its cart, and from JSON', async () => {
    const setup = `<script>window.tau = { config: { baseUrl: '/loyalty' }, cart: ${JSON.stringify(LINES)} };</script>`;
    await visit(setup + bare + LIST, async ({ state, quoted }) => {
      expect(await state()).not.toBe('never');
      expect(quoted).toContainEqual({ lines: LINES });
    });
    await visit(bare + jsonOf('{"baseUrl":"/loyalty"}') + BADGE, async ({ state, said }) => {
      expect(await state()).toBe('ready');
      expect(said).toEqual([]);
    });
  });

  it.each([
    ['that is no JSON', '{"baseUrl":', 'cannot be read'],
    ['that is a list', '[1]', 'must be an object'],
    ['that is null', 'null', 'must be an object'],
  ])('%s is reported, and the attributes hold', async (_, text, line) => {
    await visit(SCRIPT + jsonOf(text) + BADGE, async ({ state, said }) => {
      expect(await state()).toBe('ready');
      expect(said).toEqual([expect.stringContaining(line)]);
    });
  });

  const NONSENSE = `
    const throws = { get baseUrl() { throw new Error('no'); } };
    for (const bad of [undefined, null, 5, 'x', [], throws, Symbol('s'), { adapter: 'none' }, { adapter: Symbol('s') }])
      tau.configure(bad);
    tau.cart.set('nonsense'); tau.cart.set([{ sku: 1 }]); tau.cart.set(undefined);
    document.dispatchEvent(new Event('tau-cart'));
    document.dispatchEvent(new CustomEvent('tau-cart', { detail: 5 }));`;
  it('of no sense breaks nothing before the rest has loaded', async () => {
    await visit(`${SCRIPT}<script>${NONSENSE}</script>${BADGE}`, async ({ state, said }) => {
      expect(await state()).toBe('ready');
      expect(said).toContainEqual(expect.stringContaining('the configuration must be an object'));
      await expect.poll(() => said).toContainEqual(expect.stringContaining('the cart was not taken'));
    });
  });

  it('of no sense throws nothing into the shop afterwards', async () => {
    await visit(SCRIPT + BADGE, async ({ page, state, said }) => {
      expect(await state()).toBe('ready');
      await page.evaluate(NONSENSE);
      await pause(page);
      expect(await state()).toBe('ready');
      expect(said).toContainEqual(expect.stringContaining('the configuration must be an object'));
    });
  });
});

describe('the cart', () => {
  const told = (page: Page, client = 'default') => page.evaluate(`tau.client('${client}').$cart.value`);
  const LINE = JSON.stringify(LINES);

  it('does not come back after a sign-out', async () => {
    await visit(SCRIPT + BADGE, async ({ page, state }) => {
      await state();
      await page.evaluate(`tau.cart.set(${LINE}); tau.signOut();`);
      await pause(page);
      expect(await told(page)).toBeUndefined();
      await page.evaluate(`tau.configure({ baseUrl: '/loyalty' });`);
      await pause(page);
      expect(await told(page)).toBeUndefined();
    });
  });

  it('reaches clients that are set up later, and a bad one leaves the former', async () => {
    await visit(SCRIPT + BADGE, async ({ page, state }) => {
      await state();
      await page.evaluate(`tau.cart.set(${LINE});`);
      await pause(page);
      await page.evaluate(`tau.cart.set('nonsense');`);
      await pause(page);
      await page.evaluate(`tau.configure({ baseUrl: '/loyalty' }); tau.configure({ client: 'maker' });`);
      await pause(page);
      expect(await told(page)).toEqual(LINES);
      expect(await told(page, 'maker')).toEqual(LINES);
    });
  });
});

it('begins anew when the page comes back from the browser\u2019s history, and keeps its cart', async () => {
  await visit(SCRIPT + BADGE, async ({ page, state, asked }) => {
    await state();
    await page.evaluate(`tau.signOut();`);
    await pause(page);
    await page.evaluate(`tau.cart.set(${JSON.stringify(LINES)});`);
    await pause(page);
    asked.length = 0;
    await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await expect.poll(() => toLoyalty(asked)).toHaveLength(1);
    // A client that only loads again stays a guest; one that begins anew asks who is there.
    expect(asked).toContain('/token');
    expect(await state()).toBe('ready');
    expect(await page.evaluate(`tau.client().$cart.value`)).toEqual(LINES);
  });
});
