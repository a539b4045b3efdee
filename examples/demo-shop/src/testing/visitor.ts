import type { Hono } from 'hono';

/** Someone at a browser without a script: follows links, fills in forms, keeps cookies. */
export class Visitor {
  readonly #cookies = new Map<string, string>();

  constructor(readonly app: Hono) {}

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await this.app.request(`http://shop.test${path}`, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = pair.split('=');
      this.#cookies.set(name, value);
    }
    return response;
  }

  /** A page on one line, as a browser reads it: how the source is wrapped does not matter. */
  async get(path: string): Promise<string> {
    return oneLine(await (await this.request(path)).text());
  }

  /** Sends a form with the token of the page it stands on. */
  async post(
    page: string,
    action: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const token = /name="t" value="([^"]+)"/.exec(await this.get(page))?.[1] ?? '';
    return this.request(action, {
      method: 'POST',
      body: new URLSearchParams({ t: token, ...fields }),
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Sec-Fetch-Site': 'same-origin',
        Origin: 'http://shop.test',
        Host: 'shop.test',
        ...headers,
      },
    });
  }

  signIn(person: string): Promise<Response> {
    return this.post('/anmelden', '/anmelden', { person });
  }

  /** Puts articles into the cart: `{ 121021: 24 }`. */
  fill(lines: Record<string, number>): Promise<Response> {
    const fields = Object.fromEntries(Object.entries(lines).map(([sku, quantity]) => [`q-${sku}`, String(quantity)]));
    return this.post('/warenkorb', '/warenkorb/auswahl', { ...fields, alle: '1' });
  }

  /** Sends the checkout form as it stands, with these fields filled in. */
  async order(fields: Record<string, string> = {}): Promise<Response> {
    const key = /name="schluessel" value="([^"]+)"/.exec(await this.get('/kasse'))?.[1] ?? '';
    return this.post('/kasse', '/kasse', { schluessel: key, art: 'pickup', agb: '1', ...fields });
  }
}

/** A page as plain text, with ordinary spaces. */
export const plain = (page: string): string =>
  page
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/[\s\u00a0]+/g, ' ');

export const oneLine = (page: string): string =>
  page
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/ ?\/?>/g, '>')
    .replace(/> </g, '><');
