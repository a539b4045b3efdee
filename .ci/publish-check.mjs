import { createServer } from 'node:http';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { PNPM, ROOT, must, run } from './lib/shell.mjs';
import { chromiumArgs, requireBrowser } from '../packages/testing/launchers/browsers.mjs';

/**
 * What a shop gets from npm, as it gets it: each package is packed, its tarball is looked at by publint, installed into a
 * project of its own, imported in Node by every export path, bundled by Vite and opened as a plain page.
 */

/** What Node only has to find: the script tag's files, and the parts of the page vocabulary that need a page. */
const BROWSER_ONLY = /^@tauwerk\/(embed\/cdn\/.*|testing\/(mount|keys|benefits))$/;

const scratch = mkdtempSync(join(tmpdir(), 'tauwerk-publish-'));
const problems = [];
const complain = (what) => {
  problems.push(what);
  console.error(what);
};

const packages = readdirSync(join(ROOT, 'packages'))
  .map((name) => ({ folder: join(ROOT, 'packages', name), json: readPackage(join(ROOT, 'packages', name)) }))
  .filter(({ json }) => json && !json.private);

function readPackage(folder) {
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

async function pack() {
  for (const one of packages) {
    await must([...PNPM, 'pack', '--pack-destination', scratch], { cwd: one.folder });
    one.tarball = join(scratch, `${one.json.name.replace('@', '').replace('/', '-')}-${one.json.version}.tgz`);
    const data = readFileSync(one.tarball);
    const { messages, pkg } = await publint({
      pack: { tarball: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) },
    });
    for (const message of messages) {
      // Suggestions are hints for packages of other kinds, such as ones that still ship CommonJS.
      if (message.type !== 'suggestion') complain(`${one.json.name}: ${formatMessage(message, pkg)}`);
    }
    for (const name of await listTarball(one.tarball)) {
      if (/\.(test|suite|e2e)\.|\.tsbuildinfo$|\/(test|testing|fixtures|__tests__)\//.test(name))
        complain(`${one.json.name}: ${name} does not belong in the package`);
    }
  }
}

const listTarball = async (tarball) => (await must(['tar', '-tzf', tarball])).split('\n').filter(Boolean);

/** A project that has only what a shop would install. */
async function install() {
  const project = join(scratch, 'project');
  mkdirSync(project);
  const files = Object.fromEntries(packages.map(({ json, tarball }) => [json.name, `file:${tarball}`]));
  const { devDependencies } = readPackage(ROOT);
  const json = { name: 'shop', private: true, type: 'module', dependencies: { ...files, vite: devDependencies.vite } };
  writeFileSync(join(project, 'package.json'), JSON.stringify(json, null, 2));
  // The packages name each other by version, and that version is not on npm yet.
  const overrides = Object.entries(files).map(([name, file]) => `  '${name}': '${file}'`);
  writeFileSync(
    join(project, 'pnpm-workspace.yaml'),
    ['packages: []', 'strictDepBuilds: false', 'overrides:', ...overrides].join('\n'),
  );
  await must([...PNPM, 'install', '--prefer-offline', '--ignore-scripts'], { cwd: project });
  return project;
}

/** Every path that the package names; a pattern by each file that is there. */
function exportPaths({ json, folder }) {
  return Object.entries(json.exports ?? {}).flatMap(([path, target]) => {
    const file = typeof target === 'string' ? target : target.default;
    if (!path.includes('*')) return [{ path: join(json.name, path), file }];
    const [before, after] = file.split('*');
    return readdirSync(join(folder, before))
      .filter((name) => name.endsWith(after) && !/\.test\./.test(name))
      .map((name) => ({
        path: join(json.name, path.replace('*', name.slice(0, name.length - after.length))),
        file: before + name,
      }));
  });
}

async function importInNode(project) {
  const paths = packages.flatMap(exportPaths);
  for (const { path, file } of paths) {
    const code =
      file.endsWith('.js') && !BROWSER_ONLY.test(path)
        ? `await import('${path}')`
        : `(await import('node:fs')).accessSync(new URL(import.meta.resolve('${path}')))`;
    writeFileSync(join(project, 'import.mjs'), code);
    const { code: ended, output } = await run([process.execPath, 'import.mjs'], { cwd: project });
    const [why = output] = /^\w*Error.*$/m.exec(output) ?? [];
    if (ended !== 0) complain(`${path} cannot be imported in Node: ${why}`);
  }
  return paths.length;
}

/** Bundles one page that defines all elements, as a shop with a build of its own would. */
async function bundle(project) {
  const elements = packages.find(({ json }) => json.name === '@tauwerk/elements');
  const main = [
    `import { configure } from '@tauwerk/core';`,
    `import { restAdapter } from '@tauwerk/adapters';`,
    ...(elements.json.exports['./define'] ? [`import '@tauwerk/elements/define';`] : []),
    `configure(restAdapter(), { baseUrl: '/loyalty' });`,
  ];
  writeFileSync(join(project, 'main.js'), main.join('\n'));
  writeFileSync(
    join(project, 'index.html'),
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><script type="module" src="/main.js"></script>' +
      '<tau-benefit-badge sku="A1"></tau-benefit-badge></html>',
  );
  await must(['node_modules/.bin/vite', 'build', '--logLevel', 'warn'], { cwd: project });
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/** Opens the bundled page, and the script tag's page, and wants an element that is defined and no error. */
async function open(project) {
  const cdn = join(project, 'node_modules/@tauwerk/embed/cdn');
  const plain =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>' +
    '<script src="/cdn/tau.js" data-tauwerk data-base-url="/loyalty" defer></script>' +
    '<tau-benefit-badge sku="A1"></tau-benefit-badge></html>';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://shop');
    const send = (status, type, body) => response.writeHead(status, { 'content-type': type }).end(body);
    if (pathname === '/plain') return send(200, TYPES['.html'], plain);
    if (pathname === '/loyalty/v1/benefits') return send(200, TYPES['.json'], '{"audience":"member","items":[]}');
    if (pathname.startsWith('/loyalty/') || pathname === '/favicon.ico') return send(204, TYPES['.json']);
    const path = pathname.startsWith('/cdn/')
      ? join(cdn, pathname.slice('/cdn/'.length))
      : join(project, 'dist', pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(path)) return send(404, 'text/plain', '');
    return send(200, TYPES[extname(path)] ?? 'application/octet-stream', readFileSync(path));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await chromium.launch({
    executablePath: requireBrowser('chromium'),
    args: chromiumArgs(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    for (const path of ['/', '/plain']) {
      const page = await browser.newPage();
      page.on('pageerror', ({ message }) => complain(`${path}: ${message}`));
      page.on('console', (message) => message.type() === 'error' && complain(`${path}: ${message.text()}`));
      await page.goto(`http://127.0.0.1:${server.address().port}${path}`);
      await page
        .waitForFunction(() => customElements.get('tau-benefit-badge'), undefined, { timeout: 10_000 })
        .catch(() => complain(`${path}: <tau-benefit-badge> was not defined`));
      await page.close();
    }
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

try {
  await pack();
  const project = await install();
  const paths = await importInNode(project);
  await bundle(project);
  await open(project);
  console.log(`${packages.length} packages, ${paths} export paths, ${problems.length} problems`);
} catch (error) {
  complain(error.message);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = problems.length > 0 ? 1 : 0;
