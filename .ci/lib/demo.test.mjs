import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDemo } from './demo.mjs';

const BACKEND = 'packages/backend/dist/server.js';
const SHOP = 'examples/demo-shop/dist/server.js';

/** A server that tells what it was told. */
const ECHO = `
  const { PORT, ...told } = process.env;
  require('node:http').createServer((request, response) => {
    if (request.url === '/die') process.exit(7);
    response.end(JSON.stringify({ ...told, PORT }));
  }).listen(Number(PORT), '127.0.0.1', () => console.log('listening'));`;

let root;
let demo;
const put = (path, code) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), code);
};
const told = async (url) => (await fetch(url)).json();
const isGone = (url) =>
  fetch(url).then(
    () => false,
    () => true,
  );

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tauwerk-demo-'));
  put(BACKEND, ECHO);
  put(SHOP, ECHO);
});
afterEach(async () => {
  await demo?.stop();
  demo = undefined;
  rmSync(root, { recursive: true, force: true });
});

describe('the demo', () => {
  it('starts backend and shop with one key and one day, and ends both', async () => {
    const lines = [];
    demo = await startDemo({ root, onLine: (...line) => lines.push(line.join(': ')) });
    const backend = await told(demo.backend);
    const shop = await told(demo.shop);
    expect(shop.TAU_BACKEND).toBe(demo.backend);
    expect(shop.TAU_SHOP_KEY).toBe(backend.TAU_SHOP_KEY);
    expect(shop.SHOP_TODAY).toBe(backend.TAU_NOW);
    expect(backend.TAU_JWT_SECRET).toMatch(/^[0-9a-f]{48}$/);
    expect(shop.TAU_JWT_SECRET).toBeUndefined();
    expect(lines).toEqual(['backend: listening', 'shop: listening']);
    await demo.stop();
    expect(await isGone(demo.backend)).toBe(true);
    expect(await isGone(demo.shop)).toBe(true);
  });

  it('takes the next port when one is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address();
    demo = await startDemo({ root, shopPort: port, backendPort: port });
    const ports = [demo.shop, demo.backend].map((url) => Number(new URL(url).port));
    expect(Math.min(...ports)).toBeGreaterThan(port);
    expect(ports[0]).not.toBe(ports[1]);
    taken.close();
  });

  it('says what a server said that could not start, and leaves none behind', async () => {
    put(SHOP, 'console.error("no catalogue"); process.exit(3);');
    await expect(startDemo({ root })).rejects.toThrow(/The shop ended \(3\)\.\n(.|\n)*no catalogue/);
  });

  it('says that the data folder is in use', async () => {
    put(BACKEND, 'console.error("The folder is locked: process 12 runs a backend on it."); process.exit(1);');
    await expect(startDemo({ root, dataDir: '/data/x' })).rejects.toThrow(
      /data folder \/data\/x for itself:\nThe folder is locked: process 12/,
    );
  });

  it('tells of a server that ends later', async () => {
    const ended = new Promise((resolve) => {
      startDemo({ root, onExit: resolve }).then(async (started) => {
        demo = started;
        await fetch(`${demo.backend}/die`).catch(() => {});
      });
    });
    expect(await ended).toMatch('The backend ended (7).');
  });

  it('stops while it starts', async () => {
    put(BACKEND, 'setInterval(() => {}, 1000);');
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 300);
    await expect(startDemo({ root, signal: stopping.signal })).rejects.toThrow('stopped');
  });
});
