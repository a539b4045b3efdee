import { launch, addScript, memory, rest } from './measure.mjs';
import { startServer } from './server.mjs';
import { SUBJECTS, bundlePeers, hasCdn } from './subjects.mjs';
import { rmSync } from 'node:fs';

/**
 * 10,000 badges come and go, as in a shop that replaces its product list at every click. Afterwards the page must hold
 * what it held before: nodes, listeners, heap and stores of the client. `--check` makes a leak end with 1.
 */

const ROUNDS = 100;
const BADGES = 100;

const LIMITS = [
  { name: 'nodes', unit: '', max: 0 },
  { name: 'listeners', unit: '', max: 0 },
  { name: 'jsHeap', unit: 'B', max: 1024 * 1024 },
  { name: 'blinkHeap', unit: 'B', max: 1024 * 1024 },
  { name: 'stores', unit: '', max: 0 },
];

if (!hasCdn()) {
  console.error('packages/embed/cdn is not built: run `npm run build` first');
  process.exit(1);
}

/** Fills and empties the grid; only every tenth list is waited for, the others go while they still load. */
const churn = (page, rounds, badges) =>
  page.evaluate(
    async ({ rounds, badges }) => {
      const grid = document.querySelector('#grid');
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      for (let round = 0; round < rounds; round++) {
        let html = '';
        for (let index = 0; index < badges; index++) {
          html += `<div class="tile"><tau-benefit-badge sku="A${index}" placement="list"></tau-benefit-badge></div>`;
        }
        grid.innerHTML = html;
        await frame();
        if (round % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 150));
        grid.innerHTML = '';
        await frame();
      }
      await new Promise((resolve) => setTimeout(resolve, 3000));
    },
    { rounds, badges },
  );

const peers = await bundlePeers();
const server = await startServer(peers);
const browser = await launch();
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(`${server.origin}/page?subject=tauwerk&count=1`);
  await addScript(page, SUBJECTS.tauwerk.script);
  await rest(page, 1, SUBJECTS.tauwerk.ready);
  const devtools = await context.newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  const look = async () => ({ ...(await memory(devtools)), stores: await stores(page) });

  // Two rounds first, so that caches and shared parts, which stay on purpose, are there already.
  await churn(page, 20, BADGES);
  const before = await look();
  await churn(page, ROUNDS, BADGES);
  const after = await look();
  if (errors.length > 0) throw new Error(errors[0]);

  console.log(
    `${(ROUNDS * BADGES).toLocaleString('en')} badges came and went; what the page holds more than before:\n`,
  );
  for (const { name, unit, max } of LIMITS) {
    if (before[name] === undefined) continue;
    const grown = after[name] - before[name];
    const holds = grown <= max;
    if (!holds && process.argv.includes('--check')) process.exitCode = 1;
    console.log(`${holds ? 'ok  ' : 'LEAK'} ${name.padEnd(10)} ${`${grown} ${unit}`.padStart(10)}   ≤ ${max} ${unit}`);
  }
} finally {
  await browser.close();
  server.stop();
  rmSync(peers, { recursive: true, force: true });
}

/** How many stores the page's client holds; `undefined` where the build does not tell. */
function stores(page) {
  return page.evaluate(() => globalThis.tau?.client?.()?.size?.());
}
