import {
  BenefitSchema,
  BenefitItemSchema,
  BenefitsAnswerSchema,
  CapabilitiesSchema,
  CartLineSchema,
  GuestSchema,
  MoneySchema,
  OrderRequestSchema,
  OrderSchema,
  ProblemSchema,
  ProgrammeSchema,
  QuoteAnswerSchema,
  SessionSchema,
  SignedInSchema,
} from '@tauwerk/core';
import type { GenericSchema } from 'valibot';
import { CONTEXTS, MAX_SKUS, QuoteRequestSchema } from './benefits.js';
import { TokenRequestSchema, TokenSchema } from './demo.js';
import { EnrolmentRequestSchema, EnrolmentSchema } from './enrolments.js';

/** Schemas of the contract by the names they have in the OpenAPI document. */
export const SCHEMAS = {
  Money: MoneySchema,
  Programme: ProgrammeSchema,
  Benefit: BenefitSchema,
  BenefitItem: BenefitItemSchema,
  BenefitsAnswer: BenefitsAnswerSchema,
  CartLine: CartLineSchema,
  QuoteRequest: QuoteRequestSchema,
  QuoteAnswer: QuoteAnswerSchema,
  Guest: GuestSchema,
  SignedIn: SignedInSchema,
  Session: SessionSchema,
  Capabilities: CapabilitiesSchema,
  OrderRequest: OrderRequestSchema,
  Order: OrderSchema,
  EnrolmentRequest: EnrolmentRequestSchema,
  Enrolment: EnrolmentSchema,
  TokenRequest: TokenRequestSchema,
  Token: TokenSchema,
  Problem: ProblemSchema,
} satisfies Record<string, GenericSchema>;
export type SchemaName = keyof typeof SCHEMAS;

interface Parameter {
  name: string;
  in: 'query' | 'path';
  description: string;
  required?: boolean;
  schema: Record<string, unknown>;
}

export interface Operation {
  method: 'get' | 'post';
  path: string;
  summary: string;
  /** Who may ask: everybody (guests get an answer without a token), a signed-in buyer, or the shop's server. */
  caller: 'guest' | 'buyer' | 'shop' | 'anyone';
  parameters?: Parameter[];
  /** A write needs an Idempotency-Key. */
  write?: boolean;
  body?: SchemaName;
  status?: 200 | 201;
  answer: SchemaName | { orders: SchemaName } | 'document';
  problems?: number[];
}

const text = { type: 'string', maxLength: 128 };

/** Every call that this backend answers. The OpenAPI document and the routes are made from it. */
export const OPERATIONS = {
  getHealth: {
    method: 'get',
    path: '/healthz',
    summary: 'Whether the backend and its database answer',
    caller: 'anyone',
    answer: 'document',
  },
  getOpenapi: {
    method: 'get',
    path: '/v1/openapi.json',
    summary: 'This document',
    caller: 'anyone',
    answer: 'document',
  },
  getCapabilities: {
    method: 'get',
    path: '/v1/capabilities',
    summary: 'Which parts of the contract this backend has',
    caller: 'anyone',
    answer: 'Capabilities',
  },
  getSession: {
    method: 'get',
    path: '/v1/session',
    summary: 'Who is signed in, for whom, in which role',
    caller: 'guest',
    answer: 'Session',
  },
  getBenefits: {
    method: 'get',
    path: '/v1/benefits',
    summary: `Benefits of up to ${MAX_SKUS} articles, or of the account when no article is named`,
    caller: 'guest',
    parameters: [
      {
        name: 'sku',
        in: 'query',
        description: 'Article number; repeated for each article',
        schema: { type: 'array', items: text, maxItems: MAX_SKUS },
      },
      {
        name: 'context',
        in: 'query',
        description: 'Where the benefits are shown; all of them if empty',
        schema: { type: 'string', enum: [...CONTEXTS] },
      },
    ],
    answer: 'BenefitsAnswer',
    problems: [422],
  },
  postQuote: {
    method: 'post',
    path: '/v1/benefits/quote',
    summary: "Benefits and totals of a cart, at the backend's own prices",
    caller: 'buyer',
    body: 'QuoteRequest',
    answer: 'QuoteAnswer',
    problems: [400, 413, 422],
  },
  getOrders: {
    method: 'get',
    path: '/v1/orders',
    summary: 'The latest orders of an account',
    caller: 'shop',
    parameters: [
      { name: 'account', in: 'query', description: 'Id of the account', required: true, schema: text },
      {
        name: 'limit',
        in: 'query',
        description: 'How many at most',
        schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      },
    ],
    answer: { orders: 'Order' },
    problems: [422],
  },
  postOrder: {
    method: 'post',
    path: '/v1/orders',
    summary: 'Reports an order that the shop took',
    caller: 'shop',
    write: true,
    body: 'OrderRequest',
    status: 201,
    answer: 'Order',
    problems: [400, 403, 413, 422],
  },
  getOrder: {
    method: 'get',
    path: '/v1/orders/{id}',
    summary: 'One order',
    caller: 'shop',
    parameters: [
      { name: 'id', in: 'path', description: 'Id of the order', required: true, schema: text },
      { name: 'account', in: 'query', description: 'Only if it is an order of this account', schema: text },
    ],
    answer: 'Order',
    problems: [404],
  },
  postEnrolment: {
    method: 'post',
    path: '/v1/enrolments',
    summary: 'Joins the programme for an account; 200 when it was in already',
    caller: 'shop',
    write: true,
    body: 'EnrolmentRequest',
    status: 201,
    answer: 'Enrolment',
    problems: [400, 403, 413, 422],
  },
  postDemoToken: {
    method: 'post',
    path: '/v1/demo/tokens',
    summary: 'Signs a demo person in (only with TAU_DEMO=1)',
    caller: 'shop',
    body: 'TokenRequest',
    status: 201,
    answer: 'Token',
    problems: [400, 413, 422],
  },
} satisfies Record<string, Operation>;
export type OperationId = keyof typeof OPERATIONS;
