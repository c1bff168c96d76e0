// One connection to the manager interface, from connecting to its end; never used again afterwards. asterisk-manager would
// keep callbacks nobody answers, half a message of the dead connection and actions to send later: a new one has none of it.
import AsteriskManager from 'asterisk-manager'

/** A message of Asterisk: field names in small letters, repeated fields joined by line breaks, `chanvariable.NAME` for variables. */
export type AmiFields = Record<string, string>

export interface AmiAddress {
  host: string
  port: number
  username: string
  password: string
}

export interface AmiSession {
  /** Sends an action and resolves with its answer. */
  action(fields: AmiFields, limitMs: number): Promise<AmiFields>
  /** Sends a list action and resolves with the rows before its …Complete event. */
  list(fields: AmiFields, limitMs: number): Promise<AmiFields[]>
  close(): void
}

interface SessionListener {
  /** Logged in. */
  opened(): void
  event(fields: AmiFields): void
  /** Over, once: never connected, refused, or lost. */
  closed(reason: string): void
}

interface Waiting {
  /** null: an action that answers at once. */
  rows: AmiFields[] | null
  resolve(answer: AmiFields, rows: AmiFields[]): void
  reject(error: Error): void
}

const loginLimitMs = 5000
let lastId = 0

/** Connects and logs in; everything further comes through the listener. */
export function openAmiSession(address: AmiAddress, listener: SessionListener): AmiSession {
  const manager = AsteriskManager(0, address.host, address.username, address.password, true)
  const waiting = new Map<string, Waiting>()
  /** FullyBooted may come with the login's answer and be told before it: nothing can be sent yet. */
  const early: AmiFields[] = []
  let isIn = false
  let isOver = false

  const end = (reason: string) => {
    if (isOver) return
    isOver = true
    isIn = false
    clearTimeout(loginTimer)
    if (manager.isConnected()) manager.disconnect()
    // A connection that only now comes about is not wanted any more.
    else manager.once('connect', () => manager.disconnect())
    for (const one of waiting.values()) one.reject(new Error(`manager interface lost: ${reason}`))
    waiting.clear()
    listener.closed(reason)
  }
  const loginTimer = setTimeout(() => end('no answer to the login'), loginLimitMs)

  let failure = 'closed by Asterisk'
  manager.on('error', (error: Error) => {
    failure = error.message
  })
  manager.on('close', () => end(failure))
  manager.on('managerevent', (raw: Record<string, unknown>) => {
    if (isOver) return
    const fields = plain(raw)
    const list = waiting.get(fields['actionid'] ?? '')
    if (!list?.rows) return isIn ? listener.event(fields) : void early.push(fields)
    if (fields['eventlist']?.toLowerCase() === 'complete') list.resolve(fields, list.rows)
    else list.rows.push(fields)
  })
  manager.once('connect', () => {
    if (isOver) return
    manager.login((error) => {
      if (isOver) return
      if (error) return end(`login refused: ${messageOf(error)}`)
      clearTimeout(loginTimer)
      isIn = true
      listener.opened()
      for (const fields of early.splice(0)) listener.event(fields)
    })
  })
  manager.connect(address.port, address.host)

  const send = <T>(fields: AmiFields, limitMs: number, rows: AmiFields[] | null, result: (answer: AmiFields, rows: AmiFields[]) => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (!isIn) return reject(new Error('manager interface not connected'))
      // A line break in a value would be the start of a field of its own.
      if (Object.entries(fields).some((pair) => /[\r\n]/.test(pair.join('')))) return reject(new Error('a manager action holds no line breaks'))
      const id = `hotline-${++lastId}`
      const settle = (work: () => void) => {
        if (!waiting.delete(id)) return
        clearTimeout(timer)
        manager.removeAllListeners(id)
        work()
      }
      const timer = setTimeout(() => settle(() => reject(new Error(`manager interface did not answer ${fields['action'] ?? ''}`))), limitMs)
      waiting.set(id, {
        rows,
        resolve: (answer, collected) => settle(() => resolve(result(answer, collected))),
        reject: (error) => settle(() => reject(error)),
      })
      manager.action({ ...fields, actionid: id }, (error, raw) => {
        const one = waiting.get(id)
        if (!one) return
        const answer = plain(raw)
        const message = answer['message'] ?? ''
        // Some list actions call an empty list an error: "No Contacts found".
        if (error && one.rows && /^no .*found/i.test(message)) one.resolve(answer, [])
        else if (error) one.reject(new Error(messageOf(error)))
        else if (!one.rows || !(answer['eventlist'] || /follow/i.test(message))) one.resolve(answer, one.rows ?? [])
      })
    })
  return {
    action: (fields, limitMs) => send(fields, limitMs, null, (answer) => answer),
    list: (fields, limitMs) => send(fields, limitMs, [], (_answer, rows) => rows),
    close: () => end('closed'),
  }
}

/** One text per field, whatever asterisk-manager made of repeated fields and variables. */
function plain(raw: Record<string, unknown>): AmiFields {
  const fields: AmiFields = {}
  for (const [name, value] of Object.entries(raw)) {
    if (Array.isArray(value)) fields[name] = value.join('\n')
    else if (typeof value === 'object' && value !== null) for (const [variable, text] of Object.entries(value)) fields[`${name}.${variable}`] = String(text)
    else fields[name] = String(value)
  }
  return fields
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
