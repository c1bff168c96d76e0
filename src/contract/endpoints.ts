// Every HTTP endpoint as data: server, typed client and /api/openapi.json are all made from this one list.
import type { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { callEndpoints } from './endpoints-calls.ts'
import { messageEndpoints } from './endpoints-messages.ts'
import { peopleEndpoints } from './endpoints-people.ts'
import { scoringEndpoints } from './endpoints-scoring.ts'
import { settingsEndpoints } from './endpoints-settings.ts'
import { ticketEndpoints } from './endpoints-tickets.ts'

export type { Access, Endpoint } from './endpoint.ts'

export const endpoints = {
  ...peopleEndpoints,
  ...ticketEndpoints,
  ...callEndpoints,
  ...scoringEndpoints,
  ...settingsEndpoints,
  ...messageEndpoints,
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof endpoints
type Part<N extends EndpointName, K extends string> = (typeof endpoints)[N] extends Record<K, infer S extends z.ZodType> ? z.output<S> : undefined
export type ParamsOf<N extends EndpointName> = Part<N, 'params'>
export type QueryOf<N extends EndpointName> = Part<N, 'query'>
export type BodyOf<N extends EndpointName> = Part<N, 'body'>
export type ResponseOf<N extends EndpointName> = Part<N, 'response'>
/** What the caller may send, before the schema's transforms and defaults. */
type InPart<N extends EndpointName, K extends string> = (typeof endpoints)[N] extends Record<K, infer S extends z.ZodType> ? z.input<S> : undefined
export type BodyInput<N extends EndpointName> = InPart<N, 'body'>
export type QueryInput<N extends EndpointName> = InPart<N, 'query'>
