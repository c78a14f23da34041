import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'messages'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'stable; ends in the code' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'in the language of Accept-Language' },
    instance: { type: 'string', description: 'names the request in the log' },
    code: { type: 'string', example: 'cap.years-used-up' },
    clause: { type: 'string', example: 'JX24-4.1' },
    facts: { type: 'object', additionalProperties: true },
    messages: { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string', example: '/accounts/0/number' },
          code: { type: 'string' },
          zh: { type: 'string' },
          en: { type: 'string' },
        },
      },
    },
  },
};

const RECEIPT = {
  type: 'object',
  description: 'the current view of what was changed, and the receipt of the command',
  required: ['id', 'revision', 'position', 'repeated'],
  properties: {
    id: { type: 'string' },
    revision: { type: ['integer', 'null'] },
    position: { type: ['string', 'null'], pattern: String.raw`^(\d{16}|\d{20}:\d{20})$` },
    repeated: { type: 'boolean' },
  },
  additionalProperties: true,
};

const header = (
  name: string,
  required: boolean,
  description: string,
  schema: object = { type: 'string' },
) => ({
  name,
  in: 'header',
  required,
  description,
  schema,
});

const COMMAND_HEADERS = [
  header('Idempotency-Key', true, 'names the request; a retry with the same key and content is harmless', {
    type: 'string',
    minLength: 1,
    maxLength: 255,
  }),
  header('If-Match', false, 'revision in quotes; 412 when somebody changed it since'),
  header('Prefer', false, '`wait=<seconds>`: how long to wait for consequences; 10 by default, 30 at most'),
];

const LANGUAGE = header(
  'Accept-Language',
  false,
  '`zh-CN` (default) or `en`, for title and detail of problems',
);

interface Operation {
  readonly 'x-open'?: boolean;
  readonly 'x-act'?: string;
  parameters?: object[];
  responses: Record<string, object>;
  security?: object[];
}

const json = (schema: object): object => ({ 'application/json': { schema } });

const completed = (method: string, operation: Operation): Operation => {
  const isOpen = operation['x-open'] === true;
  const isCommand = method === 'post' && !isOpen && operation['x-act'] !== 'read';
  const success = Object.fromEntries(
    Object.keys(operation.responses).map((status) => [
      status,
      {
        description: 'done',
        content: json(isCommand ? { $ref: '#/components/schemas/Receipt' } : { type: 'object' }),
      },
    ]),
  );
  return {
    ...operation,
    parameters: [...(operation.parameters ?? []), ...(isCommand ? COMMAND_HEADERS : []), LANGUAGE],
    responses: {
      ...success,
      default: {
        description: 'a problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    ...(isOpen && { security: [] }),
  };
};

/** The API document, with what every route shares written once here instead of at every route. */
export const openApiDocument = (app: INestApplication): OpenAPIObject => {
  const head = new DocumentBuilder()
    .setTitle('Tranche')
    .setDescription(
      'Pays public grants in instalments, under caps that run for years, and explains every fen.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, head);
  for (const item of Object.values(document.paths)) {
    const operations = item as Record<string, Operation>;
    for (const [method, operation] of Object.entries(operations))
      operations[method] = completed(method, operation);
  }
  const schemas = { ...document.components?.schemas, Problem: PROBLEM, Receipt: RECEIPT } as NonNullable<
    OpenAPIObject['components']
  >['schemas'];
  return { ...document, components: { ...document.components, schemas } };
};
