import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../testing/launchers/browsers.mjs';
import { SUBJECTS } from './subjects.mjs';

/** How much slower than this machine the page runs; a cheap phone is about four times as slow. */
const THROTTLE = 4;

export const launch = () =>
  chromium.launch({
    executablePath: requireBrowser('chromium'),
    args: [...chromiumArgs().filter((arg) => arg !== '--no-sandbox'), '--js-flags=--expose-gc'],
    chromiumSandbox: process.getuid?.() !== 0,
  });

/**
 * Opens one page of one subject in a fresh context and measures what the subject does there.
 *
 * - `html`: the badges stand in the page, the page is at rest, and the subject's script tag arrives.
 * - `load`: the same page with the script tag in its head, from the navigation on; it shows what moves while it loads.
 * - `insert`: the library has drawn one badge already, then `count` more arrive by one `innerHTML`.
 *
 * CPU is the main thread's task time by the thread's own clock, so that waiting for a shared core does not count; long
 * tasks and TBT are wall time, as the browser tells them.
 *
 * @param {{ browser: import('playwright-core').Browser, server: Awaited<ReturnType<typeof import('./server.mjs').startServer>> }} bench
 * @param {{ subject: string, mode: 'html' | 'load' | 'insert', count: number }} which
 */
export async function measure({ browser, server }, { subject, mode, count }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const hosts = new Set();
    let asked = [];
    page.on('request', (request) => {
      const { host, pathname } = new URL(request.url());
      hosts.add(host);
      asked.push(pathname);
    });
    const { script, ready, badge } = SUBJECTS[subject];
    await page.addInitScript(observe);
    const address = (count, more = '') => `${server.origin}/page?subject=${subject}&count=${count}${more}`;
    await page.goto(address({ html: count, load: 0, insert: 1 }[mode]));
    const devtools = await context.newCDPSession(page);
    await devtools.send('HeapProfiler.enable');
    if (mode === 'insert') {
      await addScript(page, script);
      await rest(page, 1, ready);
    }
    // The bytes are in the cache, as on every page after the first: the network is not what is measured.
    else if (script) await warm(page, script);
    await rest(page, 0, ready);
    const before = await memory(devtools);

    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
    asked = [];
    await page.evaluate(() => globalThis.benchReset());
    const start = await taskTime(devtools);
    if (mode === 'html') await addScript(page, script);
    else if (mode === 'load') await page.goto(address(count, '&script'));
    else await insert(page, tiles(badge, count));
    await rest(page, count, ready);
    // A navigation may change the process, and the clock with it.
    const cpu = mode === 'load' ? NaN : (await taskTime(devtools)) - start;
    const { tasks, shift } = await page.evaluate(() => globalThis.benchRead());
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });

    const after = await memory(devtools);
    const files = asked.filter((path) => /^\/(peers|tau)\//.test(path));
    if (errors.length > 0) throw new Error(errors[0]);
    return {
      cpu,
      tbt: tasks.reduce((total, duration) => total + Math.max(0, duration - 50), 0),
      longest: Math.max(0, ...tasks),
      tasks: tasks.length,
      shift,
      files: files.length,
      bytes: await server.weigh(files),
      calls: asked.filter((path) => path.startsWith('/loyalty/')).length,
      foreign: [...hosts].filter((host) => host && host !== new URL(server.origin).host).length,
      ...each(before, after, count),
    };
  } catch (error) {
    throw new Error(`${subject}, ${mode}, ${count}: ${error.message}`);
  } finally {
    await context.close();
  }
}

const tiles = (badge, count) => {
  let html = '';
  for (let index = 2; index <= count + 1; index++) html += `<div class="tile">${badge(index)}</div>`;
  return html;
};

/** What one badge keeps, its tile included. */
function each(before, after, count) {
  const per = (name) => (count > 0 ? (after[name] - before[name]) / count : 0);
  return { nodes: per('nodes'), listeners: per('listeners'), jsHeap: per('jsHeap'), blinkHeap: per('blinkHeap') };
}

export async function memory(devtools) {
  for (let time = 0; time < 2; time++) await devtools.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
  const { usedSize, embedderHeapUsedSize } = await devtools.send('Runtime.getHeapUsage');
  return { nodes, listeners: jsEventListeners, jsHeap: usedSize, blinkHeap: embedderHeapUsedSize };
}

/** Main-thread task time so far, in ms. */
async function taskTime(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

/** Adds the script tag as it would stand in the page. */
export const addScript = (page, attributes) =>
  page.evaluate((html) => {
    const made = document.createRange().createContextualFragment(`<script ${html}></script>`).firstChild;
    document.head.append(made);
  }, attributes);

const warm = (page, attributes) =>
  page.evaluate((src) => fetch(src).then((response) => response.text()), /src="([^"]+)"/.exec(attributes)[1]);

const insert = (page, html) => page.evaluate((text) => (document.querySelector('#grid').innerHTML = text), html);

/** Waits until what is in view is complete, and for the quiet after it. */
export async function rest(page, count, ready) {
  await page.evaluate(
    async ({ count, ready }) => {
      const complete = new Function('el', `return ${ready}`);
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const inView = () => {
        const found = [];
        for (const tile of document.querySelectorAll('.tile')) {
          const { top } = tile.getBoundingClientRect();
          // Fully in view: a tile that only touches the fold may rightly wait.
          if (top > innerHeight - 140) break;
          const badge = tile.querySelector('tau-benefit-badge, bench-badge, sl-badge, wa-badge, .badge');
          if (badge) found.push(badge);
        }
        return found;
      };
      const end = performance.now() + 60_000;
      // Seldom and for all subjects alike, because looking costs time on the thread that is measured.
      do {
        if (performance.now() > end) throw new Error('the badges in view did not become complete');
        await new Promise((resolve) => setTimeout(resolve, 300));
      } while (count > 0 && !inView().every((el) => complete(el)));
      await new Promise((resolve) => setTimeout(resolve, 300));
      await frame();
      await frame();
    },
    { count, ready },
  );
}

/** Runs in the page before anything else: collects long tasks and layout shifts. */
function observe() {
  let tasks = [];
  let shift = 0;
  const take = (entries) => {
    for (const entry of entries) {
      if (entry.entryType === 'longtask') tasks.push(entry.duration);
      else if (!entry.hadRecentInput) shift += entry.value;
    }
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: 'longtask' });
  observer.observe({ type: 'layout-shift' });
  globalThis.benchReset = () => {
    observer.takeRecords();
    tasks = [];
    shift = 0;
  };
  globalThis.benchRead = () => {
    take(observer.takeRecords());
    return { tasks, shift };
  };
}
