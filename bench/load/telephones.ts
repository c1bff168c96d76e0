// A process of its own: callers and desk telephones over SIP, so that nothing else's work falls into the measured time.
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { openAgents } from './agents.ts'
import { type Caller, openCallers } from './callers.ts'
import { openMediaPorts } from './media-ports.ts'
import { type CallSample, type FromTelephones, type LoadPlan, monotonicMs, type ToTelephones } from './messages.ts'

const SLOTS = 160
/** A call that has not ended by then has failed. */
const LIMIT_MS = 15_000

const say = (message: FromTelephones) => process.send?.(message)

async function udp(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}

const media = await openMediaPorts(SLOTS)
const callers = openCallers(await udp(), Number(process.argv[2]), media)
const desk = await udp()
const open = new Map<string, { sample: CallSample; caller: Caller; plan: LoadPlan }>()
openAgents(desk, media, {
  rang(number, at) {
    const call = open.get(number)
    if (!call) return 0
    // A second telephone that rings for the same caller does not count: the first one did.
    call.sample.rangAt ??= at
    return call.plan.answerAfterMs
  },
  answered(number) {
    const call = open.get(number)
    if (!call) return
    call.sample.talkedAt = monotonicMs()
    setTimeout(() => call.caller.hangup(), call.plan.talkMs)
  },
})

let serial = 0
/** Invented numbers: ten thousand of them, far more than can be up at once. */
const nextNumber = (): string => `+8490000${String(serial++ % 10_000).padStart(4, '0')}`

async function run(plan: LoadPlan): Promise<CallSample[]> {
  const samples: CallSample[] = []
  const finished: Promise<void>[] = []
  const beganAt = performance.now()
  while (samples.length < plan.calls) {
    const dueAt = beganAt + (samples.length * 1000) / plan.perSecond
    const wait = dueAt - performance.now()
    if (wait > 0 || open.size >= plan.atMost) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, wait)))
      continue
    }
    const number = nextNumber()
    const { promise, resolve } = Promise.withResolvers<void>()
    const sample: CallSample = { caller: number, invitedAt: 0, rangAt: null, talkedAt: null, endedAt: null, failure: null }
    const end = (failure: string | null) => {
      sample.endedAt = monotonicMs()
      sample.failure ??= failure ?? (sample.rangAt === null ? 'never rang' : sample.talkedAt === null ? 'never answered' : null)
      clearTimeout(limit)
      open.delete(number)
      resolve()
    }
    const limit = setTimeout(() => {
      sample.failure = 'did not end in time'
      caller.hangup()
      end(null)
    }, LIMIT_MS)
    const caller = callers.dial(number, plan.dial, end)
    sample.invitedAt = caller.invitedAt
    open.set(number, { sample, caller, plan })
    samples.push(sample)
    finished.push(promise)
  }
  await Promise.all(finished)
  return samples
}

process.on('message', (message: ToTelephones) => {
  if (message.type === 'end') process.exit(0)
  void run(message.plan).then((samples) => say({ type: 'done', samples }))
})
// Without the bench there is nobody to measure for.
process.on('disconnect', () => process.exit(0))
say({ type: 'ready', port: desk.address().port })
