// Ý kiến xử lý and Lịch sử; a comment is written below the others and never lost.
import { Button, Input, Tabs } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../src/contract/tickets.ts'
import { forgetTyped, keepTyped, readTyped, typedKey } from '../acts/typed-words.ts'
import { api, messageOf } from '../api/client.ts'
import { Notice } from '../kit/Notice.tsx'
import { formatDateTime } from '../kit/time.ts'
import { useMe } from '../session/session.tsx'
import { TicketHistory } from './TicketHistory.tsx'

export function TicketTabs({ ticket, onDone }: { ticket: Ticket; onDone: (ticket: Ticket) => void }) {
  const { t } = useTranslation()
  const label = (word: string, count: number) => (
    <>
      {word} <span className="tab-count">{count}</span>
    </>
  )
  return (
    <Tabs
      className="ticket-tabs"
      items={[
        { key: 'comments', label: label(t('slip.comments'), ticket.comments.length), children: <Comments ticket={ticket} onDone={onDone} /> },
        { key: 'history', label: label(t('ticket.history'), ticket.history.length), children: <TicketHistory history={ticket.history} />, forceRender: true },
      ]}
    />
  )
}

function Comments({ ticket, onDone }: { ticket: Ticket; onDone: (ticket: Ticket) => void }) {
  const { t } = useTranslation()
  return (
    <div className="comments" data-testid="comments">
      {ticket.comments.length === 0 && <p className="muted">{t('slip.noComments')}</p>}
      <ul>
        {ticket.comments.map((comment) => (
          <li key={comment.id}>
            <p>
              <b>{comment.author}</b> <span className="muted">{comment.authorTitle ?? ''}</span>{' '}
              {comment.kind !== 'comment' && <span className="comment-kind">{t(`slip.${comment.kind}`)}</span>}
              <span className="comment-when muted">{formatDateTime(comment.at)}</span>
            </p>
            <p className="comment-text">{comment.text}</p>
          </li>
        ))}
      </ul>
      {ticket.acts.includes('comment') && <NewComment ticket={ticket} onDone={onDone} />}
    </div>
  )
}

function NewComment({ ticket, onDone }: { ticket: Ticket; onDone: (ticket: Ticket) => void }) {
  const { t } = useTranslation()
  const key = typedKey(useMe().id, ticket, 'comment')
  const [text, setText] = useState(() => String(readTyped(key)?.text ?? ''))
  const [actId, setActId] = useState(() => crypto.randomUUID())
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (busy || !text.trim()) return
    setBusy(true)
    setProblem(null)
    try {
      const done = await api('act', { params: { id: ticket.id }, body: { type: 'comment', actId, version: ticket.version, text } })
      forgetTyped(key)
      setText('')
      setActId(crypto.randomUUID())
      onDone(done)
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="new-comment" onSubmit={(event) => void send(event)}>
      {problem && <Notice tone="error">{problem}</Notice>}
      <Input.TextArea
        aria-label={t('acts.commentHint')}
        placeholder={t('acts.commentHint')}
        value={text}
        autoSize={{ minRows: 1, maxRows: 6 }}
        maxLength={4000}
        onChange={(event) => {
          setText(event.target.value)
          keepTyped(key, { text: event.target.value })
          setActId(crypto.randomUUID())
        }}
        data-testid="comment-text"
      />
      <Button htmlType="submit" loading={busy} data-testid="comment-send">
        {t('acts.comment')}
      </Button>
    </form>
  )
}
