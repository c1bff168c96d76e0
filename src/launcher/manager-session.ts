// A short session with Asterisk's manager interface, for what must work while the platform is away. No business code.
import net from 'node:net'
import { parsePackets } from './manager-packets.ts'

/** One packet: names as Asterisk writes them. */
export type ManagerPacket = Record<string, string>

export interface ManagerSession {
  /** Sends an action and gives its answer; refused when Asterisk says Error or says nothing. */
  action(fields: ManagerPacket): Promise<ManagerPacket>
  /** An action that answers with a list, such as CoreShowChannels: its events without the closing one. */
  list(fields: ManagerPacket): Promise<ManagerPacket[]>
  close(): void
}

interface Waiting {
  /** The event packets so far, where a list was asked for. */
  rows: ManagerPacket[] | null
  resolve(answer: { answer: ManagerPacket; rows: ManagerPacket[] }): void
  reject(error: Error): void
  timer: NodeJS.Timeout
}

/** Logs in; every answer must come within `limitMs`, or the action is refused with an Error. */
export async function connect(host: string, port: number, username: string, password: string, limitMs = 2000): Promise<ManagerSession> {
  const socket = net.connect({ host, port })
  const waiting = new Map<string, Waiting>()
  let asked = 0
  let text = ''

  const fail = (error: Error) => {
    socket.destroy()
    for (const one of waiting.values()) {
      clearTimeout(one.timer)
      one.reject(error)
    }
    waiting.clear()
  }
  const settle = (id: string, answer: ManagerPacket) => {
    const one = waiting.get(id)
    if (!one) return
    waiting.delete(id)
    clearTimeout(one.timer)
    if (answer['Response'] === 'Error') one.reject(new Error(`Asterisk refused: ${answer['Message'] ?? 'no reason'}`))
    else one.resolve({ answer, rows: one.rows ?? [] })
  }
  const take = (packet: ManagerPacket) => {
    const id = packet['ActionID']
    const one = id === undefined ? undefined : waiting.get(id)
    if (!id || !one) return
    // A list's answer comes first and its closing event last; an action without rows is over with its answer.
    if (packet['Response'] !== undefined) {
      if (one.rows === null || packet['Response'] === 'Error') settle(id, packet)
    } else if (packet['EventList'] === 'Complete') settle(id, packet)
    else one.rows?.push(packet)
  }
  socket.setEncoding('utf8')
  socket.on('data', (piece: string) => {
    const { packets, rest } = parsePackets(text + piece)
    text = rest
    for (const packet of packets) take(packet)
  })
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the manager interface closed the session')))

  const send = (fields: ManagerPacket, rows: ManagerPacket[] | null) =>
    new Promise<{ answer: ManagerPacket; rows: ManagerPacket[] }>((resolve, reject) => {
      if (socket.destroyed) return reject(new Error('the manager session is closed'))
      asked += 1
      const id = `launcher-${asked}`
      const timer = setTimeout(() => {
        waiting.delete(id)
        reject(new Error('the manager interface did not answer'))
      }, limitMs)
      waiting.set(id, { rows, resolve, reject, timer })
      // A line break inside a value would begin another field.
      const lines = Object.entries({ ...fields, ActionID: id }).map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}`)
      socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    })

  try {
    await send({ Action: 'Login', Username: username, Secret: password, Events: 'off' }, null)
  } catch (error) {
    socket.destroy()
    throw error
  }
  return {
    action: async (fields) => (await send(fields, null)).answer,
    list: async (fields) => (await send(fields, [])).rows,
    close: () => void socket.destroy(),
  }
}
