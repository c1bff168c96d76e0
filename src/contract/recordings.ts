// A recording beside its sound: how loud it is, who had the call when, where it was paused, who listened, whether it is held for the law.
import { z } from 'zod'

/** Who is heard in a stretch; see calls/recording-rules.ts. */
export const segmentKinds = ['greeting', 'queue', 'talk', 'hold', 'consult', 'conference', 'rating', 'elsewhere'] as const
export const SegmentKind = z.enum(segmentKinds)
export type SegmentKind = z.infer<typeof SegmentKind>

const ms = z.number().int()

export const RecordingSegment = z.object({
  kind: SegmentKind,
  fromMs: ms,
  toMs: ms,
  /** The operator who had the call, and the one beside him. */
  agentName: z.string().nullable(),
  secondName: z.string().nullable(),
})
export type RecordingSegment = z.infer<typeof RecordingSegment>

export const RecordingDetail = z.object({
  id: z.uuid(),
  startedAt: z.iso.datetime(),
  durationMs: ms.nullable(),
  /** The greatest level of each equal stretch, one byte each (0 to 255), base64; null until it was measured. */
  peaks: z.string().nullable(),
  segments: z.array(RecordingSegment),
  /** Stretches of silence an operator asked for. */
  pauses: z.array(z.object({ fromMs: ms, toMs: ms, by: z.string() })),
  /** The file that is kept; null once it was removed. */
  file: z.object({ format: z.enum(['wav', 'opus']), bytes: z.number().int().nullable(), sha256: z.string().nullable() }).nullable(),
  removedAt: z.iso.datetime().nullable(),
  held: z.boolean(),
  /** Who set and lifted the hold, and who listened, the latest first; null for whom it does not concern. */
  holds: z.array(z.object({ act: z.enum(['set', 'lifted']), reason: z.string(), by: z.string(), at: z.iso.datetime() })).nullable(),
  listeners: z.array(z.object({ name: z.string(), at: z.iso.datetime() })).nullable(),
})
export type RecordingDetail = z.infer<typeof RecordingDetail>

export const HoldBody = z.object({
  held: z.boolean(),
  reason: z
    .string()
    .trim()
    .max(500, 'Lý do dài quá 500 ký tự')
    // Counted as the database counts them.
    .refine((text) => [...text].length >= 3, 'Viết lý do, ít nhất 3 ký tự'),
})
export type HoldBody = z.infer<typeof HoldBody>
