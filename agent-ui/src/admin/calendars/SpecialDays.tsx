// Special days of the year: those that are there, those proposed, and adding one.
import { Button, DatePicker, Input, Switch } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarContent, CalendarView } from '../../../../src/contract/calendars.ts'
import { Icon } from '../../glyphs/icons.tsx'
import { Choice } from '../../kit/Choice.tsx'
import { Field } from '../../kit/Field.tsx'
import { formatDate } from '../../kit/time.ts'
import { readFrames } from './frames-text.ts'
import { dayOf, type Exception, kindOf, ofYear, stillProposed, withInherited } from './special-days.ts'

interface Props {
  view: CalendarView
  /** The year chosen; the view may still be of another. */
  year: number
  content: CalendarContent
  /** What the server found wrong, by the day's id. */
  refused: ReadonlyMap<string, string>
  onChange: (content: CalendarContent) => void
  picked: string | null
}

const spoken = (date: string) => formatDate(`${date}T12:00:00+07:00`)

export function SpecialDays({ view, year, content, refused, onChange, picked }: Props) {
  const { t } = useTranslation()
  const own = ofYear(content.exceptions, year)
  const inherited = ofYear(view.inherited, year)
  const proposals = view.year === year ? stillProposed(view.proposals, content.exceptions) : []
  const remove = (id: string) => onChange({ ...content, exceptions: content.exceptions.filter((one) => one.id !== id) })
  const add = (exception: Exception) => onChange({ ...content, exceptions: [...content.exceptions.filter(({ id }) => id !== exception.id), exception] })
  return (
    <>
      <h2>{t('calendars.exceptions')}</h2>
      {own.length === 0 && <p className="muted">{t('calendars.none')}</p>}
      <ul className="special-days" data-testid="special-days">
        {own.map((exception) => (
          <li key={exception.id}>
            <b>{spoken(dayOf(exception))}</b> {exception.name} <span className="muted">{t(`calendars.kind-${kindOf(exception)}`)}</span>
            {exception.kind === 'swap' && <span className="muted">→ {spoken(exception.workDay)}</span>}
            <Button type="text" size="small" onClick={() => remove(exception.id)} aria-label={`${t('calendars.remove')}: ${exception.name}`}>
              {t('calendars.remove')}
            </Button>
            {refused.has(exception.id) && (
              <p className="field-error">
                <Icon name="warning" size={13} /> {refused.get(exception.id)}
              </p>
            )}
          </li>
        ))}
      </ul>
      {inherited.length > 0 && (
        <>
          <h2>{t('calendars.inherited')}</h2>
          <ul className="special-days inherited-days" data-testid="inherited">
            {inherited.map((exception) => {
              const cancelled = content.cancels.includes(exception.id)
              return (
                <li key={exception.id}>
                  <span className="day-words">
                    <b>{spoken(dayOf(exception))}</b> <span className={cancelled ? 'cancelled-day' : ''}>{exception.name}</span>{' '}
                    <span className="muted">{t(`calendars.kind-${kindOf(exception)}`)}</span>
                  </span>
                  <label className="row-end" htmlFor={`cancel-${exception.id}`}>
                    {t('calendars.notHere')}
                    <Switch
                      id={`cancel-${exception.id}`}
                      size="small"
                      aria-label={`${t('calendars.notHere')}: ${exception.name} ${spoken(dayOf(exception))}`}
                      checked={cancelled}
                      onChange={(next) => onChange(withInherited(content, exception.id, !next))}
                    />
                  </label>
                </li>
              )
            })}
          </ul>
        </>
      )}
      {proposals.length > 0 && (
        <>
          <h2>{t('calendars.proposals')}</h2>
          <ul className="special-days" data-testid="proposals">
            {proposals.map(({ exception, confidence, seenElsewhere }) => (
              <li key={exception.id}>
                <b>{spoken(dayOf(exception))}</b> {exception.name}{' '}
                {exception.kind === 'swap' && <span className="muted">{t('calendars.workedInstead', { date: spoken(exception.workDay) })}</span>}{' '}
                <span className="muted">{[t(`calendars.confidence-${confidence}`), seenElsewhere && t('calendars.seen')].filter(Boolean).join(', ')}</span>
                <Button size="small" onClick={() => add(exception)}>
                  {t('calendars.confirm')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <NewDay key={picked ?? ''} picked={picked} onAdd={add} />
    </>
  )
}

const kinds = ['holiday', 'swap', 'make-up', 'closure'] as const

function NewDay({ picked, onAdd }: { picked: string | null; onAdd: (exception: Exception) => void }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<(typeof kinds)[number]>('holiday')
  const [day, setDay] = useState(picked)
  const [other, setOther] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [hours, setHours] = useState('')
  const [tried, setTried] = useState(false)
  const frames = readFrames(hours)
  const wrong = {
    day: !day,
    name: !name.trim(),
    other: kind === 'swap' && !other,
    hours: frames === null || (kind === 'make-up' && frames.length === 0),
  }
  const add = () => {
    setTried(true)
    if (!day || !frames || Object.values(wrong).some(Boolean)) return
    const named = { id: `${kind}-${day}`, name: name.trim() }
    if (kind === 'holiday') onAdd({ ...named, kind, date: day })
    if (kind === 'swap') onAdd({ ...named, kind, dayOff: day, workDay: other ?? day, frames: frames.length > 0 ? frames : null })
    if (kind === 'make-up') onAdd({ ...named, kind, date: day, frames })
    if (kind === 'closure')
      onAdd({ ...named, kind, from: { date: day, minute: frames[0]?.open ?? 0 }, to: { date: other ?? day, minute: frames.at(-1)?.close ?? 1440 } })
    setName('')
    setTried(false)
  }
  const date = (id: 'day' | 'other', label: string, value: string | null, set: (value: string | null) => void, error: string | undefined) => (
    <Field id={`special-${id}`} label={label} error={tried ? error : undefined}>
      {({ id: tied }) => (
        <DatePicker id={tied} format="DD/MM/YYYY" value={value ? dayjs(value) : null} onChange={(next) => set(next?.format('YYYY-MM-DD') ?? null)} />
      )}
    </Field>
  )
  return (
    <fieldset className="new-day">
      <legend>
        <b>{t('calendars.addDay')}</b>
      </legend>
      <Field id="special-kind" label={t('calendars.dayKind')}>
        {(tied) => (
          <Choice
            {...tied}
            value={kind}
            onChange={(next) => next && setKind(next)}
            options={kinds.map((value) => ({
              value,
              label: t(`calendars.kind-${value === 'swap' ? 'swapped-off' : value === 'make-up' ? 'made-up' : value}`),
            }))}
          />
        )}
      </Field>
      {date('day', t('calendars.day'), day, setDay, wrong.day ? t('calendars.needDay') : undefined)}
      {(kind === 'swap' || kind === 'closure') && date('other', t('calendars.other'), other, setOther, wrong.other ? t('calendars.needOther') : undefined)}
      {kind !== 'holiday' && (
        <Field id="special-hours" label={t('calendars.hours')} error={tried && wrong.hours ? t('calendars.badFrames') : undefined}>
          {(tied) => <Input {...tied} value={hours} onChange={(event) => setHours(event.target.value)} />}
        </Field>
      )}
      <Field id="special-name" label={t('calendars.name')} error={tried && wrong.name ? t('calendars.needName') : undefined}>
        {(tied) => <Input {...tied} value={name} onChange={(event) => setName(event.target.value)} data-testid="special-name" />}
      </Field>
      <Button onClick={add} data-testid="special-add">
        {t('calendars.add')}
      </Button>
    </fieldset>
  )
}
