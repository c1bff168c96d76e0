// One endpoint of the contract as a route: access, then limits, then schemas, then the handler.
import type { Request, RequestHandler, Response, Router } from 'express'
import type { z } from 'zod'
import { type Access, type Endpoint, type EndpointName, endpoints } from '../../contract/endpoints.ts'
import type { Handler, HandlerInput } from './handlers.ts'
import { forbidden, invalidInput, notSignedIn } from './problems.ts'
import type { SessionContext } from './session-context.ts'
import { sessionOf } from './session-middleware.ts'
import { storable } from './storable-text.ts'

/** Mounts an endpoint. `limits` slow down what anyone may call with guesses: sign-in and invitations. */
export function mountEndpoint<N extends EndpointName>(
  router: Router,
  name: N,
  handler: Handler<N>,
  limits: Partial<Record<EndpointName, RequestHandler>>,
): void {
  const endpoint: Endpoint = endpoints[name]
  const run = async (req: Request, res: Response): Promise<void> => {
    const input = {
      params: read(endpoint.params, req.params),
      query: read(endpoint.query, req.query),
      body: read(endpoint.body, req.body ?? {}),
      session: sessionOf(req),
      req,
      res,
    } as HandlerInput<N>
    const answer: unknown = await handler(input)
    if (res.headersSent || res.writableEnded) return
    res.set('Cache-Control', 'no-store')
    if (endpoint.response) res.json(answer)
    else res.status(204).end()
  }
  const guard: RequestHandler = (req, _res, next) => {
    checkAccess(endpoint.access, sessionOf(req))
    next()
  }
  const limit = limits[name]
  const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'
  router[method](endpoint.path, guard, ...(limit ? [limit] : []), run)
}

/** Throws unless this session may call what has this access. */
export function checkAccess(access: Access, session: SessionContext | null): void {
  if (access === 'public') return
  if (!session) throw notSignedIn()
  if (access === 'signed-in') return
  if (!session.roles.some((role) => access.includes(role))) throw forbidden()
}

function read(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(storable(value))
  if (!parsed.success) throw invalidInput(parsed.error)
  return parsed.data
}
