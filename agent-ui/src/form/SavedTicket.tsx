// The petition has its code, large, to be read out to the caller; and where it goes from here.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ActType } from '../../../src/contract/acts.ts'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { ActDialog } from '../acts/ActDialog.tsx'
import { api } from '../api/client.ts'
import type { Desk } from '../desk/desk.tsx'
import { Glyph } from '../glyphs/Glyph.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Key } from '../kit/Key.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useWordsOf } from './own-words.ts'
import type { DraftState } from './ticket-draft.ts'
import { useNextStepKeys } from './useNextStepKeys.ts'

const nextSteps: readonly ActType[] = ['forward', 'answer-now', 'refuse', 'request-info']
const keyOf: Partial<Record<ActType, readonly [printed: string, spoken: string]>> = { forward: ['Ctrl ↵', 'Control+Enter'], 'answer-now': ['Alt R', 'Alt+R'] }

export function SavedTicket({ desk, ticket: saved, state }: { desk: Desk; ticket: Ticket; state: DraftState }) {
  const { t } = useTranslation()
  const wordsOf = useWordsOf()
  const [newer, setNewer] = useState<Ticket | null>(null)
  const [open, setOpen] = useState<ActType | null>(null)
  const ticket = newer?.id === saved.id && newer.version >= saved.version ? newer : saved
  const steps = nextSteps.filter((type) => ticket.acts.includes(type))
  useNextStepKeys(steps, setOpen)
  const slip = ticket.slips.find(({ part, state: goes }) => part === 'main' && goes !== 'closed')
  const helpers = ticket.slips.filter(({ part, state: goes }) => part === 'coordinating' && goes !== 'closed').map(({ unitName }) => unitName)
  const words = wordsOf(state.form, state.missed)
  return (
    <div className="saved-ticket" role="status">
      <p className="saved-word">
        <Glyph shape="progress-on-time" /> {t(titleOf(ticket, state))}
      </p>
      <p className="saved-code">
        <span data-testid="saved-code">{ticket.code}</span> {ticket.code && <CopyButton text={ticket.code} label={t('ticket.copyCode')} />}
      </p>
      <p className="saved-title">{ticket.form.title}</p>
      {slip ? (
        <p data-testid="saved-forwarded">
          <b>{slip.unitName}</b> · {slip.leftWords}
          {helpers.length > 0 && <span className="saved-helpers">{t('form.savedHelpers', { names: helpers.join(', ') })}</span>}
        </p>
      ) : (
        !state.editing && <p className="muted">{t('form.savedText')}</p>
      )}
      {steps.length > 0 && (
        <div className="saved-actions">
          {steps.map((type, place) => (
            <Button
              key={type}
              type={place === 0 ? 'primary' : 'default'}
              onClick={() => setOpen(type)}
              aria-keyshortcuts={keyOf[type]?.[1]}
              data-testid={`act-${type}`}
            >
              {t(`acts.${type}` as 'acts.forward')} {keyOf[type] && <Key>{keyOf[type][0]}</Key>}
            </Button>
          ))}
        </div>
      )}
      {open && (
        <ActDialog
          key={open}
          type={open}
          ticket={ticket}
          slip={null}
          onClose={() => setOpen(null)}
          onReload={() => void api('ticket', { params: { id: ticket.id } }).then(setNewer, () => undefined)}
          onDone={(next) => {
            setOpen(null)
            setNewer(next)
          }}
        />
      )}
      {state.missed.length > 0 && (
        <div className="missed-words" data-testid="missed-words">
          <Notice tone="error" action={<CopyButton text={words} label={t('unsent.copy')} />}>
            {t(state.editing ? 'form.missedEdit' : 'form.missedWords')}
          </Notice>
          <pre>{words}</pre>
        </div>
      )}
      <div className="saved-actions">
        <Link to={`/phan-anh/${ticket.id}`} data-testid="open-saved">
          {t('form.openTicket')}
        </Link>
        <Button type="text" onClick={() => void desk.bench.putAside()}>
          {t('action.close')}
        </Button>
      </div>
    </div>
  )
}

/** What became of it, in one word. */
function titleOf(ticket: Ticket, { editing }: DraftState) {
  if (ticket.status === 'refused') return 'form.refusedTitle'
  return editing && !ticket.mayEdit ? 'form.goneTitle' : 'form.savedTitle'
}
