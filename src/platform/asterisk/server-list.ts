// The Asterisk servers of one hotline, as ASTERISK_SERVERS names them.

/** The name of the only server where nothing else is said; calls from before there were several carry it. */
export const FIRST_SERVER = 'asterisk-1'

/** Where one server is reached. */
export interface AsteriskAddress {
  /** Its name, on every call and recording it has. */
  id: string
  /** Given by ARI_URL and AMI_HOST, or started by npm start: the entry without an address. */
  isOwn: boolean
  /** '' while the embedded server is not started yet. */
  ariUrl: string
  ami: { host: string; port: number }
  /** The softphones' WebSocket as browsers reach it; '' means: at the server's own port. */
  wsUrl: string
  /** The port of that WebSocket without TLS. */
  wsPort: number
  /** The host of that WebSocket; '' means the one the page came from. */
  wsHost: string
}

/** What one entry says; the rest comes from the other settings. */
export interface ServerEntry {
  id: string
  ariUrl: string | null
  ami: { host: string; port: number } | null
  wsUrl: string | null
}

const nameForm = /^[a-z][a-z0-9-]{0,19}$/
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Reads `name` or `name=http://host:8088 ami=host:5038 ws=wss://host/ws`, several separated by semicolons. An entry that
 * is a name alone is the server of ARI_URL. Gives a text for what is wrong with it.
 */
export function readServerList(text: string): ServerEntry[] | string {
  const entries: ServerEntry[] = []
  for (const part of text.split(';').map((one) => one.trim())) {
    if (part === '') continue
    const entry = readEntry(part)
    if (typeof entry === 'string') return entry
    if (entries.some(({ id }) => id === entry.id)) return `names ${entry.id} twice`
    if (entry.ariUrl && entries.some(({ ariUrl }) => ariUrl === entry.ariUrl)) return `has the address ${entry.ariUrl} twice`
    entries.push(entry)
  }
  if (entries.length === 0) return 'names no server'
  if (entries.filter(({ ariUrl }) => ariUrl === null).length > 1) return 'may have one entry without an address only'
  return entries
}

function readEntry(part: string): ServerEntry | string {
  const [head = '', ...more] = part.split(/\s+/)
  const [id = '', ...rest] = head.split('=')
  const ariUrl = rest.length > 0 ? rest.join('=') : null
  if (!nameForm.test(id)) return `has a name that is none: ${id.slice(0, 30)} (small letters, digits and dashes, 20 at most)`
  if (ariUrl !== null && !isUrl(ariUrl, 'http:', 'https:')) return `has no http address for ${id}`
  const entry: ServerEntry = { id, ariUrl, ami: null, wsUrl: null }
  for (const word of more) {
    const [, key, value = ''] = /^(\w+)=(.+)$/.exec(word) ?? []
    if (key === 'ws' && isUrl(value, 'ws:', 'wss:')) entry.wsUrl = value
    else if (key === 'ami' && ariUrl !== null) {
      const [, host, port] = /^(\[[0-9A-Fa-f:]+\]|[\w.-]+)(?::(\d{1,5}))?$/.exec(value) ?? []
      if (!host || Number(port ?? 5038) > 65535) return `has no ami=host:port for ${id}`
      entry.ami = { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? 5038) }
    } else return `says of ${id} what is not understood: ${(key ?? word).slice(0, 20)} (ami=host:port and ws=wss://host/ws may follow an address)`
  }
  return entry
}

const isUrl = (value: string, ...protocols: string[]): boolean => URL.canParse(value) && protocols.includes(new URL(value).protocol)

/** The settings an entry without an address stands for. */
export interface OwnServer {
  ariUrl: string
  ami: { host: string; port: number }
  wsUrl: string
  wsPort: number
}

/** All servers, complete; without a list the one that is our own. */
export function serverAddresses(entries: readonly ServerEntry[] | null, own: OwnServer): AsteriskAddress[] {
  const ownAddress = (id: string, wsUrl: string | null): AsteriskAddress => ({ ...own, id, isOwn: true, wsUrl: wsUrl ?? own.wsUrl, wsHost: '' })
  if (!entries) return [ownAddress(FIRST_SERVER, null)]
  return entries.map(({ id, ariUrl, ami, wsUrl }) => {
    if (ariUrl === null) return ownAddress(id, wsUrl)
    const { hostname, port, protocol } = new URL(ariUrl)
    return {
      id,
      isOwn: false,
      ariUrl,
      ami: ami ?? { host: hostname.replace(/^\[|\]$/g, ''), port: 5038 },
      wsUrl: wsUrl ?? '',
      wsPort: Number(port || (protocol === 'https:' ? 443 : 80)),
      // On the page's own machine: a browser elsewhere reaches it by the name it used.
      wsHost: loopback.has(hostname) ? '' : hostname,
    }
  })
}

/** What decides where the browsers find the servers. */
export interface SipSocketSettings {
  tls: boolean
  /** Asterisk's port with TLS. */
  httpsPort: number
  servers: readonly Pick<AsteriskAddress, 'id' | 'wsUrl' | 'wsPort' | 'wsHost'>[]
}

/** Each server's SIP WebSocket as a browser reaches it whose page came from `pageHost` (a host without port). */
export function sipSockets({ tls, httpsPort, servers }: SipSocketSettings, pageHost: string): { id: string; wsUrl: string }[] {
  return servers.map(({ id, wsUrl, wsPort, wsHost }) => {
    const host = wsHost || pageHost
    return { id, wsUrl: wsUrl || (tls ? `wss://${host}:${httpsPort}/ws` : `ws://${host}:${wsPort}/ws`) }
  })
}
