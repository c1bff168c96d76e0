// ASTERISK_SERVERS as it is written, what it stands for, and where browsers find each server.
import { describe, expect, it } from 'vitest'
import { BadSettings, loadConfig, loadPlatformConfig } from '../../src/config.ts'
import { readServerList, serverAddresses, sipSockets } from '../../src/platform/asterisk/server-list.ts'

const passwords = { ARI_PASSWORD: 'one-for-all', AMI_PASSWORD: 'one-for-all' }
const messageOf = (environment: Record<string, string>, load: (given: Record<string, string>) => unknown = loadConfig): string => {
  try {
    load(environment)
    return ''
  } catch (error) {
    if (error instanceof BadSettings) return error.message
    throw error
  }
}

describe('the list', () => {
  it('names each server with what is known of it', () => {
    expect(readServerList(' asterisk-1 ; asterisk-2=http://10.0.0.2:8088 ami=10.0.0.2:5039 ws=wss://tel2.example.vn/ws;')).toEqual([
      { id: 'asterisk-1', ariUrl: null, ami: null, wsUrl: null },
      { id: 'asterisk-2', ariUrl: 'http://10.0.0.2:8088', ami: { host: '10.0.0.2', port: 5039 }, wsUrl: 'wss://tel2.example.vn/ws' },
    ])
    expect(readServerList('a=https://h ami=[fd00::1]')).toEqual([{ id: 'a', ariUrl: 'https://h', ami: { host: 'fd00::1', port: 5038 }, wsUrl: null }])
  })
  it.each([
    ['', 'names no server'],
    [';;', 'names no server'],
    ['a;b', 'may have one entry without an address only'],
    ['a=http://h:1;a=http://h:2', 'names a twice'],
    ['a=http://h:1;b=http://h:1', 'has the address http://h:1 twice'],
    ['A=http://h', 'has a name that is none'],
    ['máy-1=http://h', 'has a name that is none'],
    [`${'a'.repeat(21)}=http://h`, '20 at most'],
    ['a=10.0.0.1:8088', 'has no http address for a'],
    ['a=http://h ami=h:99999', 'has no ami=host:port for a'],
    ['a=http://h ami=h;x=1', 'has no http address for x'],
    ['a=http://h wss=wss://h', 'says of a what is not understood: wss'],
    ['a=http://h ws=http://h', 'says of a what is not understood: ws'],
    ['a ami=h:1', 'says of a what is not understood: ami'],
  ])('%s: %s', (text, says) => expect(readServerList(text)).toContain(says))
})

describe('the settings', () => {
  it('without the list there is one server, and it is ours', () => {
    const { asterisk } = loadConfig({ ARI_URL: 'http://10.0.0.1:8088', ...passwords, AMI_HOST: '10.0.0.1', PUBLIC_SIP_WS_URL: 'wss://h.example/ws' })
    expect(asterisk.servers).toEqual([
      {
        id: 'asterisk-1',
        isOwn: true,
        ariUrl: 'http://10.0.0.1:8088',
        ami: { host: '10.0.0.1', port: 5038 },
        wsUrl: 'wss://h.example/ws',
        wsPort: 8088,
        wsHost: '',
      },
    ])
    expect(asterisk.name).toBe('asterisk-1')
  })
  it('an entry without an address is the one npm start starts', () => {
    const { asterisk } = loadConfig({ ASTERISK_SERVERS: 'pleiku; quy-nhon=http://10.0.0.2:8090', ...passwords })
    expect(asterisk.servers.map(({ id, isOwn, ariUrl }) => [id, isOwn, ariUrl])).toEqual([
      ['pleiku', true, ''],
      ['quy-nhon', false, 'http://10.0.0.2:8090'],
    ])
    expect(asterisk.servers[1]).toMatchObject({ ami: { host: '10.0.0.2', port: 5038 }, wsHost: '10.0.0.2', wsPort: 8090 })
    expect(asterisk.name).toBe('pleiku')
  })
  it('the platform needs ARI_URL only where one server is its own', () => {
    const urls = { DATABASE_URL: 'postgresql://h/x', REDIS_URL: 'redis://h', SESSION_SECRET: 'a secret for tests, long enough to be one', ...passwords }
    expect(messageOf({ ...urls, ASTERISK_SERVERS: 'a=http://h:1; b=http://h:2' }, loadPlatformConfig)).toBe('')
    expect(messageOf({ ...urls, ASTERISK_SERVERS: 'a; b=http://h:2' }, loadPlatformConfig)).toContain('ARI_URL must be set')
  })
  it.each([
    [{ ASTERISK_SERVERS: 'a=http://h:1; b=http://h:2' }, 'ARI_PASSWORD must be that of all servers'],
    [{ ASTERISK_SERVERS: 'a=http://h:1', ARI_URL: 'http://h:2', ...passwords }, 'ASTERISK_SERVERS names no server for ARI_URL'],
    [{ ASTERISK_SERVERS: 'a=ftp://h', ...passwords }, 'ASTERISK_SERVERS has no http address for a'],
    [{ ASTERISK_NAME: 'Máy 1' }, 'ASTERISK_NAME may hold small letters'],
  ])('%j is refused: %s', (environment, says) => expect(messageOf(environment)).toContain(says))
  it('a process without calls needs no passwords of the servers', () => {
    expect(messageOf({ ROLES: 'web', SESSION_SECRET: 'a secret for tests, long enough to be one', ASTERISK_SERVERS: 'a=http://h:1; b=http://h:2' })).toBe('')
  })
})

describe('where browsers find them', () => {
  const own = { ariUrl: '', ami: { host: '127.0.0.1', port: 5038 }, wsUrl: '', wsPort: 8088 }
  const socketsOf = (text: string | null, tls: boolean) => {
    const entries = text === null ? null : readServerList(text)
    if (typeof entries === 'string') throw new Error(entries)
    return sipSockets({ tls, httpsPort: 8089, servers: serverAddresses(entries, own) }, 'hotline.example.vn').map(({ wsUrl }) => wsUrl)
  }
  it.each<[string | null, boolean, string[]]>([
    [null, false, ['ws://hotline.example.vn:8088/ws']],
    [null, true, ['wss://hotline.example.vn:8089/ws']],
    ['a; b=http://10.0.0.2:8090', false, ['ws://hotline.example.vn:8088/ws', 'ws://10.0.0.2:8090/ws']],
    ['a; b=http://10.0.0.2:8090', true, ['wss://hotline.example.vn:8089/ws', 'wss://10.0.0.2:8089/ws']],
    ['a; b=http://127.0.0.1:8090', false, ['ws://hotline.example.vn:8088/ws', 'ws://hotline.example.vn:8090/ws']],
    ['a; b=http://10.0.0.2:8090 ws=wss://tel2.example.vn/ws', true, ['wss://hotline.example.vn:8089/ws', 'wss://tel2.example.vn/ws']],
  ])('%s, TLS %s', (text, tls, expected) => expect(socketsOf(text, tls)).toEqual(expected))
})
