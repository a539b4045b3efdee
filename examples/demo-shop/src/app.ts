import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { LoyaltyBackend } from './backend.js';
import { loadBranches } from './branches.js';
import { loadCatalogue } from './catalogue.js';
import { loadCompanies } from './companies.js';
import { cdnFolder, serveFile } from './files.js';
import { problem } from './pages/problem.js';
import { loadProgramme } from './programme.js';
import { forward } from './proxy.js';
import { viewOf } from './request.js';
import { accountActions } from './routes/account-actions.js';
import { cartActions } from './routes/cart-actions.js';
import { checkoutActions } from './routes/checkout-actions.js';
import { pages } from './routes/pages.js';
import { Seal, SessionStates } from './session.js';
import type { Shop } from './view.js';

export interface ShopOptions {
  /** Folder with `catalogue.csv`, `companies.yaml`, `branches.yaml` and `programme.yaml`. */
  contentDir?: string;
  backendUrl?: string;
  shopKey?: string;
  /** Signs cookies and form tokens; random per start when left out. */
  secret?: string;
  /** The instant that the shop calls «now», RFC 3339. */
  today?: string;
  /** CDN build of the widgets; that of the installed `@tauwerk/embed` when left out. */
  cdnDir?: string;
  /** Longest wait for the loyalty backend where a page can do without it. */
  timeoutMs?: number;
}

export const DEFAULTS = {
  contentDir: fileURLToPath(new URL('../content', import.meta.url)),
  backendUrl: 'http://127.0.0.1:4810',
  today: '2026-11-24T09:10:00+01:00',
};

/** What the strictest of shops sends. The widgets need nothing beyond it: their API is on the same origin. */
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const PUBLIC_DIR = fileURLToPath(new URL('../public', import.meta.url));
const LOYALTY = '/loyalty';

/** Reads the shop's own data and puts the pages together. */
export async function createShop(options: ShopOptions = {}): Promise<Hono> {
  const contentDir = options.contentDir ?? DEFAULTS.contentDir;
  const backendUrl = options.backendUrl ?? DEFAULTS.backendUrl;
  const shopKey = options.shopKey ?? '';
  const [catalogue, companies, branches, programme] = await Promise.all([
    loadCatalogue(contentDir),
    loadCompanies(contentDir),
    loadBranches(contentDir),
    loadProgramme(contentDir),
  ]);
  const shop: Shop = {
    catalogue,
    companies,
    branches,
    programme,
    backend: new LoyaltyBackend({ url: backendUrl, shopKey, timeoutMs: options.timeoutMs }),
    seal: new Seal(options.secret || randomBytes(32).toString('base64url')),
    states: new SessionStates(),
    now: new Date(options.today ?? DEFAULTS.today),
  };
  const cdnDir = options.cdnDir ?? cdnFolder();

  const app = new Hono();
  const squeeze = compress();
  app.use(async (c, next) => {
    await next();
    c.header('Content-Security-Policy', CSP);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'same-origin');
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'private, no-cache');
  });
  // Answers of the loyalty backend pass as they come.
  app.use((c, next) => (c.req.path.startsWith(`${LOYALTY}/`) ? next() : squeeze(c, next)));
  app.use(bodyLimit({ maxSize: 128 * 1024 }));

  app.all(`${LOYALTY}/*`, (c) => forward(c, LOYALTY, backendUrl, shopKey));
  app.get(
    '/tau/*',
    async (c) =>
      (cdnDir && (await serveFile(cdnDir, c.req.path.slice('/tau/'.length), c.req.raw))) || c.text('Not found', 404),
  );
  app.get(
    '/img/:name',
    async (c) =>
      (await serveFile(PUBLIC_DIR, `img/${c.req.param('name')}`, c.req.raw, 86_400)) ?? c.text('Not found', 404),
  );
  for (const file of ['shop.css', 'shop.js']) {
    app.get(`/${file}`, async (c) => (await serveFile(PUBLIC_DIR, file, c.req.raw)) ?? c.text('Not found', 404));
  }

  app.route('/', accountActions(shop));
  app.route('/warenkorb', cartActions(shop));
  app.route('/kasse', checkoutActions(shop));
  app.route('/', pages(shop));

  app.notFound(async (c) =>
    c.html(problem(await viewOf(c, shop), 'Seite nicht gefunden', 'Diese Adresse gibt es nicht oder nicht mehr.'), 404),
  );
  app.onError(async (error, c) => {
    console.error(error);
    return c.html(
      problem(
        await viewOf(c, shop),
        'Das hat nicht geklappt',
        'Bitte versuchen Sie es noch einmal. Ihr Warenkorb bleibt erhalten.',
      ),
      500,
    );
  });
  return app;
}
