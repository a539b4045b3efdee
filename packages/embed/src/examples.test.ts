import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fences, pages, ROOT } from '../../../docs/tools/fences.mjs';
import { chromiumArgs, requireBrowser } from '../../testing/launchers/browsers.mjs';

/**
 * Every page in `examples/` and every fenced `html` example of the docs runs as it stands: it is opened over HTTP with
 * the built script tag, nothing complains, and each of our tags gets where it should.
 *
 * Fences: ```html is a page or a part of one; ```html error may end in the state `error`; ```json GET /path is what a
 * backend answers there.
 */

const CDN = join(ROOT, 'packages/embed/cdn');
const examples = readdirSync(join(ROOT, 'examples')).filter((name) =>
  existsSync(join(ROOT, 'examples', name, 'index.html')),
);
const all = pages().flatMap((path) => fences(path).map((fence) => ({ ...fence, path })));
const snippets = all.filter(({ language }) => language === 'html');
const answers = new Map(all.filter(({ words }) => words[0] === 'GET').map(({ words, code }) => [words[1], code]));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

const euro = (amount: string) => ({ amount, currency: 'EUR' });
const BASE = { audience: 'member', programme: { name: 'Trade Circle', joinUrl: '/circle' }, currency: 'EUR' };
const BENEFITS = [
  {
    id: 'trade-discount',
    kind: 'instant-discount',
    effect: 'helps-cash-flow',
    title: 'Trade discount',
    reward: { for: 'orders in every month' },
    value: { type: 'percent', percent: '5', of: 'line', label: '\u2212€3.00' },
    state: 'granted',
  },
  {
    id: 'invoice',
    kind: 'payment-term',
    effect: 'helps-cash-flow',
    title: 'Pay in 45 days',
    value: { type: 'days', days: 45, label: '45 days' },
    state: 'granted',
  },
  {
    id: 'free-delivery',
    kind: 'express',
    effect: 'saves-work',
    title: 'Free delivery to the site',
    conditions: [{ type: 'cart-value', min: '500.00' }],
    state: 'available',
  },
];
const item = (sku: string) => ({
  sku,
  name: `Article ${sku}`,
  unit: 'pieces',
  netPrice: euro('60.00'),
  benefits: BENEFITS,
});

/** What the stub backend answers; `undefined` for what it does not have. */
function stub(method: string, url: URL, body: string): unknown {
  switch (`${method} ${url.pathname}`) {
    case 'GET /account/loyalty-token':
      return { token: 'a-short-lived-token', expiresIn: 600, subject: 'buyer-1' };
    case 'GET /loyalty/v1/benefits': {
      const skus = url.searchParams.getAll('sku');
      return { ...BASE, subject: 'buyer-1', ...(skus.length ? { items: skus.map(item) } : { benefits: BENEFITS }) };
    }
    case 'POST /loyalty/v1/benefits/quote': {
      const { lines } = JSON.parse(body) as { lines: { sku: string }[] };
      return { ...BASE, subject: 'buyer-1', items: lines.map(({ sku }) => item(sku)), cart: BENEFITS.slice(2) };
    }
    default:
      return undefined;
  }
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const contents = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}(?![^>]*\\bsrc=)[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, text]) =>
    hash(text!),
  );

/** The policy that a careful shop has; what the example itself writes inline is allowed by its hash. */
const policy = (html: string) =>
  [
    `default-src 'none'`,
    `script-src 'self' ${contents(html, 'script').join(' ')}`,
    `style-src 'self' ${contents(html, 'style').join(' ')}`,
    `connect-src 'self'`,
    `img-src 'self'`,
    `require-trusted-types-for 'script'`,
    `trusted-types tauwerk`,
  ].join('; ');

/** A part of a page becomes a page; the script tag is added unless the part has its own. */
function pageOf(code: string): string {
  if (/^<!doctype/i.test(code)) return code;
  const script = code.includes('tau.js')
    ? ''
    : '<script src="/tau/tau.js" data-tauwerk data-base-url="/loyalty" data-token-url="/account/loyalty-token" defer></script>';
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Shop</title>\n${script}\n${code}\n</html>`;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url!, 'http://shop');
  const send = (status: number, type: string, body: string | Buffer, headers = {}) =>
    void response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  let body = '';
  for await (const chunk of request) body += chunk;

  const [, number] = /^\/snippet\/(\d+)$/.exec(url.pathname) ?? [];
  if (number) {
    const html = pageOf(snippets[Number(number)]!.code);
    return send(200, TYPES['.html']!, html, { 'content-security-policy': policy(html) });
  }
  const told = request.method === 'GET' && answers.get(url.pathname);
  if (told) return send(200, TYPES['.json']!, told);
  const data = stub(request.method!, url, body);
  if (data) return send(200, TYPES['.json']!, JSON.stringify(data));
  if (url.pathname === '/favicon.ico') return send(200, 'image/x-icon', '');

  let path = normalize(decodeURIComponent(url.pathname));
  if (path.startsWith('/tau/')) path = path.replace('/tau/', '/packages/embed/cdn/');
  if (path.endsWith('/')) path += 'index.html';
  const file = join(ROOT, path);
  const served = /^\/(examples|packages\/embed\/cdn)\//.test(path) && existsSync(file) && statSync(file).isFile();
  return served && request.method === 'GET'
    ? send(200, TYPES[extname(file)] ?? 'application/octet-stream', readFileSync(file))
    : send(404, 'text/plain', '');
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

const TAGS = 'tau-benefit-badge, tau-benefit-list';
const BAD = ['', 'loading', 'error'];

/** What a page complains about, and the states that its tags end in. Tags start when they are seen, so it is scrolled. */
async function open(path: string): Promise<{ problems: string[]; states: string[]; asked: string[] }> {
  const page = await context.newPage();
  try {
    const problems: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => /error|warning/.test(message.type()) && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      asked.push(request.url());
      if (!request.url().startsWith(`${origin}/`)) problems.push(`asked ${request.url()}`);
    });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.error(`policy: ${violatedDirective} ${blockedURI}`),
      );
      document.addEventListener('tau-state', (event) => {
        const { state, reason } = (event as CustomEvent<{ state: string; reason: string }>).detail;
        if (state === 'error') console.error(`state error: ${reason}`);
      });
    });
    await page.goto(origin + path, { waitUntil: 'load' });
    const states = () =>
      page.evaluate((tags) => {
        const found = [...document.querySelectorAll(tags)];
        found.find((tag) => !tag.hasAttribute('state'))?.scrollIntoView();
        return found.map((tag) => tag.getAttribute('state') ?? '');
      }, TAGS);
    const end = Date.now() + 8000;
    let now = await states();
    while (Date.now() < end && now.some((state) => state === '' || state === 'loading')) {
      await page.waitForTimeout(50);
      now = await states();
    }
    // What a page does after its tags are there, such as telling its cart, may complain too.
    await page.waitForTimeout(50);
    return { problems, states: await states(), asked };
  } finally {
    await page.close();
  }
}

describe('a page in examples/', () => {
  it.each(examples)('%s runs', async (name) => {
    const { problems, states } = await open(`/examples/${name}/`);
    expect(problems).toEqual([]);
    expect(states).not.toEqual([]);
    expect(states.filter((state) => BAD.includes(state))).toEqual([]);
  });

  it('many-badges asks twice, for 100 articles each', async () => {
    const { asked } = await open('/examples/many-badges/');
    const calls = asked.filter((url) => url.includes('/articles.json'));
    expect(calls.map((url) => new URL(url).searchParams.getAll('sku').length)).toEqual([100, 100]);
  });
});

describe('an html example of the docs', () => {
  it.each(snippets.map((snippet, index) => ({ ...snippet, index })))('$where runs', async ({ code, words, index }) => {
    const { problems, states } = await open(`/snippet/${index}`);
    if (words.includes('error')) {
      expect(states).toContain('error');
      return;
    }
    expect(problems).toEqual([]);
    if (/<tau-/.test(code)) expect(states).not.toEqual([]);
    expect(states.filter((state) => BAD.includes(state))).toEqual([]);
  });
});
