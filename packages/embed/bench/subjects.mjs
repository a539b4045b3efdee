import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Who is measured: the same badge with the same words by everybody, in its author's usual way.
 *
 * @typedef {object} Subject
 * @property {string} title
 * @property {(index: number) => string} badge the badge's HTML
 * @property {string} [head] what its pages have in their head
 * @property {string} [script] the script tag's attributes; without it the page has no script of the subject
 * @property {string} ready an expression in the page: the badge `el` is complete
 */

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const WORDS = '5 % less';
const TIP = 'Your agreed discount, already in the price';
const styled = `!!el.shadowRoot && el.getBoundingClientRect().width > 0`;

/** @type {Record<string, Subject>} */
export const SUBJECTS = {
  none: {
    title: 'spans, no script',
    badge: () => `<span class="badge">${WORDS}</span>`,
    // The measuring itself and the arrival of a script cost the same here as with the others.
    script: 'src="/peers/none.js"',
    ready: 'true',
  },
  tauwerk: {
    title: 'Tauwerk',
    badge: (index) => `<tau-benefit-badge sku="A${index}" placement="list"></tau-benefit-badge>`,
    // As docs/embed.md advises: room for the tags from the first paint on.
    head: '<link rel="stylesheet" href="/tau/tau.css">',
    script: 'src="/tau/tau.js" data-tauwerk data-base-url="/loyalty" defer',
    ready: `!!el.shadowRoot && el.shadowRoot.textContent.includes('${WORDS}')`,
  },
  lit: {
    title: 'bare Lit badge',
    badge: () => `<bench-badge tip="${TIP}">${WORDS}</bench-badge>`,
    script: 'src="/peers/lit.js" type="module"',
    ready: styled,
  },
  shoelace: {
    title: 'Shoelace',
    badge: () => `<sl-tooltip content="${TIP}"><sl-badge>${WORDS}</sl-badge></sl-tooltip>`,
    head: '<link rel="stylesheet" href="/peers/shoelace.css">',
    script: 'src="/peers/shoelace.js" type="module"',
    ready: styled,
  },
  webawesome: {
    title: 'Web Awesome',
    badge: (index) => `<wa-badge id="wa${index}">${WORDS}</wa-badge><wa-tooltip for="wa${index}">${TIP}</wa-tooltip>`,
    head: '<link rel="stylesheet" href="/peers/webawesome.css">',
    script: 'src="/peers/webawesome.js" type="module"',
    ready: styled,
  },
};

const SOURCES = {
  'none.js': '',
  'lit.js': `
    import { LitElement, css, html } from 'lit';
    customElements.define('bench-badge', class extends LitElement {
      static properties = { tip: {} };
      static styles = css\`:host { display: inline-block } span { border-radius: 4px; padding: 2px 6px; background: #dff0d8 }\`;
      render() { return html\`<span title=\${this.tip}><slot></slot></span>\`; }
    });`,
  'shoelace.js': `
    import '@shoelace-style/shoelace/dist/components/badge/badge.js';
    import '@shoelace-style/shoelace/dist/components/tooltip/tooltip.js';`,
  'shoelace.css': `@import '@shoelace-style/shoelace/dist/themes/light.css';`,
  'webawesome.js': `
    import '@awesome.me/webawesome/dist/components/badge/badge.js';
    import '@awesome.me/webawesome/dist/components/tooltip/tooltip.js';`,
  'webawesome.css': `@import '@awesome.me/webawesome/dist/styles/themes/default.css';`,
};

/** Whether the CDN build is there to be measured. */
export const CDN = here('../cdn');
export const hasCdn = () => existsSync(join(CDN, 'tau.js'));

/** Bundles the peers as a shop would, minified and tree-shaken, into a folder that only this run knows. */
export async function bundlePeers() {
  const outdir = mkdtempSync(join(tmpdir(), 'tauwerk-bench-'));
  for (const [name, contents] of Object.entries(SOURCES)) {
    const [base, kind] = name.split('.');
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: here('..'), loader: kind, sourcefile: `${base}.in.${kind}` },
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      outfile: name,
      define: { 'process.env.NODE_ENV': '"production"' },
      loader: { '.svg': 'dataurl' },
      legalComments: 'none',
      logLevel: 'error',
    });
    writeFileSync(join(outdir, name), outputFiles[0].contents);
  }
  return outdir;
}
