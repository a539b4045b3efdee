import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { CDN, SUBJECTS } from './subjects.mjs';

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };

/**
 * The shop of the bench: pages, the subjects' files and a loyalty backend whose answers are canned.
 *
 * @param {string} peers folder of the bundled peers
 */
export async function startServer(peers) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://bench');
    const send = (status, type, body) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'max-age=600' }).end(body);
    };
    if (url.pathname === '/page') return send(200, 'text/html; charset=utf-8', page(url.searchParams));
    if (url.pathname.startsWith('/loyalty/')) {
      const answer = loyalty(url);
      if (answer) return send(200, 'application/json', JSON.stringify(answer));
      return send(404, 'application/problem+json', '{"status":404,"title":"Not found"}');
    }
    try {
      return send(200, TYPES[extname(url.pathname)] ?? 'application/octet-stream', await file(url.pathname));
    } catch {
      return send(404, 'text/plain', '');
    }
  });
  const file = (pathname) => {
    const [, place, path] = /^\/(peers|tau)\/(.+)$/.exec(normalize(pathname)) ?? [];
    if (!place) throw new Error(`nothing at ${pathname}`);
    return readFile(join(place === 'tau' ? CDN : peers, path));
  };
  const weights = new Map();

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** What these files weigh on the wire, by brotli at its best. */
    async weigh(paths) {
      let total = 0;
      for (const path of paths) {
        if (!weights.has(path)) weights.set(path, brotliCompressSync(await file(path)).length);
        total += weights.get(path);
      }
      return total;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A product grid of which about 24 tiles are in view at 1280 x 800. */
const STYLE = `
  body { margin: 0; font: 14px/1.4 sans-serif }
  #grid { display: grid; grid-template-columns: repeat(4, 1fr); gap: 10px; padding: 10px }
  .tile { min-height: 120px; border: 1px solid #ddd }
  .tile > b, .tile > i { display: block }
  .badge { display: inline-block; border-radius: 4px; padding: 2px 6px; background: #dff0d8 }`;

/** A page with `count` badges, and with the subject's script tag if `script` is said. */
function page(query) {
  const subject = SUBJECTS[query.get('subject')];
  const count = Number(query.get('count'));
  const tiles = [];
  for (let index = 1; index <= count; index++) {
    tiles.push(`<div class="tile"><b>Article ${index}</b>${subject.badge(index)}<i>12,50 €</i></div>`);
  }
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">
<style>${STYLE}</style>${subject.head ?? ''}${query.has('script') ? `<script ${subject.script}></script>` : ''}</head><body><div id="grid">${tiles.join('')}</div></body></html>`;
}

/** One instant discount for every article that is asked for, as in the contract's `GET /v1/benefits`. */
function loyalty(url) {
  if (!url.pathname.endsWith('/v1/benefits')) return undefined;
  const skus = url.searchParams.getAll('sku').flatMap((value) => value.split(','));
  return {
    audience: 'member',
    subject: 'bench',
    currency: 'EUR',
    priceDisplay: 'net',
    programme: { name: 'Bench' },
    items: skus.map((sku) => ({
      sku,
      netPrice: { amount: '12.50', currency: 'EUR' },
      benefits: [
        {
          id: `discount-${sku}`,
          kind: 'instant-discount',
          effect: 'helps-cash-flow',
          title: '5 % less',
          label: '5 % less',
          summary: 'Your agreed discount, already in the price',
          value: { type: 'percent', percent: '5', of: 'line', label: '5 % less' },
          stacking: 'included',
          state: 'granted',
        },
      ],
    })),
    benefits: [],
  };
}
