/** Session descriptions with the one codec the telephone network uses, PCMA, and DTMF events. */

export const PCMA = 8
export const DTMF = 101

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

export interface RemoteMedia {
  host: string
  port: number
  direction: Direction
  /** Payload type the peer wants DTMF events with, if it takes them. */
  dtmf: number | undefined
}

/** Our description of a session: the same id and version for the same content, as RFC 3264 asks. */
export function buildSdp(port: number, direction: Direction, id: number, version: number): string {
  return [
    'v=0',
    `o=- ${id} ${version} IN IP4 127.0.0.1`,
    's=test',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP ${PCMA} ${DTMF}`,
    `a=rtpmap:${PCMA} PCMA/8000`,
    `a=rtpmap:${DTMF} telephone-event/8000`,
    `a=fmtp:${DTMF} 0-16`,
    'a=ptime:20',
    `a=${direction}`,
    '',
  ].join('\r\n')
}

/** Where the peer wants audio; undefined when the body is no audio description. */
export function parseSdp(body: string): RemoteMedia | undefined {
  const media = /^m=audio (\d+) /m.exec(body)
  if (!media) return undefined
  const dtmf = /^a=rtpmap:(\d+) telephone-event\/8000/im.exec(body)?.[1]
  return {
    host: /^c=IN IP4 (\S+)/m.exec(body)?.[1] ?? '127.0.0.1',
    port: Number(media[1]),
    direction: directionOf(body),
    dtmf: dtmf === undefined ? undefined : Number(dtmf),
  }
}

/** The direction we answer an offer with, seen from our side. */
export function answerDirection(offered: Direction, wanted: Direction): Direction {
  const send = (wanted === 'sendrecv' || wanted === 'sendonly') && (offered === 'sendrecv' || offered === 'recvonly')
  const receive = (wanted === 'sendrecv' || wanted === 'recvonly') && (offered === 'sendrecv' || offered === 'sendonly')
  if (send) return receive ? 'sendrecv' : 'sendonly'
  return receive ? 'recvonly' : 'inactive'
}

function directionOf(body: string): Direction {
  const found = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(body)?.[1]
  return found === 'sendonly' || found === 'recvonly' || found === 'inactive' ? found : 'sendrecv'
}
