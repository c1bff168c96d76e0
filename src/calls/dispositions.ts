// What calls were about: read and chosen by the operators, every choice kept.
import { randomUUID } from 'node:crypto'
import type { DispositionView } from '../contract/dispositions.ts'
import { Refusal } from '../contract/errors.ts'
import { Disposition, RequestKind } from '../contract/values.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import type { HttpBinder } from '../platform/http/handlers.ts'
import { suggestDisposition, whyNoDisposition } from './disposition-rules.ts'

interface Deps {
  db: Database
  clock: Clock
  /** Does the installation want one of each call? */
  required: boolean
}

const words = {
  unanswered: 'Cuộc gọi này chưa có ai nghe',
  'not-yours': 'Chỉ người đã nghe cuộc gọi mới ghi được nội dung',
  'too-late': 'Chỉ đổi được nội dung cuộc gọi trong ngày',
} as const

/** Makes the service. */
export function createDispositions({ db, clock, required }: Deps) {
  const view = async (callId: string): Promise<DispositionView> => {
    const call = await db.call.findUnique({
      where: { id: callId },
      select: { disposition: true, arrivedAt: true, ticket: { select: { savedAt: true, kind: true } } },
    })
    if (!call) throw new Refusal('not-found', 'Không thấy cuộc gọi này')
    const ticket = call.ticket && { savedAt: call.ticket.savedAt, requestKind: RequestKind.catch('petition').parse(call.ticket.kind) }
    return { disposition: Disposition.nullable().parse(call.disposition), suggested: suggestDisposition(ticket, call.arrivedAt), required }
  }
  return {
    view,
    /** Says it, or says it otherwise. The same choice again is no second one. */
    async set(callId: string, disposition: Disposition, personId: string): Promise<DispositionView> {
      const at = clock.now()
      await db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM call WHERE id = ${callId}::uuid FOR UPDATE`
        const call = await tx.call.findUnique({ where: { id: callId }, select: { agentId: true, answeredAt: true, arrivedAt: true, disposition: true } })
        if (!call) throw new Refusal('not-found', 'Không thấy cuộc gọi này')
        const why = whyNoDisposition(call, personId, at)
        if (why) throw new Refusal(why === 'not-yours' ? 'forbidden' : 'illegal-transition', words[why])
        if (call.disposition === disposition) return
        await tx.call.update({ where: { id: callId }, data: { disposition } })
        await tx.callDisposition.create({ data: { id: randomUUID(), callId, disposition, personId, at } })
      })
      return view(callId)
    },
  }
}

/** Binds `disposition` and `setDisposition`. */
export function bindDispositionRoutes(http: HttpBinder, dispositions: ReturnType<typeof createDispositions>): void {
  http.handle('disposition', ({ params }) => dispositions.view(params.id))
  http.handle('setDisposition', ({ params, body, session }) => dispositions.set(params.id, body.disposition, session.personId))
}
