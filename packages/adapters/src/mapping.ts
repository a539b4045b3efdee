import { search, type JSONValue } from '@jmespath-community/jmespath';
import { TauError, type Request, type RequestOptions } from '@tauwerk/core';

/** How one call is said to a foreign backend. */
export interface CallMapping {
  /** Path below `baseUrl`, which begins with one slash; `{name}` puts a value in. */
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
  const wrong = (what: string) => new TauError('config', `the mapping of "${path}" ${what}`);
  const text = (name: string, value: unknown): string => {
    if (typeof value !== 'string') throw wrong(`has a "${name}" that is not a text`);
    return value;
  };
  const list = (name: string): string[] => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw wrong(`uses the unknown value {${name}}`);
    return (Array.isArray(value) ? value : [value]).map(String);
  };
  const fill = (template: string, encode = (value: string) => value) =>
    template.replace(PLACEHOLDER, (_, name: string, separator = ',') => list(name).map(encode).join(separator));

  const query: Record<string, string | string[]> = {};
  for (const name of Object.keys(mapping.query ?? {})) {
    const template = text(`query.${name}`, mapping.query![name]);
    const alone = /^\{(\w+)\}$/.exec(template);
    query[name] = alone ? list(alone[1]!) : fill(template);
  }
  for (const name of Object.keys(mapping.pick ?? {})) text(`pick.${name}`, mapping.pick![name]);
  // Two slashes, or none, would have another host asked, with the buyer's token.
  if (mapping.path && !/^\/(?![/\\\s])/.test(text('path', mapping.path))) {
    throw wrong('has a "path" that does not begin with one "/"');
  }
  const answer = await request(mapping.path ? within(fill(mapping.path, segment)) : path, {
    ...options,
    ...(mapping.query ? { query } : {}),
  });
  return mapping.pick ? pick(mapping.pick, answer as JSONValue, path) : answer;
}

/** A value as a part of a path that it cannot lead out of. */
const segment = (value: string) => encodeURIComponent(value.replace(/[\ud800-\udfff]/gu, '\ufffd'));

/** Dots between slashes lead out of a path even when they are encoded, and an empty value leaves two slashes in front. */
function within(path: string): string {
  if (/^\/[/\\]|\/\.\.?([/?#]|$)/.test(path)) throw new TauError('invalid', `"${path}" leads out of its path`);
  return path;
}

function pick(fields: Record<string, string>, answer: JSONValue, path: string): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    try {
      // An expression that finds nothing answers null, which the contract has no use for.
      picked[name] = search(answer ?? null, fields[name]!) ?? undefined;
    } catch (thrown) {
      throw new TauError('config', `the mapping of "${path}" cannot read "${name}": ${(thrown as Error).message}`);
    }
  }
  return picked;
}
