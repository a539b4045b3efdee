import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run } from '../lib/shell.mjs';
import plugin from './tauwerk.mjs';

/**
 * Each case is a file of a small repository with our own configuration; oxlint reads them all in one run. `rule` is what
 * must be found in it, `undefined` stands for nothing at all.
 *
 * @type {[path: string, code: string, rule?: string][]}
 */
const CASES = [
  ['packages/adapters/src/a.ts', 'export const a = () => fetch("/x");', 'fetch-in-http'],
  ['packages/elements/src/a.ts', 'export const a = () => window.fetch("/x");', 'fetch-in-http'],
  ['packages/elements/src/beacon.ts', 'export const a = () => navigator.sendBeacon("/x");', 'fetch-in-http'],
  ['packages/embed/src/xhr.ts', 'export const a = () => new XMLHttpRequest();', 'fetch-in-http'],
  ['packages/core/src/http.ts', 'export const a = () => fetch("/x");'],
  ['packages/core/src/http.test.ts', 'export const a = () => fetch("/x");'],
  ['packages/backend/src/a.ts', 'export const a = () => fetch("/x");'],

  ['packages/elements/src/b.ts', 'export const b = new Intl.NumberFormat("de");', 'intl-in-format'],
  ['packages/elements/src/b2.ts', 'export const b = (n: number) => n.toLocaleString();', 'intl-in-format'],
  ['packages/core/src/format.ts', 'export const b = new Intl.NumberFormat("de");'],

  ['packages/elements/src/c.ts', 'export const c = new Date();', 'date-in-day'],
  ['packages/core/src/c.ts', 'export const c = Date.now();', 'date-in-day'],
  ['packages/core/src/day.ts', 'export const c = new Date(Date.now());'],
  ['packages/core/src/type.ts', 'export const c = (day: Date) => day.getTime();'],

  ['packages/elements/src/d.ts', 'export const d = (el: Element) => void (el.innerHTML = "x");', 'no-raw-html'],
  ['packages/elements/src/d2.ts', 'export { unsafeHTML } from "lit/directives/unsafe-html.js";'],
  [
    'packages/elements/src/d3.ts',
    'import { unsafeHTML } from "lit/directives/unsafe-html.js"; export const d = unsafeHTML;',
    'no-raw-html',
  ],
  [
    'packages/elements/src/d4.ts',
    'import { html } from "lit"; export const d = (x: string) => html`<p .innerHTML=${x}></p>`;',
    'no-raw-html',
  ],

  [
    'packages/elements/src/e.ts',
    'import { html } from "lit"; export const e = html`<p style="color: red"></p>`;',
    'no-style-attribute',
  ],
  [
    'packages/elements/src/e2.ts',
    'import { styleMap } from "lit/directives/style-map.js"; export const e = styleMap;',
    'no-style-attribute',
  ],
  [
    'packages/elements/src/e3.ts',
    'export const e = (el: Element) => el.setAttribute("style", "x");',
    'no-style-attribute',
  ],
  [
    'packages/elements/src/e4.ts',
    'import { html } from "lit"; export const e = html`<p class="style">style = good</p>`;',
  ],

  ['packages/elements/src/f.ts', 'import { css } from "lit"; export const f = css`p { margin: 1.5rem; }`;', 'no-rem'],
  ['packages/elements/src/f2.ts', 'import { css } from "lit"; export const f = css`p { margin: 1.5em; }`;'],

  ['packages/core/src/g.ts', 'export const g = () => localStorage.getItem("x");', 'no-storage'],
  ['packages/embed/src/g.ts', 'export const g = () => window.sessionStorage;', 'no-storage'],
  ['packages/embed/src/g2.ts', 'export const g = () => document.cookie;', 'no-storage'],

  ['packages/core/src/h1.ts', 'export const h = (x: Set<string>) => Array.from(x);', 'no-poisoned'],
  ['packages/core/src/h2.ts', 'export const h = (x: string[]) => [...x.entries()];', 'no-poisoned'],
  [
    'packages/core/src/h3.ts',
    'export const h = (x: object) => { for (const key in x) return key; return ""; };',
    'no-poisoned',
  ],
  ['packages/core/src/h4.ts', 'export const h = (x: unknown) => x instanceof Promise;', 'no-poisoned'],
  ['packages/elements/src/h5.ts', 'export const h = (x: unknown) => x instanceof HTMLElement;', 'no-poisoned'],
  ['packages/elements/src/h6.ts', 'export const h = (x: Element) => x.remove();', 'no-poisoned'],
  ['packages/elements/src/h7.ts', 'export const h = new Event("x");', 'no-poisoned'],
  ['packages/elements/src/h8.ts', 'export class H extends Event {}', 'no-poisoned'],
  ['packages/elements/src/h9.ts', 'export const h = (f: (a: number) => void) => f.bind(undefined, 1);', 'no-poisoned'],
  [
    'packages/core/src/h10.ts',
    'export class TauError extends Error {} export const h = (x: unknown) => x instanceof TauError && Object.entries(x);',
  ],
  ['packages/elements/src/h11.ts', 'export const h = (x: Element) => x.classList.remove("a");'],

  ['packages/elements/src/i.ts', 'import "@tauwerk/adapters";', 'directions'],
  ['packages/elements/src/i2.ts', 'export type { Adapter } from "@tauwerk/embed";', 'directions'],
  ['packages/adapters/src/i.ts', 'export const i = () => import("@tauwerk/elements");', 'directions'],
  ['packages/core/src/i.ts', 'import "lit/html.js";', 'directions'],
  ['packages/core/src/i2.ts', 'import "@floating-ui/dom";', 'directions'],
  ['packages/embed/src/i.ts', 'import "@tauwerk/testing";', 'directions'],
  ['packages/testing/src/i.ts', 'import "@tauwerk/backend";', 'directions'],
  ['packages/backend/src/i.ts', 'import "@tauwerk/testing";', 'directions'],
  ['examples/demo-shop/src/i.ts', 'import "@tauwerk/backend";', 'directions'],
  ['packages/embed/src/i2.ts', 'import "@tauwerk/adapters"; import "@tauwerk/elements"; import "@tauwerk/core";'],
  ['packages/backend/src/seed.ts', 'import "@tauwerk/testing"; import "@tauwerk/core";'],
  ['packages/elements/src/i3.test.ts', 'import "@tauwerk/testing/mount";'],

  ['packages/elements/src/j.ts', 'import "@tauwerk/core/src/http.js";', 'no-deep-import'],
  ['packages/elements/src/j2.test.ts', 'import "../../core/src/http.js";', 'no-deep-import'],
  ['packages/elements/src/j3.ts', 'import "../core/x.js";'],

  ['packages/core/src/k.ts', 'console.log(1);', 'eslint(no-console)'],
  ['packages/core/src/report.ts', 'console.log(1);'],
  ['packages/embed/src/tau.ts', 'console.log(1);'],
  [
    'packages/elements/src/l.ts',
    'import { html } from "lit"; export const l = (x: string) => html`<p class="${x}"></p>`;',
    'lit(quoted-expressions)',
  ],
  [
    'packages/elements/src/m.ts',
    'export class M extends HTMLElement { constructor(a: string) { super(); void a; } }',
    'wc(no-constructor-params)',
  ],
];

let folder;
let found;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tauwerk-lint-'));
  const config = JSON.parse(readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8'));
  config.jsPlugins = config.jsPlugins.map((name) => (name.startsWith('.') ? join(ROOT, name) : name));
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(config));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  for (const [path, code] of CASES) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${code}\n`);
  }
  const { output } = await run(['oxlint', '-f', 'json', 'packages', 'examples'], { cwd: folder });
  const { diagnostics } = JSON.parse(output.slice(output.indexOf('{')));
  found = new Map(CASES.map(([path]) => [path, []]));
  for (const { filename, code } of diagnostics) found.get(filename.replaceAll('\\', '/'))?.push(code);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the house rules', () => {
  it.each(CASES)('%s: %s', (path, _code, rule) => {
    const codes = found.get(path);
    if (!rule) expect(codes).toEqual([]);
    else expect(codes).toContain(rule.includes('(') ? rule : `tauwerk(${rule})`);
  });

  it('each have a case that they catch', () => {
    const caught = new Set(CASES.map(([, , rule]) => rule));
    expect(Object.keys(plugin.rules).filter((name) => !caught.has(name))).toEqual([]);
  });

  it('are all switched on', () => {
    const { rules } = JSON.parse(readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8'));
    expect(Object.keys(plugin.rules).filter((name) => rules[`tauwerk/${name}`] !== 'error')).toEqual([]);
  });
});
