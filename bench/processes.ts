// What the system's processes cost: memory and processor time from /proc; the platform's live heap over its inspector.
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Clock ticks of /proc/<pid>/stat in a second; Linux has told 100 to programs for ever. */
const TICKS = 100

/** The process id of one of the launcher's children. */
export function pidOf(dataDir: string, name: string): number {
  return (JSON.parse(readFileSync(path.join(dataDir, 'run', `${name}.json`), 'utf8')) as { pid: number }).pid
}

/** Resident memory in megabytes. */
export function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}

/** Processor seconds used so far, all threads, user and system. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

/** Looks at the memory four times a second; `stop` answers the highest value. */
export function watchMemory(pid: number): { stop(): number } {
  let peak = 0
  const look = () => {
    peak = Math.max(peak, residentMb(pid))
  }
  look()
  const timer = setInterval(look, 250)
  return {
    stop() {
      clearInterval(timer)
      look()
      return peak
    },
  }
}

/** One session with a Node process's inspector, which `process.kill(pid, 'SIGUSR1')` opens on this port. */
export async function inspect(port: number, pid: number) {
  process.kill(pid, 'SIGUSR1')
  let target: { webSocketDebuggerUrl: string } | undefined
  while (!target) {
    const list = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null)
    target = list ? ((await list.json()) as { webSocketDebuggerUrl: string }[])[0] : undefined
    if (!target) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  let last = 0
  const waiting = new Map<number, (result: unknown) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result: unknown }
    if (id !== undefined) waiting.get(id)?.(result)
  })
  const send = <T>(method: string, params: object = {}): Promise<T> => {
    last += 1
    const id = last
    socket.send(JSON.stringify({ id, method, params }))
    return new Promise((resolve) => waiting.set(id, resolve as (result: unknown) => void))
  }
  return {
    send,
    /** Collects garbage twice and answers what is still alive, in megabytes. */
    async liveHeapMb(): Promise<number> {
      await send('HeapProfiler.collectGarbage')
      await send('HeapProfiler.collectGarbage')
      const { usedSize } = await send<{ usedSize: number }>('Runtime.getHeapUsage')
      return usedSize / 2 ** 20
    },
    close: () => socket.close(),
  }
}
