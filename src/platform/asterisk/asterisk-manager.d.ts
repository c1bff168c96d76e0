// asterisk-manager brings no types; these are the parts the adapter uses.
declare module 'asterisk-manager' {
  interface Manager extends NodeJS.EventEmitter {
    keepConnected(): void
    disconnect(): void
    action(fields: Record<string, string>, done: (error: unknown, answer: Record<string, string>) => void): void
  }
  export default function AsteriskManager(port: number, host: string, username: string, password: string, events: boolean): Manager
}
