import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CONTENT } from './test/shop.js';

// Real processes, because what is at stake is what two of them do to one folder. Node 20 reads no TypeScript, so the
// sources are bundled beside the migrations, which the server looks for one folder up.
const work = fileURLToPath(new URL('../.data', import.meta.url));
const bundle = (name: string) => join(work, `${name}-${process.pid}.mjs`);
const holder = join(work, `holder-${process.pid}.ts`);
const children = new Set<ChildProcess>();
let folder: string;

beforeAll(async () => {
  mkdirSync(work, { recursive: true });
  const source = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const lockHolder = `import { takeLock } from ${JSON.stringify(source('lock.ts'))};
    try { takeLock(process.argv[2]); console.log('taken'); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.message); process.exit(3); }`;
  writeFileSync(holder, lockHolder);
  await build({
    entryPoints: {
      [`server-${process.pid}`]: source('server.ts'),
      [`import-${process.pid}`]: source('import.ts'),
      [`holder-${process.pid}`]: holder,
    },
    outdir: work,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['tau-source'],
    external: [
      '@electric-sql/*',
      'drizzle-orm',
      'drizzle-orm/*',
      'postgres',
      'hono',
      'hono/*',
      '@hono/*',
      'jose',
      'yaml',
      'csv-parse',
      'csv-parse/*',
      '@valibot/*',
    ],
  });
});
afterAll(() =>
  [holder, ...['server', 'import', 'holder'].map(bundle)].forEach((file) => rmSync(file, { force: true })),
);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tauwerk-data-'));
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await Promise.all(
    [...children].map((child) =>
      child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined,
    ),
  );
  children.clear();
  rmSync(folder, { recursive: true, force: true });
});

const env = () => ({
  PATH: process.env['PATH'],
  PORT: '0',
  TAU_DATA_DIR: folder,
  TAU_CONTENT_DIR: CONTENT,
  TAU_SHOP_KEY: 'shop-key-0123456789',
  TAU_JWT_SECRET: '0123456789abcdef0123456789abcdef',
});

/** Starts a process and gives what it first says, and how it ended if it did. */
async function run(name: string, args: string[] = [], change: Record<string, string> = {}) {
  const child = spawn(process.execPath, [bundle(name), ...args], { env: { ...env(), ...change }, cwd: work });
  children.add(child);
  let output = '';
  const said = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => ((output += String(chunk)), output.includes('\n') && resolve()));
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  await Promise.race([said, ended]);
  return { child, output: () => output.trim(), ended };
}

describe('the lock on the data folder', () => {
  const path = () => join(folder, 'lock');

  it('refuses a second process and names the first, the folder and the way out', async () => {
    const first = await run('holder', [path()]);
    expect(first.output()).toBe('taken');
    const second = await run('holder', [path()]);
    expect(await second.ended).toBe(3);
    expect(second.output()).toContain(`process ${first.child.pid}`);
    expect(second.output()).toContain(folder);
    expect(second.output()).toContain('DATABASE_URL');
  });

  it('is taken over from a process that was killed', async () => {
    const first = await run('holder', [path()]);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(existsSync(path())).toBe(true);
    expect((await run('holder', [path()])).output()).toBe('taken');
  });

  it('is not fooled by another process that got the same number', async () => {
    // This very process lives, but it began at another time than the lock says.
    writeFileSync(path(), JSON.stringify({ pid: process.pid, started: '1', host: hostname(), nonce: 'old' }));
    expect((await run('holder', [path()])).output()).toBe('taken');
  });

  it('is taken over by one of many that start at once', async () => {
    for (let round = 0; round < 3; round++) {
      writeFileSync(path(), JSON.stringify({ pid: 4_000_000, started: '1', host: hostname(), nonce: `dead-${round}` }));
      const starters = await Promise.all(Array.from({ length: 8 }, () => run('holder', [path()])));
      const taken = starters.filter(({ output }) => output() === 'taken');
      expect(taken).toHaveLength(1);
      expect(JSON.parse(readFileSync(path(), 'utf8')).pid).toBe(taken[0]!.child.pid);
      taken[0]!.child.kill('SIGKILL');
      await taken[0]!.ended;
    }
  });

  it('is respected when it comes from another machine, which cannot be asked', async () => {
    writeFileSync(path(), JSON.stringify({ pid: 1, started: '1', host: 'elsewhere', nonce: 'x' }));
    const { output, ended } = await run('holder', [path()]);
    expect(await ended).toBe(3);
    expect(output()).toContain('elsewhere');
    expect(output()).toContain(`remove ${path()}`);
  });
});

describe('the server', () => {
  it('starts with its content, refuses a twin and an import beside it, and ends clean', async () => {
    const first = await run('server');
    expect(first.output()).toMatch(/^Tauwerk backend on http:\/\/127\.0\.0\.1:\d+ \(PGlite, .*tauwerk-data-\w+\)$/);
    const url = /http:\S+/.exec(first.output())![0];
    expect((await fetch(`${url}/v1/benefits?sku=121021`)).status).toBe(200);

    for (const [name, args] of [
      ['server', []],
      ['import', [CONTENT]],
    ] as const) {
      const second = await run(name, [...args]);
      expect(await second.ended).toBe(1);
      expect(second.output()).toContain(`process ${first.child.pid} already runs a backend`);
    }
    expect((await fetch(`${url}/healthz`)).status).toBe(200);

    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(existsSync(join(folder, 'lock'))).toBe(false);

    const again = await run('import', [CONTENT]);
    expect(await again.ended).toBe(0);
    expect(again.output()).toContain('unchanged: 645 articles, 6 companies, 39 benefits');
    // Several cold starts of a database on a machine that may be busy.
  }, 90_000);

  it('says in one sentence why it does not start', async () => {
    const { output, ended } = await run('server', [], { TAU_SHOP_KEY: '' });
    expect(await ended).toBe(1);
    expect(output()).toBe("TAU_SHOP_KEY is missing: the secret with which the shop's server reports orders.");
  });

  it('tells what is wrong with the content, before it serves anything', async () => {
    const { output, ended } = await run('server', [], { TAU_CONTENT_DIR: join(folder, 'nothing') });
    expect(await ended).toBe(1);
    expect(output()).toContain('expected a folder with programme.yaml');
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });
});
