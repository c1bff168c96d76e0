// The scoring form in versions: what was graded by one keeps it, whatever the form becomes.
import { Refusal } from '../contract/errors.ts'
import { type SaveScoringFormBody, type ScoringForm, ScoringFormContent } from '../contract/scoring.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'

export type ScoringForms = ReturnType<typeof createScoringForms>

/** Makes the store of forms. */
export function createScoringForms({ db, clock }: { db: Database; clock: Clock }) {
  const view = (row: { version: number; content: unknown; savedAt: Date; reason: string; savedBy: { name: string } | null }): ScoringForm => ({
    version: row.version,
    content: ScoringFormContent.parse(row.content),
    savedAt: row.savedAt.toISOString(),
    savedBy: row.savedBy?.name ?? null,
    reason: row.reason,
  })
  const savedBy = { savedBy: { select: { name: true } } } as const

  async function present(): Promise<ScoringForm> {
    const row = await db.scoringForm.findFirst({ orderBy: { version: 'desc' }, include: savedBy })
    if (!row) throw new Refusal('unavailable', 'Chưa có biểu mẫu chấm điểm')
    return view(row)
  }

  return {
    /** The one to score with from now on. */
    present,
    /** These versions, by their numbers. */
    async ofVersions(versions: readonly number[]): Promise<Map<number, ScoringForm>> {
      const rows = await db.scoringForm.findMany({ where: { version: { in: [...new Set(versions)] } }, include: savedBy })
      return new Map(rows.map((row) => [row.version, view(row)]))
    },
    /** Writes the next version; of two who edit at once the second is told. */
    async save({ version, content, reason }: SaveScoringFormBody, by: string): Promise<ScoringForm> {
      const now = await present()
      const conflict = new Refusal('conflict', 'Biểu mẫu vừa được người khác sửa. Xem bản mới rồi sửa lại.', { version: String(now.version) })
      if (now.version !== version) throw conflict
      try {
        const row = await db.scoringForm.create({
          data: { version: version + 1, content, reason, savedAt: clock.now(), savedById: by },
          include: savedBy,
        })
        return view(row)
      } catch (error) {
        if (isUniqueViolation(error)) throw conflict
        throw error
      }
    },
  }
}
