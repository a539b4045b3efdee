import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import { layout } from './layout.js';

/** A page that says what went wrong and where to go on. */
export const problem = (view: View, title: string, text: string): Html =>
  layout(view, {
    title,
    body: html`<div class="pagehead"><h1>${title}</h1></div>
      <section class="panel">
        <p>${text}</p>
        <div class="btnrow">
          <a class="btn btn--2" href="/">Zur Startseite</a><a href="/sortiment">Zum Sortiment</a>
        </div>
      </section>`,
  });
