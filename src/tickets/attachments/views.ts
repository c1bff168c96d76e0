// Attachments as a page shows them, and who may add or take off.
import { z } from 'zod'
import type { ActType } from '../../contract/acts.ts'
import { type Attachment, AttachmentType, Signature } from '../../contract/attachments.ts'
import type { Prisma } from '../../platform/database/client.ts'
import { seesAll, type Viewer } from '../visibility-rules.ts'
import { type GivenSlip, originOf } from './origin-rules.ts'

/** Who sent it, and where he served: whose the file is follows from it. */
export const withSender = {
  uploadedBy: {
    select: { name: true, memberships: { select: { role: true, validFrom: true, validTo: true, unit: { select: { id: true, name: true } } } } },
  },
} as const satisfies Prisma.AttachmentInclude

/** Those that are on the page, oldest first. */
export const attachmentsOnPage = {
  where: { removedAt: null },
  orderBy: [{ at: 'asc' }, { id: 'asc' }],
  include: withSender,
} as const satisfies Prisma.Ticket$attachmentsArgs

export type AttachmentRow = Prisma.AttachmentGetPayload<{ include: typeof withSender }>

/** Whoever may do something to the petition beyond urging may attach to it. */
export const mayAttach = (acts: readonly ActType[]): boolean => acts.some((act) => act !== 'urge')

/** What may be done about a petition that is out of one's hands, or over: nothing that was answered on is taken away then. */
const afterwards: ReadonlySet<ActType> = new Set(['comment', 'urge', 'reopen'])

/** His own as long as the petition is in his hands: not after the result was handed in; the desk takes off what does not belong there, until the end. */
export const mayRemove = (uploadedById: string, viewer: Viewer, acts: readonly ActType[]): boolean =>
  acts.some((act) => !afterwards.has(act)) && (uploadedById === viewer.personId || seesAll(viewer))

/** One attachment for a page of a petition with these slips. */
export function attachmentView(row: AttachmentRow, viewer: Viewer, acts: readonly ActType[], slips: readonly GivenSlip[]): Attachment {
  const signatures = z.array(Signature).safeParse(row.signature)
  const url = `/api/attachments/${row.id}`
  return {
    id: row.id,
    name: row.name,
    type: AttachmentType.parse(row.type),
    bytes: row.bytes,
    url,
    thumbUrl: row.type.startsWith('image/') ? `${url}?w=320` : null,
    ...originOf(row.at, row.uploadedBy.memberships, slips),
    uploadedBy: row.uploadedBy.name,
    at: row.at.toISOString(),
    signatures: signatures.success ? signatures.data : [],
    removable: mayRemove(row.uploadedById, viewer, acts),
  }
}
