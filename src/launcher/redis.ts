// The embedded Redis: loopback only, nothing on the disk, for it never holds the only copy of anything.
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import type { DebianRuntime } from './debian-runtime.ts'
import { type ManagedProcess, manageProcess, stillRuns } from './managed-process.ts'
import { rememberedPort } from './ports.ts'
import { keepFile } from './small-files.ts'

/** Writes its settings and plans its server. */
export async function embeddedRedis(dataDir: string, password: string, runtime: DebianRuntime): Promise<{ process: ManagedProcess; url: string }> {
  const folder = path.join(dataDir, 'redis')
  const { command, args } = runtime.command('bin/redis-server')
  const whereabouts = { cwd: folder, program: command }
  const port = await rememberedPort(dataDir, 'redis', stillRuns(dataDir, 'redis', whereabouts))
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const settings = [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${password}`,
    `dir "${folder}"`,
    'save ""',
    'appendonly no',
    'maxmemory 128mb',
    'maxmemory-policy volatile-lru',
    'daemonize no',
  ]
  const file = path.join(folder, 'redis.conf')
  keepFile(file, `${settings.join('\n')}\n`)
  const process = manageProcess(dataDir, {
    name: 'redis',
    command,
    args: [...args, file],
    fingerprint: JSON.stringify([command, args, settings]),
    cwd: folder,
    whereabouts,
    isReady: () => pings(port, password),
    readyWithinMs: 20_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 5000,
  })
  return { process, url: `redis://:${password}@127.0.0.1:${port}` }
}

/** Asks as a client would, in the few words of the protocol that needs. */
function pings(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' })
    let heard = ''
    socket.setTimeout(1000, () => socket.destroy())
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`))
    socket.on('data', (bytes) => {
      heard += bytes.toString()
      if (heard.includes('+PONG')) socket.destroy()
    })
    socket.once('error', () => undefined)
    socket.once('close', () => resolve(heard.includes('+PONG')))
  })
}
