#!/usr/bin/env node
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { createApp } from './app.js';
import { ConfigError, readConfig } from './config.js';
import { readContentFolder } from './content/folder.js';
import { importContent } from './content/import.js';
import { ContentError } from './content/issues.js';
import { openDatabase, type Database } from './database.js';
import { NoContentError, readFacts } from './facts.js';
import { LockedError } from './lock.js';

/** How long a stop waits for requests that are under way. */
const DRAIN_MS = 10_000;

function stopOn(server: Server, database: Database): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      database.close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
    server.closeIdleConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function fail(error: unknown): never {
  const known = [ConfigError, LockedError, ContentError, NoContentError].some((kind) => error instanceof kind);
  process.stderr.write(`${known ? (error as Error).message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const content = config.contentDir ? readContentFolder(config.contentDir) : undefined;
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir });
  try {
    if (content) await importContent(database.db, content);
    await readFacts(database.db);
  } catch (error) {
    await database.close();
    throw error instanceof NoContentError
      ? new ConfigError('There is no content yet: set TAU_CONTENT_DIR to a content folder.')
      : error;
  }

  const app = createApp({ ...config, db: database.db });
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host }, ({ port }) => {
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    process.stdout.write(`Tauwerk backend on http://${host}:${port} (${database.label})\n`);
  }) as Server;
  server.on('error', (error: NodeJS.ErrnoException) => {
    const busy =
      error.code === 'EADDRINUSE'
        ? new ConfigError(`Port ${config.port} is in use: stop what runs there, or set PORT.`)
        : error;
    void database.close().finally(() => fail(busy));
  });
  stopOn(server, database);
}

main().catch(fail);
