// How long an answer for 100 articles takes, warm, on PGlite in memory with the demo's content.
// Runs in one process and prints p50 and p95; ends with an error when p95 is over the budget.
import { createApp, demoClock, importContent, openDatabase } from '../dist/index.js';

const CALLS = 300;
const WARM_UP = 50;
const BUDGET_MS = 25;
const content = new URL('../../../examples/demo-shop/content', import.meta.url).pathname;
const shopKey = 'bench-shop-key-0001';

const database = await openDatabase();
await importContent(database.db, content);
const app = createApp({
  db: database.db,
  jwtSecret: 'bench-secret-bench-secret-bench-secret',
  shopKey,
  demo: true,
  clock: demoClock(new Date('2026-11-24T09:10:00+01:00')),
});

const signIn = await app.request('/v1/demo/tokens', {
  method: 'POST',
  headers: { Authorization: `Bearer ${shopKey}` },
  body: JSON.stringify({ personId: 'p-ostwerda' }),
});
const { token } = await signIn.json();
const { readFileSync } = await import('node:fs');
const skus = readFileSync(`${content}/catalogue.csv`, 'utf8')
  .split('\n')
  .slice(1, 101)
  .map((line) => line.split(',')[0]);
const path = `/v1/benefits?context=list&${skus.map((sku) => `sku=${sku}`).join('&')}`;

const times = [];
let bytes = 0;
for (let call = 0; call < WARM_UP + CALLS; call++) {
  const start = performance.now();
  const response = await app.request(path, { headers: { Authorization: `Bearer ${token}` } });
  bytes = (await response.text()).length;
  if (call >= WARM_UP) times.push(performance.now() - start);
}
await database.close();

times.sort((a, b) => a - b);
const at = (share) => times[Math.ceil(times.length * share) - 1];
console.log(
  `100 articles, ${CALLS} calls: p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, ${Math.round(bytes / 1024)} KiB`,
);
if (at(0.95) > BUDGET_MS) {
  console.error(`p95 is over the budget of ${BUDGET_MS} ms`);
  process.exitCode = 1;
}
