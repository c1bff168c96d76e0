// Files of a ticket as they cross the wire (§21, §28).
import { z } from 'zod'

/** What may be attached; told from the content. */
export const attachmentTypes = ['audio/mpeg', 'image/jpeg', 'image/png', 'image/webp', 'text/plain', 'application/pdf', 'video/mp4'] as const
export const AttachmentType = z.enum(attachmentTypes)
export type AttachmentType = z.infer<typeof AttachmentType>

const MB = 2 ** 20
/** Largest file of each type, bytes. The page says so before it sends one. */
export const largestBytes: Readonly<Record<AttachmentType, number>> = {
  'audio/mpeg': 50 * MB,
  'image/jpeg': 20 * MB,
  'image/png': 20 * MB,
  'image/webp': 20 * MB,
  'text/plain': 2 * MB,
  'application/pdf': 20 * MB,
  'video/mp4': 100 * MB,
}
export const LARGEST_UPLOAD = Math.max(...Object.values(largestBytes))
export const MOST_FILES = 10

/** valid: signed, whole, unchanged. changed: the signed part differs. partial: something was added after signing. unchecked: could not be looked at. */
export const SignatureVerdict = z.enum(['valid', 'changed', 'partial', 'unchecked'])
export const Signature = z.object({
  signer: z.string(),
  organisation: z.string(),
  /** Of the certificate, hexadecimal; empty where it could not be read. */
  serial: z.string().default(''),
  at: z.iso.datetime().nullable(),
  verdict: SignatureVerdict,
  /** Was the certificate in force when it was signed? */
  inForce: z.boolean(),
  /** Issued under one of the roots the installation trusts; null when it knows none. */
  trusted: z.boolean().nullable(),
  issuer: z.string(),
})
export type Signature = z.infer<typeof Signature>

/** desk: of the citizen, taken in by the hotline. unit: of a unit that handles the petition. */
export const AttachmentOrigin = z.enum(['desk', 'unit'])
export type AttachmentOrigin = z.infer<typeof AttachmentOrigin>

export const Attachment = z.object({
  id: z.uuid(),
  name: z.string(),
  type: AttachmentType,
  bytes: z.number().int(),
  url: z.string(),
  thumbUrl: z.string().nullable(),
  of: AttachmentOrigin,
  uploadedBy: z.string(),
  /** Whose person sent it, where it is a unit's. */
  unitName: z.string().nullable(),
  at: z.iso.datetime(),
  signatures: z.array(Signature),
  removable: z.boolean(),
})
export type Attachment = z.infer<typeof Attachment>
