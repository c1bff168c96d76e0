// The audio ports of the media thread, lent to one leg at a time.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ToMedia } from './messages.ts'

export interface MediaPort {
  port: number
  start(remote: { host: string; port: number }): void
  /** Falls silent and gives the port back. */
  release(): void
}

export interface MediaPorts {
  take(): MediaPort
  end(): Promise<unknown>
}

/** Opens so many ports on a thread of their own. */
export async function openMediaPorts(slots: number): Promise<MediaPorts> {
  const worker = new Worker(new URL('./media.ts', import.meta.url), { workerData: { slots } })
  const [ports] = (await once(worker, 'message')) as [number[]]
  const say = (message: ToMedia) => worker.postMessage(message)
  const free = ports.map((_, slot) => slot)
  return {
    take() {
      const slot = free.shift()
      if (slot === undefined) throw new Error('no audio port is free')
      let lent = true
      return {
        port: ports[slot] ?? 0,
        start: (remote) => lent && say({ type: 'start', slot, ...remote }),
        release() {
          if (!lent) return
          lent = false
          say({ type: 'stop', slot })
          free.push(slot)
        },
      }
    },
    end: () => worker.terminate(),
  }
}
