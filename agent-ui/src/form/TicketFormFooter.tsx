// What is still missing, in words, beside the button that saves.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { messageOf } from '../api/client.ts'
import { isRinging, isTalking } from '../desk/call-standing.ts'
import type { Desk } from '../desk/desk.tsx'
import { Key } from '../kit/Key.tsx'
import { Notice } from '../kit/Notice.tsx'
import { type DraftState, isAway } from './draft-state.ts'
import { NewerNotice } from './NewerNotice.tsx'
import { RefuseDraft } from './RefuseDraft.tsx'
import type { TicketDraft } from './ticket-draft.ts'

const needed = {
  petition: ['reporterPhone', 'reporterName', 'reporterAddress', 'title', 'categoryId', 'place', 'content'],
  question: ['reporterPhone', 'reporterName', 'reporterAddress', 'title', 'categoryId', 'content'],
  bcci: ['reporterPhone', 'reporterName', 'reporterAddress', 'title', 'categoryId', 'bcci', 'content'],
} as const
type Needed = (typeof needed)[keyof typeof needed][number] | 'reporterEmail' | 'form'
const named = new Set<string>([...needed.petition, ...needed.bcci, 'reporterEmail'])

interface Props {
  desk: Desk
  draft: TicketDraft
  state: DraftState
  submit: () => Promise<void>
}

export function TicketFormFooter({ desk, draft, state, submit }: Props) {
  const { t } = useTranslation()
  const [keptAsDraft, setKeptAsDraft] = useState(false)
  const navigate = useNavigate()
  const [problem, setProblem] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const all = needed[state.form.kind]
  const missing = Object.keys(state.missing).map((name): Needed => (named.has(name) ? (name as Needed) : 'form'))
  const done = all.filter((name) => !missing.includes(name)).length
  // While the call is in hand its form stays on the desk; the draft is only made sure of.
  const inHand = isRinging(desk) || isTalking(desk)
  const later = () => {
    void desk.bench.putAside()
    void navigate(`/phan-anh/${state.ticketId}`)
  }
  const putAside = () => void (inHand ? desk.bench.draft.get()?.flush().then(setKeptAsDraft) : desk.bench.putAside())
  const save = () => {
    setKeptAsDraft(false)
    setRefused(null)
    setProblem(null)
    submit().catch((error: unknown) => {
      if (!isAway(error)) setRefused(messageOf(error))
      else if (state.editing) setProblem(t('form.editAway'))
    })
  }
  const sent = state.save.kind === 'saved' && desk.state.link === 'connected'
  return (
    <div className="form-footer">
      {state.newer && <NewerNotice newer={state.newer} />}
      {problem !== null && (
        <Notice tone="error" testId="form-problem">
          {problem}
        </Notice>
      )}
      {refused !== null && (
        <Notice tone="error" testId="save-failed">
          {t('form.saveFailed')} {refused}
        </Notice>
      )}
      {state.wantsPetition && !sent && (
        <Notice tone="wait" testId="save-waits">
          {t('form.saveWaits')}
        </Notice>
      )}
      {state.wantsPetition && sent && !state.submitting && (
        <Notice tone="done" testId="save-offered">
          {t('form.saveOffered')}
        </Notice>
      )}
      {keptAsDraft && inHand && (
        <Notice tone="done" testId="kept-as-draft">
          {t('form.putAsideDone')}
        </Notice>
      )}
      <p className="form-missing" data-testid="form-missing">
        <span className="steps" aria-hidden="true">
          {all.map((name, place) => (
            <span key={name} className={place < done ? 'step-done' : ''} />
          ))}
        </span>
        {missing.length === 0 ? (
          t('form.complete')
        ) : (
          <>
            {t('form.progress', { done, all: all.length })} <b>{t('form.missing', { fields: missing.map((name) => t(`form.short.${name}`)).join(', ') })}</b>
          </>
        )}
      </p>
      <div className="form-actions">
        {!state.editing && desk.state.link === 'connected' && !isRinging(desk) && <RefuseDraft draft={draft} onProblem={setProblem} />}
        <Button type="text" onClick={state.editing ? later : putAside} data-testid={state.editing ? 'edit-later' : 'save-draft'}>
          {t(state.editing ? 'form.editLater' : 'form.putAside')}
        </Button>
        {/* While it rings, answering is the next step and the only filled button. */}
        <Button
          type={isRinging(desk) ? 'default' : 'primary'}
          onClick={save}
          loading={state.submitting}
          data-testid="save-ticket"
          aria-keyshortcuts="Control+Enter"
        >
          {t('form.save')} <Key>Ctrl ↵</Key>
        </Button>
      </div>
    </div>
  )
}
