// What was sent and what became of it, kept up to date while something waits.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type MessageView, messageStates } from '../../../../src/contract/messages.ts'
import { api, messageOf } from '../../api/client.ts'
import { useFetch } from '../../api/useFetch.ts'
import { useRepeat } from '../../api/useRepeat.ts'
import { Choice } from '../../kit/Choice.tsx'
import { Field } from '../../kit/Field.tsx'
import { Notice } from '../../kit/Notice.tsx'
import { formatDateTime } from '../../kit/time.ts'
import { mayReadTickets, useMe } from '../../session/session.tsx'
import { MessageStanding } from './MessageStanding.tsx'
import { someWait } from './waiting.ts'

const pageSize = 50
/** How often the list is looked at again while something in it has yet to be sent, ms. */
const REFRESH_MS = 10_000

export function MessageLog() {
  const { t } = useTranslation()
  const linked = mayReadTickets(useMe())
  const [keyword, setKeyword] = useState('')
  const [asked, setAsked] = useState('')
  const [state, setState] = useState<MessageView['state'] | undefined>()
  const [page, setPage] = useState(1)
  const [problem, setProblem] = useState<string | null>(null)
  // Whether anything was asked is kept with the answer, so that the words said of nothing are those of that question.
  const found = useFetch(`${asked} ${state ?? ''} ${page}`, async (signal) => ({
    ...(await api('messages', { query: { keyword: asked, state, page, pageSize }, signal })),
    narrowed: asked !== '' || state !== undefined,
  }))
  useRepeat(someWait(found.data?.items ?? []), REFRESH_MS, found.reload)
  const again = (id: string) => {
    setProblem(null)
    return api('sendAgain', { params: { id } }).then(found.reload, (error: unknown) => setProblem(messageOf(error)))
  }
  const pages = Math.max(1, Math.ceil((found.data?.total ?? 0) / pageSize))
  return (
    <>
      <form
        className="search-row messages-search"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(keyword.trim())
          setPage(1)
          // The same words again ask for what is new.
          found.reload()
        }}
      >
        <Field id="message-keyword" label={t('messages.keyword')}>
          {(tied) => <Input {...tied} type="search" value={keyword} onChange={(event) => setKeyword(event.target.value)} />}
        </Field>
        <Field id="message-state" label={t('messages.state')}>
          {(tied) => (
            <Choice
              {...tied}
              allowClear
              value={state}
              placeholder={t('messages.all')}
              onChange={(next) => {
                setState(next)
                setPage(1)
              }}
              options={messageStates.map((value) => ({ value, label: t(`messages.state-${value}`) }))}
            />
          )}
        </Field>
        <Button type="primary" htmlType="submit">
          {t('tickets.search')}
        </Button>
      </form>
      {(problem ?? found.error?.message) && <Notice tone="error">{problem ?? found.error?.message}</Notice>}
      {found.data?.items.length === 0 ? (
        <div className="empty" data-testid="messages-empty">
          <b>{t(found.data.narrowed ? 'messages.noneTitle' : 'messages.emptyTitle')}</b>
          <p>{t(found.data.narrowed ? 'messages.noneText' : 'messages.emptyText')}</p>
        </div>
      ) : (
        <div className="table-scroll">
          <table className="table" data-testid="messages">
            <thead>
              <tr>
                <th scope="col">{t('messages.at')}</th>
                <th scope="col">{t('messages.to')}</th>
                <th scope="col">{t('messages.text')}</th>
                <th scope="col">{t('messages.state')}</th>
                <th scope="col" className="end">
                  {t('tickets.actions')}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.data?.items.map((message) => (
                <tr key={message.id}>
                  <td className="nowrap">{formatDateTime(message.at)}</td>
                  <td>
                    {message.name}
                    <span className="muted">
                      {t(`messages.${message.channel}`)} {message.address}
                    </span>
                  </td>
                  <td className="cell-note">
                    {message.text}
                    {message.segments !== null && (
                      <span className="muted">
                        {t('messages.parts', { count: message.segments, encoding: message.encoding === 'gsm7' ? 'GSM-7' : 'Unicode' })}
                      </span>
                    )}
                  </td>
                  <td>
                    <span className={message.state === 'failed' ? 'progress-late' : ''}>
                      <MessageStanding message={message} />
                    </span>
                    <span className="muted">{message.reason}</span>
                  </td>
                  <td className="end">
                    {message.ticketCode && linked ? (
                      <Link to={`/phan-anh?keyword=${message.ticketCode}`}>{message.ticketCode}</Link>
                    ) : (
                      <span>{message.ticketCode}</span>
                    )}
                    {(message.state === 'failed' || (message.state === 'not-sent' && message.attempts > 0)) && (
                      <Button size="small" onClick={() => void again(message.id)}>
                        {t('messages.again')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer className="list-footer">
        <span>{t('messages.count', { count: found.data?.total ?? 0 })}</span>
        <span className="pager">
          <Button type="text" size="small" disabled={page <= 1} onClick={() => setPage(page - 1)}>
            {t('tickets.previous')}
          </Button>
          <span>{t('tickets.pages', { page, all: pages })}</span>
          <Button type="text" size="small" disabled={page >= pages} onClick={() => setPage(page + 1)}>
            {t('tickets.next')}
          </Button>
        </span>
      </footer>
    </>
  )
}
