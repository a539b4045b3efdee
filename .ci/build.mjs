import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, must } from './lib/shell.mjs';

/** Compiles every package and the demo shop, then bundles what the script tag loads; what is up to date is skipped. */
export async function build({ show = false } = {}) {
  await compile({ show });
  await bundle({ show });
}

export async function compile({ show = false } = {}) {
  forgetLostBuilds();
  await must(['tsc', '-b'], { show });
}

export async function bundle({ show = false } = {}) {
  const sources = ['core', 'adapters', 'elements', 'embed'].map((name) => join(ROOT, 'packages', name));
  const newest = Math.max(...sources.flatMap((folder) => files(folder).map((file) => statSync(file).mtimeMs)));
  const manifest = join(ROOT, 'packages/embed/cdn/manifest.json');
  if (existsSync(manifest) && statSync(manifest).mtimeMs > newest) return;
  await must([process.execPath, 'packages/embed/build.mjs'], { show });
}

/** `tsc -b` trusts its notes and would not write again what somebody deleted. */
function forgetLostBuilds() {
  const folders = [
    ...readdirSync(join(ROOT, 'packages')).map((name) => join(ROOT, 'packages', name)),
    join(ROOT, 'examples/demo-shop'),
  ];
  for (const folder of folders) {
    if (!existsSync(join(folder, 'dist'))) rmSync(join(folder, 'tsconfig.tsbuildinfo'), { force: true });
  }
}

/** What the bundle is made of: sources and build configuration, not what the build itself or the bench writes. */
function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(node_modules|dist|cdn|bench)$|\.tsbuildinfo$|\.test\.ts$/.test(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build({ show: true }).catch(({ message }) => {
    console.error(message);
    process.exit(1);
  });
}
