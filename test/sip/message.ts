/** SIP messages (RFC 3261): just enough parsing and building for a test telephone. */

export type Headers = [name: string, value: string][]

export interface SipRequest {
  kind: 'request'
  method: string
  uri: string
  headers: Headers
  body: string
}

export interface SipResponse {
  kind: 'response'
  status: number
  reason: string
  headers: Headers
  body: string
}

export type SipMessage = SipRequest | SipResponse

const COMPACT: Record<string, string> = {
  c: 'content-type',
  f: 'from',
  i: 'call-id',
  l: 'content-length',
  m: 'contact',
  t: 'to',
  v: 'via',
}

const REASONS: Record<number, string> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  404: 'Not Found',
  408: 'Request Timeout',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  491: 'Request Pending',
  501: 'Not Implemented',
  603: 'Decline',
}

/** Parses one datagram; anything that is not SIP gives undefined. */
export function parseMessage(bytes: Buffer): SipMessage | undefined {
  const text = bytes.toString('utf8')
  const split = text.indexOf('\r\n\r\n')
  if (split < 0) return undefined
  const [first = '', ...lines] = text
    .slice(0, split)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers: Headers = lines.map((line) => {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    return [COMPACT[name] ?? name, line.slice(colon + 1).trim()]
  })
  const body = text.slice(split + 4)
  const response = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(first)
  if (response) {
    return {
      kind: 'response',
      status: Number(response[1]),
      reason: response[2] ?? '',
      headers,
      body,
    }
  }
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(first)
  if (!request) return undefined
  return { kind: 'request', method: request[1] ?? '', uri: request[2] ?? '', headers, body }
}

/** The datagram of a message; Content-Length is added here. */
export function buildMessage(message: SipMessage): Buffer {
  const first = message.kind === 'request' ? `${message.method} ${message.uri} SIP/2.0` : `SIP/2.0 ${message.status} ${message.reason}`
  const lines = message.headers.map(([name, value]) => `${name}: ${value}`)
  const length = `Content-Length: ${Buffer.byteLength(message.body)}`
  return Buffer.from([first, ...lines, length, '', message.body].join('\r\n'))
}

/** First value of a header, by its lower-case name. */
export function header(message: SipMessage, name: string): string | undefined {
  return message.headers.find(([key]) => key.toLowerCase() === name)?.[1]
}

/** A header no SIP message may lack. */
export function requiredHeader(message: SipMessage, name: string): string {
  const value = header(message, name)
  if (value === undefined) throw new Error(`SIP message without ${name}`)
  return value
}

/** The branch that names the transaction. */
export function branchOf(message: SipMessage): string {
  return /;branch=([^;,\s]+)/.exec(header(message, 'via') ?? '')?.[1] ?? ''
}

/** Number and method of CSeq. */
export function cseqOf(message: SipMessage): { number: number; method: string } {
  const [number = '0', method = ''] = (header(message, 'cseq') ?? '').split(/\s+/)
  return { number: Number(number), method }
}

/** The tag of a From or To value, looked for behind the URI because a display name may hold anything. */
export function tagOf(value: string): string | undefined {
  return /;tag=([^;\s]+)/.exec(value.slice(value.lastIndexOf('>') + 1))?.[1]
}

/** The URI inside a From, To or Contact value. */
export function uriOf(value: string): string {
  const withoutName = value.replace(/^\s*"(?:[^"\\]|\\.)*"/, '')
  return /<([^>]*)>/.exec(withoutName)?.[1] ?? withoutName.split(';')[0]?.trim() ?? ''
}

/** A response to the request with the headers RFC 3261 8.2.6 has copied. */
export function respondTo(request: SipRequest, status: number, toTag: string, extra: Headers = [], body = ''): SipResponse {
  const copied = request.headers
    .filter(([name]) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(name))
    .map(([name, value]): [string, string] => (name === 'to' && tagOf(value) === undefined ? [name, `${value};tag=${toTag}`] : [name, value]))
  return {
    kind: 'response',
    status,
    reason: REASONS[status] ?? 'Unknown',
    headers: [...copied, ...extra],
    body,
  }
}

/** A display name as quoted string. */
export function quoted(name: string): string {
  return `"${name.replace(/[\r\n]/g, ' ').replace(/(["\\])/g, '\\$1')}"`
}

/** The ACK of a failed INVITE belongs to the INVITE's own transaction. */
export function acknowledgeFailure(invite: SipRequest, response: SipResponse): SipRequest {
  const kept = invite.headers.filter(([name]) => ['Via', 'Max-Forwards', 'From', 'Call-ID'].includes(name))
  return {
    kind: 'request',
    method: 'ACK',
    uri: invite.uri,
    headers: [...kept, ['To', requiredHeader(response, 'to')], ['CSeq', `${cseqOf(invite).number} ACK`]],
    body: '',
  }
}

/** The Q.850 cause in the Reason header. */
export function causeOf(message: SipMessage): number | undefined {
  const cause = /Q\.850\s*;\s*cause=(\d+)/i.exec(header(message, 'reason') ?? '')?.[1]
  return cause === undefined ? undefined : Number(cause)
}
