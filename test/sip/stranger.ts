import { createHash, randomUUID } from 'node:crypto'
import { type Headers, header, type SipRequest, type SipResponse } from './message.ts'
import { SipTransport } from './transport.ts'

export interface StrangerOptions {
  sipPort: number
  /** The loopback address he comes from; 127.0.0.1 is the trunk's. */
  host: string
}

/** Somebody on the network who is no telephone of ours: guesses passwords, tries to call. */
export class Stranger {
  readonly #transport: SipTransport
  readonly #options: StrangerOptions

  private constructor(transport: SipTransport, options: StrangerOptions) {
    this.#transport = transport
    this.#options = options
  }

  static async open(options: StrangerOptions): Promise<Stranger> {
    return new Stranger(await SipTransport.open(0, { host: '127.0.0.1', port: options.sipPort }, options.host), options)
  }

  /** Registers as `user`; answers the challenge with this password. Resolves with the last answer's status. */
  async register(user: string, password: string): Promise<number> {
    const request = this.#request('REGISTER', `sip:127.0.0.1:${this.#options.sipPort}`, user)
    const challenged = await this.#transport.finalResponse(request)
    if (challenged.status !== 401) return challenged.status
    const authorized = this.#request('REGISTER', request.uri, user, [['Authorization', authorization(challenged, request, user, password)]])
    return (await this.#transport.finalResponse(authorized)).status
  }

  /** Calls the hotline, calling himself `user`; resolves with the final status. */
  async call(user: string): Promise<number> {
    const response = await new Promise<SipResponse>((resolve) => {
      this.#transport.request(this.#request('INVITE', `sip:1022@127.0.0.1:${this.#options.sipPort}`, user), (answer) => {
        if (answer.status >= 200) resolve(answer)
      })
    })
    return response.status
  }

  close(): void {
    this.#transport.close()
  }

  #request(method: string, uri: string, user: string, extra: Headers = []): SipRequest {
    const own = `${this.#options.host}:${this.#transport.port}`
    return {
      kind: 'request',
      method,
      uri,
      headers: [
        ['Via', `SIP/2.0/UDP ${own};branch=z9hG4bK${randomUUID()};rport`],
        ['Max-Forwards', '70'],
        ['From', `<sip:${user}@127.0.0.1>;tag=${randomUUID()}`],
        ['To', `<sip:${method === 'REGISTER' ? user : '1022'}@127.0.0.1>`],
        ['Call-ID', randomUUID()],
        ['CSeq', `1 ${method}`],
        ['Contact', `<sip:${user}@${own}>`],
        ...extra,
      ],
      body: '',
    }
  }
}

/** Digest (RFC 2617) with qop=auth, as Asterisk asks for it. */
function authorization(challenged: SipResponse, request: SipRequest, user: string, password: string): string {
  const challenge = header(challenged, 'www-authenticate') ?? ''
  const field = (name: string) => new RegExp(`${name}="?([^",]+)"?`).exec(challenge)?.[1] ?? ''
  const md5 = (text: string) => createHash('md5').update(text).digest('hex')
  const [realm, nonce, opaque, cnonce] = [field('realm'), field('nonce'), field('opaque'), randomUUID()]
  const response = md5(`${md5(`${user}:${realm}:${password}`)}:${nonce}:00000001:${cnonce}:auth:${md5(`${request.method}:${request.uri}`)}`)
  return `Digest username="${user}", realm="${realm}", nonce="${nonce}", opaque="${opaque}", uri="${request.uri}", algorithm=MD5, qop=auth, nc=00000001, cnonce="${cnonce}", response="${response}"`
}
