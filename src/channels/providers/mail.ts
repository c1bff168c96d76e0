// E-mail over SMTP. The Message-ID is made of our request id, so that a repeated try is the same mail to whoever receives it.
import { createTransport } from 'nodemailer'
import type { Provider, Sent } from './provider.ts'

/** Waits for the server, ms; one try in all ends well before the sweep takes its claim for a dead process's. */
const waits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 } as const
const TRY_MS = 60_000

/** What nodemailer says of a failure. */
interface Failure {
  code?: string
  responseCode?: number
  command?: string
}

/** Makes the provider; `url` is smtp://user:password@host:port or smtps://… */
export function createMail({ url, from, tryMs = TRY_MS }: { url: string; from: string; tryMs?: number }): Provider {
  const transport = createTransport({ url, ...waits })
  return {
    name: 'smtp',
    async send({ requestId, address, name, subject, text }): Promise<Sent> {
      try {
        const letter = { from, to: { name, address }, subject, text, messageId: `<${requestId}@hotline-1022>` }
        const sent = await within(tryMs, transport.sendMail(letter))
        return { outcome: 'accepted', providerId: sent.messageId ?? null }
      } catch (error) {
        const { code, responseCode = 0, command } = error as Failure
        // 5xx to the receiver or the letter: the server will never take it. To our password or sender it says nothing of the letter.
        const final = responseCode >= 500 && responseCode < 600 && (command === 'RCPT TO' || command === 'DATA')
        if (final) return { outcome: 'refused', reason: `Máy chủ thư từ chối (${responseCode})` }
        // The server's own words name the receiver: they go no further.
        throw new Error(['mail not taken:', code ?? 'unknown', command, responseCode || undefined].filter(Boolean).join(' '))
      }
    },
  }
}

/** The promise's value, or a failure when it takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
