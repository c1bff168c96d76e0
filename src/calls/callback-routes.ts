// The HTTP endpoints of the call-back tasks; who may call them stands in contract/endpoints.ts.
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { Callbacks } from './callbacks.ts'

/** Binds `callbacks` and `callbackDone`. */
export function bindCallbackRoutes(http: HttpBinder, callbacks: Callbacks): void {
  http.handle('callbacks', () => callbacks.open())
  http.handle('callbackDone', ({ params, session }) => callbacks.done(params.id, session.personId))
}
