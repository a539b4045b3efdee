import { serve } from '@hono/node-server';
import { createShop } from './app.js';

const { SHOP_CONTENT_DIR, SHOP_SECRET, SHOP_TODAY, SHOP_HOST, PORT, TAU_BACKEND, TAU_SHOP_KEY } = process.env;
const hostname = SHOP_HOST ?? '127.0.0.1';
const port = Number(PORT) || 4800;

const app = await createShop({
  contentDir: SHOP_CONTENT_DIR,
  backendUrl: TAU_BACKEND,
  shopKey: TAU_SHOP_KEY,
  secret: SHOP_SECRET,
  today: SHOP_TODAY,
});

const server = serve({ fetch: app.fetch, hostname, port }, () => {
  console.log(`Nordwerk demo shop on http://${hostname}:${port}`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    // Browsers keep connections open; they are not waited for.
    setTimeout(() => process.exit(0), 500).unref();
  });
}
