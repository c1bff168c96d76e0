// What protects the pages: response headers, and a check where state-changing requests come from.
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { forbidden } from './problems.ts'

interface SecurityConfig {
  tls: unknown
  softphone: { sipWsUrl: string }
  asterisk: { httpPort: number; httpsPort: number }
}

/** Content Security Policy and its kin; the only foreign address a page may talk to is the SIP WebSocket. */
export function securityHeaders(config: SecurityConfig): RequestHandler {
  const withTls = Boolean(config.tls)
  const asteriskPort = withTls ? config.asterisk.httpsPort : config.asterisk.httpPort
  const sipSocket = config.softphone.sipWsUrl ? new URL(config.softphone.sipWsUrl).origin : `${withTls ? 'wss' : 'ws'}://*:${asteriskPort}`
  return helmet({
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
        connectSrc: ["'self'", sipSocket],
      },
    },
    strictTransportSecurity: withTls,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
  })
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
