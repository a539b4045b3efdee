import { html, type TemplateResult } from 'lit/html.js';
import { addIcons, iconPath } from './icons.js';

addIcons({
  users: 'M5 7a2.75 2.75 0 1 0 5.5 0a2.75 2.75 0 1 0 -5.5 0zM2.5 16.25c.4-2.75 2.5-4.25 5.25-4.25S12.6 13.5 13 16.25M12.75 4.5a2.75 2.75 0 0 1 0 5M14.5 12.25c1.75.6 2.8 2 3 4',
  alert: 'M10 3.25l7.25 13H2.75zM10 8.25v3.5M10 14v.01',
  cart: 'M2.75 3.75h1.9l2 8.75h8.1l1.75-6.25H5.3M6.75 15.75a1 1 0 1 0 2 0a1 1 0 1 0 -2 0zM12.75 15.75a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z',
  right: 'M8 5.5l4.5 4.5L8 14.5',
  x: 'M5.25 5.25l9.5 9.5M14.75 5.25l-9.5 9.5',
  grad: 'M10 4.25l7.75 3.5L10 11.25l-7.75-3.5zM5.25 9.5v3.75c1.2 1.2 2.9 1.8 4.75 1.8s3.55-.6 4.75-1.8V9.5',
  message: 'M4.25 4.25h11.5a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H9.5l-3.25 2.75v-2.75h-2a1 1 0 0 1-1-1v-7.5a1 1 0 0 1 1-1z',
  leaf: 'M10 17v-5M10 12.25C5.5 12.25 4 9.25 4.25 5c4 0 6 2.5 5.75 7.25zM10 11.5c0-3 2-4.75 5.75-4.75C15.9 10.2 14 12 10 12',
  bell: 'M4 14.25h12c-1.1-1.1-1.5-2.4-1.5-5a4.5 4.5 0 0 0-9 0c0 2.6-.4 3.9-1.5 5zM8.5 16.75h3',
  book: 'M3.25 4.25h4.5A2.25 2.25 0 0 1 10 6.5v9.75a1.75 1.75 0 0 0-1.75-1.5h-5zM16.75 4.25h-4.5A2.25 2.25 0 0 0 10 6.5v9.75a1.75 1.75 0 0 1 1.75-1.5h5z',
  check: 'M4.25 10.5L8 14.25l7.75-8.5',
  pin: 'M10 17.25c3.5-3.5 5.25-6.35 5.25-8.75a5.25 5.25 0 0 0-10.5 0c0 2.4 1.75 5.25 5.25 8.75zM8.1 8.5a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0 -3.8 0z',
  trend: 'M3.25 14.25L8 9.5l2.75 2.75 6-6.25M12.75 5.75h4v4',
});

/** A drawing that says nothing to a screen reader: the words beside it do. */
export const icon = (name: string, small = false): TemplateResult =>
  html`<svg class=${small ? 'icon small' : 'icon'} viewBox="0 0 20 20" aria-hidden="true"><path d=${iconPath(name)}></path></svg>`;
