import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { authSuite } from './test/auth.suite.js';
import { benefitsSuite } from './test/benefits.suite.js';
import { httpSuite } from './test/http.suite.js';
import { importSuite } from './test/import.suite.js';
import { ordersSuite } from './test/orders.suite.js';
import { quoteSuite } from './test/quote.suite.js';
import { openShop, startPostgres, type TestShop } from './test/shop.js';

// Both databases run the same SQL, and both are promised: every behaviour is proven on each of them.
describe.each(['PGlite', 'PostgreSQL'])('on %s', (kind) => {
  let shop: TestShop;
  let stop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const server = kind === 'PostgreSQL' ? await startPostgres() : undefined;
    stop = server?.stop;
    shop = await openShop(server?.url);
  });
  afterAll(async () => {
    await shop?.database.close();
    await stop?.();
  });
  beforeEach(() => shop.reset());

  const get = () => shop;
  benefitsSuite(get);
  quoteSuite(get);
  authSuite(get);
  ordersSuite(get);
  httpSuite(get);
  importSuite(get);
});
