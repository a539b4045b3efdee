import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMiniBrowser, needsXvfb, requireBrowser, which } from './browsers.mjs';

/**
 * A Web Test Runner launcher for WebKitGTK. It speaks W3C WebDriver to WebKitWebDriver itself: webdriverio asks for
 * WebDriver BiDi, which WebKitGTK has not.
 *
 * @returns {import('@web/test-runner').BrowserLauncher & { wire(sessionId: string): Wire }}
 *
 * @typedef {object} Wire
 * @property {(actions: object[]) => Promise<void>} perform does W3C input actions in the page
 * @property {() => Promise<void>} release lets go of every key and button
 * @property {(size: { width: number, height: number }) => Promise<void>} setViewport gives the page this many pixels
 */
export function webkitLauncher() {
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  let base = '';
  let session = '';
  let config = '';
  let active;
  let starting;

  async function call(method, path, body) {
    const response = await fetch(base + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${path}: ${value.error} ${value.message}`);
    return value;
  }
  const inSession = (method, path, body) => call(method, `/session/${session}${path}`, body);

  async function start(launcher) {
    const env = { ...process.env };
    if (needsXvfb()) env.DISPLAY = await startDisplay(children);
    env.XDG_CONFIG_HOME = config = slimToolbar();
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    children.push(spawn(requireBrowser('webkit'), [`--port=${port}`], { stdio: 'ignore', env }));
    await answers(() => call('GET', '/status'));
    const { sessionId, capabilities } = await call('POST', '/session', {
      capabilities: {
        alwaysMatch: { 'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: ['--automation'] } },
      },
    });
    session = sessionId;
    launcher.name = `WebKitGTK ${capabilities.browserVersion}`;
  }

  /** Only the window can be sized, so its frame is measured and added. */
  async function setViewport({ width, height }) {
    for (let tries = 0; tries < 10; tries++) {
      const [[innerWidth, innerHeight], [outerWidth, outerHeight]] = await execute(
        'return [[innerWidth, innerHeight], [outerWidth, outerHeight]]',
      );
      if (innerWidth === width && innerHeight === height) return;
      const frame = { width: outerWidth - innerWidth, height: outerHeight - innerHeight };
      await inSession('POST', '/window/rect', {
        x: 0,
        y: 0,
        width: frame.width + width,
        height: frame.height + height,
      });
      await pause(50);
    }
    throw new Error(`WebKitGTK's window does not take ${width} x ${height}`);
  }
  const execute = (script, args = []) => inSession('POST', '/execute/sync', { script, args });

  /** @type {Wire} */
  const wire = {
    perform: (actions) => inSession('POST', '/actions', { actions }),
    release: () => inSession('DELETE', '/actions'),
    setViewport,
  };

  return {
    name: 'WebKitGTK',
    type: 'webkit',
    concurrency: 1,
    async initialize() {},
    async startSession(id, url) {
      await (starting ??= start(this));
      active = id;
      // The size that the other launchers start with.
      await setViewport({ width: 800, height: 600 });
      await inSession('POST', '/url', { url });
    },
    isActive: (id) => active === id,
    getBrowserUrl: () => undefined,
    async stopSession(id) {
      if (active === id) {
        active = undefined;
        // An empty page ends timers and reload loops of the test before.
        await inSession('POST', '/url', { url: 'about:blank' });
      }
      return { testCoverage: undefined };
    },
    async stop() {
      if (session) await inSession('DELETE', '').catch(() => {});
      for (const child of children.reverse()) child.kill();
      if (config) rmSync(config, { recursive: true, force: true });
    },
    wire(id) {
      if (active !== id) throw new Error(`no page for session ${id}`);
      return wire;
    },
  };
}

/**
 * A folder of GTK settings in which the browser's toolbar takes next to no room. Its buttons would keep the window from
 * getting as narrow as a phone.
 */
function slimToolbar() {
  const folder = mkdtempSync(join(tmpdir(), 'tau-webkit-'));
  mkdirSync(join(folder, 'gtk-3.0'));
  const rule =
    'min-width: 0; min-height: 0; padding: 0; margin: 0; border: 0; font-size: 1px; -gtk-icon-transform: scale(0.1)';
  writeFileSync(join(folder, 'gtk-3.0', 'gtk.css'), `* { ${rule} }`);
  return folder;
}

/** Starts Xvfb on a display of its own choice, which it tells on the fourth pipe. */
async function startDisplay(children) {
  const program = which('Xvfb');
  if (!program) throw new Error('WebKitGTK needs a display: install xvfb, or set DISPLAY');
  const args = ['-displayfd', '3', '-screen', '0', '1600x1400x24', '-nolisten', 'tcp'];
  const xvfb = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  children.push(xvfb);
  const told = once(xvfb.stdio[3], 'data');
  const died = once(xvfb, 'exit').then(() => Promise.reject(new Error('Xvfb did not start')));
  died.catch(() => {});
  const [number] = await Promise.race([told, died]);
  return `:${String(number).trim()}`;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(ask) {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries > 100) throw error;
      await pause(100);
    }
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
