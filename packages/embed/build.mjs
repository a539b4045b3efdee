/**
 * Builds the files for a CDN or a shop's own server into `cdn/`: the loader as a classic script, everything else as
 * chunks that it imports. Output is ASCII, because a script without charset on an old page is read as windows-1252.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build as esbuild, transform } from 'esbuild';
import { minifyTemplateLiterals } from 'rollup-plugin-minify-template-literals';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const out = `${root}cdn/`;
const elements = fileURLToPath(new URL('../elements/src/', import.meta.url));
const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));

/** Tag → module that defines it: the explicit table of the loader. */
const TAGS = {
  'tau-benefit-badge': `${elements}benefit-badge/define.ts`,
  'tau-benefit-list': `${elements}benefit-list/define.ts`,
};

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

/** What every page with an element loads, in one file: it compresses better than many. */
const FIRST = /(core\/src\/(adapter|batch|client|config|day|errors|http|index|registry|report|resource|word-format|models\/(benefit|parts))\.ts|elements\/src\/(base\/(attributes|css|define|events|icons|lazy|localize|page|seen|tau-element)|benefit\/(actions|benefit-element|row|state-row)|theme\/(tokens|shared))\.ts|nanostores|valibot|adapters\/src\/rest\.ts)/;
const advancedChunks = { groups: [{ name: 'base', test: FIRST }] };

await rm(out, { recursive: true, force: true });
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
      entry: { runtime: `${root}src/runtime.ts`, ...TAGS },
      formats: ['es'],
    },
    rolldownOptions: {
      output: { minify: true, entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js', advancedChunks },
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
const fileOf = (name) => chunks.find((chunk) => chunk.isEntry && chunk.name === name).fileName;

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
    TAU_RUNTIME: JSON.stringify(fileOf('runtime')),
    TAU_CHUNKS: JSON.stringify(Object.fromEntries(Object.keys(TAGS).map((tag) => [tag, fileOf(tag)]))),
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
const chunkNamed = (name) => chunks.find((chunk) => chunk.name === name)?.fileName;
const first = [...new Set([...withImports(fileOf('runtime')), ...withImports(fileOf('tau-benefit-badge'))])];
const details = [...withImports(chunkNamed('details'))].filter((name) => !first.includes(name));
const groups = {
  loader: ['tau.js'],
  'badge-page': ['tau.js', ...first, chunkNamed('de')],
  details,
  'list-page': [
    'tau.js',
    ...new Set([...withImports(fileOf('runtime')), ...withImports(fileOf('tau-benefit-list'))]),
    chunkNamed('de'),
  ],
};
await mkdir(out, { recursive: true });
await writeFile(`${out}manifest.json`, `${JSON.stringify({ version, files, groups }, null, 2)}\n`);

for (const [group, names] of Object.entries(groups)) {
  const sum = names.reduce((total, name) => total + files[name].brotli, 0);
  console.log(`${group.padEnd(11)} ${String(sum).padStart(6)} B brotli  ${names.join(' ')}`);
}
