// The HTTP endpoints of the figures; who may call them stands in contract/endpoints.ts.
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { SessionContext } from '../platform/http/session-context.ts'
import type { FigureService } from './figures.ts'
import { figureCallsFile } from './figures-file.ts'

/** Who watches over the service needs no citizen's number for it. */
const as = ({ roles }: SessionContext) => ({ masked: !roles.includes('supervisor') })

/** Binds `figures`, `figureCalls`, the same as a file, and `agentFigures`. */
export function bindFigureRoutes(http: HttpBinder, figures: FigureService): void {
  http.handle('figures', ({ query }) => figures.ofDay(query.day))
  http.handle('agentFigures', ({ query }) => figures.byAgent(query.day))
  http.handle('figureCalls', ({ query, session }) => figures.calls(query, as(session)))
  http.handle('figureCallsFile', async ({ query, session, res }) => {
    const { day, calls } = await figures.allCalls(query, as(session))
    res.setHeader('Content-Type', 'text/csv; charset=utf-8')
    res.setHeader('Content-Disposition', `attachment; filename="cuoc-goi-${day}-${query.figure}.csv"`)
    res.setHeader('Cache-Control', 'private, no-store')
    res.send(figureCallsFile(calls))
  })
}
