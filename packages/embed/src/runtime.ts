/**
 * The part of the script tag that is loaded together with the first element: configures the client from the tag, a JSON
 * script or `window.tau`, and does what the page called meanwhile.
 */
import { restAdapter } from '@tauwerk/adapters';
import { allClients, configure, getClient, report, type Adapter } from '@tauwerk/core';
import { $disabled, pageSettings } from '@tauwerk/elements/page';
import type { Shared, Tau, TauSetup } from './tau.js';

type Config = NonNullable<TauSetup['config']>;

/** Adapters by name; a foreign backend is one more row. */
const ADAPTERS: Record<string, (config: Config) => Adapter> = {
  rest: (config) => restAdapter({ calls: config.calls }),
};

let channel: BroadcastChannel | undefined;
try {
  channel = new BroadcastChannel('tauwerk');
} catch {
  // Where storage is denied other tabs do not hear of a sign-out.
}

/** Counts sign-outs: what was told before one does not count after it. */
let signOuts = 0;
/** The cart as the page last told it, for clients that are set up later. */
let cart: unknown;

/** Few pages with badges tell a cart; what reads one loads when they do. */
function tellCart(lines: unknown) {
  const before = signOuts;
  import('@tauwerk/core/questions')
    .then(({ setCart }) => {
      // A cart that is refused leaves the former one.
      if (before === signOuts && !allClients().some((client) => !setCart(client, lines))) cart = lines;
    })
    .catch((error) => report(`cart: ${error}`));
}

function forgetBuyer() {
  signOuts++;
  cart = undefined;
  allClients().forEach((client) => client.signOut());
}

/** The clients that may ask: none once everything is switched off. */
const live = () => ($disabled.value ? [] : allClients());

const ACTIONS: Record<string, (value?: unknown) => void> = {
  configure: setUp,
  cart: tellCart,
  refresh: () => live().forEach((client) => client.refresh()),
  signOut() {
    forgetBuyer();
    channel?.postMessage('sign-out');
  },
  disable: () => $disabled.set(true),
};

/** Does what the page called; whatever it was called with, nothing is thrown into the shop. */
function act(name: string, value?: unknown) {
  try {
    ACTIONS[name]?.(value);
  } catch (error) {
    report(`${name}: ${error}`);
  }
}

const isObject = (value: unknown): value is Config => !!value && typeof value === 'object' && !Array.isArray(value);

/** Configuration from attributes of the script tag: `data-base-url`, `data-token-url`, `data-auth`, ... */
function fromTag(script: HTMLScriptElement | null): Config {
  const data: DOMStringMap = { ...script?.dataset };
  const config: Config = {};
  if (data.baseUrl !== undefined) config.baseUrl = data.baseUrl;
  if (data.adapter !== undefined) config.adapter = data.adapter;
  if (data.client !== undefined) config.client = data.client;
  if (data.tokenUrl) config.auth = { type: 'bearer', tokenUrl: data.tokenUrl };
  else if (data.auth === 'cookie') {
    const name = data.csrfMeta ?? 'csrf-token';
    config.auth = {
      type: 'cookie',
      ...(data.csrfHeader ? { csrfHeader: data.csrfHeader } : {}),
      // Read at each write: shops renew the token while the page is open.
      getCsrfToken: () =>
        document.querySelector(`meta[name="${CSS.escape(name)}"]`)?.getAttribute('content') ?? undefined,
    };
  }
  if (data.timeoutMs) config.timeoutMs = Number(data.timeoutMs);
  return config;
}

/** Configuration from `<script type="application/json" data-tauwerk-config>`. */
function fromJson(): Config {
  const text = document.querySelector('script[type="application/json"][data-tauwerk-config]')?.textContent;
  try {
    const config: unknown = text ? JSON.parse(text) : {};
    if (isObject(config)) return config;
    report('the JSON configuration must be an object');
  } catch (error) {
    report(`the JSON configuration cannot be read: ${(error as Error).message}`);
  }
  return {};
}

function setUp(value: unknown) {
  if (!isObject(value)) return report('the configuration must be an object');
  const { adapter = 'rest', client, ...config } = value;
  const create = Object.hasOwn(ADAPTERS, adapter) ? ADAPTERS[adapter] : undefined;
  if (!create) return report(`there is no adapter "${adapter}"; known: ${Object.keys(ADAPTERS).join(', ')}`);
  configure(create(config), config, client);
  if (cart) tellCart(cart);
}

/** Starts with what the loader left; a page without the loader uses `configure` of the core package itself. */
function start(shared: Shared | undefined) {
  if (!shared) return;
  const { script, setup, calls } = shared;
  const { tau } = globalThis as unknown as { tau?: Tau };
  if (tau) tau.client = (name) => getClient(name).value;
  pageSettings.address = script?.dataset.address;
  $disabled.set(shared.disabled);
  act('configure', { ...fromTag(script), ...fromJson(), ...setup?.config });
  if (setup?.cart) act('cart', setup.cart);
  const waiting = calls as unknown as Parameters<typeof calls.push>[0][];
  shared.calls = { push: ([name, value]) => act(name, value) };
  for (const [name, value] of [...waiting]) act(name, value);

  channel?.addEventListener('message', ({ data }) => {
    if (data === 'sign-out') forgetBuyer();
  });
  addEventListener('online', () => act('refresh'));
  // A page from the back/forward cache may show a buyer who has signed out since.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) live().forEach((client) => client.reset());
  });
}

start((globalThis as unknown as Record<symbol, Shared | undefined>)[Symbol.for('tauwerk')]);
