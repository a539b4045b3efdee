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

const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel('tauwerk') : undefined;

const ACTIONS: Record<string, (value?: unknown) => void> = {
  configure: (value) => setUp(value as Config),
  // Few pages with badges tell a cart; what reads one loads when they do.
  cart: (lines) =>
    void import('@tauwerk/core/questions').then(({ setCart }) =>
      allClients().forEach((client) => setCart(client, lines)),
    ),
  refresh: () => allClients().forEach((client) => client.refresh()),
  signOut() {
    allClients().forEach((client) => client.signOut());
    channel?.postMessage('sign-out');
  },
  disable: () => $disabled.set(true),
};

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
    if (config && typeof config === 'object' && !Array.isArray(config)) return config as Config;
    report('the JSON configuration must be an object');
  } catch (error) {
    report(`the JSON configuration cannot be read: ${(error as Error).message}`);
  }
  return {};
}

function setUp({ adapter = 'rest', client, ...config }: Config) {
  const create = Object.hasOwn(ADAPTERS, adapter) ? ADAPTERS[adapter] : undefined;
  if (create) configure(create(config), config, client);
  else report(`there is no adapter "${adapter}"; known: ${Object.keys(ADAPTERS).join(', ')}`);
}

/** Starts with what the loader left; a page without the loader uses `configure` of the core package itself. */
function start(shared: Shared | undefined) {
  if (!shared) return;
  const { script, setup, calls } = shared;
  const { tau } = globalThis as unknown as { tau?: Tau };
  if (tau) tau.client = (name) => getClient(name).value;
  pageSettings.address = script?.dataset.address;
  $disabled.set(shared.disabled);
  setUp({ ...fromTag(script), ...fromJson(), ...setup?.config });
  if (setup?.cart) ACTIONS.cart!(setup.cart);
  const waiting = calls as unknown as Parameters<typeof calls.push>[0][];
  shared.calls = { push: ([name, value]) => ACTIONS[name]?.(value) };
  for (const [name, value] of [...waiting]) ACTIONS[name]?.(value);

  channel?.addEventListener('message', ({ data }) => {
    if (data === 'sign-out') allClients().forEach((client) => client.signOut());
  });
  addEventListener('online', () => ACTIONS.refresh!());
  // A page from the back/forward cache may show a buyer who has signed out since.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) ACTIONS.refresh!();
  });
}

start((globalThis as unknown as Record<symbol, Shared | undefined>)[Symbol.for('tauwerk')]);
