// One recorded call: listen on the left, score on the right; what was graded before stands below, for good.
import { Button, Segmented, Skeleton } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import type { CallToScore, ScoreBody, ScoringForm } from '../../../src/contract/scoring.ts'
import { api } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDateTime, formatDuration } from '../kit/time.ts'
import { CallRecording } from '../recordings/CallRecording.tsx'
import { LoadFailed } from '../work/LoadFailed.tsx'
import { GradingView } from './GradingView.tsx'
import { ScoreForm } from './ScoreForm.tsx'

export default function ScorePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const found = useFetch(id, (signal) => api('callToScore', { params: { id }, signal }))
  return (
    <main className="list-page score-page">
      {found.error && !found.data && <LoadFailed message={found.error.message} onRetry={found.reload} />}
      {!found.data && !found.error && <Skeleton active className="ticket-loading" />}
      {found.data && <Call key={found.data.callId} read={found.data} />}
      <h1 className="visually-hidden">{t('scoring.title')}</h1>
    </main>
  )
}

function Call({ read }: { read: CallToScore }) {
  const { t } = useTranslation()
  const [call, setCall] = useState(read)
  const [agentId, setAgentId] = useState(call.drafts[0]?.agentId ?? call.agents[0]?.id ?? '')
  const [correcting, setCorrecting] = useState<string | null>(call.drafts.find((draft) => draft.agentId === agentId)?.replacesId ?? null)
  const player = useRef<HTMLElement>(null)
  const gradings = call.gradings.filter((grading) => grading.agentId === agentId)
  const counting = gradings.find(({ replacedById }) => replacedById === null) ?? null
  const draft = call.drafts.find((one) => one.agentId === agentId && one.replacesId === correcting)
  const scoring = counting === null || correcting === counting.id
  const { form, first } = toFill(call, agentId, correcting, draft)
  return (
    <div className="score-columns">
      <aside ref={player} className="score-side" aria-label={t('scoring.recording')}>
        <Link to="/cham-diem" className="back-link">
          <Icon name="back" size={14} /> {t('scoring.back')}
        </Link>
        <h2>{formatPhone(call.number) || t('desk.noNumber')}</h2>
        <dl className="score-facts">
          <dt>{t('scoring.arrived')}</dt>
          <dd>{formatDateTime(call.arrivedAt)}</dd>
          <dt>{t('scoring.talk')}</dt>
          <dd>
            {formatDuration(call.talkMs / 1000)}
            {call.holdMs > 0 && ` · ${t('board.heldFor', { time: formatDuration(call.holdMs / 1000) })}`}
          </dd>
          <dt>{t('scoring.outcome')}</dt>
          <dd>{call.outcome ? t(`board.behind.outcomes.${call.outcome}`) : '–'}</dd>
          <dt>{t('scoring.rating')}</dt>
          <dd>{call.rating ? t(`rating.${call.rating}`) : '–'}</dd>
          <dt>{t('scoring.agent')}</dt>
          <dd>{call.agents.map(({ name }) => name).join(', ') || '–'}</dd>
        </dl>
        {call.recordings.length === 0 && <p className="muted">{t('ticket.noRecording')}</p>}
        {call.recordings.map((recording) => (
          <CallRecording key={recording.id} recording={recording} />
        ))}
        {call.ticketId && (
          <Link to={`/phan-anh/${call.ticketId}`} className="score-ticket">
            {t('board.behind.open')}
          </Link>
        )}
      </aside>
      <div className="score-main">
        {call.own ? (
          <Notice tone="info" testId="score-own">
            {t('scoring.ownCall')}
          </Notice>
        ) : call.agents.length === 0 ? (
          <Notice tone="info">{t('scoring.nobodyTalked')}</Notice>
        ) : (
          <>
            {call.agents.length > 1 && (
              <Segmented
                className="score-agents"
                value={agentId}
                options={call.agents.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(chosen) => {
                  setAgentId(chosen)
                  setCorrecting(null)
                }}
              />
            )}
            {scoring && (
              <ScoreForm
                key={`${agentId} ${correcting} ${form.version}`}
                callId={call.callId}
                form={form}
                first={first}
                replaces={correcting === null ? null : counting}
                onPlay={() => player.current?.querySelector<HTMLButtonElement>('[data-testid="player-play"]')?.click()}
                onGraded={(next) => {
                  setCall(next)
                  setCorrecting(null)
                }}
              />
            )}
            {counting && !scoring && (
              <div className="score-done">
                <Notice tone="done" testId="score-graded">
                  {t('scoring.isGraded')}
                </Notice>
                <Button onClick={() => setCorrecting(counting.id)} data-testid="score-correct">
                  {t('scoring.correct')}
                </Button>
              </div>
            )}
            {gradings.map((grading) => (
              <GradingView key={grading.id} grading={grading} />
            ))}
          </>
        )}
      </div>
    </div>
  )
}

/** What the form begins with: the draft as it was left, the grading to correct, or nothing. */
function toFill(
  call: CallToScore,
  agentId: string,
  correcting: string | null,
  draft: CallToScore['drafts'][number] | undefined,
): { form: ScoringForm; first: ScoreBody } {
  if (draft) {
    const { updatedAt: _, form, ...first } = draft
    return { form, first }
  }
  const corrected = call.gradings.find(({ id }) => id === correcting)
  if (corrected)
    return { form: corrected.form, first: { agentId, formVersion: corrected.form.version, answers: corrected.answers, comment: '', replacesId: corrected.id } }
  return { form: call.form, first: { agentId, formVersion: call.form.version, answers: {}, comment: '', replacesId: null } }
}
