// Attachments as a page shows them, and who may add or take off.
import { z } from 'zod'
import type { ActType } from '../../contract/acts.ts'
import { type Attachment, AttachmentType, Signature } from '../../contract/attachments.ts'
import type { Prisma } from '../../platform/database/client.ts'
import { seesAll, type Viewer } from '../visibility-rules.ts'

/** Those that are on the page, oldest first. */
export const attachmentsOnPage = {
  where: { removedAt: null },
  orderBy: [{ at: 'asc' }, { id: 'asc' }],
  include: { uploadedBy: { select: { name: true } } },
} as const satisfies Prisma.Ticket$attachmentsArgs

export type AttachmentRow = Prisma.AttachmentGetPayload<{ include: { uploadedBy: { select: { name: true } } } }>

/** Whoever may do something to the petition beyond urging may attach to it. */
export const mayAttach = (acts: readonly ActType[]): boolean => acts.some((act) => act !== 'urge')

/** His own as long as he has a say in the petition; the desk takes off what does not belong there. */
export const mayRemove = (uploadedById: string, viewer: Viewer, mayAdd: boolean): boolean => mayAdd && (uploadedById === viewer.personId || seesAll(viewer))

/** One attachment for a page. */
export function attachmentView(row: AttachmentRow, viewer: Viewer, mayAdd: boolean): Attachment {
  const signatures = z.array(Signature).safeParse(row.signature)
  const url = `/api/attachments/${row.id}`
  return {
    id: row.id,
    name: row.name,
    type: AttachmentType.parse(row.type),
    bytes: row.bytes,
    url,
    thumbUrl: row.type.startsWith('image/') ? `${url}?w=320` : null,
    uploadedBy: row.uploadedBy.name,
    at: row.at.toISOString(),
    signatures: signatures.success ? signatures.data : [],
    removable: mayRemove(row.uploadedById, viewer, mayAdd),
  }
}
