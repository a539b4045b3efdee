import { atom, type ReadableAtom, type WritableAtom } from 'nanostores';
import type { Adapter } from './adapter.js';
import { createClient, type Client } from './client.js';
import type { ClientConfigInput } from './config.js';
import { TauError } from './errors.js';
import { report } from './report.js';

/**
 * Clients by name, so that elements and configuration may come in any order.
 * `null` stands for a client whose configuration is wrong: its elements say so instead of waiting for ever.
 */
const clients = new Map<string, WritableAtom<Client | null | undefined>>();

function slot(name: string) {
  let $client = clients.get(name);
  if (!$client) clients.set(name, ($client = atom<Client | null | undefined>(undefined)));
  return $client;
}

/** The client of a name, now or as soon as it is configured. */
export const getClient = (name = 'default'): ReadableAtom<Client | null | undefined> => slot(name);

/** Sets up the client of a name; elements that wait for it start. A later call replaces the earlier one. */
export function configure(adapter: Adapter, config: ClientConfigInput = {}, name = 'default'): Client | null {
  try {
    const client = createClient(adapter, config);
    slot(name).set(client);
    return client;
  } catch (thrown) {
    if (!(thrown instanceof TauError)) throw thrown;
    report(thrown.message);
    slot(name).set(null);
    return null;
  }
}

/** All clients that are configured. */
export function allClients(): Client[] {
  const found: Client[] = [];
  clients.forEach(({ value }) => value && found.push(value));
  return found;
}
