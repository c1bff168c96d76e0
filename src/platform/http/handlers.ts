// What a handler of a contract endpoint looks like to the rooms.
import type { Request, Response } from 'express'
import type { BodyOf, EndpointName, endpoints, ParamsOf, QueryOf, ResponseOf } from '../../contract/endpoints.ts'
import type { SessionContext } from './session-context.ts'

/** Public endpoints may be called without a session; all others never reach their handler without one. */
export type SessionOf<N extends EndpointName> = (typeof endpoints)[N]['access'] extends 'public' ? SessionContext | null : SessionContext

export interface HandlerInput<N extends EndpointName> {
  params: ParamsOf<N>
  query: QueryOf<N>
  body: BodyOf<N>
  session: SessionOf<N>
  req: Request
  res: Response
}

/** An endpoint without a response schema either answers 204 by returning nothing, or writes to `res` itself. */
export type Answer<N extends EndpointName> = ResponseOf<N> extends undefined ? unknown : ResponseOf<N>

export type Handler<N extends EndpointName> = (input: HandlerInput<N>) => Promise<Answer<N>>

/** Where the rooms bind their handlers; `createHttpServer` gives one. */
export interface HttpBinder {
  handle<N extends EndpointName>(name: N, handler: Handler<N>): void
}
