// The clock of the present term: its working stretches on their real times, breaks as dots, a mark for now.
import { useTranslation } from 'react-i18next'
import type { Slip } from '../../../src/contract/slips.ts'
import { levels } from '../../../src/contract/slips.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { formatDayMonth, formatTime, formatWeekdayDate, useNow } from '../kit/time.ts'
import { hoursWords, spansOf } from './clock-spans.ts'

export function SlipClock({ ticket, slip }: { ticket: Ticket; slip: Slip }) {
  const { t } = useTranslation()
  const now = useNow(30_000)
  const goes = slip.state === 'running' || slip.state === 'paused' || slip.state === 'lapsed'
  const late = slip.state === 'lapsed' || (goes && now > Date.parse(slip.dueAt))
  const used = Math.max(0, slip.allowedMs - Math.max(0, slip.leftMs))
  return (
    <section className="slip-clock" aria-label={t('slip.due')} data-testid="slip-clock">
      <p className="clock-head">
        <span className="muted">{t('slip.due')}</span>
        <span className="status" data-testid="ticket-status" data-status={ticket.status}>
          <Glyph shape={`status-${ticket.status}`} /> {t(`status.${ticket.status}`)}
        </span>
      </p>
      <p className={late ? 'clock-left clock-late' : 'clock-left'} data-testid="clock-left">
        {late && <Glyph shape="progress-late" />} {slip.leftWords}
      </p>
      {goes && (
        <>
          <p className="clock-note">
            {t(`progress.${ticket.progress ?? 'not-due'}`)} · {t('slip.until', { at: `${formatTime(slip.dueAt)} ${formatWeekdayDate(slip.dueAt)}` })}
          </p>
          <Spans slip={slip} now={now} late={late} />
          <p className="clock-foot">
            <span>
              {slip.scheduled
                ? t('slip.promised', { at: `${formatTime(slip.dueAt)} ${formatDayMonth(slip.dueAt)}` })
                : t('slip.used', { used: hoursWords(used), all: hoursWords(slip.allowedMs) })}
            </span>
            <span>{t('slip.level', { no: levels.indexOf(slip.level) + 1 })}</span>
          </p>
          {slip.lawDueAt !== slip.dueAt && (
            <p className="clock-note">{t('slip.lawDue', { at: `${formatTime(slip.lawDueAt)} ${formatDayMonth(slip.lawDueAt)}` })}</p>
          )}
          {slip.moveUpAt && <p className="clock-note">{t('slip.movesUp', { at: `${formatTime(slip.moveUpAt)} ${formatWeekdayDate(slip.moveUpAt)}` })}</p>}
        </>
      )}
    </section>
  )
}

function Spans({ slip, now, late }: { slip: Slip; now: number; late: boolean }) {
  // More than a few stretches cannot be told apart any more: an extension shows its words only.
  if (slip.spans.length === 0 || slip.spans.length > 6) return null
  return (
    <div className={late ? 'spans spans-late' : 'spans'} aria-hidden="true">
      {spansOf(slip.spans, now).map(({ from, to, share, flex, newDay, marked }, index) => (
        <span key={from} className="span" style={{ flexGrow: flex }}>
          {(newDay || index === 0) && <small className="span-day">{formatWeekdayDate(from).split(',')[0]}</small>}
          <i style={{ '--share': `${Math.round(share * 100)}%` } as React.CSSProperties} className={share > 0 && share < 1 ? 'span-now' : ''}>
            {marked && <b>{formatTime(new Date(now).toISOString())}</b>}
          </i>
          <small className="span-times">
            <span>{formatTime(from)}</span>
            <span className={to === slip.dueAt ? 'span-due' : ''}>{formatTime(to)}</span>
          </small>
        </span>
      ))}
    </div>
  )
}
