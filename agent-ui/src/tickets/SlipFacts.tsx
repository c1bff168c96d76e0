// The transfer slip: from whom, to whom, who handles it, who helps; the main slip it helps with, and the slips before it.
import { useTranslation } from 'react-i18next'
import type { Slip } from '../../../src/contract/slips.ts'
import { formatDateTime } from '../kit/time.ts'

export function SlipFacts({ slip, coordinating }: { slip: Slip; coordinating: readonly Slip[] }) {
  const { t } = useTranslation()
  const rows: [string, string][] = [
    [t('slip.from'), [slip.from.unitName ?? 'Tổng đài 1022', slip.from.personName].filter(Boolean).join(' · ')],
    [t('slip.to'), `${slip.unitName} (${t(slip.part === 'main' ? 'slip.main' : 'slip.coordinating')})`],
    [t('slip.handler'), slip.handlerName ? [slip.handlerName, slip.handlerTitle].filter(Boolean).join(', ') : t('slip.nobody')],
    ...(slip.withinUnitName ? [[t('slip.within'), slip.withinUnitName] satisfies [string, string]] : []),
    ...coordinating.map((one): [string, string] => [
      t('slip.coordinators'),
      `${one.unitName} · ${one.closeCause ? t(`slip.closed-${one.closeCause}`) : one.leftWords}`,
    ]),
    ...(slip.note ? [[t('slip.note'), slip.note] satisfies [string, string]] : []),
  ]
  return (
    <section className="slip-facts" aria-label={t('slip.number', { no: slip.number })} data-testid="slip-facts">
      <h2>
        {t('slip.number', { no: slip.number })} <span className="muted">{formatDateTime(slip.createdAt)}</span>
      </h2>
      <dl>
        {rows.map(([label, value]) => (
          <div key={label + value}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Every slip that is over, with each level's receipt and deadline (Đ12.1). */
export function EarlierSlips({ slips }: { slips: readonly Slip[] }) {
  const { t } = useTranslation()
  if (slips.length === 0) return null
  return (
    <section className="earlier-slips" data-testid="earlier-slips">
      <h2>{t('slip.earlier')}</h2>
      <ul>
        {slips.map((slip) => (
          <SlipItem key={slip.id} slip={slip} />
        ))}
      </ul>
    </section>
  )
}

/** The main slip, for a unit that helps with it. */
export function MainSlip({ slip }: { slip: Slip }) {
  const { t } = useTranslation()
  return (
    <section className="earlier-slips" data-testid="main-slip">
      <h2>{t('slip.mainSlip')}</h2>
      <ul>
        <SlipItem slip={slip} />
      </ul>
    </section>
  )
}

function SlipItem({ slip }: { slip: Slip }) {
  const { t } = useTranslation()
  const { closeCause, closedAt, closeReason } = slip
  return (
    <li>
      <b>
        {t('slip.number', { no: slip.number })} · {slip.unitName}
      </b>{' '}
      <span className="muted">
        {closeCause ? [t(`slip.closed-${closeCause}`), closedAt && formatDateTime(closedAt)].filter(Boolean).join(' ') : slip.leftWords}
      </span>
      {closeReason && (
        <span className="slip-reason" data-testid="slip-reason">
          {t('slip.reason', { why: closeReason })}
        </span>
      )}
      {slip.terms.map((term) => (
        <span key={term.no} className="muted">
          {t(`process.${term.level}`)}: {t('slip.term', { from: formatDateTime(term.receivedAt), due: formatDateTime(term.dueAt) })}
          {term.lapsedAt && <span className="progress-late"> · {t('slip.lapsed')}</span>}
        </span>
      ))}
    </li>
  )
}
