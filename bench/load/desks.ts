// A process of its own: the operators' pages, each with its socket, ready for calls, noting when it is told of one.
import { io, type Socket } from 'socket.io-client'
import type { EventBody } from '../../src/contract/socket.ts'
import { type DeskSample, type FromDesks, monotonicMs, type ToDesks } from './messages.ts'

const say = (message: FromDesks) => process.send?.(message)
const sockets: Socket[] = []
let samples = new Map<string, DeskSample>()

async function open(baseUrl: string, cookie: string): Promise<void> {
  const socket = io(baseUrl, { extraHeaders: { cookie, origin: baseUrl }, transports: ['websocket'], forceNew: true })
  sockets.push(socket)
  socket.on('call:pop', ({ call, caller }: EventBody<'call:pop'>) => {
    const poppedAt = monotonicMs()
    samples.set(call.callId, { caller: call.callerNumber ?? '', poppedAt, filledAt: caller ? poppedAt : null })
  })
  socket.on('call:caller', ({ callId }: EventBody<'call:caller'>) => {
    const sample = samples.get(callId)
    if (sample) sample.filledAt ??= monotonicMs()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  for (const [name, body] of [
    ['desk:open', { tabId: 'bench' }],
    ['agent:ready', {}],
  ] as const) {
    const answer = await socket.timeout(10_000).emitWithAck(name, body)
    if (!answer.ok) throw new Error(`${name}: ${answer.problem.message}`)
  }
}

process.on('message', (message: ToDesks) => {
  if (message.type === 'end') process.exit(0)
  if (message.type === 'take') {
    say({ type: 'taken', samples: [...samples.values()] })
    samples = new Map()
    return
  }
  const opening = (async () => {
    for (const cookie of message.cookies) await open(message.baseUrl, cookie)
  })()
  opening.then(
    () => say({ type: 'opened' }),
    (error: Error) => say({ type: 'failed', reason: error.message }),
  )
})
process.on('disconnect', () => process.exit(0))
