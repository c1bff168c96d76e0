// One calendar: its year, its week, its special days; saved as a version with a reason.
import { Button, Input, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarContent, CalendarView } from '../../../../src/contract/calendars.ts'
import { ApiError, api, messageOf } from '../../api/client.ts'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { formatDateTime, serverNow } from '../../kit/time.ts'
import { nothingRefused, refusedCalendar } from './refused.ts'
import { SpecialDays } from './SpecialDays.tsx'
import { unsavedDays } from './special-days.ts'
import { WeekEditor } from './WeekEditor.tsx'
import { weekDraft, withWeek } from './weeks.ts'
import { YearLegend, YearView } from './YearView.tsx'

export const today = () => new Date(serverNow() + 7 * 3_600_000).toISOString().slice(0, 10)

interface Props {
  view: CalendarView
  /** The year chosen; the view may still be of another. */
  year: number
  onChanged: (changed: boolean) => void
  onSaved: () => void
  onRecompute: () => void
}

export function CalendarEditor({ view, year, onChanged, onSaved, onRecompute }: Props) {
  const [justSaved, setJustSaved] = useState(false)
  const { t } = useTranslation()
  // What the changes were made to: a newer version is taken over only when there are none.
  const [base, setBase] = useState<{ version: number; content: CalendarContent }>(view)
  const [content, setContent] = useState<CalendarContent>(view.content)
  const [week, setWeek] = useState(() => weekDraft(view.content, today()))
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [refused, setRefused] = useState(nothingRefused)
  const say = (words: string | null, marks = nothingRefused) => {
    setProblem(words)
    setRefused(marks)
  }
  const [busy, setBusy] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)
  const whole = withWeek(content, week, today())
  const changed = JSON.stringify(whole) !== JSON.stringify(base.content)
  const startFrom = (next: { version: number; content: CalendarContent }) => {
    setBase({ version: next.version, content: next.content })
    setContent(next.content)
    setWeek(weekDraft(next.content, today()))
    setReason('')
    say(null)
  }
  if (view.version > base.version && !changed) startFrom(view)
  useEffect(() => {
    onChanged(changed)
    return () => onChanged(false)
  }, [changed, onChanged])
  const save = async () => {
    if (typeof whole === 'string') return say(t(`calendars.${whole}`))
    if (!reason.trim()) return say(null, { ...nothingRefused, reason: t('calendars.needReason') })
    setBusy(true)
    say(null)
    try {
      const { version } = await api('saveCalendar', { params: { owner: view.owner }, body: { version: base.version, content: whole, reason } })
      startFrom({ version, content: whole })
      setJustSaved(true)
      onSaved()
    } catch (error) {
      // Somebody else saved: the new version is loaded, what was typed here stays.
      if (error instanceof ApiError && error.code === 'conflict') onSaved()
      const marks = error instanceof ApiError && error.code === 'invalid-input' ? refusedCalendar(error.fields, whole, week.from) : nothingRefused
      say(marks.words.join(' · ') || (marks.reason ? null : messageOf(error)), marks)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="calendar-columns">
      <div className="calendar-main">
        <div className="year-head">
          <p className="muted">
            {view.version === 0 || !view.savedAt
              ? t('calendars.initial')
              : t('calendars.saved', { version: view.version, who: view.savedBy ?? '', at: formatDateTime(view.savedAt), reason: view.reason })}
          </p>
          <YearLegend />
        </div>
        {view.year === year ? (
          <YearView days={view.days} unsaved={unsavedDays(base.content, content, view.inherited)} onPick={setPicked} />
        ) : (
          <Skeleton active paragraph={{ rows: 10 }} />
        )}
      </div>
      <aside className="calendar-side">
        {justSaved && !changed && (
          <Notice
            tone="done"
            testId="calendar-just-saved"
            action={
              <Button onClick={onRecompute} data-testid="calendar-recompute">
                {t('calendars.recompute')}
              </Button>
            }
          >
            {t('calendars.justSaved')}
          </Notice>
        )}
        {changed && (
          <form
            className="calendar-save"
            onSubmit={(event) => {
              event.preventDefault()
              void save()
            }}
          >
            <Notice tone="info">{t('calendars.changed')}</Notice>
            {problem && <Notice tone="error">{problem}</Notice>}
            <Field id="calendar-reason" label={t('calendars.reason')} required error={refused.reason}>
              {(tied) => (
                <Input
                  {...tied}
                  value={reason}
                  onChange={(event) => {
                    setReason(event.target.value)
                    setRefused({ ...refused, reason: undefined })
                  }}
                  data-testid="calendar-reason"
                />
              )}
            </Field>
            <div className="dialog-actions">
              <Button onClick={() => startFrom(view)}>{t('calendars.discard')}</Button>
              <Button type="primary" htmlType="submit" loading={busy} data-testid="calendar-save">
                {t('calendars.save')}
              </Button>
            </div>
          </form>
        )}
        <h2>{t('calendars.week')}</h2>
        <WeekEditor
          content={content}
          draft={week}
          today={today()}
          past={whole === 'weekPast'}
          refused={refused.week}
          onChange={(next, draft) => {
            setContent(next)
            setWeek(draft)
            say(null)
          }}
        />
        <SpecialDays
          view={view}
          year={year}
          content={content}
          refused={refused.rows}
          onChange={(next) => {
            setContent(next)
            say(null)
          }}
          picked={picked}
        />
      </aside>
    </div>
  )
}
