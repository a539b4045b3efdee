/**
 * Photographs every variant in every state, as the built CDN files show them with canned answers: wide and narrow, light
 * and dark, details open. Pictures land in `.shots/`, to be laid beside the design book. `npm run build` comes first.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../testing/launchers/browsers.mjs';

const cdn = fileURLToPath(new URL('../embed/cdn/', import.meta.url));
const out = fileURLToPath(new URL('../../.shots/', import.meta.url));
if (!existsSync(join(cdn, 'tau.js'))) {
  console.error('packages/embed/cdn is not built: run `npm run build` first');
  process.exit(1);
}

const given = { stacking: 'additional', state: 'granted', effect: 'simplifies-buying', kind: 'advice' };
const BENEFITS = {
  discount: {
    ...given,
    id: 'discount',
    kind: 'instant-discount',
    effect: 'helps-cash-flow',
    title: '3 % Sofortrabatt',
    summary: 'Wird im Warenkorb abgezogen.',
    reward: { for: '6 Jahre Zusammenarbeit' },
    value: { type: 'percent', percent: '3', of: 'line', label: '\u221210,27\u00a0€' },
    validUntil: '2099-12-18',
  },
  invoice: {
    ...given,
    id: 'invoice',
    kind: 'collective-invoice',
    effect: 'saves-work',
    title: 'Monatliche Sammelrechnung',
    label: 'Sammelrechnung 31.10.',
    summary: 'Nach Baustellen sortiert',
    compare: { label: 'Belege', without: 'je Bestellung', with: '1 im Monat' },
  },
  term: {
    ...given,
    id: 'term',
    kind: 'payment-term',
    effect: 'helps-cash-flow',
    title: '60 Tage Zahlungsziel',
    label: '60 Tage Ziel',
    summary: 'Zahlbar bis 13.12.2026',
    reward: { for: 'pünktliche Zahlung' },
    value: { type: 'days', days: 60, gained: 46 },
    compare: { label: 'Zahlbar bis', without: '28.10.2026', with: '13.12.2026' },
  },
  early: {
    ...given,
    id: 'early',
    kind: 'early-hours',
    title: 'Abholung schon ab 6:30 Uhr',
    summary: 'Montag bis Freitag, Tor 2',
  },
  locked: {
    ...given,
    id: 'locked',
    kind: 'early-buy',
    title: 'Vorkaufsrecht Herbstaktion',
    label: 'Vorkauf ab Gold',
    state: 'locked',
    unlocks: 'Ab Gold. Noch 2.540 € bis zum 31.12.',
  },
  distance: {
    ...given,
    id: 'distance',
    kind: 'instant-discount',
    effect: 'helps-cash-flow',
    title: '25 € Sofortabzug ab 1.000 €',
    value: { type: 'money', amount: '25.00' },
    state: 'available',
    conditions: [{ type: 'cart-value', min: '1000.00', missing: '250.00' }],
  },
  points: {
    ...given,
    id: 'points',
    kind: 'points-collect',
    effect: 'helps-cash-flow',
    title: '66 Punkte',
    value: { type: 'points', points: 66 },
    summary: 'Vorgemerkt bis zur Rechnung',
  },
  pending: {
    ...given,
    id: 'pending',
    kind: 'cash-discount',
    effect: 'helps-cash-flow',
    title: 'Skonto 2 % bei 10 Tagen',
    state: 'pending',
    reason: 'Beantragt am 12.10., Antwort bis Freitag',
  },
  long: {
    ...given,
    id: 'long',
    title: 'Bauunternehmersonderkonditionsrahmenvereinbarung',
    summary: 'Gilt für alle Niederlassungen',
  },
};
const of = (...names) => names.map((name) => BENEFITS[name]);
const ARTICLES = {
  ready: of('discount', 'term', 'early', 'invoice'),
  locked: of('locked'),
  distance: of('distance'),
  excluded: [],
  empty: [],
  pending: of('pending'),
  points: of('points'),
  long: of('long', 'term'),
};
const programme = {
  name: 'Profikreis',
  joinUrl: '/join',
  signInUrl: '/sign-in',
  termsUrl: '/terms',
  note: 'Kostenlos, jederzeit kündbar.',
  contact: { name: 'M. Tellwisch', phone: '+49 221 4710-211' },
};
const AUDIENCES = { member: 'member', guest: 'guest', stranger: 'not-enrolled', applicant: 'pending' };

function benefitsOf(audience, sku) {
  if (audience === 'member') return ARTICLES[sku] ?? ARTICLES.ready;
  if (audience === 'guest') return of('invoice', 'early').map((benefit) => ({ ...benefit, state: 'available' }));
  if (audience !== 'not-enrolled') return [];
  const conditions = [{ type: 'enrolment', met: false }];
  return of('discount', 'invoice').map((benefit) => ({ ...benefit, state: 'locked', conditions }));
}

function answer(audience, skus) {
  const item = (sku) => ({
    sku,
    name: 'Akku-Schlagbohrschrauber NW 18-65',
    unit: 'Stück',
    netPrice: { amount: '342.30', currency: 'EUR' },
    benefits: benefitsOf(audience, sku),
    ...(sku === 'excluded' && {
      excluded: { title: 'Tagespreis, ohne Rabatt', reason: 'Kupfer hat Tagespreise. Ihr Zahlungsziel gilt.' },
    }),
  });
  const own = audience === 'member' ? Object.values(BENEFITS) : benefitsOf(audience);
  return {
    audience,
    reason: audience === 'pending' ? 'Antwort bis Freitag, 27.11.' : undefined,
    programme,
    currency: 'EUR',
    ...(skus.length ? { items: skus.map(item) } : { benefits: own }),
  };
}

/** Every state of a variant: what members see by article, then what others see. */
const row = (variant, more = '') =>
  [
    ...Object.keys(ARTICLES).map((sku) => `sku="${sku}"`),
    'sku="ready" quantity="2"',
    ...['guest', 'stranger', 'applicant', 'broken', 'silent'].map((client) => `sku="ready" client="${client}"`),
  ]
    .map(
      (attributes) =>
        `<div><code>${attributes}</code><tau-benefit-badge variant="${variant}" ${attributes} ${more}></tau-benefit-badge></div>`,
    )
    .join('');
const lists = [
  'account',
  'account" client="guest',
  'account" client="stranger',
  'account" client="applicant',
  'account" client="broken',
]
  .map(
    (placement) =>
      `<div><code>${placement.replaceAll('"', '')}</code><tau-benefit-list placement="${placement}"></tau-benefit-list></div>`,
  )
  .join('');
const accents = ['#b5121b', '#d85f00', '#f7c600', '#0b1f33', '#5b3aa8', '#7fd1b9']
  .map(
    (accent) =>
      `<div><code>${accent}</code><tau-benefit-badge sku="ready" accent="${accent}"></tau-benefit-badge><tau-benefit-badge variant="icon" sku="ready" accent="${accent}"></tau-benefit-badge></div>`,
  )
  .join('');
const page = `<!doctype html><html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shots</title>
<script src="/cdn/tau.js" data-tauwerk data-base-url="/member" defer></script><script src="/boot.js" defer></script>
<style>html{font-size:62.5%}body{font:15px/1.45 Arial,sans-serif;margin:16px;background:Canvas;color:CanvasText}h2{font-size:16px;margin:24px 0 8px}
code{display:block;margin-block-end:4px;font-size:11px;opacity:.7}.g{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(300px,100%),1fr));gap:16px;align-items:start}</style>
<h2>chip</h2><div class="g">${row('chip')}</div><h2>chip, max 3</h2><div class="g">${row('chip', 'max="3"')}</div><h2>line</h2><div class="g">${row('line')}</div>
<h2>card</h2><div class="g">${row('card')}</div><h2>icon</h2><div class="g">${row('icon')}</div><h2>list</h2><div class="g">${lists}</div><h2>accent</h2><div class="g">${accents}</div>`;
const boot = `for (const client of ['guest', 'stranger', 'applicant', 'broken', 'silent']) tau.configure({ client, baseUrl: '/' + client, retry: { attempts: 1 } });`;

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const send = (status, type, body) =>
    response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(body);
  const [, client, ...rest] = pathname.split('/');
  if (pathname === '/') return send(200, 'text/html', page);
  if (pathname === '/boot.js') return send(200, 'text/javascript', boot);
  if (client === 'cdn') {
    const file = join(cdn, normalize(rest.join('/')));
    return file.startsWith(cdn) && existsSync(file)
      ? send(200, TYPES[extname(file)] ?? 'text/plain', readFileSync(file))
      : send(404, 'text/plain', '');
  }
  if (client === 'silent') return undefined;
  if (!AUDIENCES[client]) return send(500, 'application/json', '{"code":"broken"}');
  return send(200, 'application/json', JSON.stringify(answer(AUDIENCES[client], searchParams.getAll('sku'))));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${server.address().port}/`;

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
let errors = 0;
for (const [width, height] of [
  [1200, 900],
  [360, 740],
]) {
  for (const colorScheme of ['light', 'dark']) {
    const tab = await browser.newPage({ viewport: { width, height }, colorScheme });
    tab.on('pageerror', (error) => {
      errors++;
      console.error(error.message);
    });
    await tab.goto(url);
    if (colorScheme === 'dark') await tab.addStyleTag({ content: ':root{color-scheme:dark}' });
    // Badges start when they are about to be seen.
    for (let y = 0, end = 1; y < end; y += 500) {
      end = await tab.evaluate((top) => (scrollTo(0, top), document.documentElement.scrollHeight), y);
      await tab.waitForTimeout(80);
    }
    await tab.waitForFunction(() =>
      [...document.querySelectorAll('tau-benefit-badge, tau-benefit-list')].every(
        (element) =>
          element.getAttribute('client') === 'silent' || !['loading', null].includes(element.getAttribute('state')),
      ),
    );
    await tab.waitForTimeout(500);
    await tab.evaluate(() => scrollTo(0, 0));
    const name = `${width}-${colorScheme}`;
    await tab.screenshot({ path: join(out, `${name}.png`), fullPage: true });
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) console.error(`${name}: the page is ${wide} pixels wide`);
    for (const [what, selector] of [
      ['member', '[sku=ready][quantity="2"]'],
      ['guest', '[client=guest]'],
    ]) {
      const badge = tab.locator(`tau-benefit-badge[variant=chip]${selector}`).first();
      await badge.locator('button').click();
      await badge.locator('[role=dialog] h3').waitFor();
      await tab.waitForTimeout(300);
      await tab.screenshot({ path: join(out, `${name}-details-${what}.png`) });
      await tab.keyboard.press('Escape');
    }
    await tab.close();
    console.log(name);
  }
}
await browser.close();
server.closeAllConnections();
server.close();
process.exitCode = errors ? 1 : 0;
