// Lịch làm việc: which calendar and which year; one is left only after a question when it has unsaved changes.
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Location, useSearchParams } from 'react-router'
import { api } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useUnits } from '../../form/choices.ts'
import { Choice } from '../../kit/Choice.tsx'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { matchesOption } from '../../kit/search-text.ts'
import { useUnsaved } from '../../kit/useUnsaved.tsx'
import { CalendarEditor, today } from './CalendarEditor.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { RecomputeDialog } from './RecomputeDialog.tsx'

const ownerIn = (search: string): string => new URLSearchParams(search).get('lich') ?? 'province'
/** Other years of a calendar are looked at with its changes in hand. */
const sameCalendar = (now: Location, next: Location): boolean => now.pathname === next.pathname && ownerIn(now.search) === ownerIn(next.search)

export default function CalendarsPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const owner = params.get('lich') ?? 'province'
  const year = Math.min(2100, Math.max(2020, Number(params.get('nam')) || Number(today().slice(0, 4))))
  const list = useFetch('calendars', (signal) => api('calendars', { signal }))
  const view = useFetch(`${owner} ${year}`, (signal) => api('calendar', { params: { owner }, query: { year }, signal }))
  const [open, setOpen] = useState<'import' | 'recompute' | null>(null)
  const [changed, setChanged] = useState(false)
  const [round, setRound] = useState(0)
  const dropping = useUnsaved(changed, sameCalendar)
  const units = useUnits()
  const go = (next: { lich?: string; nam?: number }) => setParams({ lich: next.lich ?? owner, nam: String(next.nam ?? year) })
  const named = new Map((list.data ?? []).map((one) => [one.owner as string, one.name]))
  const options = [
    ...[...named].map(([value, label]) => ({ value, label })),
    ...units.filter(({ id }) => !named.has(id)).map(({ id, name }) => ({ value: id, label: name })),
  ]
  // What was loaded for another calendar stays until this one is here: it must not be shown, still less saved, as this one.
  const shown = view.data?.owner === owner ? view.data : null
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
              onChange={(lich) => lich !== owner && dropping(() => go({ lich: lich ?? 'province' }))}
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
        <Button
          disabled={!shown}
          onClick={() =>
            dropping(() => {
              setRound(round + 1)
              setOpen('import')
            })
          }
          data-testid="calendar-import"
        >
          {t('calendars.import')}
        </Button>
        <Button onClick={() => setOpen('recompute')}>{t('calendars.recompute')}</Button>
      </div>
      {view.error && <Notice tone="error">{view.error.message}</Notice>}
      {!shown && !view.error && <Skeleton active className="ticket-loading" paragraph={{ rows: 10 }} />}
      {shown && (
        <CalendarEditor
          key={`${owner} ${round}`}
          view={shown}
          year={year}
          onChanged={setChanged}
          onSaved={() => {
            view.reload()
            list.reload()
          }}
          onRecompute={() => setOpen('recompute')}
        />
      )}
      {open === 'import' && shown && <ImportDialog view={shown} onClose={() => setOpen(null)} onDone={view.reload} />}
      {open === 'recompute' && <RecomputeDialog onClose={() => setOpen(null)} />}
    </main>
  )
}
