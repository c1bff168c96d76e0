// E-mail over SMTP. The Message-ID is made of our request id, so that a repeated try is the same mail to whoever receives it.
import { createTransport } from 'nodemailer'
import type { Provider, Sent } from './provider.ts'

/** Makes the provider; `url` is smtp://user:password@host:port or smtps://… */
export function createMail({ url, from }: { url: string; from: string }): Provider {
  const transport = createTransport(url, { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 } as never)
  return {
    name: 'smtp',
    async send({ requestId, address, name, subject, text }): Promise<Sent> {
      try {
        const sent = await transport.sendMail({ from, to: { name, address }, subject, text, messageId: `<${requestId}@hotline-1022>` })
        return { outcome: 'accepted', providerId: sent.messageId ?? null }
      } catch (error) {
        // 5xx: the server will never take it.
        const code = (error as { responseCode?: number }).responseCode ?? 0
        if (code >= 500 && code < 600) return { outcome: 'refused', reason: `Máy chủ thư từ chối (${code})` }
        throw error
      }
    },
  }
}
