// The facts in four columns: the matter first, the person below.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPhone, toE164 } from '../../../src/contract/phone-number.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { formatDateTime } from '../kit/time.ts'
import { MapButton } from '../map/MapButton.tsx'
import { CallCitizen } from './CallCitizen.tsx'

type Fact = readonly [label: string, value: ReactNode, wide?: boolean]

export function TicketFacts({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const { form } = ticket
  const none = t('ticket.none')
  const notGiven = t('ticket.notGiven')
  const secrecy = [form.contentConfidential && t('form.contentConfidential'), form.stateSecret && t('form.stateSecret')].filter(Boolean).join(', ')
  const matter: Fact[] = [
    [t('tickets.category'), ticket.categoryName ?? none],
    [t('form.kind'), t(`kind.${form.kind}`)],
    [t('tickets.reportedAt'), formatDateTime(ticket.reportedAt)],
    [t('form.occurredAt'), form.occurredAt ? formatDateTime(form.occurredAt) : none],
    [t('form.channel'), t(`channel.${form.channel}`)],
    [t('ticket.createdAt'), ticket.createdAtPlace],
    [
      t('tickets.place'),
      <span key="place">
        {form.place || none} {form.place && <MapButton place={form.place} latitude={form.latitude} longitude={form.longitude} link />}
      </span>,
      true,
    ],
    [t('form.reportedUnitId'), ticket.reportedUnitName ?? none],
    [t('ticket.createdBy'), ticket.createdBy ?? none],
    [t('ticket.identity'), t(form.identityHidden ? 'ticket.hidden' : 'ticket.public')],
    [t('ticket.publication'), t(ticket.publishedAt ? 'slip.published' : 'ticket.notPublished')],
    ...(secrecy ? [[t('ticket.confidential'), secrecy] as const] : []),
  ]
  const bcci: Fact[] =
    form.kind === 'bcci' && form.bcci
      ? [
          [t('form.bcciDirection'), form.bcci.direction ? t(`form.${form.bcci.direction}`) : none],
          [t('form.bcciProcedure'), form.bcci.procedure || none],
          [t('form.bcciAgency'), form.bcci.agency || none],
          [t('form.bcciPreferredTime'), form.bcci.preferredTime || none],
          [t('form.bcciPickupAddress'), form.bcci.pickupAddress || none, true],
        ]
      : []
  const reporter: Fact[] = [
    [t('form.reporterName'), form.reporterName || notGiven],
    [
      t('form.reporterPhone'),
      <span key="phone" className="fact-phone">
        {formatPhone(toE164(form.reporterPhone)) || form.reporterPhone || notGiven}
        {/* Shown in part it cannot be dialled. */}
        {/^[\d\s+.()-]+$/.test(form.reporterPhone) && <CallCitizen ticketId={ticket.id} number={form.reporterPhone} />}
      </span>,
    ],
    [t('form.reporterKind'), t(`form.${form.reporterKind}`)],
    [t('form.reporterIdNumber'), form.reporterIdNumber || notGiven],
    [t('form.reporterAddress'), form.reporterAddress || notGiven, true],
    [t('form.reporterEmail'), form.reporterEmail || notGiven],
  ]
  return (
    <section aria-label={t('ticket.facts')} data-testid="ticket-facts">
      <Facts facts={[...matter, ...bcci]} />
      <Facts facts={reporter} />
    </section>
  )
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(([label, value, wide]) => (
        <div key={label} className={wide ? 'fact fact-wide' : 'fact'}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
