import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Where the three engines are. Only Node's own modules are used here, so that the bootstrap can ask before anything is
 * installed.
 *
 * @typedef {'chromium' | 'firefox' | 'webkit'} Engine
 */

/** @type {Record<Engine, { title: string, variable: string, commands: string[], places: string[], packages: string[] }>} */
export const ENGINES = {
  chromium: {
    title: 'Chromium',
    variable: 'CHROMIUM_PATH',
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    packages: ['chromium'],
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
    packages: ['firefox-esr'],
  },
  webkit: {
    title: 'WebKitGTK',
    variable: 'WEBKIT_DRIVER',
    commands: ['WebKitWebDriver'],
    places: [],
    packages: ['webkit2gtk-driver'],
  },
};

const isRunnable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The first of these commands that is on the PATH, or in a folder that a plain user's PATH often leaves out. */
export function which(...commands) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  for (const command of commands) {
    for (const folder of folders) {
      const path = join(folder || '.', command);
      if (isRunnable(path)) return path;
    }
  }
  return undefined;
}

/** @param {Engine} engine */
export function findBrowser(engine) {
  const { variable, commands, places } = ENGINES[engine];
  const named = process.env[variable];
  if (named) return isRunnable(named) ? named : undefined;
  return which(...commands) ?? places.find(isRunnable);
}

/** @param {Engine} engine */
export function requireBrowser(engine) {
  const path = findBrowser(engine);
  if (path) return path;
  const { title, variable } = ENGINES[engine];
  throw new Error(`${title} was not found: install it, or set ${variable} to its program`);
}

/** WebKitGTK's small browser, which its driver steers; Debian keeps it out of the PATH. */
export function findMiniBrowser() {
  if (process.env.WEBKIT_BROWSER) return process.env.WEBKIT_BROWSER;
  const places = [];
  for (const version of ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0']) {
    places.push(`/usr/libexec/${version}/MiniBrowser`);
    for (const folder of listFolder('/usr/lib')) places.push(`/usr/lib/${folder}/${version}/MiniBrowser`);
  }
  return places.find(isRunnable);
}

function listFolder(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** WebKitGTK draws into a window, so it needs a display; where there is none, Xvfb lends one. */
export const needsXvfb = () => process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;

const isRoot = () => process.getuid?.() === 0;

/** Chromium refuses its sandbox to root and takes it from everybody else; the rest keeps it from calling home. */
export const chromiumArgs = () => [
  ...(isRoot() ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** The engines that cannot be started, each with what to do about it. */
export function missingBrowsers(engines = Object.keys(ENGINES)) {
  const missing = [];
  for (const engine of engines) {
    const { title, variable, packages } = ENGINES[engine];
    if (!findBrowser(engine)) missing.push({ title, packages, hint: `${variable}=<its program>` });
    else if (engine === 'webkit' && !findMiniBrowser()) {
      missing.push({ title: `${title}'s MiniBrowser`, packages, hint: 'WEBKIT_BROWSER=<MiniBrowser>' });
    }
    if (engine === 'webkit' && needsXvfb() && !which('Xvfb')) {
      missing.push({ title: 'Xvfb', packages: ['xvfb'], hint: 'DISPLAY=<a display>' });
    }
  }
  return missing;
}

/**
 * Sees to it that the engines are there: on Debian and its kin as root (or with a `sudo` that asks no password) by
 * installing their packages, elsewhere by saying in one sentence what is missing.
 *
 * @throws {Error} when an engine is missing; tests that cannot run have failed
 */
export function ensureBrowsers(engines = Object.keys(ENGINES), log = console.log) {
  const missing = missingBrowsers(engines);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.flatMap((browser) => browser.packages))];
  const rights = aptRights();
  if (rights) {
    log(`installing ${packages.join(', ')}`);
    const apt = (...args) =>
      execFileSync(rights[0], [...rights.slice(1), 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    try {
      apt('update');
      apt('install', '-y', ...packages);
    } catch {
      throw new Error(`apt-get could not install ${packages.join(', ')}; its message is above`);
    }
    if (missingBrowsers(engines).length === 0) return;
  }
  const names = missing.map(({ title }) => title).join(', ');
  const hints = missing.map(({ hint }) => hint).join(' ');
  const how =
    process.platform === 'linux'
      ? `install the packages ${packages.join(' ')} (Debian's names) or set ${hints}`
      : `install them and set ${hints} (WebKitGTK runs on Linux only: leave it out with --only)`;
  throw new Error(`${names} not found: ${how}`);
}

/** The words before `apt-get`, or `undefined` where packages cannot be installed without asking. */
function aptRights() {
  if (process.platform !== 'linux' || !which('apt-get')) return undefined;
  if (isRoot()) return ['env'];
  const sudo = which('sudo');
  if (!sudo) return undefined;
  try {
    execFileSync(sudo, ['-n', 'true'], { stdio: 'ignore' });
    return [sudo, '-n', 'env', 'DEBIAN_FRONTEND=noninteractive'];
  } catch {
    return undefined;
  }
}
