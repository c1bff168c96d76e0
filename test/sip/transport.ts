import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { branchOf, buildMessage, cseqOf, parseMessage, requiredHeader, respondTo, type SipMessage, type SipRequest, type SipResponse } from './message.ts'

/** RFC 3261's first retransmission interval, its longest, and the end of a transaction. */
const T1_MS = 500
const T2_MS = 4000
const GIVE_UP_MS = 64 * T1_MS
/** How long a finished socket still answers repeated requests. */
const LINGER_MS = 2000

interface ClientTransaction {
  onResponse: (response: SipResponse) => void
  stopRepeating: () => void
}

/** A UDP socket with SIP transactions: repeats what may have been lost, answers repeated requests once. */
export class SipTransport {
  readonly port: number
  onRequest: (request: SipRequest) => void = () => undefined
  readonly #socket: Socket
  readonly #clients = new Map<string, ClientTransaction>()
  /** Answers already given, by transaction; null while the request is still being worked on. */
  readonly #answers = new Map<string, Buffer | null>()
  readonly #unacknowledged = new Map<string, () => void>()
  readonly #peer: { host: string; port: number }
  #closed = false

  private constructor(socket: Socket, peer: { host: string; port: number }) {
    this.#socket = socket
    this.#peer = peer
    this.port = socket.address().port
    socket.on('message', (bytes, from) => {
      const message = parseMessage(bytes)
      if (message === undefined) return
      if (message.kind === 'response') this.#receiveResponse(message)
      else {
        this.#peer.port = from.port
        this.#receiveRequest(message)
      }
    })
  }

  /** Opens a socket on loopback; port 0 takes any free one. The peer is Asterisk. */
  static async open(port: number, peer: { host: string; port: number }, own = '127.0.0.1'): Promise<SipTransport> {
    const socket = createSocket('udp4')
    socket.bind(port, own)
    await once(socket, 'listening')
    return new SipTransport(socket, peer)
  }

  /** Sends a request and repeats it until it is answered; every response is passed on. */
  request(request: SipRequest, onResponse: (response: SipResponse) => void): void {
    const key = transactionKey(request)
    const isInvite = request.method === 'INVITE'
    const bytes = buildMessage(request)
    const giveUp = setTimeout(() => {
      this.#clients.get(key)?.stopRepeating()
      this.#clients.delete(key)
      onResponse(respondTo(request, 408, 'timeout'))
    }, GIVE_UP_MS)
    const stop = this.#repeat(bytes, isInvite ? Number.POSITIVE_INFINITY : T2_MS)
    this.#clients.set(key, {
      onResponse,
      stopRepeating: () => {
        stop()
        clearTimeout(giveUp)
      },
    })
  }

  /** Sends a request that is not INVITE and waits for its final response. */
  finalResponse(request: SipRequest): Promise<SipResponse> {
    return new Promise((resolve) => {
      this.request(request, (response) => {
        if (response.status >= 200) resolve(response)
      })
    })
  }

  /** Sends something nobody answers: an ACK. */
  send(message: SipMessage): void {
    this.#write(buildMessage(message))
  }

  /** Answers a request; the final answer to an INVITE is repeated until it is acknowledged. */
  reply(request: SipRequest, response: SipResponse): void {
    const bytes = buildMessage(response)
    this.#answers.set(transactionKey(request), bytes)
    if (request.method !== 'INVITE' || response.status < 200) {
      this.#write(bytes)
      return
    }
    const key = acknowledgeKey(request)
    const stop = this.#repeat(bytes, T2_MS)
    const giveUp = setTimeout(stop, GIVE_UP_MS)
    giveUp.unref()
    this.#unacknowledged.set(key, () => {
      stop()
      clearTimeout(giveUp)
    })
  }

  /** Closes once repeated requests can no longer be expected; never keeps the process alive. */
  closeSoon(): void {
    this.#socket.unref()
    setTimeout(() => this.close(), LINGER_MS).unref()
  }

  /** Closes at once: from now on the peer talks to a dead port. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const client of this.#clients.values()) client.stopRepeating()
    for (const stop of this.#unacknowledged.values()) stop()
    this.#socket.close()
  }

  #receiveResponse(response: SipResponse): void {
    // A late 2xx repeat still reaches the dialog, which must acknowledge it again.
    const client = this.#clients.get(transactionKey(response))
    client?.stopRepeating()
    client?.onResponse(response)
  }

  #receiveRequest(request: SipRequest): void {
    if (request.method === 'ACK') {
      const key = acknowledgeKey(request)
      this.#unacknowledged.get(key)?.()
      this.#unacknowledged.delete(key)
      this.onRequest(request)
      return
    }
    const key = transactionKey(request)
    const given = this.#answers.get(key)
    if (given === undefined) {
      this.#answers.set(key, null)
      this.onRequest(request)
    } else if (given !== null) this.#write(given)
  }

  #repeat(bytes: Buffer, longestMs: number): () => void {
    let interval = T1_MS
    let timer: NodeJS.Timeout
    const again = (): void => {
      this.#write(bytes)
      timer = setTimeout(again, interval)
      timer.unref()
      interval = Math.min(interval * 2, longestMs)
    }
    again()
    return () => clearTimeout(timer)
  }

  #write(bytes: Buffer): void {
    if (!this.#closed) this.#socket.send(bytes, this.#peer.port, this.#peer.host)
  }
}

function transactionKey(message: SipMessage): string {
  return `${branchOf(message)} ${cseqOf(message).method}`
}

function acknowledgeKey(message: SipMessage): string {
  return `${requiredHeader(message, 'call-id')} ${cseqOf(message).number}`
}
