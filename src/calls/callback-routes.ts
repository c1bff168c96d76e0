// The HTTP endpoints of the call-back tasks; who may call them stands in contract/endpoints.ts.
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { Callbacks } from './callbacks.ts'

/** Binds `callbacks`, `callbackDone`, `callbacksDone` and `callbacksCalledAgain`. */
export function bindCallbackRoutes(http: HttpBinder, callbacks: Callbacks): void {
  http.handle('callbacks', () => callbacks.open())
  http.handle('callbacksDone', ({ body, session }) => callbacks.doneAll(body.ids, session.personId))
  http.handle('callbacksCalledAgain', () => callbacks.calledAgain())
  http.handle('callbackDone', ({ params, session }) => callbacks.done(params.id, session.personId))
}
