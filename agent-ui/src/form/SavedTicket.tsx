// The petition has its code: large, to be read out to the caller.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Ticket } from '../../../src/contract/tickets.ts'
import type { Desk } from '../desk/desk.tsx'
import { Glyph } from '../glyphs/Glyph.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useWordsOf } from './own-words.ts'
import type { DraftState } from './ticket-draft.ts'

export function SavedTicket({ desk, ticket, state }: { desk: Desk; ticket: Ticket; state: DraftState }) {
  const { t } = useTranslation()
  const wordsOf = useWordsOf()
  const words = wordsOf(state.form, state.missed)
  return (
    <div className="saved-ticket" role="status">
      <p className="saved-word">
        <Glyph shape="progress-on-time" /> {t('form.savedTitle')}
      </p>
      <p className="saved-code">
        <span data-testid="saved-code">{ticket.code}</span> {ticket.code && <CopyButton text={ticket.code} label={t('ticket.copyCode')} />}
      </p>
      <p className="saved-title">{ticket.form.title}</p>
      <p className="muted">{t('form.savedText')}</p>
      {state.missed.length > 0 && (
        <div className="missed-words" data-testid="missed-words">
          <Notice tone="error" action={<CopyButton text={words} label={t('unsent.copy')} />}>
            {t('form.missedWords')}
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
