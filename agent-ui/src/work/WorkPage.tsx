// The unit's desk, and that of VP UBND tỉnh: three boxes, the manual's search, due first, always fresh.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, useParams, useSearchParams } from 'react-router'
import { type WorkBox, type WorkItem, WorkQuery, workBoxes } from '../../../src/contract/work.ts'
import { ActDialog } from '../acts/ActDialog.tsx'
import { slipFor } from '../acts/act-body.ts'
import { api, messageOf } from '../api/client.ts'
import { useTicketNews } from '../api/news.ts'
import { useFetch } from '../api/useFetch.ts'
import { Icon } from '../glyphs/icons.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useMe } from '../session/session.tsx'
import { TicketSearch } from '../tickets/TicketSearch.tsx'
import { WorkTable } from './WorkTable.tsx'

const pageSize = 50
const boxPaths: Record<WorkBox, string> = { 'to-handle': '/xu-ly', scheduled: '/xu-ly/hen', all: '/xu-ly/tat-ca' }
const boxOf = (name: string | undefined): WorkBox => (name === 'hen' ? 'scheduled' : name === 'tat-ca' ? 'all' : 'to-handle')

/** Turns the address into a query; anything wrong in it is left out rather than refused. */
function queryOf(params: URLSearchParams, box: WorkBox): WorkQuery {
  const parsed = WorkQuery.safeParse({ ...Object.fromEntries([...params].filter(([, value]) => value !== '')), box, pageSize })
  return parsed.success ? parsed.data : WorkQuery.parse({ box, pageSize })
}

export default function WorkPage() {
  const { t } = useTranslation()
  const { box: boxName } = useParams()
  const box = boxOf(boxName)
  const [params, setParams] = useSearchParams()
  const query = queryOf(params, box)
  const found = useFetch(`${box} ${params.toString()}`, (signal) => api('work', { query, signal }))
  const [taking, setTaking] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [assigning, setAssigning] = useState<WorkItem | null>(null)
  const [waiting, setWaiting] = useState(false)
  const [pointed, setPointed] = useState(false)
  // Rows do not jump under the pointer: what is new waits until it leaves.
  useTicketNews(() => (pointed ? setWaiting(true) : found.reload()), 2_000)
  const show = () => {
    setWaiting(false)
    found.reload()
  }
  const take = async ({ id, version, slip }: WorkItem) => {
    if (!slip) return
    setTaking(slip.id)
    setProblem(null)
    try {
      await api('act', { params: { id }, body: { type: 'take', actId: crypto.randomUUID(), version, slipId: slip.id } })
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setTaking(null)
      found.reload()
    }
  }
  const data = found.data
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / pageSize))
  const toPage = (page: number) => setParams({ ...Object.fromEntries(params), page: String(page) })
  return (
    <main className="list-page work-page">
      <h1 className="visually-hidden">{t(`work.${box}`)}</h1>
      <nav className="work-tabs" aria-label={t('nav.tickets')}>
        {workBoxes.map((name) => (
          <NavLink key={name} to={boxPaths[name]} end data-testid={`box-${name}`}>
            {t(`work.${name}`)} {data && name !== 'all' && <span className="tab-count">{data.counts[name]}</span>}
          </NavLink>
        ))}
        {data && <span className="work-today">{t('work.today', { hours: data.today })}</span>}
      </nav>
      <TicketSearch
        key={`${box} ${params.toString()}`}
        params={params}
        onSearch={setParams}
        onReset={() => (params.size > 0 ? setParams({}) : found.reload())}
        by="progress"
      />
      {problem && (
        <Notice tone="error" testId="work-problem">
          {problem}
        </Notice>
      )}
      {waiting && (
        <Notice tone="info" action={<Button onClick={show}>{t('work.show')}</Button>}>
          {t('work.newOnes')}
        </Notice>
      )}
      {found.error && !data ? (
        <div className="empty">
          <b>
            <Icon name="warning" /> {t('error.listTitle')}
          </b>
          <p>{found.error.message}</p>
          <Button onClick={found.reload}>
            <Icon name="refresh" /> {t('action.reload')}
          </Button>
        </div>
      ) : (
        <div
          className="work-list"
          onPointerEnter={() => setPointed(true)}
          onPointerLeave={() => {
            setPointed(false)
            if (waiting) show()
          }}
        >
          <WorkTable
            box={box}
            items={data?.items ?? null}
            firstNumber={(query.page - 1) * pageSize + 1}
            onTake={(item) => void take(item)}
            onAssign={setAssigning}
            taking={taking}
          />
        </div>
      )}
      <footer className="list-footer">
        {data && (
          <span>
            {t('work.count', { count: data.total })} <kbd className="key">↵</kbd> {t('tickets.toOpen')}
          </span>
        )}
        <span className="pager">
          <Button type="text" size="small" disabled={query.page <= 1} onClick={() => toPage(query.page - 1)}>
            {t('tickets.previous')}
          </Button>
          <span>{t('tickets.pages', { page: query.page, all: pages })}</span>
          <Button type="text" size="small" disabled={query.page >= pages} onClick={() => toPage(query.page + 1)}>
            {t('tickets.next')}
          </Button>
        </span>
      </footer>
      {assigning && (
        <AssignInRow
          item={assigning}
          onClose={() => setAssigning(null)}
          onDone={() => {
            setAssigning(null)
            found.reload()
          }}
        />
      )}
    </main>
  )
}

/** Two clicks from the list: the unit, and Đồng ý. */
function AssignInRow({ item, onClose, onDone }: { item: WorkItem; onClose: () => void; onDone: () => void }) {
  const me = useMe()
  const ticket = useFetch(item.id, (signal) => api('ticket', { params: { id: item.id }, signal }))
  if (!ticket.data) return null
  const slip = slipFor(
    ticket.data,
    me.memberships.map(({ unitId }) => unitId),
  )
  return <ActDialog type="assign" ticket={ticket.data} slip={slip} onClose={onClose} onDone={onDone} onReload={ticket.reload} />
}
