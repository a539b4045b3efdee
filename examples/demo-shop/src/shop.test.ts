import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createShop, CSP, DEFAULTS } from './app.js';
import { FakeBackend, SHOP_KEY } from './testing/fake-backend.js';
import { oneLine, plain, Visitor } from './testing/visitor.js';

const contentDir = process.env['SHOP_CONTENT_DIR'] ?? DEFAULTS.contentDir;
const cdnDir = fileURLToPath(new URL('../public', import.meta.url));
const backend = new FakeBackend();
let shop: Hono;
let alone: Hono;

/** The cart of the design book. */
const CART = { 121021: 24, 201149: 12, 141100: 80, 101149: 4, 101393: 6, 501114: 24, 441507: 1 };

beforeAll(async () => {
  expect(existsSync(contentDir), `content folder ${contentDir}`).toBe(true);
  await backend.start();
  const options = { contentDir, cdnDir, shopKey: SHOP_KEY };
  shop = await createShop({ ...options, backendUrl: backend.url });
  // Port 9 answers nobody.
  alone = await createShop({ ...options, backendUrl: 'http://127.0.0.1:9', timeoutMs: 300 });
});
afterAll(() => backend.stop());

async function signedIn(person: string, app = shop): Promise<Visitor> {
  const visitor = new Visitor(app);
  await visitor.signIn(person);
  return visitor;
}

describe('prices', () => {
  it('shows the agreed price of one package and of a graduated quantity', async () => {
    const visitor = await signedIn('p-ostwerda');
    const page = await visitor.get('/artikel/121021?menge=24');
    expect(plain(page)).toContain('61,57 €');
    expect(plain(page)).toContain('21,38 € je m² · Liste 24,30 € · vereinbart −12 %');
    expect(plain(page)).toContain('24 Pakete = 69,12 m², 1.374,80 € netto');
    expect(plain(page)).toMatch(/20 Pakete 19,89 € 57,28 €/);
    expect(page).toContain('quantity="24" net-price="57.2832" placement="product" variant="card"');
  });

  it('puts sixty badges with the price of one package on a list page', async () => {
    const visitor = await signedIn('p-ostwerda');
    const page = await visitor.get('/sortiment?k=daemmung&k=dach&seite=1');
    expect(page.match(/<tau-benefit-badge /g)).toHaveLength(60);
    expect(await visitor.get('/sortiment?k=daemmung')).toContain(
      '<tau-benefit-badge sku="121021" quantity="1" net-price="61.57" placement="list">',
    );
  });

  it('adds the cart of the design book up to the cent', async () => {
    const visitor = await signedIn('p-ostwerda');
    await visitor.fill(CART);
    const text = plain(await visitor.get('/warenkorb'));
    for (const part of [
      '1.374,80 €',
      '712,32 €',
      'Warenwert netto 3.455,02 €',
      'Sofortabzug ab 1.000 € −25,00 €',
      'USt 19 % auf 3.393,06 € 644,68 €',
      'USt 7 % auf 36,96 € 2,59 €',
      'Gesamt brutto 4.077,29 €',
      '7 Pos. · 3.430,02 €',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('adds freight before tax', async () => {
    const visitor = await signedIn('p-ostwerda');
    await visitor.fill(CART);
    const page = await visitor.get('/kasse');
    const site = plain(page.slice(page.lastIndexOf('<dl class="sum" data-way="site">')));
    expect(site).toMatch(/Lieferung 29,00 € USt 19 % auf 3\.422,06 € 650,19 €/);
    expect(plain(page)).toContain('fällig 14.01.2027');
    expect(plain(page)).toContain('fällig 09.01.2027');
    expect(plain(page)).toContain('−81,55 €');
  });

  it.each(['p-haukesiel', 'p-ennerwald'])('hides every price from %s', async (person) => {
    const visitor = await signedIn(person);
    await visitor.fill({ 121021: 24 });
    for (const path of ['/', '/sortiment', '/artikel/121021', '/warenkorb', '/kasse', '/konto']) {
      const page = await visitor.get(path);
      expect(page, path).not.toMatch(/net-price|netPrice|data-steps/);
      expect(plain(page).replace('Verkauf ausschließlich', ''), path).not.toMatch(/\d,\d\d €/);
    }
  });

  it('shows no prices to guests', async () => {
    const visitor = new Visitor(shop);
    for (const path of ['/', '/sortiment', '/artikel/121021']) {
      const page = await visitor.get(path);
      expect(page).not.toMatch(/net-price|data-token-url/);
      expect(plain(page)).not.toMatch(/\d,\d\d €/);
    }
    expect(await visitor.get('/artikel/121021')).toContain('Preis nach Anmeldung');
  });

  it('takes the other firm’s prices when the buyer buys for it', async () => {
    const visitor = await signedIn('p-ostwerda');
    await visitor.post('/', '/firma', { firma: 'fugenthal', kst: 'M1', zurueck: '/artikel/121021' });
    const page = await visitor.get('/artikel/121021');
    expect(page).toContain('Tischlerei Fugenthal e. K.');
    expect(plain(page)).toContain('vereinbart −2 %');
    expect(await (await visitor.request('/konto/loyalty-token')).json()).toMatchObject({
      token: 'token-p-ostwerda-fugenthal',
    });
  });
});

describe('list', () => {
  it('starts with the assortment of the trade and pages by sixty', async () => {
    const visitor = await signedIn('p-ostwerda');
    const first = plain(await visitor.get('/sortiment'));
    expect(first).toContain('Ihr Sortiment Bedachung');
    expect(first).toMatch(/Artikel 1–60 von \d+/);
    expect(plain(await visitor.get('/sortiment?seite=2'))).toMatch(/Artikel 61–120 von/);
  });

  it.each([
    ['121021', 'PIR-Aufsparrendämmung 120 mm WLS 023'],
    ['unterspannbahn 170', 'Unterspannbahn diffusionsoffen 170 g/m²'],
    ['DAEMMSTOFFMESSER', 'Dämmstoffmesser 420 mm'],
    ['8,0x245', 'Vollgewindeschraube Zylinderkopf 8,0 × 245'],
  ])('finds %s', async (query, name) => {
    expect(await new Visitor(shop).get(`/sortiment?q=${encodeURIComponent(query)}`)).toContain(name);
  });

  it('filters by stock', async () => {
    const visitor = await signedIn('p-ostwerda');
    expect(await visitor.get('/sortiment?k=dach')).toContain('/artikel/101021');
    expect(await visitor.get('/sortiment?k=dach&b=hellbrock')).not.toContain('/artikel/101021');
  });

  it('sorts by price', async () => {
    const visitor = await signedIn('p-ostwerda');
    const page = await visitor.get('/sortiment?k=dach&sort=preis');
    const prices = [...page.matchAll(/class="price num">([\d.,]+)/g)].map(([, price]) =>
      Number(price!.replaceAll('.', '').replace(',', '.')),
    );
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
  });
});

describe('session and forms', () => {
  it('refuses forms from elsewhere and forms without the token', async () => {
    const visitor = await signedIn('p-ostwerda');
    const fields = { 'q-121021': '1', alle: '1' };
    const action = '/warenkorb/auswahl';
    expect((await visitor.post('/', action, fields, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await visitor.post('/', action, fields, { Origin: 'http://evil.test' })).status).toBe(403);
    expect((await visitor.post('/', action, { ...fields, t: 'wrong' })).status).toBe(403);
    expect((await visitor.post('/', action, { ...fields, t: '' })).status).toBe(403);
    expect(plain(await visitor.get('/warenkorb'))).toContain('Ihr Warenkorb ist leer');
    for (const path of ['/anmelden', '/abmelden', '/firma', '/kasse', '/profikreis']) {
      expect((await visitor.post('/', path, { t: 'wrong' })).status, path).toBe(403);
    }
  });

  it('ignores a cookie that it did not sign', async () => {
    const body = Buffer.from(JSON.stringify({ id: 'x', personId: 'p-ostwerda', companyId: 'brammhoven' })).toString(
      'base64url',
    );
    const page = await shop.request('/', { headers: { Cookie: `nordwerk=${body}.forged` } });
    expect(await page.text()).toContain('Verkauf nur an Gewerbetreibende');
  });

  it('keeps its cookie from scripts and other sites', async () => {
    const cookie = (await shop.request('/')).headers.get('set-cookie');
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
  });

  it('goes back only to its own pages', async () => {
    const visitor = new Visitor(shop);
    for (const back of ['//evil.test', 'https://evil.test', '/\\evil.test', 'javascript:alert(1)']) {
      expect(
        (await visitor.post('/anmelden', '/anmelden', { person: 'p-ostwerda', zurueck: back })).headers.get('location'),
      ).toBe('/');
    }
  });

  it('keeps the cart over pages, firms and the sign-in of a guest', async () => {
    const visitor = new Visitor(shop);
    await visitor.fill({ 121021: 2 });
    await visitor.signIn('p-ostwerda');
    await visitor.post('/', '/firma', { firma: 'fugenthal', kst: 'W1', zurueck: '/' });
    const page = await visitor.get('/warenkorb');
    expect(page).toContain('name="q-121021" inputmode="numeric" value="2"');
    expect(page).toMatch(/<option value="W1" selected>/);
    await visitor.post('/', '/abmelden', {});
    expect(plain(await visitor.get('/warenkorb'))).toContain('Ihr Warenkorb ist leer');
  });

  it('counts up, changes and removes lines', async () => {
    const visitor = await signedIn('p-ostwerda');
    await visitor.fill({ 121021: 2 });
    await visitor.fill({ 121021: 3, 141100: 5 });
    await visitor.post('/warenkorb', '/warenkorb/aendern', {
      'q-121021': '7',
      'n-121021': 'Lage 2',
      'k-121021': '4130',
      'q-141100': '5',
    });
    const page = await visitor.get('/warenkorb');
    expect(page).toContain('name="q-121021" inputmode="numeric" value="7"');
    expect(page).toContain('value="Lage 2"');
    expect(page).toMatch(/<option value="4130" selected>/);
    await visitor.post('/warenkorb', '/warenkorb/aendern', { weg: '141100' });
    expect(await visitor.get('/warenkorb')).not.toContain('q-141100');
    await visitor.post('/warenkorb', '/warenkorb/aendern', { 'q-121021': '2,5' });
    expect(plain(await visitor.get('/warenkorb'))).toContain('ganze Menge');
  });

  it('takes articles by number and shows a wrong number again', async () => {
    const visitor = await signedIn('p-ostwerda');
    const wrong = await visitor.post('/', '/warenkorb/direkt', {
      zeilen: '4',
      sku1: '121021',
      menge1: '24',
      sku2: '999999',
    });
    const again = await visitor.get(wrong.headers.get('location')!.split('#')[0]!);
    expect(again).toContain('Diese Nummer führen wir nicht.');
    expect(plain(again)).toContain('PIR-Aufsparrendämmung 120 mm WLS 023 19,89 € je m²');
    await visitor.post('/', '/warenkorb/direkt', { zeilen: '4', sku1: '121021', menge1: '24' });
    expect(await visitor.get('/warenkorb')).toContain('q-121021');
  });

  it('tells the cart to the widgets in the words of the bridge', async () => {
    const visitor = await signedIn('p-ostwerda');
    await visitor.fill({ 121021: 24 });
    const cart = /data-cart="([^"]+)"/.exec(await visitor.get('/sortiment'))![1]!.replaceAll('&quot;', '"');
    expect(JSON.parse(cart)).toEqual([{ sku: '121021', quantity: 24, netPrice: '57.2832' }]);
  });
});

describe('orders', () => {
  it('stores an order and shows it to its firm only', async () => {
    const visitor = await signedIn('p-ostwerda');
    await visitor.fill(CART);
    await visitor.post('/warenkorb', '/warenkorb/aendern', { 'n-121021': 'Lage 2 zuerst abladen' });
    expect(plain(await visitor.get('/kasse'))).toContain(
      'geht zur Freigabe an K. Velmerloh, weil sie über 2.500 € netto liegt',
    );
    const answer = await visitor.order({
      bst: 'HAFENSCHULE',
      kst: '4130',
      bnr: 'B-77',
      hin: 'Bitte klingeln',
      zahl: 'invoice',
    });
    const location = answer.headers.get('location')!;
    expect(location).toMatch(/^\/bestellt\//);
    expect(backend.orders.at(-1)).toMatchObject({
      accountId: 'brammhoven',
      personId: 'p-ostwerda',
      siteRef: 'HAFENSCHULE',
      costCentre: '4130',
      orderRef: 'B-77',
      payment: 'invoice',
      delivery: 'pickup',
      totals: { net: { amount: '3455.02' } },
    });
    const line = backend.orders.at(-1).lines.find(({ sku }: { sku: string }) => sku === '121021');
    expect(line).toMatchObject({ note: 'Lage 2 zuerst abladen', costCentre: '4120', lineTotal: '1374.80' });
    const page = plain(await visitor.get(location));
    expect(page).toContain('Wir packen nach der Freigabe durch K. Velmerloh');
    expect(page).toContain('Gesamt brutto 4.077,29 €');
    expect(plain(await visitor.get('/warenkorb'))).toContain('Ihr Warenkorb ist leer');
    expect(await visitor.get('/konto')).toContain(location);
    expect((await (await signedIn('p-immekamp')).request(location)).status).toBe(404);
    expect((await new Visitor(shop).request(location)).status).toBe(303);
  });

  it('makes one order of a double click, of a second tab and of a form sent again', async () => {
    const visitor = await signedIn('p-velmerloh');
    await visitor.fill({ 141100: 10 });
    const page = await visitor.get('/kasse');
    const key = /name="schluessel" value="([^"]+)"/.exec(page)![1]!;
    expect(await visitor.get('/kasse')).toContain(key);
    const before = backend.orders.length;
    const send = () => visitor.post('/', '/kasse', { schluessel: key, agb: '1', art: 'site' });
    const answers = await Promise.all([send(), send()]);
    answers.push(await send());
    const places = answers.map((answer) => answer.headers.get('location'));
    expect(new Set(places).size).toBe(1);
    expect(backend.orders.length).toBe(before + 1);
  });

  it('asks again when the cart changed after the checkout was opened', async () => {
    const visitor = await signedIn('p-velmerloh');
    await visitor.fill({ 141100: 10 });
    const key = /name="schluessel" value="([^"]+)"/.exec(await visitor.get('/kasse'))![1]!;
    await visitor.fill({ 141100: 5 });
    const before = backend.orders.length;
    await visitor.post('/', '/kasse', { schluessel: key, agb: '1' });
    expect(backend.orders.length).toBe(before);
    expect(plain(await visitor.get('/kasse'))).toContain('Ihr Warenkorb hat sich seit dem Öffnen der Kasse geändert');
  });

  it('asks for the terms and keeps what was filled in', async () => {
    const visitor = await signedIn('p-ostwerda');
    await visitor.fill({ 141100: 10 });
    await visitor.order({ agb: '', kom: 'DACH-WEST', art: 'crane' });
    const page = await visitor.get('/kasse');
    expect(plain(page)).toContain('Bitte bestätigen Sie');
    expect(page).toContain('value="DACH-WEST"');
    expect(page).toMatch(/value="crane" checked/);
  });

  it.each([
    ['p-haukesiel', 'Es wird nichts abgesendet: Zeigen Sie diese Liste K. Velmerloh'],
    ['p-wichelhus', 'können Sie nicht bestellen'],
    ['p-ennerwald', 'können Sie nicht bestellen'],
  ])('takes no order from %s and says so', async (person, text) => {
    const visitor = await signedIn(person);
    await visitor.fill({ 141100: 10 });
    expect(plain(await visitor.get('/kasse'))).toContain(text);
    const before = backend.orders.length;
    await visitor.order();
    expect(backend.orders.length).toBe(before);
  });
});

describe('without the loyalty backend', () => {
  it('sells on, keeps the cart and does not promise an order', async () => {
    const visitor = await signedIn('p-ostwerda', alone);
    await visitor.fill(CART);
    const cart = plain(await visitor.get('/warenkorb'));
    expect(cart).toContain('Ihre Vorteile aus dem Profikreis ziehen wir auf der Rechnung ab.');
    expect(cart).toContain('3.455,02 €');
    const answer = await visitor.order();
    expect(answer.headers.get('location')).toBe('/kasse');
    expect(plain(await visitor.get('/kasse'))).toContain('Die Bestellung kann gerade nicht angenommen werden');
    expect(await visitor.get('/warenkorb')).toContain('q-121021');
    expect(plain(await visitor.get('/konto'))).toContain('Die Bestellungen sind gerade nicht abrufbar');
    expect((await visitor.request('/konto/loyalty-token')).status).toBe(503);
  });
});

describe('the widgets’ way', () => {
  it('gives a token to signed-in people only', async () => {
    const guest = await new Visitor(shop).request('/konto/loyalty-token');
    expect([guest.status, guest.headers.get('cache-control')]).toEqual([204, 'no-store']);
    expect((await (await signedIn('s-sandkrug')).request('/konto/loyalty-token')).status).toBe(204);
    const visitor = await signedIn('p-ostwerda');
    const answer = await visitor.request('/konto/loyalty-token');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const body = (await answer.json()) as Record<string, unknown>;
    expect(body['token']).toBe('token-p-ostwerda-brammhoven');
    expect(body['expiresIn']).toBeGreaterThan(800);
    expect(Object.keys(body).sort()).toEqual(['expiresIn', 'token']);
    expect(
      (await visitor.request('/konto/loyalty-token', { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status,
    ).toBe(403);
  });

  it('forwards reads with the buyer’s token and nothing of the shop', async () => {
    const visitor = await signedIn('p-ostwerda');
    const headers = { Authorization: 'Bearer abc', 'Accept-Language': 'de', 'X-Other': '1' };
    const answer = await visitor.request('/loyalty/v1/session?x=1', { headers });
    expect(await answer.json()).toEqual({ guest: true });
    expect(answer.headers.get('set-cookie')).toBeNull();
    const seen = backend.requests.findLast(({ path }) => path === '/v1/session')!;
    expect(seen.headers).toMatchObject({ authorization: 'Bearer abc', 'accept-language': 'de' });
    expect(seen.headers['cookie'] ?? seen.headers['x-other']).toBeUndefined();
    expect(JSON.stringify(seen)).not.toContain(SHOP_KEY);
    const unchanged = await visitor.request('/loyalty/v1/session', { headers: { 'If-None-Match': '"s1"' } });
    expect(unchanged.status).toBe(304);
  });

  it('forwards writes with their body', async () => {
    const answer = await shop.request('/loyalty/v1/benefits/quote', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ lines: [{ sku: '121021', quantity: 24, netPrice: '57.2832' }] }),
    });
    expect(await answer.json()).toMatchObject({ totals: { net: { amount: '1374.80' } } });
  });

  it.each([
    '/v1/orders',
    '/v1/orders/o-1',
    '/v1/Orders',
    '/v1/%6frders',
    '/v1/benefits/../orders',
    '/v1/benefits/%2e%2e/orders',
    '/v1//orders',
    '/v1/demo/tokens',
    '/v1/enrolments',
    '/v2/session',
    '/',
    '/v1',
    '/v1/a%2f..%2forders',
    '/v1/benefits/..%5corders',
    '/../v1/orders',
  ])('does not forward %s', async (path) => {
    const before = backend.requests.length;
    for (const method of ['GET', 'POST']) {
      const answer = await shop.request(`/loyalty${path}`, {
        method,
        headers: { Authorization: `Bearer ${SHOP_KEY}` },
      });
      expect(answer.status).toBeGreaterThanOrEqual(403);
    }
    expect(backend.requests.length).toBe(before);
  });

  it('forwards no other method', async () => {
    expect((await shop.request('/loyalty/v1/session', { method: 'DELETE' })).status).toBe(405);
  });

  it('never sends the shop key for a page', async () => {
    expect(
      (await shop.request('/loyalty/v1/session', { headers: { Authorization: `Bearer ${SHOP_KEY}` } })).status,
    ).toBe(403);
  });

  it('serves the script with its type and nothing outside its folder', async () => {
    const answer = await shop.request('/tau/shop.js');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    for (const path of [
      '/tau/../package.json',
      '/tau/%2e%2e/package.json',
      '/tau/..%2fpackage.json',
      '/img/..%2fshop.css',
    ]) {
      expect((await shop.request(path)).status, path).toBe(404);
    }
  });
});

describe('every page', () => {
  /** Follows every link from the home page; the address without its query is visited often enough. */
  async function crawl(visitor: Visitor): Promise<Map<string, string>> {
    const pages = new Map<string, string>();
    const queue = ['/'];
    while (queue.length > 0) {
      const path = queue.pop()!;
      if (pages.has(path)) continue;
      const answer = await visitor.request(path);
      expect([200, 303], path).toContain(answer.status);
      expect(answer.headers.get('content-security-policy'), path).toBe(CSP);
      expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff');
      const page = oneLine(await answer.text());
      pages.set(path, page);
      if (answer.status === 303) queue.push(answer.headers.get('location')!);
      for (const [, , link] of page.matchAll(/(href|src|action)="([^"]*)"/g)) {
        const target = link!.replaceAll('&amp;', '&').split('#')[0]!;
        if (link!.startsWith('#')) expect(page, `${path} ${link}`).toContain(`id="${link!.slice(1)}"`);
        if (!target.startsWith('/') || target.startsWith('/tau/')) continue;
        const isForm = new RegExp(`action="${target.replaceAll('/', '\\/')}" method="post"`).test(page);
        if (!isForm && pages.size + queue.length < 400) queue.push(target);
      }
    }
    return pages;
  }

  it.each(['guest', 'p-ostwerda', 'p-haukesiel', 'p-ennerwald', 'p-wichelhus', 'p-wiesenhau', 's-sandkrug'])(
    'leads %s only to pages that are there, without inline scripts and styles',
    { timeout: 60_000 },
    async (person) => {
      const visitor = person === 'guest' ? new Visitor(shop) : await signedIn(person);
      await visitor.fill({ 121021: 24 });
      const pages = await crawl(visitor);
      expect(pages.size).toBeGreaterThan(50);
      for (const [path, page] of pages) {
        if (!page.startsWith('<!doctype html>')) continue;
        expect(page, path).not.toMatch(/\sstyle=|<style|\son[a-z]+="|href="#"|javascript:|undefined|\[object|NaN/);
        for (const [script] of page.matchAll(/<script[^>]*>[^<]*<\/script>/g))
          expect(script, path).toMatch(/src="\/[^"]+"[^>]*><\/script>/);
        expect(page.match(/<main /g), path).toHaveLength(1);
        const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
        expect(new Set(ids).size, `${path} has an id twice`).toBe(ids.length);
      }
    },
  );

  it('shows hostile text as text', async () => {
    const visitor = await signedIn('p-ostwerda');
    const evil = `"><script>alert(1)</script><img src=x onerror='x'>`;
    const hit = await visitor.get(`/sortiment?q=${encodeURIComponent(evil)}`);
    expect(hit).not.toContain('<script>alert');
    expect(hit).toContain('&lt;script&gt;');
    await visitor.fill({ 121021: 1 });
    await visitor.post('/warenkorb', '/warenkorb/aendern', { 'q-121021': '1', 'n-121021': evil.slice(0, 60) });
    for (const path of [
      '/warenkorb',
      '/kasse',
      `/?sku1=${encodeURIComponent('"><i>x')}`,
      `/anmelden?zurueck=${encodeURIComponent('/"><i>x')}`,
    ]) {
      const page = await visitor.get(path);
      expect(page, path).not.toMatch(/<script>alert|<img src=x|<i>x/);
    }
  });

  it('asks the loyalty backend to join for an owner only', async () => {
    expect(await (await signedIn('p-eschmoor')).get('/profikreis')).toContain('Beitreten kann L. Wiesenhau');
    const visitor = await signedIn('p-wiesenhau');
    const key = /name="schluessel" value="([^"]+)"/.exec(await visitor.get('/profikreis'))![1]!;
    await visitor.post('/profikreis', '/profikreis', { schluessel: key });
    expect(backend.enrolled.has('kantholt')).toBe(true);
    expect(plain(await visitor.get('/profikreis'))).toContain('Willkommen im Profikreis');
  });
});
