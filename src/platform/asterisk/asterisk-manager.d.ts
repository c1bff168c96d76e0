// asterisk-manager brings no types; these are the parts the adapter uses.
declare module 'asterisk-manager' {
  interface Manager extends NodeJS.EventEmitter {
    connect(port: number, host: string): void
    login(done: (error?: unknown) => void): void
    disconnect(): void
    isConnected(): boolean | undefined
    action(fields: Record<string, string>, done: (error: unknown, answer: Record<string, unknown>) => void): string
  }
  /** With a port it connects and logs in by itself; without one (0) it waits to be told. */
  export default function AsteriskManager(port: number, host: string, username: string, password: string, events: boolean): Manager
}
