/**
 * Writes what the elements offer as data: `custom-elements.json`, which the docs and other tools read, and
 * `html-data.json`, which makes VS Code know the tags. Both are committed, so that every change of the API shows in the
 * diff; `--check` ends with 1 when they are not what the sources say.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';

const root = fileURLToPath(new URL('.', import.meta.url));
const FILES = ['custom-elements.json', 'html-data.json'];

/** Sources that can hold an element or a class that one extends; the rest would only add noise. */
function sources(folder = join(root, 'src')) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return /^(locales|theme)$/.test(entry.name) ? [] : sources(path);
      // define.ts calls `customElements.define` with a variable, which the analyzer reads as a tag.
      return /\.ts$/.test(entry.name) && !/(\.test|\.styles|^define)\.ts$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

function analyze() {
  const modules = sources().map((path) => {
    const name = relative(root, path).split(sep).join('/');
    return ts.createSourceFile(name, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  });
  return create({ modules, plugins: [...litPlugin(), tidy()], context: { dev: false } });
}

/** Leaves what somebody who uses the elements can use. */
function tidy() {
  const isPublic = ({ privacy, name, static: own }) =>
    privacy !== 'private' && privacy !== 'protected' && !name.startsWith('#') && !own;
  /** Lit's and the base's own methods; nobody calls them from a page. */
  const isInner = ({ kind, name }) =>
    kind === 'method' &&
    /^(connected|disconnected|attributeChanged|adopted)Callback$|^(render|update|updated|willUpdate|firstUpdated|shouldUpdate|createRenderRoot|getUpdateComplete)$/.test(
      name,
    );
  return {
    name: 'tauwerk-tidy',
    packageLinkPhase({ customElementsManifest: manifest }) {
      const all = manifest.modules.flatMap(({ declarations }) => declarations);
      for (const element of all) {
        element.members = element.members?.filter((member) => isPublic(member) && !isInner(member));
        // `dispatchEvent(new StateEvent(state))` is listed a second time, nameless or named after its argument.
        element.events = element.events?.filter(({ name }) => name?.startsWith('tau-'));
      }
      manifest.modules = manifest.modules
        .map((module) => ({
          ...module,
          path: published(module.path),
          declarations: module.declarations.filter(({ kind, customElement }) => kind === 'class' && customElement),
        }))
        .filter(({ declarations }) => declarations.some(({ tagName }) => tagName))
        .map((module) => ({
          ...module,
          declarations: module.declarations.filter(({ tagName }) => tagName),
          exports: module.exports.filter(({ declaration }) =>
            module.declarations.some(({ name }) => name === declaration.name),
          ),
        }));
      walk(manifest);
    },
  };
}

/** The path in the published package. */
const published = (path) => path.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');

/** Paths inside the manifest follow the modules'. */
function walk(value) {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'module' && typeof inner === 'string') value[key] = published(inner);
    else walk(inner);
  }
}

/** Both files as text. */
function generate() {
  const manifest = analyze();
  const data = JSON.parse(getVsCodeHtmlCustomData(manifest, { hideLogs: true }));
  // Editors know the format; the address of its schema would only be fetched.
  delete data.$schema;
  return [manifest, data].map((json) => `${JSON.stringify(json, null, 2)}\n`);
}

const read = (name) => {
  try {
    return readFileSync(join(root, name), 'utf8');
  } catch {
    return '';
  }
};

const texts = generate();
if (process.argv.includes('--check')) {
  const stale = FILES.filter((name, index) => read(name) !== texts[index]);
  if (stale.length > 0) {
    console.error(
      `${stale.join(' and ')} of packages/elements are not up to date: run \`npm run manifest\` and commit them`,
    );
    process.exit(1);
  }
} else {
  FILES.forEach((name, index) => writeFileSync(join(root, name), texts[index]));
  console.log(`wrote ${FILES.join(' and ')}`);
}
