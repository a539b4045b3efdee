import {
  BenefitItemSchema,
  BenefitsAnswerSchema,
  BenefitSchema,
  CapabilitiesSchema,
  onDrop,
  ProblemSchema,
  QuoteAnswerSchema,
  SessionSchema,
} from '@tauwerk/core';

/**
 * The conformance suite: what a backend, ours or a shop's own, must answer so that the elements work. It needs no test
 * runner: each check is an async function that answers with what it found, and an empty list is what one wants.
 */

export interface ContractOptions {
  /** Where the backend answers; `/v1/…` is put behind it. */
  baseUrl: string;
  /** A bearer token of a buyer who is a member; without one the checks of signed-in buyers are left out. */
  token?: string;
  /** Two or more article numbers that the backend knows. */
  skus: readonly string[];
  /** An origin that may ask; without one CORS is not looked at. */
  origin?: string;
  /** Languages that the backend speaks. */
  languages?: readonly string[];
  fetch?: typeof globalThis.fetch;
}

/** Something that breaks the contract, in one sentence. */
export interface Finding {
  check: string;
  problem: string;
}

export interface ContractCheck {
  name: string;
  /** What is wrong, one sentence each. */
  run(): Promise<string[]>;
}

/** Runs every check, one after the other. */
export async function checkContract(options: ContractOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, run } of contractChecks(options)) {
    for (const problem of await run()) findings.push({ check: name, problem });
  }
  return findings;
}

type Json = Record<string, unknown>;
interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON, `undefined` when it is none. */
  data: Json | undefined;
}

/** A schema as far as a check needs it; see standardschema.dev. */
interface Checked {
  '~standard': { validate(value: unknown): unknown };
}

/** The checks one by one, for a runner that wants to name them. */
export function contractChecks(options: ContractOptions): ContractCheck[] {
  const { token, skus, origin, languages = ['de', 'en'] } = options;
  const fetch = options.fetch ?? globalThis.fetch;
  const base = options.baseUrl.replace(/\/$/, '');
  const checks: ContractCheck[] = [];

  async function ask(
    path: string,
    {
      signedIn = false,
      headers = {},
      ...init
    }: RequestInit & { signedIn?: boolean; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(base + path, {
      ...init,
      redirect: 'manual',
      headers: { Accept: 'application/json', ...(signedIn ? { Authorization: `Bearer ${token}` } : {}), ...headers },
    });
    const text = await response.text();
    let data: Json | undefined;
    try {
      data = JSON.parse(text) as Json;
    } catch {
      // Not JSON; the checks say so where it matters.
    }
    return { status: response.status, headers: response.headers, text, data };
  }
  const benefits = (list: readonly string[], more = '', init = {}) =>
    ask(`/v1/benefits?${list.map((sku) => `sku=${encodeURIComponent(sku)}`).join('&')}${more}`, init);
  const quote = (body: unknown, init: object = {}) =>
    ask('/v1/benefits/quote', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
      headers: { 'Content-Type': 'application/json' },
    });
  const lines = skus.slice(0, 2).map((sku) => ({ sku, quantity: 2, netPrice: '10.00' }));

  /** Adds a check; `say` collects what is wrong, and what is thrown is wrong as well. */
  function check(name: string, run: (say: (wrong: unknown, problem: string) => void) => Promise<void>) {
    checks.push({
      name,
      async run() {
        const problems: string[] = [];
        try {
          await run((wrong, problem) => {
            if (wrong) problems.push(problem);
          });
        } catch (thrown) {
          problems.push(`could not be checked: ${String((thrown as Error)?.message ?? thrown)}`);
        }
        return problems;
      },
    });
  }
  type Say = Parameters<Parameters<typeof check>[1]>[0];

  /** The data of an answer that is 200, JSON and right by the schema, without anything that would be dropped. */
  function shape(say: Say, { status, headers, text, data }: Answer, schema: Checked): Json | undefined {
    say(status !== 200, `answered ${status} instead of 200`);
    say(
      !/^application\/json\b/.test(headers.get('Content-Type') ?? ''),
      `is "${headers.get('Content-Type')}" instead of application/json`,
    );
    say(!data, `is not JSON but begins with "${text.slice(0, 40)}"`);
    if (status !== 200 || !data) return undefined;
    onDrop((what) => say(true, `would be shown without ${what}`));
    const { issues } = schema['~standard'].validate(data) as {
      issues?: readonly { message: string; path?: readonly { key: unknown }[] }[];
    };
    onDrop(() => {});
    for (const { path = [], message } of issues ?? [])
      say(true, `${path.map(({ key }) => String(key)).join('.')}: ${message}`);
    return issues ? undefined : data;
  }

  /** Known fields that are there but cannot be used are left out silently in the page; here they are said. */
  function fields(say: Say, where: string, raw: unknown, schema: Checked & { entries: object }) {
    if (typeof raw !== 'object' || raw === null) return;
    const { value } = schema['~standard'].validate(raw) as { value?: Json };
    for (const key of Object.keys(schema.entries)) {
      const told = (raw as Json)[key];
      if (told !== undefined && told !== null && value && value[key] === undefined) {
        say(true, `${where}: "${key}" cannot be used: ${JSON.stringify(told).slice(0, 80)}`);
      }
    }
  }
  function items(say: Say, data: Json) {
    for (const item of (data['items'] ?? []) as Json[]) {
      fields(say, `item ${item['sku']}`, item, BenefitItemSchema);
      for (const benefit of (item['benefits'] ?? []) as Json[])
        fields(say, `benefit ${benefit['id']}`, benefit, BenefitSchema);
    }
    for (const part of ['benefits', 'cart']) {
      for (const benefit of (data[part] ?? []) as Json[])
        fields(say, `benefit ${benefit['id']}`, benefit, BenefitSchema);
    }
  }

  /** An error as RFC 9457 has it. */
  function problem(say: Say, { status, headers, data }: Answer, expected: readonly number[], code?: string) {
    say(!expected.includes(status), `answered ${status} instead of ${expected.join(' or ')}`);
    say(
      !/^application\/problem\+json\b/.test(headers.get('Content-Type') ?? ''),
      `is "${headers.get('Content-Type')}" instead of application/problem+json`,
    );
    const { value } = ProblemSchema['~standard'].validate(data) as { value?: Json };
    say(!value?.['code'], 'has no stable "code"');
    say(code && value?.['code'] && value['code'] !== code, `has the code "${value?.['code']}" instead of "${code}"`);
    say(
      value?.['status'] !== undefined && value['status'] !== status,
      `says the status ${value?.['status']} in a ${status}`,
    );
  }
  const skusOf = (data: Json) => ((data['items'] ?? []) as Json[]).map((item) => String(item['sku']));

  check('capabilities are listed', async (say) => {
    const answer = await ask('/v1/capabilities');
    if (shape(say, answer, CapabilitiesSchema)) {
      say(!(answer.data!['capabilities'] as string[]).includes('benefits'), 'does not name "benefits"');
    }
  });

  for (const signedIn of token ? [false, true] : [false]) {
    const who = signedIn ? 'a member' : 'a guest';

    check(`the session of ${who} is told`, async (say) => {
      const answer = await ask('/v1/session', { signedIn });
      if (shape(say, answer, SessionSchema))
        say(!!answer.data!['guest'] === signedIn, `says guest: ${answer.data!['guest']}`);
    });

    check(`${who} gets one item for each article`, async (say) => {
      const answer = await benefits(skus, '&context=list', { signedIn });
      if (!shape(say, answer, BenefitsAnswerSchema)) return;
      const { data } = answer;
      items(say, data!);
      const found = skusOf(data!);
      for (const sku of skus) {
        const count = found.filter((one) => one === sku).length;
        say(count !== 1, `has ${count} items for ${sku}`);
      }
      say(found.length !== new Set(skus).size, `has ${found.length} items for ${new Set(skus).size} articles`);
      if (signedIn) {
        say(data!['audience'] === 'guest', 'takes the buyer for a guest');
        say(!data!['subject'], 'has no mark of the identity (`subject`), so that a change of buyers goes unnoticed');
      } else {
        say(data!['audience'] !== 'guest', `says audience: ${data!['audience']}`);
        say(data!['subject'], 'marks a guest with an identity');
        say(
          ((data!['items'] ?? []) as Json[]).some(({ netPrice }) => netPrice),
          'tells a guest a net price that is somebody’s own',
        );
      }
    });

    check(`${who} gets the benefits of the account when no article is named`, async (say) => {
      const answer = await ask('/v1/benefits?context=account', { signedIn });
      if (!shape(say, answer, BenefitsAnswerSchema)) return;
      say(!Array.isArray(answer.data!['benefits']), 'has no list "benefits"');
      items(say, answer.data!);
    });

    check(`a read of ${who} may be kept by the browser alone, and is answered 304 when it is known`, async (say) => {
      const first = await benefits(skus, '', { signedIn });
      const control = first.headers.get('Cache-Control') ?? '';
      say(!/private|no-store/.test(control), `has "Cache-Control: ${control}"`);
      const etag = first.headers.get('ETag');
      say(!etag, 'has no ETag');
      if (!etag) return;
      const again = await benefits(skus, '', { signedIn, headers: { 'If-None-Match': etag } });
      say(again.status !== 304, `answered ${again.status} instead of 304`);
      say(again.status === 304 && again.text !== '', 'has a body in a 304');
      const other = await benefits(skus, '', { signedIn, headers: { 'If-None-Match': '"another"' } });
      say(other.status !== 200, `answered ${other.status} to another ETag`);
    });
  }

  check('an article asked for twice is answered once', async (say) => {
    const answer = await benefits([skus[0]!, skus[0]!]);
    if (shape(say, answer, BenefitsAnswerSchema))
      say(skusOf(answer.data!).length !== 1, `has ${skusOf(answer.data!).length} items`);
  });

  check('an unknown article has no benefits and spoils nothing', async (say) => {
    const answer = await benefits([skus[0]!, 'no such article/ä?&']);
    if (!shape(say, answer, BenefitsAnswerSchema)) return;
    const unknown = ((answer.data!['items'] ?? []) as Json[]).filter(({ sku }) => sku !== skus[0]);
    say(!skusOf(answer.data!).includes(skus[0]!), 'is without the article that is known');
    say(
      unknown.some((item) => ((item['benefits'] ?? []) as unknown[]).length > 0),
      'has benefits for an article that does not exist',
    );
    say(
      unknown.some(({ sku }) => sku !== 'no such article/ä?&'),
      'does not repeat the article number as it was asked',
    );
  });

  check('100 articles are a call, 101 are too many', async (say) => {
    const many = (count: number) => [
      ...skus.slice(0, 1),
      ...Array.from({ length: count - 1 }, (_, i) => `tau-contract-${i}`),
    ];
    shape(say, await benefits(many(100)), BenefitsAnswerSchema);
    problem(say, await benefits(many(101)), [422], 'invalid');
  });

  check('an article number of more than 128 characters is refused', async (say) => {
    problem(say, await benefits(['x'.repeat(129)]), [422], 'invalid');
  });

  check('a token that is not valid is refused, so that the page can renew it', async (say) => {
    const headers = { Authorization: 'Bearer tau-contract-not-a-token' };
    problem(say, await ask('/v1/session', { headers }), [401], 'unauthenticated');
    problem(say, await benefits(skus, '', { headers }), [401], 'unauthenticated');
  });

  check('a path that does not exist is a problem document', async (say) => {
    problem(say, await ask('/v1/tau-contract-nothing'), [404], 'not-found');
  });

  check('texts follow the language that is asked for', async (say) => {
    for (const language of languages) {
      const { headers } = await benefits(skus, '', { headers: { 'Accept-Language': language } });
      const told = headers.get('Content-Language') ?? '';
      say(
        told.toLowerCase().split('-')[0] !== language.split('-')[0],
        `is in "${told}" when "${language}" is asked for`,
      );
    }
    if (languages.length > 1) {
      const [one, other] = await Promise.all(
        languages.slice(0, 2).map((language) => benefits(skus, '', { headers: { 'Accept-Language': language } })),
      );
      say(one!.text === other!.text, 'says the same in both languages');
      say(
        one!.headers.get('ETag') && one!.headers.get('ETag') === other!.headers.get('ETag'),
        'has one ETag for both languages',
      );
    }
    const odd = await benefits(skus, '', { headers: { 'Accept-Language': 'xx-XX, *;q=0.1' } });
    say(odd.status !== 200, `answered ${odd.status} to a language that it does not speak`);
    const { headers } = await benefits(skus);
    const vary = (headers.get('Vary') ?? '').toLowerCase();
    for (const name of ['Authorization', 'Accept-Language'])
      say(!vary.includes(name.toLowerCase()), `does not name ${name} in Vary`);
  });

  check('the time of the server comes with an answer', async (say) => {
    const { headers } = await ask('/v1/capabilities');
    say(Number.isNaN(Date.parse(headers.get('Date') ?? '')), `has "Date: ${headers.get('Date')}"`);
  });

  if (token) {
    check('a quote works a cart out', async (say) => {
      const answer = await quote({ lines }, { signedIn: true });
      if (!shape(say, answer, QuoteAnswerSchema)) return;
      const data = answer.data!;
      items(say, data);
      for (const { sku } of lines) say(!skusOf(data).includes(sku), `has no item for ${sku}`);
      say(/public/.test(answer.headers.get('Cache-Control') ?? ''), 'may be kept by everybody');
      const totals = data['totals'] as Record<string, { amount: string; currency: string }> | undefined;
      if (totals) {
        const cents = (name: string) => Math.round(Number(totals[name]?.amount) * 100);
        say(cents('net') - cents('saved') !== cents('payable'), 'has totals that do not add up');
        say(
          new Set(Object.values(totals).map(({ currency }) => currency)).size !== 1,
          'has totals in several currencies',
        );
      }
    });

    check('a quote that cannot be read is refused with the place of the fault', async (say) => {
      problem(say, await quote('{"lines":', { signedIn: true }), [400, 422]);
      const wrong = await quote({ lines: [{ sku: skus[0], quantity: -1 }] }, { signedIn: true });
      problem(say, wrong, [422], 'invalid');
      const { errors } = (wrong.data ?? {}) as { errors?: { pointer?: unknown }[] };
      say(
        !errors?.length || errors.some(({ pointer }) => typeof pointer !== 'string'),
        'does not name the field in "errors"',
      );
      problem(say, await quote({ lines: Array.from({ length: 501 }, () => lines[0]) }, { signedIn: true }), [413, 422]);
      problem(say, await quote(null, { signedIn: true }), [400, 422]);
    });

    check('a quote of a guest is one for guests, or asks to sign in', async (say) => {
      const answer = await quote({ lines });
      if (answer.status === 200) {
        say(answer.data?.['audience'] !== 'guest', `says audience: ${answer.data?.['audience']}`);
      } else problem(say, answer, [401], 'unauthenticated');
    });

    check('one identity has one mark in all answers', async (say) => {
      const answers = [
        await ask('/v1/session', { signedIn: true }),
        await benefits(skus, '', { signedIn: true }),
        await benefits(skus, '', { signedIn: true, headers: { 'Accept-Language': languages[1] ?? 'en' } }),
        await ask('/v1/benefits', { signedIn: true }),
        await quote({ lines }, { signedIn: true }),
      ];
      const marks = new Set(answers.map(({ data }) => data?.['subject']).filter((mark) => mark !== undefined));
      say(marks.size > 1, `has ${marks.size} marks: a page would load again and again`);
    });

    check('an identity is taken from the header, not from the address', async (say) => {
      const encoded = encodeURIComponent(token);
      const answer = await ask(
        `/v1/session?access_token=${encoded}&token=${encoded}&authorization=Bearer%20${encoded}`,
      );
      say(!answer.data?.['guest'], 'reads a token from the address, where logs and histories keep it');
    });
  }

  if (origin) {
    check('a page of a known origin may ask and read what it needs', async (say) => {
      const { headers } = await ask('/v1/session', { headers: { Origin: origin } });
      const allowed = headers.get('Access-Control-Allow-Origin');
      say(allowed !== origin && allowed !== '*', `has "Access-Control-Allow-Origin: ${allowed}"`);
      say(
        allowed === '*' && headers.get('Access-Control-Allow-Credentials') === 'true',
        'lets every page in with cookies',
      );
      const exposed = (headers.get('Access-Control-Expose-Headers') ?? '').toLowerCase();
      for (const name of ['Date', 'Retry-After', 'ETag'])
        say(!exposed.includes(name.toLowerCase()), `does not expose ${name}`);
      say(allowed !== '*' && !/origin/i.test(headers.get('Vary') ?? ''), 'does not name Origin in Vary');
      const refused = await ask('/v1/tau-contract-nothing', { headers: { Origin: origin } });
      say(!refused.headers.get('Access-Control-Allow-Origin'), 'hides its errors from the page');
    });

    check('a preflight lets the calls of the elements through', async (say) => {
      for (const [path, method] of [
        ['/v1/benefits', 'GET'],
        ['/v1/benefits/quote', 'POST'],
      ] as const) {
        const { status, headers } = await ask(path, {
          method: 'OPTIONS',
          headers: {
            Origin: origin,
            'Access-Control-Request-Method': method,
            'Access-Control-Request-Headers': 'authorization,content-type,accept-language',
          },
        });
        say(status < 200 || status > 299, `answered ${status} for ${path}`);
        const allowed = (headers.get('Access-Control-Allow-Headers') ?? '').toLowerCase();
        for (const name of ['authorization', 'content-type'])
          say(!allowed.includes(name), `does not let ${name} through for ${path}`);
        const methods = headers.get('Access-Control-Allow-Methods') ?? '';
        say(method !== 'GET' && !methods.includes(method), `does not let ${method} through for ${path}`);
      }
    });

    check('a page of another origin is not named as one that may ask with cookies', async (say) => {
      const foreign = 'https://tau-contract.invalid';
      const { headers } = await ask('/v1/session', { headers: { Origin: foreign } });
      say(
        headers.get('Access-Control-Allow-Origin') === foreign &&
          headers.get('Access-Control-Allow-Credentials') === 'true',
        'reflects any origin and lets cookies through',
      );
    });
  }

  return checks;
}
