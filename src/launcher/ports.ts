// Ports: those in the settings must be free, those of the inner servers are chosen once and remembered.
import dgram from 'node:dgram'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'

/** Whether this program could listen on a TCP port now. */
export function tcpIsFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** The same for UDP. */
export function udpIsFree(port: number, host = '0.0.0.0'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4')
    socket.once('error', () => resolve(false))
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(true)))
  })
}

/** A TCP port nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** The port an inner server had last time, or a new one when that has been taken meanwhile; kept in DATA_DIR/run/ports.json. */
export async function rememberedPort(dataDir: string, name: string, isOurs: boolean): Promise<number> {
  const file = fileOf(dataDir)
  const before = knownPort(dataDir, name)
  if (before !== null && (isOurs || (await tcpIsFree(before)))) return before
  const port = await freePort()
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(`${file}.${name}`, JSON.stringify({ ...readPorts(dataDir), [name]: port }))
  fs.renameSync(`${file}.${name}`, file)
  return port
}

/** The port an inner server had last time. */
export function knownPort(dataDir: string, name: string): number | null {
  return readPorts(dataDir)[name] ?? null
}

const fileOf = (dataDir: string) => path.join(dataDir, 'run/ports.json')

function readPorts(dataDir: string): Record<string, number> {
  try {
    return JSON.parse(fs.readFileSync(fileOf(dataDir), 'utf8')) as Record<string, number>
  } catch {
    // None yet, or torn: another port does as well.
    return {}
  }
}
