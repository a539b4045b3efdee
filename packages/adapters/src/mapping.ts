import { search, type JSONValue } from '@jmespath-community/jmespath';
import { TauError, type Request, type RequestOptions } from '@tauwerk/core';

/** How one call is said to a foreign backend. */
export interface CallMapping {
  /** Path below `baseUrl`; `{name}` puts a value in. */
  path?: string;
  /** Query parameters instead of the contract's; `{sku}` repeats the parameter, `{sku|join(',')}` joins the values. */
  query?: Record<string, string>;
  /** Field of our answer → JMESPath expression over theirs. Fields that are not named are not taken. */
  pick?: Record<string, string>;
  /** `false` says that the backend lacks this call: its widgets stay `unsupported` and take no room. */
  supported?: boolean;
}

const PLACEHOLDER = /\{(\w+)(?:\|join\('([^']*)'\))?\}/g;

/** Sends a call as the mapping says, and picks the contract's fields from the answer. */
export async function mapped(
  mapping: CallMapping,
  path: string,
  options: RequestOptions,
  values: Record<string, unknown>,
  request: Request,
): Promise<unknown> {
  if (mapping.supported === false) throw new TauError('unsupported', `"${path}" is switched off in the mapping`);
  const list = (name: string): string[] => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new TauError('config', `the mapping of "${path}" uses the unknown value {${name}}`);
    return (Array.isArray(value) ? value : [value]).map(String);
  };
  const fill = (template: string) =>
    template.replace(PLACEHOLDER, (_, name: string, separator = ',') => list(name).join(separator));

  const query: Record<string, string | string[]> = {};
  for (const name of Object.keys(mapping.query ?? {})) {
    const template = mapping.query![name]!;
    const alone = /^\{(\w+)\}$/.exec(template);
    query[name] = alone ? list(alone[1]!) : fill(template);
  }
  const answer = await request(mapping.path ? fill(mapping.path).replace(/[?#].*$/, '') : path, {
    ...options,
    ...(mapping.query ? { query } : {}),
  });
  return mapping.pick ? pick(mapping.pick, answer as JSONValue, path) : answer;
}

function pick(fields: Record<string, string>, answer: JSONValue, path: string): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    try {
      // An expression that finds nothing answers null, which the contract has no use for.
      picked[name] = search(answer, fields[name]!) ?? undefined;
    } catch (thrown) {
      throw new TauError('config', `the mapping of "${path}" cannot read "${name}": ${(thrown as Error).message}`);
    }
  }
  return picked;
}
