// The week's hours, several frames a day; a unit without its own has the province's.
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CalendarContent } from '../../../../src/contract/calendars.ts'
import { Field } from '../../kit/Field.tsx'
import { framesText, readFrames } from './frames-text.ts'

const days = [1, 2, 3, 4, 5, 6, 7] as const
export type WeekTexts = Record<(typeof days)[number], string>

/** What stands in the fields at first. */
export function weekTexts(content: CalendarContent): WeekTexts | null {
  const week = content.weeks.at(-1)?.week
  return week ? (Object.fromEntries(days.map((day) => [day, framesText(week[day])])) as WeekTexts) : null
}

/** The content with these hours from a day on; null when a field is not understood. */
export function withWeek(content: CalendarContent, texts: WeekTexts | null, from: string): CalendarContent | null {
  if (!texts) return content
  const frames = days.map((day) => [day, readFrames(texts[day])] as const)
  if (frames.some(([, read]) => read === null)) return null
  const week = Object.fromEntries(frames) as CalendarContent['weeks'][number]['week']
  const last = content.weeks.at(-1)
  if (last && JSON.stringify(last.week) === JSON.stringify(week)) return content
  if (!last) return { ...content, weeks: [{ from: '2020-01-01', to: null, week }] }
  // Deadlines of before count by the hours of before: the new week begins today, the old one ends the day before.
  if (last.from >= from) return { ...content, weeks: [...content.weeks.slice(0, -1), { ...last, week }] }
  const eve = new Date(Date.parse(`${from}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  return { ...content, weeks: [...content.weeks.slice(0, -1), { ...last, to: eve }, { from, to: null, week }] }
}

export function WeekEditor({ texts, onChange }: { texts: WeekTexts | null; onChange: (texts: WeekTexts) => void }) {
  const { t } = useTranslation()
  if (!texts)
    return (
      <p>
        {t('calendars.inheritsWeek')}{' '}
        <Button
          size="small"
          onClick={() =>
            onChange({
              1: '07:30-11:30, 13:30-17:30',
              2: '07:30-11:30, 13:30-17:30',
              3: '07:30-11:30, 13:30-17:30',
              4: '07:30-11:30, 13:30-17:30',
              5: '07:30-11:30, 13:30-17:30',
              6: '',
              7: '',
            })
          }
        >
          {t('calendars.ownWeek')}
        </Button>
      </p>
    )
  return (
    <div className="week-editor">
      {days.map((day) => (
        <Field key={day} id={`week-${day}`} label={t(`calendars.d${day}`)} error={readFrames(texts[day]) === null ? t('calendars.badFrames') : undefined}>
          {(tied) => <Input {...tied} value={texts[day]} onChange={(event) => onChange({ ...texts, [day]: event.target.value })} />}
        </Field>
      ))}
    </div>
  )
}
