// Units where petitions are late or soon due, for whoever urges them (Đôn đốc, Đ18).
import { z } from 'zod'

const count = z.number().int()
export const UnitsDue = z.object({
  asOf: z.iso.datetime(),
  late: count,
  /** Not late yet, and due within `soonHours`. */
  soon: count,
  soonHours: count,
  /** Those with the most late petitions first. */
  units: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      late: count,
      soon: count,
      /** The late ones first, by what was due first; at most as many as a person urges at once. */
      petitions: z.array(
        z.object({
          ticketId: z.uuid(),
          code: z.string().nullable(),
          title: z.string(),
          version: count,
          dueAt: z.iso.datetime(),
          late: z.boolean(),
          /** Who last urged it since the unit has it. */
          urged: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
        }),
      ),
    }),
  ),
})
export type UnitsDue = z.infer<typeof UnitsDue>
