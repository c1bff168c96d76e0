// The call's draft is closed: where the call belongs now, and the words that were typed.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import type { Desk } from '../desk/desk.tsx'
import { Glyph } from '../glyphs/Glyph.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { useWordsOf } from './own-words.ts'
import type { TicketDraft } from './ticket-draft.ts'

export function AttachedTicket({ desk, draft, toId }: { desk: Desk; draft: TicketDraft; toId: string }) {
  const { t } = useTranslation()
  const wordsOf = useWordsOf()
  const target = useFetch(toId, (signal) => api('ticket', { params: { id: toId }, signal }))
  const words = wordsOf(draft.state.get().form, draft.touched)
  return (
    <div className="saved-ticket" role="status" data-testid="attached-ticket">
      <p className="saved-word">
        <Glyph shape="progress-on-time" /> {t('form.attachedTitle')}
      </p>
      <p className="saved-code">
        <span data-testid="attached-code">{target.data?.code ?? ''}</span>{' '}
        {target.data?.code && <CopyButton text={target.data.code} label={t('ticket.copyCode')} />}
      </p>
      <p className="saved-title">{target.data?.form.title ?? ''}</p>
      <p className="muted">{t('form.attachedText')}</p>
      {words && (
        <div className="missed-words" data-testid="attached-words">
          <p>
            {t('form.attachedWords')} <CopyButton text={words} label={t('unsent.copy')} />
          </p>
          <pre>{words}</pre>
        </div>
      )}
      <div className="saved-actions">
        <Link to={`/phan-anh/${toId}`} data-testid="open-attached">
          {t('form.openTicket')}
        </Link>
        <Button type="text" onClick={() => void desk.bench.putAside()}>
          {t('action.close')}
        </Button>
      </div>
    </div>
  )
}
