// The one adapter around asterisk-manager: keeps a session to Asterisk's manager interface for what ARI lacks.
import AsteriskManager from 'asterisk-manager'
import type { Logger } from 'winston'

export interface AmiOptions {
  host: string
  port: number
  username: string
  password: string
  logger: Logger
}

export interface Ami {
  start(): void
  stop(): void
  /** Sends an action; refused with an Error after `limitMs`, or when Asterisk answers Error. */
  action(fields: Record<string, string>, limitMs?: number): Promise<Record<string, string>>
  connected(): boolean
}

/** Makes the adapter; it reconnects for ever once started. */
export function createAmi(options: AmiOptions): Ami {
  let manager: ReturnType<typeof AsteriskManager> | null = null
  let up = false
  return {
    start() {
      manager = AsteriskManager(options.port, options.host, options.username, options.password, false)
      manager.on('connect', () => {
        up = true
      })
      manager.on('close', () => {
        up = false
      })
      // asterisk-manager reports every failed attempt; its own reconnection goes on.
      manager.on('error', (error: Error) => {
        up = false
        options.logger.debug('manager interface not reachable', { reason: error.message })
      })
      manager.keepConnected()
    },
    stop() {
      up = false
      manager?.removeAllListeners()
      manager?.on('error', () => undefined)
      manager?.disconnect()
      manager = null
    },
    action: (fields, limitMs = 2000) =>
      new Promise((resolve, reject) => {
        if (!manager) return reject(new Error('manager interface not started'))
        const timer = setTimeout(() => reject(new Error('manager interface did not answer')), limitMs)
        manager.action(fields, (error: unknown, answer: Record<string, string>) => {
          clearTimeout(timer)
          if (error) reject(new Error(typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)))
          else resolve(answer)
        })
      }),
    connected: () => up,
  }
}
