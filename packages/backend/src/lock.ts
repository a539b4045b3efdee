import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

interface Owner {
  pid: number;
  /** When the process began, as the system tells it: a recycled pid has another. */
  started: string;
  host: string;
  /** Makes every lock file unlike any other, also those of one process. */
  nonce: string;
}

/** The folder belongs to a process that lives; `message` says which one and the way out. */
export class LockedError extends Error {}

/** When a process began; `undefined` when there is none. */
function startOf(pid: number): string | undefined {
  try {
    // Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces, so count from its closing bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    if (process.platform === 'linux') return undefined;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return 'unknown';
  }
}

function read(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new LockedError(`The lock file ${path} cannot be read. If no backend runs on its folder, remove the file.`);
  }
}

/** Creates the file with its whole content, or fails because it is there: never a half-written lock. */
function create(path: string, owner: Owner): boolean {
  const draft = `${path}.${owner.nonce}`;
  writeFileSync(draft, JSON.stringify(owner), { flag: 'wx' });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/**
 * Takes the lock file `path` for this process.
 *
 * A lock of a dead process is removed by whoever holds the lock `path.<nonce of the dead>`, and only after another look:
 * two starters that both saw the dead one can never remove a living one's file.
 * @returns gives it back; may be called more than once
 * @throws {LockedError} when a living process has it
 */
export function takeLock(path: string, folder = path): () => void {
  const owner: Owner = {
    pid: process.pid,
    started: startOf(process.pid) ?? 'unknown',
    host: hostname(),
    nonce: randomUUID(),
  };
  for (let tries = 0; tries < 5; tries++) {
    if (create(path, owner)) {
      return () => {
        if (read(path)?.nonce === owner.nonce) unlinkSync(path);
      };
    }
    const other = read(path);
    if (!other) continue;
    if (other.host !== owner.host) {
      throw new LockedError(
        `The folder ${folder} is locked by process ${other.pid} on ${other.host}, which cannot be checked from here. ` +
          `If that one no longer runs, remove ${path}. For more than one process set DATABASE_URL to a PostgreSQL.`,
      );
    }
    if (startOf(other.pid) === other.started) {
      throw new LockedError(
        `The folder ${folder} is locked: process ${other.pid} already runs a backend on it, and two would lose data. ` +
          `Stop that process, choose another folder (TAU_DATA_DIR), or set DATABASE_URL to a PostgreSQL, which serves many.`,
      );
    }
    const release = takeLock(`${path}.${other.nonce}`, folder);
    try {
      if (read(path)?.nonce === other.nonce) unlinkSync(path);
    } finally {
      release();
    }
  }
  throw new LockedError(`The folder ${folder} is locked: other processes start on it at this moment.`);
}
