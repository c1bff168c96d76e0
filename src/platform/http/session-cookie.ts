// The session cookie: a random value signed with the server's secret. Only its hash is ever stored.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export const sessionCookieName = 'hotline.sid'

/** The id under which a session is kept: the hash of the cookie's value, so that the table alone opens no session. */
export function sessionIdOf(cookieValue: string): string {
  return createHash('sha256').update(cookieValue).digest('hex')
}

/** Reads the session id from a Cookie header (of a socket's handshake); null without a cookie signed by us. */
export function sessionIdFromHeader(header: string | undefined, secret: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=')
    if (part.slice(0, equals).trim() !== sessionCookieName) continue
    const value = unsign(decode(part.slice(equals + 1).trim()), secret)
    if (value) return sessionIdOf(value)
  }
  return null
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

// express-session's form: `s:<value>.<base64 of HMAC-SHA256 without padding>`.
function unsign(signed: string, secret: string): string | null {
  const dot = signed.lastIndexOf('.')
  if (!signed.startsWith('s:') || dot < 0) return null
  const value = signed.slice(2, dot)
  const expected = Buffer.from(createHmac('sha256', secret).update(value).digest('base64').replace(/=+$/, ''))
  const given = Buffer.from(signed.slice(dot + 1))
  return expected.length === given.length && timingSafeEqual(expected, given) ? value : null
}
