import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ROOT, freePort } from './shell.mjs';

/** The demo's «now»: a Tuesday morning in the campaign that the content tells of. */
export const NOW = '2026-11-24T09:10:00+01:00';

const secret = () => randomBytes(24).toString('hex');

/**
 * Starts the backend and the demo shop, and waits until both answer.
 *
 * @param {{ shopPort?: number, backendPort?: number, root?: string, dataDir?: string, env?: Record<string, string>,
 *   signal?: AbortSignal, onLine?: (who: string, line: string) => void, onExit?: (reason: string) => void }} [options]
 *   ports are the first ones to try, 0 for any; `signal` ends both, `onExit` hears of one that ends by itself later
 * @returns {Promise<{ shop: string, backend: string, keys: { shop: string }, stop: () => Promise<void> }>}
 */
export async function startDemo({
  shopPort = 0,
  backendPort = 0,
  root = ROOT,
  dataDir = join(root, '.data/backend'),
  env = {},
  signal,
  onLine = () => {},
  onExit = () => {},
} = {}) {
  const backend = { port: await freePort(backendPort) };
  const address = ({ port }) => `http://127.0.0.1:${port}`;
  const shopKey = secret();
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  let stopping = false;
  let running = false;

  function start(who, script, variables) {
    const child = spawn(process.execPath, [join(root, script)], {
      cwd: root,
      env: { ...process.env, ...variables, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let tail = '';
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (chunk) => {
        tail = (tail + chunk).slice(-4000);
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        for (const line of lines) onLine(who, line);
      });
    }
    return new Promise((_, reject) => {
      child.on('exit', (code, signal) => {
        if (stopping) return;
        const reason = explain(who, code ?? signal, tail, dataDir);
        reject(new Error(reason));
        if (running) onExit(reason);
      });
    });
  }

  async function stop() {
    stopping = true;
    await Promise.all(children.map(end));
  }

  const aborted = new Promise((_, reject) => {
    signal?.addEventListener('abort', () => stop().then(() => reject(new Error('stopped'))), { once: true });
  });
  aborted.catch(() => {});

  try {
    const died = start('backend', 'packages/backend/dist/server.js', {
      PORT: String(backend.port),
      TAU_CONTENT_DIR: join(root, 'examples/demo-shop/content'),
      TAU_DEMO: '1',
      TAU_NOW: NOW,
      TAU_SHOP_KEY: shopKey,
      TAU_JWT_SECRET: secret(),
      TAU_DATA_DIR: dataDir,
    });
    died.catch(() => {});
    await Promise.race([answers(address(backend), 'the backend', () => stopping), died, aborted]);
    // Only now, when the backend holds its own port.
    const shop = { port: await freePort(shopPort) };
    const shopDied = start('shop', 'examples/demo-shop/dist/server.js', {
      PORT: String(shop.port),
      TAU_BACKEND: address(backend),
      TAU_SHOP_KEY: shopKey,
      SHOP_TODAY: NOW,
    });
    shopDied.catch(() => {});
    await Promise.race([answers(address(shop), 'the shop', () => stopping), shopDied, died, aborted]);
    running = true;
    return { shop: address(shop), backend: address(backend), keys: { shop: shopKey }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function explain(who, code, tail, dataDir) {
  if (who === 'backend' && /\block(ed)?\b/i.test(tail)) {
    return `The backend cannot have its data folder ${dataDir} for itself:\n${tail}`;
  }
  return `The ${who} ended (${code}).\n${tail}`;
}

/** Any answer will do: it is the server's. The first start fills a database, which takes its time. */
async function answers(url, what, isOver, limit = 120_000) {
  const end = Date.now() + limit;
  while (Date.now() < end && !isOver()) {
    try {
      await (await fetch(url, { redirect: 'manual' })).arrayBuffer();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
  throw new Error(`${what} did not answer at ${url} within ${limit / 1000} s`);
}

/** Asks a child to end, and ends it when it does not listen. */
function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 8000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
