import { createReadStream } from 'node:fs';
import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, sep } from 'node:path';
import { Readable } from 'node:stream';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};

/** A name with a content hash (`badge-B3xK9_a1.js`) never changes what it holds. */
const HASHED = /[-.](?=[\w-]*[A-Z\d_])[\w-]{8}\.(m?js|css)$/;

/** A file below `root`, or `undefined` when there is none of that name. */
export async function serveFile(
  root: string,
  name: string,
  request: Request,
  maxAge = 0,
): Promise<Response | undefined> {
  const type = TYPES[extname(name)];
  if (!type || !/^[\w.-]+(\/[\w.-]+)*$/.test(name) || name.split('/').includes('..')) return undefined;
  try {
    const base = await realpath(root);
    const path = await realpath(join(base, name));
    const info = await stat(path);
    if (!path.startsWith(base + sep) || !info.isFile()) return undefined;
    const etag = `"${info.size.toString(36)}-${Math.trunc(info.mtimeMs).toString(36)}"`;
    const headers = {
      'Content-Type': type,
      ETag: etag,
      'Cache-Control': HASHED.test(name)
        ? 'public, max-age=31536000, immutable'
        : maxAge > 0
          ? `public, max-age=${maxAge}`
          : 'no-cache',
    };
    if (request.headers.get('if-none-match')?.replace(/^W\//, '') === etag)
      return new Response(null, { status: 304, headers });
    const body = request.method === 'HEAD' ? null : (Readable.toWeb(createReadStream(path)) as ReadableStream);
    return new Response(body, { headers: { ...headers, 'Content-Length': String(info.size) } });
  } catch {
    return undefined;
  }
}

/** Folder of the CDN build inside the installed `@tauwerk/embed`, whether or not it is built yet. */
export function cdnFolder(): string | undefined {
  const folders = createRequire(import.meta.url).resolve.paths('@tauwerk/embed') ?? [];
  const found = folders
    .map((folder) => join(folder, '@tauwerk', 'embed'))
    .find((folder) => existsSync(join(folder, 'package.json')));
  return found && join(found, 'cdn');
}
