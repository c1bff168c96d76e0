// ARI's commands over HTTP: a few connections that stay open, so that a command costs one round trip and little else.
import http from 'node:http'
import https from 'node:https'

/** Asterisk said no: the thing is gone, moved or in another state (404, 409, 422). A transition, not an accident. */
export class AriRefused extends Error {}

export interface AriRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path below /ari, its parts as they are: they are encoded here. */
  path: readonly string[]
  query?: Record<string, string | number | boolean>
  body?: unknown
}

export type SendAri = (request: AriRequest) => Promise<unknown>

/** Asterisk itself closes an idle connection after 20 s; ours must go first, or a command meets a closed door. */
const IDLE_MS = 15_000
const LIMIT_MS = 10_000

/** Makes the sender; the password goes with every request. */
export function createAriSender(options: { url: string; username: string; password: string }): SendAri {
  const base = new URL(options.url)
  const secure = base.protocol === 'https:'
  const agent = new (secure ? https : http).Agent({ keepAlive: true, maxSockets: 256, timeout: IDLE_MS })
  const { request } = secure ? https : http
  const authorization = `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`

  const once = ({ method, path, query, body }: AriRequest): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? null : JSON.stringify(body)
      const search = query ? `?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}` : ''
      const asked = request({
        agent,
        method,
        host: base.hostname,
        port: base.port,
        path: `/ari/${path.map(encodeURIComponent).join('/')}${search}`,
        // A length is always told: Asterisk closes the connection after a POST without one.
        headers: { authorization, ...(text === null ? {} : { 'content-type': 'application/json' }), 'content-length': Buffer.byteLength(text ?? '') },
      })
      const limit = setTimeout(() => asked.destroy(new Error('Asterisk did not answer')), LIMIT_MS)
      asked.once('close', () => clearTimeout(limit))
      asked.once('error', (error: NodeJS.ErrnoException) => reject(Object.assign(error, { stale: asked.reusedSocket && error.code === 'ECONNRESET' })))
      asked.once('response', (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('error', reject)
        answer.once('end', () => {
          const said = Buffer.concat(chunks).toString()
          if ((answer.statusCode ?? 500) < 300) resolve(said === '' ? null : JSON.parse(said))
          else reject(new AriRefused(said || `status ${answer.statusCode}`))
        })
      })
      asked.end(text ?? undefined)
    })

  return async (asked) => {
    try {
      // A connection closed under our feet: the command never arrived, and ids fixed beforehand make a second one harmless.
      return await once(asked).catch((error: { stale?: boolean }) => (error.stale ? once(asked) : Promise.reject(error)))
    } catch (error) {
      throw error instanceof AriRefused ? error : new AriRefused(error instanceof Error ? error.message : String(error))
    }
  }
}
