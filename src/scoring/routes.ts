// The HTTP endpoints of quality scoring; who may call them stands in contract/endpoints.ts.
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { ScoringService } from './service.ts'

/** Binds them. */
export function bindScoringRoutes(http: HttpBinder, scoring: ScoringService): void {
  http.handle('scoringForm', () => scoring.forms.present())
  http.handle('saveScoringForm', ({ body, session }) => scoring.forms.save(body, session.personId))
  http.handle('scoringCalls', ({ query, session }) => scoring.list(query, session))
  http.handle('callToScore', ({ params, session }) => scoring.call(params.id, session))
  http.handle('saveScore', async ({ params, body, session }) => {
    const { savedAt } = await scoring.saveDraft(params.id, body, session)
    return { savedAt: savedAt.toISOString() }
  })
  http.handle('dropScore', ({ params, session }) => scoring.dropDraft(params.id, session))
  http.handle('gradeCall', async ({ params, body, session }) => {
    await scoring.grade(params.id, body, session)
    return scoring.call(params.id, session)
  })
  http.handle('scoringSummary', ({ query }) => scoring.summary(query))
  http.handle('ownScores', ({ query, session }) => scoring.own(query, session))
  http.handle('replyToScore', ({ params, body, session }) => scoring.reply(params.id, body.text, session))
}
