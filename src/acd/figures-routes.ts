// The HTTP endpoints of the figures; who may call them stands in contract/endpoints.ts.
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { FigureService } from './figures.ts'

/** Binds `figures` and `figureCalls`. */
export function bindFigureRoutes(http: HttpBinder, figures: FigureService): void {
  http.handle('figures', ({ query }) => figures.ofDay(query.day))
  // Who watches over the service needs no citizen's number for it.
  http.handle('figureCalls', ({ query, session }) => figures.calls(query, { masked: !session.roles.includes('supervisor') }))
}
