import { pathToFileURL } from 'node:url';
import { PNPM, must } from './lib/shell.mjs';

/** Node this old lacks what the tools need; better said here than by a stack trace of theirs. */
const OLDEST = [20, 19];

/** Installs the dependencies exactly as locked. Needs nothing but Node and npm. */
export async function bootstrap(show = false) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Error(`Tauwerk needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}`);
  }
  await must([...PNPM, 'install', '--frozen-lockfile'], { show });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await bootstrap(true).catch(({ message }) => {
    console.error(message);
    process.exit(1);
  });
}
