import { join } from 'node:path';
import { demoClock, systemClock, type Clock } from './clock.js';

export interface Config {
  port: number;
  host: string;
  databaseUrl?: string | undefined;
  dataDir: string;
  contentDir?: string | undefined;
  jwtSecret: string;
  shopKey: string;
  corsOrigins: string[];
  demo: boolean;
  clock: Clock;
}

/** The environment says something that cannot be used; `message` is one sentence for the operator. */
export class ConfigError extends Error {}

/**
 * Reads the configuration from environment variables; the README lists them.
 * @throws {ConfigError}
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const value = (name: string) => env[name]?.trim() || undefined;
  const demo = value('TAU_DEMO') === '1';

  const port = Number(value('PORT') ?? 4810);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError(`PORT must be a port number, not "${value('PORT')}".`);

  const databaseUrl = value('DATABASE_URL');
  if (databaseUrl && !/^postgres(ql)?:\/\/[^/]+\/.+/.test(databaseUrl)) {
    throw new ConfigError('DATABASE_URL must look like postgres://user:password@host:5432/database.');
  }

  const shopKey = value('TAU_SHOP_KEY');
  if (!shopKey)
    throw new ConfigError("TAU_SHOP_KEY is missing: the secret with which the shop's server reports orders.");
  if (shopKey.length < 16) throw new ConfigError('TAU_SHOP_KEY must have at least 16 characters.');

  const jwtSecret = value('TAU_JWT_SECRET');
  if (!jwtSecret) throw new ConfigError('TAU_JWT_SECRET is missing: the secret that signs the tokens of buyers.');
  if (jwtSecret.length < 32) throw new ConfigError('TAU_JWT_SECRET must have at least 32 characters.');
  if (jwtSecret === shopKey) throw new ConfigError('TAU_JWT_SECRET and TAU_SHOP_KEY must differ.');

  return {
    port,
    host: value('HOST') ?? '127.0.0.1',
    databaseUrl,
    dataDir: value('TAU_DATA_DIR') ?? join('.data', 'backend'),
    contentDir: value('TAU_CONTENT_DIR'),
    jwtSecret,
    shopKey,
    corsOrigins: (value('TAU_CORS_ORIGINS') ?? '').split(',').flatMap((entry) => readOrigin(entry.trim())),
    demo,
    clock: readClock(value('TAU_NOW'), demo),
  };
}

function readOrigin(entry: string): string[] {
  if (!entry) return [];
  let origin: string | undefined;
  try {
    ({ origin } = new URL(entry));
  } catch {
    // Told below.
  }
  if (origin !== entry || !/^https?:/.test(entry)) {
    throw new ConfigError(
      `TAU_CORS_ORIGINS must list origins like https://shop.example, separated by commas, not "${entry}".`,
    );
  }
  return [origin];
}

function readClock(now: string | undefined, demo: boolean): Clock {
  if (!now) return systemClock;
  if (!demo) throw new ConfigError('TAU_NOW is for demos: set TAU_DEMO=1 as well, or leave it out.');
  const start = new Date(/^\d{4}-\d\d-\d\d$/.test(now) ? `${now}T09:00:00+01:00` : now);
  if (Number.isNaN(start.getTime()))
    throw new ConfigError(`TAU_NOW must be a date or an instant like 2026-11-24T09:10:00+01:00, not "${now}".`);
  return demoClock(start);
}
