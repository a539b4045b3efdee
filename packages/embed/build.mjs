/**
 * Builds the files for a CDN or a shop's own server into `cdn/`: the loader as a classic script, everything else as
 * chunks that it imports. Output is ASCII, because a script without charset on an old page is read as windows-1252.
 */
import { createHash } from 'node:crypto';
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build as esbuild, transform } from 'esbuild';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const cdn = `${root}cdn`;
/** Built aside and put in place at the end, so that a server never serves half a build. */
const out = `${cdn}.${process.pid}/`;
const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));

/** Entry chunks: what the first element loads, and what further elements load on top. */
const ENTRIES = {
  first: `${root}src/first.ts`,
  'benefit-list': `${root}src/list.ts`,
};
/** Tag → chunk that defines it: the explicit table of the loader. */
const TAGS = { 'tau-benefit-badge': 'first', 'tau-benefit-list': 'benefit-list' };

/**
 * Lit creates a Trusted Types policy with a fixed name at import, which throws on pages that do not list it or that have
 * a second Lit. Ours has its own name and never throws; without a policy the elements show their fallback.
 */
const guardPolicy = {
  name: 'guard-lit-policy',
  enforce: 'pre',
  transform(code, id) {
    if (!/lit-html[\\/](development[\\/])?lit-html\.js/.test(id)) return null;
    const guarded = code.replace(
      /(\w+)\s*\?\s*\1\.createPolicy\(['"]lit-html['"],\s*\{\s*createHTML:\s*\(?(\w+)\)?\s*=>\s*\2,?\s*\}\)\s*:\s*(void 0|undefined)/,
      '(()=>{try{return $1?.createPolicy("tauwerk",{createHTML:$2=>$2})}catch{}})()',
    );
    if (guarded === code)
      throw new Error('lit-html creates its Trusted Types policy differently now: mend guardPolicy');
    return { code: guarded, map: null };
  },
};

const result = await build({
  root,
  configFile: false,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  resolve: { conditions: ['tau-source', 'browser', 'import', 'default'] },
  plugins: [guardPolicy, minifyTemplateLiterals()],
  build: {
    target: 'es2022',
    outDir: out,
    modulePreload: false,
    lib: {
      entry: ENTRIES,
      formats: ['es'],
    },
    rolldownOptions: {
      output: { minify: true, entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
const { output } = Array.isArray(result) ? result[0] : result;
const chunks = output.filter(({ type }) => type === 'chunk');
if (process.env.SIZES)
  for (const c of chunks) {
    console.log(c.fileName);
    for (const [id, m] of Object.entries(c.modules))
      if (m.renderedLength > 300) console.log('  ', m.renderedLength, id.split('/').slice(-4).join('/'));
  }
/** An entry that shares all its modules is an empty file that imports one: that one is meant. */
const fileOf = (name) => {
  const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === name);
  return Object.keys(entry.modules).length ? entry.fileName : entry.imports[0];
};
for (const { modules, fileName } of chunks) {
  if (!Object.keys(modules).length && fileName !== fileOf('benefit-list')) await rm(`${out}${fileName}`);
}

const { code: reserve } = await transform(await readFile(`${root}src/reserve.css`, 'utf8'), {
  loader: 'css',
  minify: true,
});
await writeFile(`${out}tau.css`, reserve);
await esbuild({
  entryPoints: [`${root}src/tau.ts`],
  outfile: `${out}tau.js`,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'ascii',
  define: {
    TAU_VERSION: JSON.stringify(version),
    TAU_FIRST: JSON.stringify(fileOf('first')),
    TAU_CHUNKS: JSON.stringify(Object.fromEntries(Object.entries(TAGS).map(([tag, chunk]) => [tag, fileOf(chunk)]))),
    TAU_RESERVE: JSON.stringify(reserve.trim()),
  },
});

const files = {};
for (const name of (await readdir(out)).sort()) {
  const path = `${out}${name}`;
  if (name.endsWith('.js') && name !== 'tau.js') {
    const { code } = await transform(await readFile(path, 'utf8'), {
      minify: true,
      charset: 'ascii',
      target: 'es2022',
    });
    await writeFile(path, code);
  }
  const bytes = await readFile(path);
  if (bytes.some((byte) => byte > 126)) throw new Error(`${name} is not ASCII`);
  files[name] = {
    bytes: bytes.length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
  };
}

/** A chunk and all that it imports at once. */
function withImports(fileName, seen = new Set()) {
  if (!seen.has(fileName)) {
    seen.add(fileName);
    chunks.find((chunk) => chunk.fileName === fileName).imports.forEach((next) => withImports(next, seen));
  }
  return seen;
}
/** The chunk that holds a module, by the end of its path. */
const chunkWith = (path) => chunks.find(({ modules }) => Object.keys(modules).some((id) => id.endsWith(path))).fileName;
const badgePage = ['tau.js', ...withImports(fileOf('first')), chunkWith('src/locales/de.ts')];
const beyond = (group, name) => [...withImports(name)].filter((file) => !group.includes(file));
const groups = {
  loader: ['tau.js'],
  'badge-page': badgePage,
  details: [
    ...new Set([
      ...beyond(badgePage, chunkWith('benefit/details.ts')),
      ...beyond(badgePage, chunkWith('benefit/float.ts')),
      chunkWith('src/locales/more/de.ts'),
    ]),
  ],
  'list-page': [...badgePage, ...beyond(badgePage, fileOf('benefit-list')), chunkWith('src/locales/more/de.ts')],
};
await writeFile(`${out}manifest.json`, `${JSON.stringify({ version, files, groups }, null, 2)}\n`);

await rm(cdn, { recursive: true, force: true });
await rename(out, cdn);

for (const [group, names] of Object.entries(groups)) {
  const sum = names.reduce((total, name) => total + files[name].brotli, 0);
  console.log(`${group.padEnd(11)} ${String(sum).padStart(6)} B brotli  ${names.join(' ')}`);
}
