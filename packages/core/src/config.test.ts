import { describe, expect, it } from 'vitest';
import { readConfig, type ClientConfigInput } from './config.js';
import { TauError } from './errors.js';

const problemOf = (input: unknown): string => {
  try {
    readConfig(input as ClientConfigInput);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(TauError);
    expect((thrown as TauError).kind).toBe('config');
    return (thrown as TauError).message;
  }
  return '';
};

describe('configuration', () => {
  it('has defaults for everything', () => {
    const defaults = {
      baseUrl: '/',
      auth: { type: 'none' },
      timeoutMs: 8000,
      retry: { attempts: 3 },
      cache: { benefits: { freshSeconds: 60 } },
    };
    expect(readConfig({})).toEqual(defaults);
    expect(readConfig(null as unknown as ClientConfigInput)).toEqual(defaults);
    expect(readConfig({ retry: undefined, cache: {} } as ClientConfigInput)).toEqual(defaults);
  });

  it.each([
    '/',
    '/loyalty',
    './loyalty',
    '../loyalty',
    'https://loyalty.example',
    'http://localhost:4000/x',
    '//cdn.example',
  ])('takes %s as the base', (baseUrl) => expect(readConfig({ baseUrl }).baseUrl).toBe(baseUrl));

  it.each([
    [{ baseUrl: 'javascript:alert(1)' }, 'baseUrl'],
    [{ baseUrl: 'data:text/html,x' }, 'baseUrl'],
    [{ baseUrl: '' }, 'baseUrl'],
    [{ baseUrl: null }, 'baseUrl'],
    [{ auth: null }, 'auth.type'],
    [{ auth: { type: 'basic' } }, 'auth.type'],
    [{ auth: { type: 'bearer' } }, 'auth'],
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ timeoutMs: 'soon' }, 'timeoutMs'],
    [{ timeoutMs: 1e9 }, 'timeoutMs'],
    [{ retry: { attempts: 0 } }, 'retry.attempts'],
    [{ retry: { attempts: 11 } }, 'retry.attempts'],
    [{ cache: { benefits: { freshSeconds: -1 } } }, 'cache.benefits.freshSeconds'],
    [{ cache: { benefits: { freshSeconds: NaN } } }, 'cache.benefits.freshSeconds'],
  ])('says in one sentence what is wrong with %j', (input, name) => {
    expect(problemOf(input)).toMatch(new RegExp(`^configuration "${name}": expected .+$`));
  });
});
