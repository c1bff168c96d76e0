// The endpoints of the hotline's settings.
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { HotlineAdmin } from './hotline-admin.ts'

/** Binds them. */
export function bindHotlineRoutes(http: HttpBinder, admin: HotlineAdmin): void {
  http.handle('hotlineSettings', () => admin.read())
  http.handle('checkHotlineSettings', ({ body }) => admin.check(body.content))
  http.handle('saveHotlineSettings', ({ body, session }) => admin.save(body, session.personId))
}
