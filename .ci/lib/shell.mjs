import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** pnpm by way of npx: a fresh machine has npm only, and corepack's signature check fails on older ones. */
export const PNPM = ['npx', '--yes', 'pnpm@12.21.0'];

/** Programs of the root's devDependencies are found as in npm scripts. */
const PATH = `${fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;

/**
 * Runs a program to its end.
 *
 * @param {string[]} words
 * @param {{ env?: Record<string, string>, cwd?: string, show?: boolean }} [options] `show` writes along while it runs
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run([program, ...args], { env, cwd = ROOT, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const take = (chunk) => {
      output += chunk;
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, output: signal ? `${output}ended by ${signal}\n` : output }),
    );
  });
}

/** @throws {Error} with the program's output when it fails */
export async function must(words, options) {
  const { code, output } = await run(words, options);
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}\n${output}`);
  return output;
}

/** `port`, or the next one above that nobody listens on; 0 takes any. */
export async function freePort(port = 0) {
  for (let candidate = port; candidate < port + 50; candidate++) {
    const got = await tryPort(candidate);
    if (got) return got;
  }
  throw new Error(`no free port from ${port} on`);
}

function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const { port: got } = server.address();
      server.close(() => resolve(got));
    });
  });
}
