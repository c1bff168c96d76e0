// Điểm của tôi: the operator's own gradings with every note and the recording; seen with one press, answered once.
import { Button, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPhone } from '../../../src/contract/phone-number.ts'
import type { OwnScores } from '../../../src/contract/scoring.ts'
import { api, messageOf } from '../api/client.ts'
import { useFetch } from '../api/useFetch.ts'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { formatDateTime, formatDuration } from '../kit/time.ts'
import { CallRecording } from '../recordings/CallRecording.tsx'
import { LoadFailed } from '../work/LoadFailed.tsx'
import { Pager } from '../work/Pager.tsx'
import { GradingView } from './GradingView.tsx'
import { usePercent } from './PercentWord.tsx'

const pageSize = 10

export default function OwnScoresPage() {
  const { t } = useTranslation()
  const percent = usePercent()
  const [page, setPage] = useState(1)
  const found = useFetch(`own ${page}`, (signal) => api('ownScores', { query: { page, pageSize }, signal }))
  const shown = found.data
  return (
    <main className="list-page own-scores">
      <header className="page-bar">
        <h1 className="page-tab">{t('scoring.own')}</h1>
        {shown && shown.total > 0 && (
          <span className="muted" data-testid="own-scores-sum">
            {t('scoring.ownSum', { count: shown.total, mean: percent(shown.meanPercent), unread: shown.unread })}
          </span>
        )}
      </header>
      {found.error && !shown && <LoadFailed message={found.error.message} onRetry={found.reload} />}
      {!shown && !found.error && <Skeleton active className="ticket-loading" />}
      {shown?.total === 0 && (
        <div className="empty list-empty">
          <b>{t('scoring.ownEmpty')}</b>
          <p>{t('scoring.ownEmptyText')}</p>
        </div>
      )}
      <div className="own-list">
        {shown?.items.map((item) => (
          <OwnScore key={item.grading.id} item={item} onReplied={found.reload} />
        ))}
      </div>
      <footer className="list-footer">
        <Pager page={page} pages={Math.max(1, Math.ceil((shown?.total ?? 0) / pageSize))} onPage={setPage} />
      </footer>
    </main>
  )
}

function OwnScore({ item: { grading, call }, onReplied }: { item: OwnScores['items'][number]; onReplied: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const reply = async () => {
    setBusy(true)
    try {
      await api('replyToScore', { params: { id: grading.id }, body: { text: text.trim() } })
      setProblem(null)
      onReplied()
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="own-score" data-testid="own-score" aria-label={t('scoring.callAt', { at: formatDateTime(call.arrivedAt) })}>
      <p className="own-call">
        <b>{formatDateTime(call.arrivedAt)}</b> · {formatPhone(call.number) || t('desk.noNumber')} · {formatDuration(call.talkMs / 1000)}
      </p>
      {call.recordings.map((recording) => (
        <CallRecording key={recording.id} recording={recording} />
      ))}
      <GradingView grading={grading} />
      {!grading.reply && (
        <form
          className="own-reply"
          onSubmit={(event) => {
            event.preventDefault()
            void reply()
          }}
        >
          <Field id={`reply-${grading.id}`} label={t('scoring.reply')} help={t('scoring.replyHelp')}>
            {(tied) => (
              <Input.TextArea
                {...tied}
                value={text}
                maxLength={2000}
                autoSize={{ minRows: 1, maxRows: 6 }}
                onChange={(event) => setText(event.target.value)}
                data-testid="reply-text"
              />
            )}
          </Field>
          <Button type="primary" htmlType="submit" loading={busy} data-testid="reply-send">
            {t(text.trim() ? 'scoring.sendReply' : 'scoring.markSeen')}
          </Button>
          {problem && <Notice tone="error">{problem}</Notice>}
        </form>
      )}
    </section>
  )
}
