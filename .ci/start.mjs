import { bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';
import { startDemo } from './lib/demo.mjs';

/** `npm start`: from a fresh clone to a running demo shop. Ctrl-C ends it with everything it started. */

const stopping = new AbortController();
let demo;
const leave = async (code, message) => {
  if (stopping.signal.aborted) return;
  stopping.abort();
  await demo?.stop();
  if (message) console.error(`\n${message}`);
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => leave(0));
// A signal to npm ends npm and its shell but does not reach this process: it then has another parent.
const parent = process.ppid;
setInterval(() => process.ppid === parent || leave(0), 500).unref();

try {
  if (!process.argv.includes('--no-install')) {
    console.log('Installing dependencies …');
    await bootstrap();
  }
  console.log('Building …');
  await build();
  console.log('Starting the backend and the shop (the first start fills the database) …');
  demo = await startDemo({
    shopPort: Number(process.env.SHOP_PORT ?? 4800),
    backendPort: Number(process.env.BACKEND_PORT ?? 4810),
    signal: stopping.signal,
    onLine: (who, line) => console.log(`${who} | ${line}`),
    onExit: (reason) => leave(1, reason),
  });
  console.log(
    `\n  The demo shop runs at ${demo.shop}\n  Its loyalty backend    ${demo.backend}\n  Ctrl-C ends both.\n`,
  );
} catch ({ message }) {
  await leave(1, message);
}
