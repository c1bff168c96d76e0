// Audio of the bench's telephones, on a thread of its own so that it does not delay the signalling that is being timed.
// Each slot is one UDP port that sends a PCMA packet every 20 ms while it is started; what it hears is not looked at.
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { ToMedia } from './messages.ts'

const FRAME_MS = 20
const SAMPLES = 160

interface Slot {
  socket: Socket
  packet: Buffer
  remote: { host: string; port: number } | null
  sequence: number
}

const slots: Slot[] = []
const started = new Set<Slot>()

for (let index = 0; index < (workerData as { slots: number }).slots; index += 1) {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const packet = Buffer.alloc(12 + SAMPLES)
  packet[0] = 0x80
  packet[1] = 8
  packet.writeUInt32BE(0x10220000 + index, 8)
  // Something louder than silence, so that nothing can be left out on the way.
  for (let at = 0; at < SAMPLES; at += 1) packet[12 + at] = at % 16 < 8 ? 0x2a : 0xaa
  slots.push({ socket, packet, remote: null, sequence: 0 })
}

const send = (slot: Slot): void => {
  if (!slot.remote) return
  slot.sequence += 1
  slot.packet.writeUInt16BE(slot.sequence & 0xffff, 2)
  slot.packet.writeUInt32BE((slot.sequence * SAMPLES) >>> 0, 4)
  // The socket sends from the very buffer, so each packet gets its own.
  slot.socket.send(Buffer.from(slot.packet), slot.remote.port, slot.remote.host)
}

let dueAt = performance.now()
const tick = (): void => {
  const now = performance.now()
  while (dueAt <= now) {
    for (const slot of started) send(slot)
    dueAt += FRAME_MS
  }
  setTimeout(tick, Math.max(0, dueAt - performance.now()))
}
tick()

parentPort?.on('message', (message: ToMedia) => {
  const slot = slots[message.slot]
  if (!slot) return
  if (message.type === 'stop') {
    slot.remote = null
    started.delete(slot)
    return
  }
  slot.remote = { host: message.host, port: message.port }
  started.add(slot)
  // The first packet goes out at once: an answer may wait for it.
  send(slot)
})
parentPort?.postMessage(slots.map((slot) => slot.socket.address().port))
