// One petition on one page: what was said and its facts, the slip with its clock, the process, what people do, comments, history.
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { ActType } from '../../../src/contract/acts.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { ActBar } from '../acts/ActBar.tsx'
import { ActDialog } from '../acts/ActDialog.tsx'
import { slipFor } from '../acts/act-body.ts'
import { actForms } from '../acts/act-forms.ts'
import { TicketMessages } from '../admin/messages/TicketMessages.tsx'
import { api, messageOf } from '../api/client.ts'
import { useTicketNews } from '../api/news.ts'
import { useFetch } from '../api/useFetch.ts'
import { TicketFiles } from '../attachments/TicketFiles.tsx'
import { useMaybeDesk } from '../desk/desk.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Notice } from '../kit/Notice.tsx'
import { hasRole, isAgent, useMe } from '../session/session.tsx'
import { DeskState } from './DeskState.tsx'
import { ProcessDrawing } from './ProcessDrawing.tsx'
import { SentBack } from './SentBack.tsx'
import { SlipClock } from './SlipClock.tsx'
import { EarlierSlips, MainSlip, SlipFacts } from './SlipFacts.tsx'
import { slipLists } from './slip-lists.ts'
import { TicketCalls } from './TicketCalls.tsx'
import { TicketFacts } from './TicketFacts.tsx'
import { TicketResults } from './TicketResults.tsx'
import { TicketTabs } from './TicketTabs.tsx'

export default function TicketPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const [own, setOwn] = useState<Ticket | null>(null)
  const loaded = useFetch(id, (signal) => api('ticket', { params: { id }, signal }))
  useTicketNews((changed) => {
    if (changed === null || changed.has(id)) loaded.refresh()
  })
  // What an act answered stands until the page reads something newer.
  const ticket = own && own.id === id && own.version > (loaded.data?.version ?? -1) ? own : loaded.data?.id === id ? loaded.data : null
  const done = (next: Ticket) => {
    setOwn(next)
    loaded.reload()
  }
  if (!ticket)
    return (
      <main className="ticket-page">
        <div className="ticket-head">
          <BackLink />
        </div>
        {loaded.error ? (
          <div className="empty">
            <b>
              <Icon name="warning" /> {t('error.ticketTitle')}
            </b>
            <p>{loaded.error.message}</p>
            <Button onClick={loaded.reload}>
              <Icon name="refresh" /> {t('action.reload')}
            </Button>
          </div>
        ) : (
          <Skeleton className="ticket-loading" active paragraph={{ rows: 8 }} />
        )}
      </main>
    )
  return <Loaded key={id} ticket={ticket} onDone={done} onReload={loaded.reload} />
}

function BackLink() {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <Link
      to={isAgent(me) || !me.roles.some((role) => role === 'focal-point' || role === 'unit-head' || role === 'provincial-office') ? '/phan-anh' : '/xu-ly'}
      className="back-link"
    >
      <Icon name="back" size={14} /> <span>{t('ticket.back')}</span>
    </Link>
  )
}

function Loaded({ ticket, onDone, onReload }: { ticket: Ticket; onDone: (ticket: Ticket) => void; onReload: () => void }) {
  const me = useMe()
  const [params, setParams] = useSearchParams()
  const asked = ActType.safeParse(params.get('act'))
  // Once open, a dialog stays whatever becomes of the petition meanwhile: what was typed must not vanish.
  const [type, setOpen] = useState<ActType | null>(() => (asked.success && ticket.acts.includes(asked.data) ? asked.data : null))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const slip = slipFor(
    ticket,
    me.memberships.map(({ unitId }) => unitId),
  )
  const close = () => {
    setOpen(null)
    if (params.has('act')) setParams({}, { replace: true })
  }
  const act = async (chosen: ActType) => {
    setProblem(null)
    if (actForms[chosen]) return setOpen(chosen)
    setBusy(true)
    try {
      const body = { type: chosen, actId: crypto.randomUUID(), version: ticket.version, slipId: slip?.id ?? '', termNo: slip?.termNo ?? 0 }
      onDone(await api('act', { params: { id: ticket.id }, body: body as never }))
    } catch (error) {
      setProblem(messageOf(error))
      onReload()
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className="ticket-page">
      <div className="ticket-head">
        <BackLink />
        <Title
          ticket={ticket}
          onProblem={(words) => {
            setProblem(words)
            onReload()
          }}
        />
        <ActBar ticket={ticket} busy={busy} onAct={(chosen) => void act(chosen)} onProcess={showProcess} />
        {problem && (
          <Notice tone="error" testId="act-problem">
            {problem}
          </Notice>
        )}
      </div>
      <Body ticket={ticket} onDone={onDone} />
      {type && actForms[type] && (
        <ActDialog
          key={type}
          type={type}
          ticket={ticket}
          slip={slip}
          onClose={close}
          onReload={onReload}
          onInstead={setOpen}
          onDone={(next) => {
            close()
            onDone(next)
          }}
        />
      )}
    </main>
  )
}

/** The drawing comes into sight and the keyboard goes there, after a sheet has given it back. */
function showProcess(): void {
  setTimeout(() => {
    const drawing = document.getElementById('process')
    drawing?.scrollIntoView({ block: 'center' })
    drawing?.focus({ preventScroll: true })
  }, 300)
}

function Title({ ticket, onProblem }: { ticket: Ticket; onProblem: (words: string) => void }) {
  const { t } = useTranslation()
  const desk = useMaybeDesk()
  const navigate = useNavigate()
  const goOn = () => {
    desk?.bench.open(ticket.id).then(
      (onDesk) => (onDesk ? navigate('/') : onProblem(t('ticket.notAtDesk'))),
      (error: unknown) => onProblem(messageOf(error)),
    )
  }
  return (
    <div className="ticket-title">
      <h1>{ticket.form.title || t('tickets.noTitle')}</h1>
      <span className="ticket-code" data-testid="ticket-code">
        {ticket.code ?? t('tickets.noCode')}
      </span>
      {ticket.code && <CopyButton text={ticket.code} label={t('ticket.copyCode')} />}
      {ticket.status === 'draft' && desk && (
        <Button type="primary" onClick={goOn} data-testid="continue-draft">
          <Icon name="edit" size={14} /> {t('ticket.continue')}
        </Button>
      )}
      {ticket.status !== 'draft' && ticket.mayEdit && desk && (
        <Button onClick={goOn} data-testid="edit-petition">
          <Icon name="edit" size={14} /> {t('ticket.edit')}
        </Button>
      )}
    </div>
  )
}

function Body({ ticket, onDone }: { ticket: Ticket; onDone: (ticket: Ticket) => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const slip = slipFor(
    ticket,
    me.memberships.map(({ unitId }) => unitId),
  )
  const { main, coordinating, earlier } = slipLists(ticket.slips, slip)
  return (
    <div className="ticket-columns">
      <aside className="ticket-side">
        {slip ? <SlipClock ticket={ticket} slip={slip} /> : <DeskState ticket={ticket} />}
        {slip && <SlipFacts slip={slip} coordinating={coordinating} />}
        {main && <MainSlip slip={main} />}
        <ProcessDrawing steps={ticket.process} />
        <EarlierSlips slips={earlier} />
        <TicketCalls calls={ticket.calls} />
        {hasRole(me, 'operator', 'supervisor', 'provincial-office', 'overseer') && <TicketMessages ticketId={ticket.id} version={ticket.version} />}
      </aside>
      <div className="ticket-main">
        <SentBack ticket={ticket} />
        <p className={ticket.form.content ? 'ticket-content' : 'ticket-content muted'}>{ticket.form.content || t('ticket.noContent')}</p>
        <TicketFiles ticket={ticket} onDone={onDone} />
        <TicketFacts ticket={ticket} />
        <TicketResults ticket={ticket} />
        <TicketTabs ticket={ticket} onDone={onDone} />
      </div>
    </div>
  )
}
