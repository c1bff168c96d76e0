// Who is calling: name, open tickets, earlier calls.
import { useTranslation } from 'react-i18next'
import type { CallerCard } from '../../../src/contract/calls.ts'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import { formatDate, formatDayMonth, formatDuration, formatTime } from '../kit/time.ts'
import type { Desk } from './desk.tsx'
import { KnowledgeMark } from './KnowledgeMark.tsx'
import { OpenTickets } from './OpenTickets.tsx'
import type { ShownPop } from './shown-call.ts'
import { TicketLine } from './TicketLine.tsx'

export function CallerPane({ desk, pop }: { desk: Desk; pop: ShownPop | null }) {
  const { t } = useTranslation()
  if (!pop)
    return (
      <div className="empty caller-empty">
        <b>{t('caller.emptyTitle')}</b>
        <p>{t('caller.emptyText')}</p>
      </div>
    )
  if (!pop.caller)
    return (
      <div className="caller-head" aria-busy={!pop.local}>
        <h2>{formatPhone(pop.call.callerNumber) || t('desk.noNumber')}</h2>
        <p>{t(pop.local ? 'caller.notLookedUp' : 'caller.looking')}</p>
      </div>
    )
  return <Card desk={desk} pop={pop} caller={pop.caller} />
}

function Card({ desk, pop, caller }: { desk: Desk; pop: ShownPop; caller: CallerCard }) {
  const { t } = useTranslation()
  const since = caller.firstCallAt ? formatDate(caller.firstCallAt).slice(3) : ''
  const calls =
    caller.callCount === 0
      ? t('caller.firstCall')
      : since
        ? t('caller.callsSince', { count: caller.callCount, since })
        : t('caller.calls', { count: caller.callCount })
  return (
    <>
      <div className="caller-head" data-testid="caller-card">
        <div className="call-head-row">
          <h2>{caller.name ?? t('caller.noName')}</h2>
          <KnowledgeMark knowledge={caller.knowledge} />
        </div>
        <p>{caller.address ?? t('caller.noAddress')}</p>
        <p>{calls}</p>
      </div>
      <div className="caller-part">
        <h3>
          {t('caller.openTickets')} <span className="count">{caller.openTickets.length}</span>
        </h3>
        {caller.openTickets.length === 0 && <p className="muted">{t('caller.noOpen')}</p>}
        <OpenTickets key={pop.draft.ticketId} desk={desk} pop={pop} tickets={caller.openTickets} />
      </div>
      <div className="caller-part">
        <h3>{t('caller.earlierCalls')}</h3>
        {caller.earlierCalls.length === 0 && <p className="muted">{t('caller.noCalls')}</p>}
        <ul className="earlier-calls">
          {caller.earlierCalls.map((call) => (
            <li key={call.callId}>
              <span className="earlier-when">
                {formatDayMonth(call.arrivedAt)}
                <br />
                {formatTime(call.arrivedAt)}
              </span>
              <span className="earlier-what">
                {call.subject}
                <small>{call.result}</small>
              </span>
              <span>{call.talkSeconds === null ? '' : formatDuration(call.talkSeconds)}</span>
            </li>
          ))}
        </ul>
      </div>
      {caller.earlierTickets.length > 0 && (
        <div className="caller-part">
          <h3>{t('caller.earlierTickets')}</h3>
          {caller.earlierTickets.map((ticket) => (
            <TicketLine key={ticket.id} ticket={ticket} />
          ))}
        </div>
      )}
    </>
  )
}
