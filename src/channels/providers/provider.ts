// What sends a text, whoever does it.

export interface OutgoingText {
  /** The same at every try: whoever saw it before sends nothing again. */
  requestId: string
  address: string
  name: string
  subject: string
  text: string
  unicode: boolean
}

/** accepted: taken over, not yet delivered. refused: never will be. Anything thrown is a try to be repeated. */
export type Sent = { outcome: 'accepted'; providerId: string | null } | { outcome: 'refused'; reason: string }

export interface Provider {
  name: string
  send(message: OutgoingText): Promise<Sent>
}
