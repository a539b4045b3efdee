import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import * as core from '@tauwerk/core';
import { afterAll, describe, expect, it } from 'vitest';
import { fences, pages, prose, read, ROOT } from '../../../docs/tools/fences.mjs';
import { generate } from '../../../docs/tools/generate.mjs';

/** The docs say what is so: links resolve, data is valid, code compiles, tables hold what the code has. */

/** The part of a schema that is the same in all libraries (Standard Schema). */
interface Schema {
  '~standard': { validate(data: unknown): { value?: unknown; issues?: unknown } };
}

const all = pages().flatMap((path) => fences(path).map((fence) => ({ ...fence, path })));
const words = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, found]) => found!))].sort();

describe('a link', () => {
  const anchorsOf = (path: string) => {
    const seen = new Map<string, number>();
    return [...prose(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => {
      const slug = heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times ? `${slug}-${times}` : slug;
    });
  };

  it.each(pages())('in %s leads somewhere', (path) => {
    const targets = words(prose(path), /(?:\]\(|src=")([^)"\s]+)/g).filter((target) => !/^https?:/.test(target));
    const lost = targets.filter((target) => {
      const [file = '', anchor] = target.split('#');
      const there = file ? normalize(join(dirname(path), file)) : path;
      if (!existsSync(join(ROOT, there))) return true;
      return anchor !== undefined && !anchorsOf(there).includes(anchor);
    });
    expect(lost).toEqual([]);
  });
});

describe('a json example', () => {
  it.each(all.filter(({ language }) => language === 'json'))('at $where is what it says', ({ code, words: [name] }) => {
    const data: unknown = JSON.parse(code);
    if (!name || name === 'GET') return;
    const schema = (core as unknown as Record<string, Schema | undefined>)[`${name}Schema`];
    expect(schema, name).toBeDefined();
    const { value, issues } = schema!['~standard'].validate(data);
    expect(issues).toBeUndefined();
    // Nothing is dropped on the way in, so that no field is misspelt.
    expect(asJson(value)).toMatchObject(data as object);
  });

  /** As JSON has it. */
  const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
});

describe('code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tauwerk-docs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('in ts and js examples compiles', () => {
    const examples = all.filter(({ language }) => language === 'ts' || language === 'js');
    const files = examples.map(({ code, language, where }, index) => {
      const name = `${index}.${language}`;
      writeFileSync(join(folder, name), `// ${where}\n${code}\nexport {};\n`);
      return name;
    });
    const source = (path: string) => [join(ROOT, 'packages', path)];
    const compilerOptions = {
      noEmit: true,
      composite: false,
      allowJs: true,
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      customConditions: ['tau-source'],
      allowImportingTsExtensions: true,
      paths: {
        '@tauwerk/core': source('core/src/index.ts'),
        '@tauwerk/adapters': source('adapters/src/index.ts'),
        '@tauwerk/elements': source('elements/src/index.ts'),
        '@tauwerk/elements/define': source('elements/src/define.ts'),
        '@tauwerk/elements/benefit-badge/class': source('elements/src/benefit-badge/benefit-badge.ts'),
      },
    };
    const config = { extends: join(ROOT, 'tsconfig.json'), compilerOptions, files, references: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    let output = '';
    try {
      execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
    } catch (error) {
      output = (error as { stdout: string }).stdout;
    }
    expect(output).toBe('');
  });
});

describe('what is written by a script', () => {
  it('is up to date: else run `node docs/tools/generate.mjs`', async () => {
    for (const [path, text] of await generate()) expect(read(path!), path).toBe(text);
  });
});

describe('the tables hold what the code has', () => {
  const source = (path: string) => readFileSync(join(ROOT, 'packages', path), 'utf8');
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

  it('attributes of the script tag', () => {
    const code = source('embed/src/tau.ts') + source('embed/src/runtime.ts');
    const inCode = [
      ...words(code, /(?:dataset|data)\??\.([a-z]\w+)\b(?!\()/g).filter((name) => !/^(then|length)$/.test(name)),
    ].map((name) => `data-${kebab(name)}`);
    const told = words(read('docs/embed.md'), /^\| `(data-[\w-]+)`/gm);
    expect(told).toEqual([...new Set([...inCode, 'data-tauwerk', 'data-disabled'])].sort());
  });

  it('tokens', () => {
    const inCode = words(
      source('elements/src/theme/tokens.ts') + source('elements/src/theme/more-tokens.ts'),
      /var\(\s*(--tau-[\w-]+)/g,
    );
    const told = words(read('docs/theme.md'), /^\| (.*?) +\|/gm).flatMap((cell) => words(cell, /`(--tau-[\w-]+)`/g));
    const spread = told.includes('--tau-space-1') ? ['--tau-space-2', '--tau-space-3', '--tau-space-4'] : [];
    expect([...told, ...spread].sort()).toEqual(inCode);
  });

  it('events', () => {
    const inCode = words(source('elements/custom-elements.json'), /"name": "(tau-[\w]+-[\w-]+|tau-state)"/g).filter(
      (name) => !/^tau-benefit-(badge|list)$/.test(name),
    );
    expect(words(read('docs/events.md'), /^\| `(tau-[\w-]+)`/gm)).toEqual(inCode);
  });

  it('states', () => {
    const [, union = ''] = /type WidgetState =([^;]+);/.exec(source('elements/src/base/events.ts')) ?? [];
    const [, states = ''] = /## States([\s\S]*?)\n## /.exec(read('docs/elements/benefit-badge.md')) ?? [];
    expect(words(states, /^\| `([\w-]+)`/gm)).toEqual(words(union, /'([\w-]+)'/g));
  });

  it('variables of the backend', () => {
    const inCode = words(source('backend/src/config.ts'), /value\('([A-Z_]+)'\)/g);
    const told = words(read('packages/backend/README.md'), /^\| (.*?) +\|/gm).flatMap((cell) =>
      words(cell, /`([A-Z_]+)`/g),
    );
    expect(told.sort()).toEqual(inCode);
  });

  it('calls of the backend', () => {
    const calls = Object.keys((JSON.parse(source('backend/openapi.json')) as { paths: object }).paths);
    const contract = read('docs/contract.md') + read('packages/backend/README.md');
    expect(calls.filter((path) => !contract.includes(path))).toEqual([]);
  });
});
