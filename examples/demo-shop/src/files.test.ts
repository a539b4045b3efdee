import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveFile } from './files.js';

let root: string;
const request = new Request('http://shop.test/');

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'shop-files-'));
  for (const name of ['tau.js', 'badge-B3xK9_a1.js', 'tier-progress.js', 'notes.txt'])
    await writeFile(join(root, name), '1');
});
afterAll(() => rm(root, { recursive: true }));

it.each([
  ['tau.js', 'no-cache'],
  ['tier-progress.js', 'no-cache'],
  ['badge-B3xK9_a1.js', 'public, max-age=31536000, immutable'],
])('serves %s with «%s»', async (name, caching) => {
  const answer = await serveFile(root, name, request);
  expect(answer?.headers.get('cache-control')).toBe(caching);
  expect(answer?.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(await answer?.text()).toBe('1');
});

it('answers with 304 when the browser has the file', async () => {
  const etag = (await serveFile(root, 'tau.js', request))!.headers.get('etag')!;
  const again = new Request('http://shop.test/', { headers: { 'If-None-Match': `W/${etag}` } });
  expect((await serveFile(root, 'tau.js', again))?.status).toBe(304);
});

it.each(['notes.txt', '../etc/passwd.js', 'missing.js', '', '/tau.js'])('does not serve «%s»', async (name) => {
  expect(await serveFile(root, name, request)).toBeUndefined();
});
