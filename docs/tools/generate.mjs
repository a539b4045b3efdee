/**
 * Writes what the docs say from data: the API of the elements from `custom-elements.json`, the sizes in the README from
 * the built `cdn/manifest.json`. `node docs/tools/generate.mjs` writes; a test wants that there is nothing to write.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as prettier from 'prettier';
import { read, ROOT } from './fences.mjs';

const ELEMENTS = {
  'docs/elements/benefit-badge.md': 'tau-benefit-badge',
  'docs/elements/benefit-list.md': 'tau-benefit-list',
};
const GROUPS = {
  loader: 'a page without our tags: the loader',
  'badge-page': 'a page with badges (chips and icons), German words included',
  'list-page': 'a page with `<tau-benefit-list>`',
  details: 'the details, when a buyer opens the first ones',
};

const cell = (text = '') => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

function api(tag) {
  const { modules } = JSON.parse(read('packages/elements/custom-elements.json'));
  const element = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === tag);
  const rows = (things = []) =>
    things.map(({ name, description }) => [name ? `\`${name}\`` : '(default)', description]);
  const methods = element.members.filter(({ kind }) => kind === 'method');
  const readable = element.members.filter(
    ({ kind, name }) => kind === 'field' && /^(state|updateComplete)$/.test(name),
  );
  return [
    '### Attributes',
    'Each is also a property in camel case (`net-price` is `netPrice`).',
    table(['attribute', 'meaning'], rows(element.attributes)),
    '### Properties and methods',
    table(
      ['name', 'meaning'],
      [...rows(readable), ...methods.map(({ name, description }) => [`\`${name}()\``, description])],
    ),
    '### Events',
    table(['event', 'when'], rows(element.events)),
    '### Slots',
    table(['slot', 'meaning'], rows(element.slots)),
    '### Parts',
    table(['part', 'meaning'], rows(element.cssParts)),
  ].join('\n\n');
}

/** Brotli at its best, in KiB with one digit. */
export function sizes() {
  const { files, groups } = JSON.parse(read('packages/embed/cdn/manifest.json'));
  return Object.fromEntries(
    Object.entries(groups).map(([group, names]) => [
      group,
      (names.reduce((sum, name) => sum + files[name].brotli, 0) / 1024).toFixed(1),
    ]),
  );
}

function sizeTable() {
  const measured = sizes();
  return table(
    ['what loads', 'KiB (brotli)'],
    Object.entries(GROUPS).map(([group, what]) => [what, measured[group]]),
  );
}

function fill(path, name, text) {
  const [before, after] = [`<!-- ${name}: written by docs/tools/generate.mjs -->`, `<!-- /${name} -->`];
  const page = read(path);
  const [from, to] = [page.indexOf(before), page.indexOf(after)];
  if (from < 0 || to < from) throw new Error(`${path} has no place for "${name}"`);
  return `${page.slice(0, from)}${before}\n\n${text}\n\n${page.slice(to)}`;
}

/** The pages as they should be, by path. */
export async function generate() {
  const texts = [
    ...Object.entries(ELEMENTS).map(([path, tag]) => [path, fill(path, 'api', api(tag))]),
    ['README.md', fill('README.md', 'sizes', sizeTable())],
  ];
  const options = JSON.parse(read('.prettierrc.json'));
  return Promise.all(
    texts.map(async ([path, text]) => [path, await prettier.format(text, { ...options, parser: 'markdown' })]),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [path, text] of await generate()) {
    if (read(path) === text) continue;
    writeFileSync(join(ROOT, path), text);
    console.log(`wrote ${path}`);
  }
}
