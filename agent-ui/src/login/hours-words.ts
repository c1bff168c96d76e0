// The opening hours as people read them; the server sends them as they are set: `mon-fri 07:00-23:00; sat 08:00-12:00`.
import type { TFunction } from 'i18next'

const monday = Date.UTC(2026, 0, 5)
const dayMs = 86_400_000

/** `mon-fri 07:00-23:00` as `thứ Hai – thứ Sáu, 07:00–23:00`; what has another form stays as it is. */
export function hoursInWords(hours: string, t: TFunction, language: string): string {
  if (hours === 'always') return t('login.allHours')
  const days = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  const keys = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const dayName = (key: string) => days.format(monday + keys.indexOf(key) * dayMs)
  return hours
    .split(';')
    .map((part) => {
      const [, first, last, from, to] = /^\s*([a-z]{3})(?:-([a-z]{3}))?\s+([\d:]+)-([\d:]+)\s*$/i.exec(part) ?? []
      if (!first || !from || !to || !keys.includes(first.toLowerCase())) return part.trim()
      const stretch = last ? `${dayName(first.toLowerCase())} – ${dayName(last.toLowerCase())}` : dayName(first.toLowerCase())
      return `${stretch}, ${from}–${to}`
    })
    .join('; ')
}
