/**
 * The house rules that oxlint's own rules cannot say. Each rule keeps its exceptions beside it, and each has a case in
 * `tauwerk.test.mjs` that it must catch. They hold in the browser packages, outside their tests.
 */

const BROWSER = ['core', 'adapters', 'elements', 'embed'];

/** Where a file lives: its package (or `examples`), its path below `src`, and whether it is a test. */
function place(filename) {
  const path = filename.replaceAll('\\', '/');
  const [, own = '', file = ''] = /\/packages\/([^/]+)\/(?:src\/)?(.*)$/.exec(path) ?? [];
  const test = /\.(test|e2e)\.[cm]?[jt]s$/.test(path) || /\/packages\/testing\//.test(path);
  return { own, file, test, browser: BROWSER.includes(own) && path.includes(`/packages/${own}/src/`) && !test };
}

/**
 * A rule for the sources of the browser packages.
 *
 * @param {string[]} homes the files that may, as `package/path`
 * @param {(report: (node: object, message: string) => void) => object} visitors
 */
const browserRule = (homes, visitors) => ({
  create(context) {
    const { own, file, browser } = place(context.filename);
    if (!browser || homes.includes(`${own}/${file}`)) return {};
    return visitors((node, message) => context.report({ node, message }));
  },
});

const isNamed = (node, ...names) => node?.type === 'Identifier' && names.includes(node.name);

/** The name of a member, written `a.b` or `a['b']`. */
const memberName = ({ property, computed }) => (computed ? property.value : property.name);

/** Whether a call is to a global, by its name or by way of the global object. */
const callsGlobal = (callee, ...names) =>
  isNamed(callee, ...names) ||
  (callee.type === 'MemberExpression' &&
    isNamed(callee.object, 'window', 'globalThis', 'self') &&
    names.includes(memberName(callee)));

const literalText = ({ quasi }) => quasi.quasis.map(({ value }) => value.raw);

const fetchRule = browserRule(['core/http.ts'], (report) => {
  const message = 'Requests go through core/src/http.ts, which knows timeout, retry and abort.';
  return {
    CallExpression(node) {
      if (callsGlobal(node.callee, 'fetch')) report(node, message);
      else if (node.callee.type === 'MemberExpression' && memberName(node.callee) === 'sendBeacon')
        report(node, message);
    },
    NewExpression: (node) => callsGlobal(node.callee, 'XMLHttpRequest') && report(node, message),
  };
});

// word-format.ts is the part of format.ts that a first visit needs.
const intlRule = browserRule(['core/format.ts', 'core/word-format.ts'], (report) => {
  const message = 'Formats are made in core/src/format.ts, which keeps them: the first one in a page is dear.';
  return {
    NewExpression(node) {
      if (node.callee.type === 'MemberExpression' && isNamed(node.callee.object, 'Intl')) report(node, message);
    },
    CallExpression(node) {
      if (node.callee.type === 'MemberExpression' && /^toLocale(Date|Time)?String$/.test(memberName(node.callee))) {
        report(node, message);
      }
    },
  };
});

const dateRule = browserRule(['core/day.ts', 'core/clock.ts'], (report) => {
  const message =
    'Days and instants are the matter of core/src/day.ts and clock.ts: the clock of a phone is not the shop’s.';
  return {
    NewExpression: (node) => callsGlobal(node.callee, 'Date') && report(node, message),
    CallExpression: (node) => callsGlobal(node.callee, 'Date') && report(node, message),
    MemberExpression: (node) => isNamed(node.object, 'Date') && report(node, message),
  };
});

const RAW = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'createContextualFragment', 'srcdoc'];

const rawHtmlRule = browserRule([], (report) => {
  const message = 'No raw HTML: what a backend writes is shown as text, by Lit’s templates.';
  return {
    MemberExpression: (node) => RAW.includes(memberName(node)) && report(node, message),
    ImportSpecifier: (node) => /^unsafe(HTML|SVG|Static|MathML)$/.test(node.imported.name) && report(node, message),
    TaggedTemplateExpression(node) {
      if (literalText(node).some((text) => /\.(innerHTML|outerHTML|srcdoc)=/.test(text))) report(node, message);
    },
  };
});

const styleAttributeRule = browserRule([], (report) => {
  const message = 'A style attribute is blocked by a strict CSP: use a class, or el.style.setProperty.';
  return {
    ImportSpecifier: (node) => node.imported.name === 'styleMap' && report(node, message),
    TaggedTemplateExpression(node) {
      if (isNamed(node.tag, 'html', 'svg') && literalText(node).some((text) => /[\s"']style\s*=/.test(text))) {
        report(node, message);
      }
    },
    CallExpression(node) {
      if (node.callee.type !== 'MemberExpression' || memberName(node.callee) !== 'setAttribute') return;
      if (node.arguments[0]?.value === 'style') report(node, message);
    },
  };
});

const remRule = browserRule([], (report) => ({
  TaggedTemplateExpression(node) {
    if (isNamed(node.tag, 'css') && literalText(node).some((text) => /[\d.]rem\b/.test(text))) {
      report(node, 'No rem: many shops set the root to 62.5 %. Use px, or em where text should scale.');
    }
  },
}));

const storageRule = browserRule([], (report) => {
  const message = 'Nothing of the visitor is stored without consent, and a sandboxed page throws on the access itself.';
  const check = (node) => report(node, message);
  return {
    Identifier: (node) => isNamed(node, 'localStorage', 'sessionStorage') && check(node),
    MemberExpression: (node) => isNamed(node.object, 'document') && memberName(node) === 'cookie' && check(node),
  };
});

const NATIVE_CLASS =
  /^((HTML|SVG|MathML)\w*Element|Element|Node|NodeList|Document|DocumentFragment|ShadowRoot|Window|EventTarget|(Custom|Keyboard|Mouse|Pointer|Touch|Focus|Input|Toggle|Message|Submit|UI)?Event|Request|Response|Promise)$/;

/** What Prototype.js, MooTools and zone.js replace in old shops, so that it fails there without an error. */
const poisonRule = browserRule([], (report) => ({
  CallExpression(node) {
    const { callee } = node;
    if (callee.type !== 'MemberExpression') return;
    const name = memberName(callee);
    if (isNamed(callee.object, 'Array') && name === 'from') {
      report(node, 'Prototype.js and MooTools break Array.from without an error: spread, or loop with for…of.');
    } else if (name === 'entries' && node.arguments.length === 0) {
      report(node, 'Prototype.js has no entries() of arrays: use forEach, or Object.entries.');
    } else if (name === 'remove' && node.arguments.length === 0) {
      report(node, 'Prototype.js throws on remove() of a detached node: use parent.removeChild.');
    } else if (name === 'bind' && node.arguments.length > 1) {
      report(node, 'MooTools loses the arguments of bind: use an arrow function.');
    }
  },
  ForInStatement: (node) => report(node, 'Old libraries add keys to every object: use for…of over Object.keys.'),
  BinaryExpression(node) {
    if (node.operator === 'instanceof' && node.right.type === 'Identifier' && NATIVE_CLASS.test(node.right.name)) {
      report(node, `Old libraries replace ${node.right.name}: ask for a property that only it has.`);
    }
  },
  NewExpression(node) {
    if (isNamed(node.callee, 'Event')) report(node, 'MooTools replaces Event: use CustomEvent.');
  },
  ClassDeclaration(node) {
    if (isNamed(node.superClass, 'Event')) report(node, 'MooTools replaces Event: extend CustomEvent.');
  },
}));

/** Which packages each package may import. Tests may also import `testing`, as may the backend's seed. */
const MAY_IMPORT = {
  core: [],
  adapters: ['core'],
  elements: ['core'],
  embed: ['core', 'adapters', 'elements'],
  backend: ['core'],
  testing: ['core'],
};
const NOT_IN_CORE = /^(lit|lit-html|lit-element|@lit\/.*|@floating-ui\/.*)(\/|$)/;

/** Visits whatever names another module. */
const imports = (visit) => ({
  ImportDeclaration: (node) => visit(node, node.source.value),
  ExportNamedDeclaration: (node) => node.source && visit(node, node.source.value),
  ExportAllDeclaration: (node) => visit(node, node.source.value),
  ImportExpression: (node) => typeof node.source.value === 'string' && visit(node, node.source.value),
});

const directionRule = {
  create(context) {
    const { own, file, test } = place(context.filename);
    const may = MAY_IMPORT[own];
    return imports((node, source) => {
      const report = (message) => context.report({ node, message });
      if (own === 'core' && NOT_IN_CORE.test(source)) report(`core has no DOM and no ${source}.`);
      const [, other] = /^@tauwerk\/([^/]+)/.exec(source) ?? [];
      if (!other || other === own) return;
      if (!may) {
        if (other === 'backend') report('Nobody imports the backend: it is a process of its own.');
        return;
      }
      const testing = other === 'testing' && (test || (own === 'backend' && /(^|\/)seed\b/.test(file)));
      if (!may.includes(other) && !testing) report(`${own} does not import ${other} (docs: dependency directions).`);
    });
  },
};

const deepImportRule = {
  create(context) {
    const { own } = place(context.filename);
    return imports((node, source) => {
      const inside = /^@tauwerk\/[^/]+\/(src|dist)(\/|$)/.test(source);
      const across = own && /^\.\..*\/(core|adapters|elements|embed|backend|testing)\/(src|dist)\//.test(source);
      if (inside || across)
        context.report({ node, message: 'Import another package by its exports, not by its files.' });
    });
  },
};

export default {
  meta: { name: 'tauwerk' },
  rules: {
    'fetch-in-http': fetchRule,
    'intl-in-format': intlRule,
    'date-in-day': dateRule,
    'no-raw-html': rawHtmlRule,
    'no-style-attribute': styleAttributeRule,
    'no-rem': remRule,
    'no-storage': storageRule,
    'no-poisoned': poisonRule,
    directions: directionRule,
    'no-deep-import': deepImportRule,
  },
};
