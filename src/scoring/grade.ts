// Writing a score: a draft as often as one likes, then the grading, for good. A correction is a grading that names the one it replaces.
import { randomUUID } from 'node:crypto'
import { isOver, spokenInBy, talkersOf } from '../calls/talks.ts'
import { Refusal } from '../contract/errors.ts'
import { criteriaOf, scoreOf } from '../contract/score-rules.ts'
import type { ScoreBody } from '../contract/scoring.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/client.ts'
import { isUniqueViolation } from '../platform/database/errors.ts'
import type { SessionContext } from '../platform/http/session-context.ts'
import type { ScoringForms } from './forms.ts'

interface Deps {
  db: Database
  clock: Clock
  forms: ScoringForms
}
export type Scorer = Pick<SessionContext, 'personId' | 'roles'>

/** Who may score this talk is asked at the act: roles change, and nobody scores a call in which he talked himself. */
export async function mustBeScorable({ db }: Pick<Deps, 'db'>, callId: string, agentId: string, by: Scorer): Promise<void> {
  if (!by.roles.includes('supervisor')) throw new Refusal('forbidden', 'Chỉ trưởng đài chấm điểm cuộc gọi')
  const talkers = await talkersOf(db, callId)
  if (talkers.includes(by.personId) || (await spokenInBy(db, callId)).includes(by.personId))
    throw new Refusal('forbidden', 'Anh chị có nói trong cuộc gọi này nên không tự chấm được')
  if (!talkers.includes(agentId)) throw new Refusal('not-found', 'Nhân viên này không nói trong cuộc gọi')
  if (!(await isOver(db, callId))) throw new Refusal('illegal-transition', 'Cuộc gọi chưa kết thúc, chưa chấm được')
}

async function checked({ forms }: Deps, body: ScoreBody) {
  const form = (await forms.ofVersions([body.formVersion])).get(body.formVersion)
  if (!form) throw new Refusal('not-found', 'Không thấy biểu mẫu đã dùng để chấm')
  const result = scoreOf(form.content, body.answers)
  if (result.wrong.length > 0) throw new Refusal('invalid-input', 'Có điểm không hợp biểu mẫu', fieldsOf(result.wrong, 'Điểm không hợp tiêu chí này'))
  return { form, result }
}
const fieldsOf = (ids: readonly string[], words: string): Record<string, string> => Object.fromEntries(ids.map((id) => [`answers.${id}`, words]))

const written = (body: ScoreBody) => ({ formVersion: body.formVersion, answers: body.answers, comment: body.comment, replacesId: body.replacesId })

/** Saves what was written so far; the last save of the same supervisor stands. Answers the draft's id. */
export async function saveDraft(deps: Deps, callId: string, body: ScoreBody, by: Scorer): Promise<{ id: string; savedAt: Date }> {
  const { db, clock } = deps
  await mustBeScorable(deps, callId, body.agentId, by)
  await checked(deps, body)
  await mustBeCorrectable(db, callId, body)
  // A save that comes after the grading: a draft of what is graded could never be.
  if (body.replacesId === null && (await db.callScore.count({ where: { callId, agentId: body.agentId, state: 'graded' } })) > 0)
    throw new Refusal('conflict', 'Cuộc này đã được chấm. Mở lại cuộc gọi để xem.')
  const own = { callId, agentId: body.agentId, scorerId: by.personId, state: 'draft' }
  for (;;) {
    const now = clock.now()
    const kept = await db.callScore.findFirst({ where: own, select: { id: true } })
    if (kept) {
      const { count } = await db.callScore.updateMany({ where: { id: kept.id, state: 'draft' }, data: { ...written(body), updatedAt: now } })
      if (count > 0) return { id: kept.id, savedAt: now }
      continue
    }
    const id = randomUUID()
    try {
      await db.callScore.create({ data: { id, ...own, ...written(body), createdAt: now, updatedAt: now } })
      return { id, savedAt: now }
    } catch (error) {
      // Two saves of the same page at once: the other one made the row.
      if (!isUniqueViolation(error)) throw error
    }
  }
}

/** Only the grading that counts can be corrected, and only of the same talk. */
async function mustBeCorrectable(db: Database, callId: string, { agentId, replacesId }: ScoreBody): Promise<void> {
  if (replacesId === null) return
  const replaced = await db.callScore.findFirst({
    where: { id: replacesId, callId, agentId, state: 'graded' },
    select: { correctedBy: { where: { state: 'graded' }, select: { id: true } } },
  })
  if (!replaced) throw new Refusal('not-found', 'Không thấy lần chấm cần sửa')
  if (replaced.correctedBy.length > 0) throw new Refusal('conflict', 'Lần chấm này đã được chấm lại. Mở lại cuộc gọi để xem.')
}

/** Grades for good. The same grading sent again is done once; of two supervisors the second is told. */
export async function grade(deps: Deps, callId: string, body: ScoreBody, by: Scorer): Promise<{ id: string }> {
  const { db, clock } = deps
  await mustBeScorable(deps, callId, body.agentId, by)
  const { form, result } = await checked(deps, body)
  const { percent, missing } = result
  if (missing.length > 0) throw new Refusal('invalid-input', `Còn ${missing.length} tiêu chí chưa chấm`, fieldsOf(missing, 'Chưa chấm'))
  if (percent === null) throw new Refusal('invalid-input', 'Cần ít nhất một tiêu chí có điểm')
  const again = await sameGrading(db, callId, body, by)
  if (again) return again
  // Why it is corrected must stand beside it.
  if (body.replacesId !== null && body.comment === '')
    throw new Refusal('invalid-input', 'Ghi lý do chấm lại vào nhận xét chung', { comment: 'Ghi lý do chấm lại' })
  const critical = criteriaOf(form.content).filter(({ id, max, critical: is }) => is && (body.answers[id]?.points ?? max) < max)
  if (critical.some(({ id }) => !body.answers[id]?.comment))
    throw new Refusal(
      'invalid-input',
      'Ghi rõ điều bắt buộc nào bị vi phạm, ở đâu trong bản ghi âm',
      fieldsOf(
        critical.filter(({ id }) => !body.answers[id]?.comment).map(({ id }) => id),
        'Ghi rõ vi phạm ở đâu',
      ),
    )
  const { id } = await saveDraft(deps, callId, body, by)
  const now = clock.now()
  const taken = new Refusal('conflict', 'Cuộc này vừa được người khác chấm. Mở lại cuộc gọi để xem.')
  try {
    const { count } = await db.callScore.updateMany({
      where: { id, state: 'draft' },
      // What the figures were made of, whatever else was saved in between.
      data: {
        ...written(body),
        state: 'graded',
        permille: Math.round(percent * 10),
        failedCritical: result.failedCritical,
        passed: result.passed,
        gradedAt: now,
        updatedAt: now,
      },
    })
    if (count === 0) throw taken
  } catch (error) {
    if (isUniqueViolation(error)) throw taken
    throw error
  }
  return { id }
}

/** The page did not hear the answer and sends it again. */
async function sameGrading(db: Database, callId: string, body: ScoreBody, by: Scorer): Promise<{ id: string } | null> {
  const done = await db.callScore.findFirst({
    where: { callId, agentId: body.agentId, scorerId: by.personId, state: 'graded', replacesId: body.replacesId, formVersion: body.formVersion },
    select: { id: true, answers: true, comment: true },
  })
  const inOrder = (answers: unknown) =>
    JSON.stringify(
      Object.entries(answers as object)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, one]) => [id, one.points, one.comment]),
    )
  return done && done.comment === body.comment && inOrder(done.answers) === inOrder(body.answers) ? { id: done.id } : null
}

/** Throws the viewer's own draft of a talk away. */
export async function dropDraft({ db }: Pick<Deps, 'db'>, callId: string, by: Scorer): Promise<void> {
  await db.callScore.deleteMany({ where: { callId, scorerId: by.personId, state: 'draft' } })
}
