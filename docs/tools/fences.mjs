import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every Markdown file that visitors read: the README, the changelog, the docs, the packages' and the demo shop's. */
export function pages() {
  const folders = ['docs', 'docs/elements', 'docs/decisions'];
  const found = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  );
  const packages = ['core', 'adapters', 'elements', 'embed', 'backend', 'testing'].map(
    (name) => `packages/${name}/README.md`,
  );
  const shop = ['examples/demo-shop/README.md', 'examples/demo-shop/content/README.md'];
  return ['README.md', 'CHANGELOG.md', 'examples/README.md', ...packages, ...shop, ...found].map((path) =>
    path.split(sep).join('/'),
  );
}

export const read = (path) => readFileSync(join(ROOT, path), 'utf8');

/**
 * The fenced examples of a page. `words` are what follows the language: ```json GET /shop-api/terms
 *
 * @param {string} path from the root
 * @returns {{ language: string, words: string[], code: string, where: string }[]}
 */
export function fences(path) {
  const found = [];
  let open;
  read(path)
    .split('\n')
    .forEach((line, index) => {
      const [, mark, info] = /^\s*(```+)(.*)$/.exec(line) ?? [];
      if (!mark) return void open?.lines.push(line);
      if (open) {
        if (mark !== open.mark || info.trim()) return void open.lines.push(line);
        found.push({
          language: open.language,
          words: open.words,
          code: `${open.lines.join('\n')}\n`,
          where: open.where,
        });
        open = undefined;
      } else {
        const [language = '', ...words] = info.trim().split(/\s+/);
        open = { mark, language, words, lines: [], where: `${relative('.', path)}:${index + 1}` };
      }
    });
  if (open) throw new Error(`${open.where}: the example does not end`);
  return found;
}

/** What a page says outside of its examples. */
export const prose = (path) => read(path).replace(/^\s*(```+)[\s\S]*?^\s*\1\s*$/gm, '');
