// SMS over HTTP in the shape of eSMS: one POST a message; "100" means accepted, the delivery comes by callback.
import { z } from 'zod'
import type { OutgoingText, Provider, Sent } from './provider.ts'

export interface EsmsSettings {
  url: string
  apiKey: string
  secretKey: string
  brand: string
  sandbox: boolean
  callbackUrl: string | null
}

const TIMEOUT_MS = 10_000
const Answer = z.object({ CodeResult: z.coerce.string(), SMSID: z.coerce.string().optional(), ErrorMessage: z.string().optional() })

/** 124: this RequestId was sent before, so the try whose answer we never got had arrived. */
const DUPLICATE_REQUEST = '124'
/** Wrong key, brand not registered, bad number, text not allowed: no repetition helps. */
const FINAL = new Set(['101', '102', '104', '108', '118', '119', '131', '132', '146', '177'])

/** Makes the provider. */
export function createEsms(settings: EsmsSettings): Provider {
  const endpoint = new URL('SendMultipleMessage_V4_post_json', settings.url.endsWith('/') ? settings.url : `${settings.url}/`)
  return {
    name: 'esms',
    async send(message: OutgoingText): Promise<Sent> {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(bodyOf(message, settings)),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (!response.ok) throw new Error(`the provider answered ${response.status}`)
      const answer = Answer.parse(await response.json())
      if (answer.CodeResult === '100' || answer.CodeResult === DUPLICATE_REQUEST) return { outcome: 'accepted', providerId: answer.SMSID ?? null }
      if (FINAL.has(answer.CodeResult)) return { outcome: 'refused', reason: `Nhà cung cấp từ chối (${answer.CodeResult})` }
      throw new Error(`the provider answered code ${answer.CodeResult}`)
    },
  }
}

function bodyOf({ requestId, address, text, unicode }: OutgoingText, { apiKey, secretKey, brand, sandbox, callbackUrl }: EsmsSettings) {
  return {
    ApiKey: apiKey,
    SecretKey: secretKey,
    // Carriers in Viet Nam write their numbers with 84 and no plus.
    Phone: address.replace(/^\+/, ''),
    Content: text,
    Brandname: brand,
    SmsType: '2',
    IsUnicode: unicode ? '1' : '0',
    RequestId: requestId,
    Sandbox: sandbox ? '1' : '0',
    ...(callbackUrl ? { CallbackUrl: callbackUrl } : {}),
  }
}
