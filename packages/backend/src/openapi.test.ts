import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { createOpenapi } from './openapi.js';
import { OPERATIONS } from './operations.js';

const document = createOpenapi() as any;

it('is a valid OpenAPI 3.1 document', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect([valid, validator.version]).toEqual([true, '3.1']);
});

it('is the committed one (run: pnpm --filter @tauwerk/backend openapi)', () => {
  expect(JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(document)),
  );
});

it('knows what is in the lists, which the schemas alone call unknown', () => {
  const { BenefitsAnswer, BenefitItem, Order } = document.components.schemas;
  expect(BenefitsAnswer.properties.items).toMatchObject({
    type: 'array',
    items: { $ref: '#/components/schemas/BenefitItem' },
  });
  expect(BenefitItem.properties.benefits).toMatchObject({
    type: 'array',
    items: { $ref: '#/components/schemas/Benefit' },
  });
  expect(Order.properties.lines.items.required).toContain('lineTotal');
});

it('has each operation once, and no reference that leads nowhere', () => {
  const ids = Object.values<any>(document.paths).flatMap((path) =>
    Object.values<any>(path).map(({ operationId }) => operationId),
  );
  expect(ids.sort()).toEqual(Object.keys(OPERATIONS).sort());
  for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(document.components.schemas).toHaveProperty(name!);
  }
});
