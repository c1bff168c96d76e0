// The week's hours, several frames a day, from a day on; a unit without its own has the province's.
import { Button, DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { CalendarContent } from '../../../../src/contract/calendars.ts'
import { Field } from '../../kit/Field.tsx'
import { formatDate } from '../../kit/time.ts'
import { readFrames } from './frames-text.ts'
import { draftMoved, listedWeeks, type WeekDraft, weekDraft, weekdays, withoutWeek } from './weeks.ts'

const officeDay = '07:30-11:30, 13:30-17:30'

interface Props {
  content: CalendarContent
  draft: WeekDraft
  today: string
  /** Its start lies behind us, though other hours were typed. */
  past: boolean
  /** What the server found wrong, by the day. */
  refused: ReadonlyMap<(typeof weekdays)[number], string>
  onChange: (content: CalendarContent, draft: WeekDraft) => void
}

export function WeekEditor({ content, draft, today, past, refused, onChange }: Props) {
  const { t } = useTranslation()
  const { from, texts } = draft
  const known = listedWeeks(content, today)
  const type = (next: WeekDraft['texts']) => onChange(content, { from, texts: next })
  const remove = (gone: string) => {
    const without = withoutWeek(content, gone)
    onChange(without, draftMoved(draft, from, content, without))
  }
  return (
    <>
      {(known.length > 1 || known.some(({ now }) => !now)) && (
        <ul className="special-days weeks" data-testid="weeks">
          {known.map((week) => (
            <li key={week.from}>
              <b>{t('calendars.weekFrom', { from: formatDate(`${week.from}T12:00:00+07:00`) })}</b>
              <span className="muted">{t(week.now ? 'calendars.weekNow' : 'calendars.weekComing')}</span>
              <span className="row-end">
                {!week.now && (
                  <Button type="text" size="small" onClick={() => onChange(content, weekDraft(content, week.from))}>
                    {t('calendars.weekEdit')}
                  </Button>
                )}
                {week.removable && (
                  <Button type="text" size="small" onClick={() => remove(week.from)}>
                    {t('calendars.remove')}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="week-editor">
        <Field id="week-from" label={t('calendars.weekStart')} error={past ? t('calendars.weekPast') : undefined}>
          {({ id, ...described }) => (
            <DatePicker
              id={id}
              {...described}
              format="DD/MM/YYYY"
              allowClear={false}
              minDate={dayjs(today)}
              value={dayjs(from)}
              onChange={(next) => next && onChange(content, draftMoved(draft, next.format('YYYY-MM-DD'), content))}
            />
          )}
        </Field>
        {texts ? (
          weekdays.map((day) => (
            <Field
              key={day}
              id={`week-${day}`}
              label={t(`calendars.d${day}`)}
              error={readFrames(texts[day]) === null ? t('calendars.badFrames') : refused.get(day)}
            >
              {(tied) => <Input {...tied} value={texts[day]} onChange={(event) => type({ ...texts, [day]: event.target.value })} />}
            </Field>
          ))
        ) : (
          <p>
            {t('calendars.inheritsWeek')}{' '}
            <Button
              size="small"
              onClick={() => type({ 1: officeDay, 2: officeDay, 3: officeDay, 4: officeDay, 5: officeDay, 6: '', 7: '' })}
              data-testid="own-week"
            >
              {t('calendars.ownWeek')}
            </Button>
          </p>
        )}
      </div>
    </>
  )
}
