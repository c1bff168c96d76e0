// The endpoints of calendars and of the settings of deadlines.
import type { HttpBinder } from '../platform/http/handlers.ts'
import { writeTemplate } from '../platform/sheets/write-template.ts'
import type { CalendarAdmin } from './calendar-admin.ts'
import { exceptionColumns, exceptionNotes } from './exception-rows-rules.ts'
import type { SettingsAdmin } from './settings-admin.ts'

/** Binds them. */
export function bindCalendarRoutes(http: HttpBinder, calendars: CalendarAdmin, settings: SettingsAdmin): void {
  http.handle('calendars', () => calendars.list())
  http.handle('calendar', ({ params, query }) => calendars.read(params.owner, query.year))
  http.handle('saveCalendar', ({ params, body, session }) => calendars.save(params.owner, body, session.personId))
  http.handle('importCalendar', ({ params, body, session }) => calendars.importFile(params.owner, body, session.personId))
  http.handle('calendarTemplate', async ({ res }) => {
    const file = await writeTemplate({ columns: exceptionColumns, notes: exceptionNotes })
    res
      .set('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .set('Content-Disposition', 'attachment; filename="mau-lich-lam-viec.xlsx"')
      .send(file)
  })
  http.handle('deadlineSettings', () => settings.read())
  http.handle('saveDeadlineSettings', ({ body, session }) => settings.save(body, session.personId))
}
