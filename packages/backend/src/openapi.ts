import { toJsonSchema, type ConversionConfig } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { OPERATIONS, SCHEMAS, type Operation, type SchemaName } from './operations.js';

type Json = Record<string, unknown>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** What valibot's schemas are made of, as far as it matters here. */
interface Parts {
  type: string;
  pipe?: (Parts & { metadata?: { items?: GenericSchema } })[];
  entries?: Record<string, Parts & { fallback?: unknown }>;
  wrapped?: Parts;
  item?: Parts;
  options?: Parts[];
}

/** Names of schemas, and the items of core's `list()`, which by itself only says "array of unknown". */
const names = new Map<unknown, string>();
const items = new Map<unknown, GenericSchema>();

/** The converter meets a piped schema only as the first part of its pipe, so that part stands for the whole. */
const core = (schema: unknown): unknown => (schema as Parts).pipe?.[0] ?? schema;

function learn(schema: unknown): void {
  const { pipe, entries, wrapped, item, options } = schema as Parts;
  const listed = pipe?.find(({ type }) => type === 'metadata')?.metadata?.items;
  if (listed) {
    items.set(core(schema), listed);
    learn(listed);
  }
  for (const part of [...Object.values(entries ?? {}), ...(options ?? []), wrapped, item]) if (part) learn(part);
}
for (const [name, schema] of Object.entries(SCHEMAS)) {
  names.set(core(schema), name);
  learn(schema);
}

/** JSON Schema of what goes over the wire; named schemas become references, except `self`. */
function convert(schema: GenericSchema, self?: unknown): Json {
  const own = self && core(self);
  const config: ConversionConfig = {
    target: 'draft-2020-12',
    typeMode: 'input',
    errorMode: 'ignore',
    overrideSchema({ valibotSchema, jsonSchema }) {
      const name = valibotSchema === own ? undefined : names.get(valibotSchema);
      if (name) return ref(name);
      const listed = items.get(valibotSchema);
      if (listed) return { type: 'array', items: convert(listed) };
      // What has a fallback may be missing: the page then takes the fallback.
      const { entries } = valibotSchema as unknown as Parts;
      const required = entries && jsonSchema.required?.filter((field) => !('fallback' in entries[field]!));
      return required ? { ...jsonSchema, required } : undefined;
    },
  };
  const { $schema: _, ...json } = toJsonSchema(schema, config) as Json;
  return json;
}

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});
const PROBLEMS: Record<number, string> = {
  400: 'The request cannot be read, or its key is missing',
  401: 'No token, or one that is not valid any more',
  403: 'Not allowed',
  404: 'There is no such thing',
  413: 'Larger than 1 MiB',
  422: 'The request breaks a rule; `errors` says where',
};

function answerSchema(answer: Operation['answer']): Json {
  if (answer === 'document') return { type: 'object' };
  if (typeof answer === 'string') return ref(answer);
  return { type: 'object', required: ['orders'], properties: { orders: { type: 'array', items: ref(answer.orders) } } };
}

function describe(id: string, operation: Operation): Json {
  const { method, caller, summary, status = 200, answer, body, write, problems = [] } = operation;
  const codes = caller === 'anyone' ? problems : [401, ...problems];
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'A UUID of the intent: the same key with the same request writes once',
    schema: { type: 'string', minLength: 8, maxLength: 128 },
  };
  const parameters = [...(operation.parameters ?? []), ...(write ? [key] : [])];
  const security = { guest: [{}, { buyer: [] }], buyer: [{ buyer: [] }], shop: [{ shop: [] }], anyone: [] }[caller];
  return {
    operationId: id,
    summary,
    security,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: ref(body) } } } }),
    responses: {
      [status]: {
        description: method === 'get' ? 'The answer' : 'Done',
        content: { 'application/json': { schema: answerSchema(answer) } },
        ...(write && {
          headers: {
            'Idempotent-Replayed': {
              description: '`true` when this is the first answer again',
              schema: { type: 'string' },
            },
          },
        }),
      },
      ...(method === 'get' &&
        caller !== 'anyone' && { 304: { description: 'Not changed since the `ETag` that was sent' } }),
      ...Object.fromEntries([...codes].sort().map((code) => [code, problem(PROBLEMS[code]!)])),
      default: problem('Any other problem'),
    },
  };
}

/** The OpenAPI 3.1 document of this backend, made from the schemas that also check what goes in and out. */
export function createOpenapi(): Json {
  const paths: Record<string, Json> = {};
  for (const [id, operation] of Object.entries(OPERATIONS) as [string, Operation][]) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(id, operation) };
  }
  const schemas = Object.fromEntries(
    (Object.keys(SCHEMAS) as SchemaName[]).map((name) => [name, convert(SCHEMAS[name], SCHEMAS[name])]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tauwerk backend',
      version: '1',
      description:
        'What the widgets of Tauwerk ask for. Texts come in the language of `Accept-Language`; money is a decimal string.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        buyer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Short-lived token of a signed-in buyer',
        },
        shop: { type: 'http', scheme: 'bearer', description: "Key of the shop's own server; never in a page" },
      },
    },
  };
}
