// What protects the pages: response headers, and a check where state-changing requests come from.
import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { type SipSocketSettings, sipSockets } from '../asterisk/server-list.ts'
import { forbidden } from './problems.ts'

interface SecurityConfig {
  tls: unknown
  asterisk: Omit<SipSocketSettings, 'tls'>
}

/** Content Security Policy and its kin; the only foreign addresses a page may talk to are the SIP WebSockets. */
export function securityHeaders(config: SecurityConfig): RequestHandler {
  const withTls = Boolean(config.tls)
  // Asterisk's own port on the host the page came from; anything odd in the Host header must not get into the policy.
  const socketsOf = (req: IncomingMessage): string => {
    const host = /^([\w.-]+|\[[\da-f:]+\])(:\d+)?$/i.exec(req.headers.host ?? '')?.[1] ?? 'localhost'
    return [...new Set(sipSockets({ ...config.asterisk, tls: withTls }, host).map(({ wsUrl }) => new URL(wsUrl).origin))].join(' ')
  }
  const policy = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library sets style attributes and style elements at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", socketsOf],
      },
    },
    strictTransportSecurity: withTls,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
  })
  return (req, res, next) => {
    res.set('Permissions-Policy', 'microphone=(self), geolocation=(self), camera=(), payment=()')
    policy(req, res, next)
  }
}

/** Is this Origin header the host the request was sent to? Programs that are no browser send none. */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** Refuses state-changing requests that a foreign page made the browser send. */
export const sameOriginOnly: RequestHandler = (req, _res, next) => {
  const safe = req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS'
  const site = req.headers['sec-fetch-site']
  const foreign = !isSameOrigin(req.headers.origin, req.headers.host) || (site !== undefined && site !== 'same-origin' && site !== 'none')
  if (!safe && foreign) throw forbidden()
  next()
}
