// Có thể trùng: this number has told the same before, found while the form is written; Alt+T opens the newest.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api } from '../api/client.ts'
import { useStore } from '../api/store.ts'
import { useFetch } from '../api/useFetch.ts'
import type { DraftState } from '../form/draft-state.ts'
import { noDraft } from '../form/no-draft.ts'
import { Key } from '../kit/Key.tsx'
import type { Desk } from './desk.tsx'
import { TicketLine } from './TicketLine.tsx'

/** After the last key: nobody is asked at every letter of a place. */
const breathMs = 600

export function SimilarTickets({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const draft = useStore(desk.bench.draft)
  const state = useStore<DraftState | null>(draft?.state ?? noDraft)
  const form = state && state.saved === null ? state.form : null
  const asked = useBreath(
    form?.categoryId && form.place.trim() && form.reporterPhone.trim()
      ? JSON.stringify({ number: form.reporterPhone, categoryId: form.categoryId, place: form.place, except: state?.ticketId })
      : '',
  )
  const found = useFetch(`similar ${asked}`, async (signal) =>
    asked ? api('similarTickets', { query: JSON.parse(asked) as { number: string; categoryId: string; place: string }, signal }) : [],
  )
  const tickets = form && asked ? (found.data ?? []) : []
  const [first] = tickets
  return (
    <div role="status" aria-live="polite">
      {first && (
        <div className="caller-part similar" data-testid="similar" data-count={tickets.length}>
          <h3>
            {t('caller.similar')} <span className="count">{tickets.length}</span>
          </h3>
          <p className="muted">{t('caller.similarText')}</p>
          {tickets.map((ticket) => (
            <TicketLine key={ticket.id} ticket={ticket} />
          ))}
          <SimilarOpen ticketId={first.id} word={t('caller.similarOpen')} />
        </div>
      )}
    </div>
  )
}

function SimilarOpen({ ticketId, word }: { ticketId: string; word: string }) {
  return (
    <Link to={`/phan-anh/${ticketId}`} className="similar-open" aria-keyshortcuts="Alt+T" data-testid="similar-open">
      {word} <Key>Alt T</Key>
    </Link>
  )
}

function useBreath(value: string): string {
  const [calm, setCalm] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setCalm(value), breathMs)
    return () => clearTimeout(timer)
  }, [value])
  return calm
}
