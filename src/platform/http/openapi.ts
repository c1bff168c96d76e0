// The API's description, made from the same list the server and the pages use.
import { z } from 'zod'
import { type Endpoint, endpoints } from '../../contract/endpoints.ts'
import { httpStatus, Problem } from '../../contract/errors.ts'

type Json = Record<string, unknown>

/** OpenAPI 3.1 of every endpoint in the contract. */
export function describeApi(): Json {
  const paths: Record<string, Json> = {}
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    const operations = paths[path] ?? {}
    operations[endpoint.method.toLowerCase()] = describe(name, endpoint)
    paths[path] = operations
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tổng đài dịch vụ công 1022 Gia Lai', version: '1' },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'hotline.sid' } },
    },
  }
}

function describe(name: string, endpoint: Endpoint): Json {
  const restricted = typeof endpoint.access !== 'string'
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(endpoint.access === 'public' ? { security: [] } : { security: [{ session: [] }] }),
    ...(restricted ? { 'x-roles': endpoint.access } : {}),
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...(endpoint.body ? { requestBody: { required: true, content: json(schemaOf(endpoint.body, 'input')) } } : {}),
    responses: {
      ...(endpoint.response
        ? { 200: { description: 'Done', content: json(schemaOf(endpoint.response, 'output')) } }
        : { 204: { description: 'Done, or the file with status 200' } }),
      default: { description: `A refusal; status by code: ${JSON.stringify(httpStatus)}`, content: json({ $ref: '#/components/schemas/Problem' }) },
    },
  }
}

const json = (schema: Json): Json => ({ 'application/json': { schema } })

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  // Transforms have no JSON form on their output side; there the description says "anything".
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return rest
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(properties).map(([name, one]) => ({ name, in: where, required: where === 'path' || required.includes(name), schema: one }))
}
