// Lịch làm việc: which calendar, its year, its week, its special days; saved as a version with a reason.
import { Button, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { CalendarContent, CalendarView } from '../../../../src/contract/calendars.ts'
import { ApiError, api, messageOf } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useUnits } from '../../form/choices.ts'
import { Choice } from '../../kit/Choice.tsx'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { matchesOption } from '../../kit/search-text.ts'
import { formatDateTime, serverNow } from '../../kit/time.ts'
import { ImportDialog } from './ImportDialog.tsx'
import { RecomputeDialog } from './RecomputeDialog.tsx'
import { SpecialDays } from './SpecialDays.tsx'
import { WeekEditor, type WeekTexts, weekTexts, withWeek } from './WeekEditor.tsx'
import { YearView } from './YearView.tsx'

const today = () => new Date(serverNow() + 7 * 3_600_000).toISOString().slice(0, 10)

export default function CalendarsPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const owner = params.get('lich') ?? 'province'
  const year = Math.min(2100, Math.max(2020, Number(params.get('nam')) || Number(today().slice(0, 4))))
  const list = useFetch('calendars', (signal) => api('calendars', { signal }))
  const view = useFetch(`${owner} ${year}`, (signal) => api('calendar', { params: { owner }, query: { year }, signal }))
  const [open, setOpen] = useState<'import' | 'recompute' | null>(null)
  const units = useUnits()
  const go = (next: { lich?: string; nam?: number }) => setParams({ lich: next.lich ?? owner, nam: String(next.nam ?? year) })
  const named = new Map((list.data ?? []).map((one) => [one.owner as string, one.name]))
  const options = [
    ...[...named].map(([value, label]) => ({ value, label })),
    ...units.filter(({ id }) => !named.has(id)).map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <main className="list-page calendars-page">
      <div className="page-bar">
        <h1 className="page-tab">{t('calendars.title')}</h1>
        <Field id="calendar-owner" label={t('calendars.owner')} className="calendar-owner">
          {(tied) => (
            <Choice
              {...tied}
              showSearch={{ filterOption: matchesOption }}
              value={owner}
              onChange={(lich) => go({ lich: lich ?? 'province' })}
              options={options}
              data-testid="calendar-owner"
            />
          )}
        </Field>
        <span className="pager">
          <Button onClick={() => go({ nam: year - 1 })}>{t('calendars.before')}</Button>
          <b>{t('calendars.year', { year })}</b>
          <Button onClick={() => go({ nam: year + 1 })}>{t('calendars.after')}</Button>
        </span>
        <Button onClick={() => setOpen('import')} data-testid="calendar-import">
          {t('calendars.import')}
        </Button>
        <Button onClick={() => setOpen('recompute')}>{t('calendars.recompute')}</Button>
      </div>
      {view.error && <Notice tone="error">{view.error.message}</Notice>}
      {!view.data && !view.error && <Skeleton active className="ticket-loading" paragraph={{ rows: 10 }} />}
      {view.data && (
        <Editor
          key={`${owner} ${year} ${view.data.version}`}
          view={view.data}
          onSaved={() => {
            view.reload()
            list.reload()
          }}
        />
      )}
      {open === 'import' && view.data && <ImportDialog view={view.data} onClose={() => setOpen(null)} onDone={view.reload} />}
      {open === 'recompute' && <RecomputeDialog onClose={() => setOpen(null)} />}
    </main>
  )
}

function Editor({ view, onSaved }: { view: CalendarView; onSaved: () => void }) {
  const { t } = useTranslation()
  const [content, setContent] = useState<CalendarContent>(view.content)
  const [texts, setTexts] = useState<WeekTexts | null>(() => weekTexts(view.content))
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)
  const whole = withWeek(content, texts, today())
  const changed = whole === null || JSON.stringify(whole) !== JSON.stringify(view.content)
  const save = async () => {
    if (!whole) return setProblem(t('calendars.badFrames'))
    setBusy(true)
    setProblem(null)
    try {
      await api('saveCalendar', { params: { owner: view.owner }, body: { version: view.version, content: whole, reason } })
      onSaved()
    } catch (error) {
      setProblem(
        error instanceof ApiError ? [error.message, ...Object.values(error.fields).filter((words) => words !== error.message)].join(' · ') : messageOf(error),
      )
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="calendar-columns">
      <div className="calendar-main">
        <p className="muted">
          {view.version === 0 || !view.savedAt
            ? t('calendars.initial')
            : t('calendars.saved', { version: view.version, who: view.savedBy ?? '', at: formatDateTime(view.savedAt), reason: view.reason })}
        </p>
        <YearView days={view.days} onPick={setPicked} />
      </div>
      <aside className="calendar-side">
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
            <Field id="calendar-reason" label={t('calendars.reason')} required>
              {(tied) => <Input {...tied} value={reason} onChange={(event) => setReason(event.target.value)} data-testid="calendar-reason" />}
            </Field>
            <div className="dialog-actions">
              <Button
                onClick={() => {
                  setContent(view.content)
                  setTexts(weekTexts(view.content))
                }}
              >
                {t('calendars.discard')}
              </Button>
              <Button type="primary" htmlType="submit" loading={busy} data-testid="calendar-save">
                {t('calendars.save')}
              </Button>
            </div>
          </form>
        )}
        <h2>{t('calendars.week')}</h2>
        <WeekEditor texts={texts} onChange={setTexts} />
        <SpecialDays view={view} content={content} onChange={setContent} picked={picked} />
      </aside>
    </div>
  )
}
