// The transfer slip: from whom, to whom, who handles it, who helps; and the slips before it.
import { useTranslation } from 'react-i18next'
import type { Slip } from '../../../src/contract/slips.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { formatDateTime } from '../kit/time.ts'

export function SlipFacts({ ticket, slip }: { ticket: Ticket; slip: Slip }) {
  const { t } = useTranslation()
  const coordinating = ticket.slips.filter(({ part, id }) => part === 'coordinating' && id !== slip.id)
  const rows: [string, string][] = [
    [t('slip.from'), [slip.from.unitName ?? 'Tổng đài 1022', slip.from.personName].filter(Boolean).join(' · ')],
    [t('slip.to'), `${slip.unitName} (${t(slip.part === 'main' ? 'slip.main' : 'slip.coordinating')})`],
    [t('slip.handler'), slip.handlerName ? [slip.handlerName, slip.handlerTitle].filter(Boolean).join(', ') : t('slip.nobody')],
    ...(slip.withinUnitName ? [[t('slip.within'), slip.withinUnitName] satisfies [string, string]] : []),
    ...coordinating.map((one): [string, string] => [
      t('slip.coordinators'),
      `${one.unitName} · ${one.state === 'closed' && one.closeCause === 'completed' ? t('slip.closed-completed') : one.leftWords}`,
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
          <li key={slip.id}>
            <b>
              {t('slip.number', { no: slip.number })} · {slip.unitName}
            </b>{' '}
            <span className="muted">{slip.closeCause ? t(`slip.closed-${slip.closeCause}`) : slip.leftWords}</span>
            {slip.terms.map((term) => (
              <span key={term.no} className="muted">
                {t(`process.${term.level}`)}: {t('slip.term', { from: formatDateTime(term.receivedAt), due: formatDateTime(term.dueAt) })}
                {term.lapsedAt && <span className="progress-late"> · {t('slip.lapsed')}</span>}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
