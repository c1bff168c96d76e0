// Attaching files to a petition, reading them, taking them off the page; each written down in the history.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Request, Response } from 'express'
import type { Attachment } from '../../contract/attachments.ts'
import { Refusal } from '../../contract/errors.ts'
import type { Ticket } from '../../contract/tickets.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Prisma } from '../../platform/database/client.ts'
import type { Logger } from '../../platform/logging/logger.ts'
import { transactionLimits } from '../deps.ts'
import { actorOf, writeEvent } from '../history.ts'
import { maySeeTicket, seesContent, seesFiles, type Viewer } from '../visibility-rules.ts'
import type { ContentStore } from './store.ts'
import { receiveFiles } from './upload.ts'
import { attachmentView, mayAttach, mayRemove, withSender } from './views.ts'

export interface AttachmentDeps {
  db: Database
  clock: Clock
  logger: Logger
  store: ContentStore
  trustedRoots: string | null
  /** The ticket as this viewer may read it, or the refusal. */
  ticket(id: string, viewer: Viewer): Promise<Ticket>
  /** Tells the pages of those who may see a petition that it changed. */
  tell(change: { ticketId: string; unitIds: readonly string[] }): void
}

const withTicket = {
  ticket: {
    select: {
      code: true,
      stateSecret: true,
      identityHidden: true,
      assignments: { select: { unitId: true, withinUnitId: true, holderUnitId: true, state: true, closeCause: true } },
    },
  },
} as const satisfies Prisma.AttachmentInclude

export interface FileToServe {
  path: string
  name: string
  type: string
}

export type AttachmentService = ReturnType<typeof createAttachments>

export function createAttachments({ db, clock, logger, store, trustedRoots, ticket, tell }: AttachmentDeps) {
  /** The attachment, if this viewer may see its ticket and the files of it; what is hidden from him does not exist. */
  async function readable(id: string, viewer: Viewer) {
    const row = await db.attachment.findUnique({ where: { id }, include: withTicket })
    const slips = row?.ticket.assignments ?? []
    const seen = row && !row.removedAt && maySeeTicket(viewer, row.ticket, slips) && seesFiles(viewer, row.ticket, seesContent(viewer, slips))
    if (!seen) throw new Refusal('not-found', 'Không thấy tệp này')
    return row
  }

  /** The ticket as whoever may add to it sees it. */
  async function writable(ticketId: string, viewer: Viewer): Promise<Ticket> {
    const shown = await ticket(ticketId, viewer)
    if (shown.mergedIntoId) throw new Refusal('conflict', 'Phiếu này đã gắn vào phản ánh khác. Hãy mở phản ánh đó rồi đính kèm.')
    if (!mayAttach(shown.acts)) throw new Refusal('forbidden', 'Bạn không có quyền đính kèm tệp vào phiếu này')
    return shown
  }

  const changed = ({ id, slips }: Ticket) =>
    tell({
      ticketId: id,
      unitIds: [...new Set(slips.flatMap(({ unitId, holderUnitId, withinUnitId }) => [unitId, holderUnitId, ...(withinUnitId ? [withinUnitId] : [])]))],
    })

  return {
    /** Attaches the files of a multipart request; all or none. Who may not is told before a byte of them is read. */
    async add(ticketId: string, viewer: Viewer, req: Request, res: Response): Promise<Attachment[]> {
      await writable(ticketId, viewer)
      const files = await receiveFiles(req, res, { store, trustedRoots, now: clock.now() })
      // They may have come for half an hour: whose turn it is can be another's by now.
      const shown = await writable(ticketId, viewer)
      const now = clock.now()
      const rows = files.map(({ name, type, bytes, sha256, signatures }) => ({
        id: randomUUID(),
        ticketId,
        name,
        type,
        bytes,
        sha256,
        uploadedById: viewer.personId,
        at: now,
        ...(signatures.length > 0 ? { signature: signatures as unknown as Prisma.InputJsonValue } : {}),
      }))
      await db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM ticket WHERE id = ${ticketId}::uuid FOR UPDATE`
        await tx.attachment.createMany({ data: rows })
        for (const { name } of rows) await writeEvent(tx, { ticketId, actor: actorOf(viewer), at: now }, 'attachment-added', name)
      }, transactionLimits)
      logger.info('attached', { ticketId, files: rows.length, by: viewer.personId })
      changed(shown)
      const kept = await db.attachment.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, include: withSender })
      return kept.map((row) => attachmentView(row, viewer, shown.acts, shown.slips))
    },

    /** Where the content lies, for whoever may see the ticket; a small picture when `small`. */
    async file(id: string, viewer: Viewer, small: boolean): Promise<FileToServe> {
      const row = await readable(id, viewer)
      if (!existsSync(store.pathOf(row.sha256))) {
        logger.error('an attachment has lost its content', { attachmentId: id })
        throw new Refusal('unavailable', 'Tệp này đang không đọc được, xin báo quản trị')
      }
      if (small && row.type.startsWith('image/')) return { path: await store.thumbnail(row.sha256), name: row.name, type: 'image/webp' }
      return { path: store.pathOf(row.sha256), name: row.name, type: row.type }
    },

    /** Off the page, once: of two who do it at the same moment only one is written down. */
    async remove(id: string, viewer: Viewer): Promise<void> {
      const row = await readable(id, viewer)
      const shown = await ticket(row.ticketId, viewer)
      if (!mayRemove(row.uploadedById, viewer, shown.acts))
        throw new Refusal('forbidden', 'Chỉ người gửi tệp (trước khi trả kết quả) hoặc tổng đài (trước khi hoàn thành) bỏ được tệp này')
      const now = clock.now()
      await db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM ticket WHERE id = ${row.ticketId}::uuid FOR UPDATE`
        const { count } = await tx.attachment.updateMany({ where: { id, removedAt: null }, data: { removedAt: now, removedById: viewer.personId } })
        if (count === 1) await writeEvent(tx, { ticketId: row.ticketId, actor: actorOf(viewer), at: now }, 'attachment-removed', row.name)
      }, transactionLimits)
      changed(shown)
    },
  }
}
