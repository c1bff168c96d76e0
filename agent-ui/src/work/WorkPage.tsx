// The unit's desk, and that of VP UBND tỉnh: three boxes, the manual's search, due first, always fresh.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { type WorkBox, type WorkItem, WorkQuery } from '../../../src/contract/work.ts'
import { api, messageOf } from '../api/client.ts'
import { useTicketNews } from '../api/news.ts'
import { useFetch } from '../api/useFetch.ts'
import { Notice } from '../kit/Notice.tsx'
import { useHeldRows } from '../kit/useHeldRows.ts'
import { usePointed } from '../kit/usePointed.ts'
import { hasRole, useMe } from '../session/session.tsx'
import { sameSearch } from '../tickets/list-query.ts'
import { TicketSearch } from '../tickets/TicketSearch.tsx'
import { AssignInRow } from './AssignInRow.tsx'
import { LoadFailed } from './LoadFailed.tsx'
import { WorkEmpty } from './WorkEmpty.tsx'
import { WorkFooter } from './WorkFooter.tsx'
import { WorkTable } from './WorkTable.tsx'
import { WorkTabs } from './WorkTabs.tsx'
import { rowsOf } from './work-state.ts'

const pageSize = 50
const boxOf = (name: string | undefined): WorkBox => (name === 'hen' ? 'scheduled' : name === 'tat-ca' ? 'all' : 'to-handle')

/** Turns the address into a query; anything wrong in it is left out rather than refused. */
function queryOf(params: URLSearchParams, box: WorkBox): WorkQuery {
  const parsed = WorkQuery.safeParse({ ...Object.fromEntries([...params].filter(([, value]) => value !== '')), box, pageSize })
  return parsed.success ? parsed.data : WorkQuery.parse({ box, pageSize })
}

export default function WorkPage() {
  const { t } = useTranslation()
  const me = useMe()
  const { box: boxName } = useParams()
  const box = boxOf(boxName)
  const [params, setParams] = useSearchParams()
  const query = queryOf(params, box)
  const key = `${box} ${params.toString()}`
  const found = useFetch(key, async (signal) => ({ box, key, page: await api('work', { query, signal }) }))
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [assigning, setAssigning] = useState<WorkItem | null>(null)
  const [list, pointed] = usePointed<HTMLDivElement>()
  const [searching, setSearching] = useState(params.size > 0)
  useTicketNews(found.refresh, 2_000)
  const data = found.data?.page ?? null
  // What belongs to another box is never shown under this one's heads; another page of the same stays until the next has come.
  const shown = found.data?.box === box ? found.data : null
  const held = useHeldRows(shown?.page.items ?? null, rowsOf, shown?.key ?? key, pointed)
  const again = () => {
    held.releaseNext()
    found.reload()
  }
  const take = async ({ id, version, slip }: WorkItem) => {
    if (!slip) return
    setBusy(slip.id)
    setProblem(null)
    try {
      await api('act', { params: { id }, body: { type: 'take', actId: crypto.randomUUID(), version, slipId: slip.id } })
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setBusy(null)
      found.reload()
    }
  }
  return (
    <main className="list-page work-page">
      <h1 className="visually-hidden">{t(`work.${box}`)}</h1>
      <WorkTabs counts={data?.counts ?? null} today={data?.today ?? ''} searching={searching} onSearching={() => setSearching(!searching)} />
      <div className={searching ? 'work-search work-search-open' : 'work-search'}>
        <TicketSearch
          key={key}
          params={params}
          onSearch={(next) => (sameSearch(next, params) ? again() : setParams(next))}
          onReset={() => (params.size > 0 ? setParams({}) : again())}
          byStatus={false}
        />
      </div>
      {problem && (
        <Notice tone="error" testId="work-problem" action={<Button onClick={() => setProblem(null)}>{t('work.dismiss')}</Button>}>
          {problem}
        </Notice>
      )}
      {found.error && !shown ? (
        <LoadFailed message={found.error.message} onRetry={found.reload} />
      ) : (
        <div className="work-list" ref={list}>
          {held.rows?.length === 0 ? (
            <WorkEmpty box={box} filtered={params.size > 0} onClear={() => setParams({})} />
          ) : (
            <WorkTable
              box={box}
              rows={held.rows}
              firstNumber={((shown?.page.page ?? 1) - 1) * pageSize + 1}
              office={hasRole(me, 'provincial-office')}
              onTake={(item) => void take(item)}
              onAssign={(item) => {
                setProblem(null)
                setAssigning(item)
              }}
              busy={busy}
            />
          )}
        </div>
      )}
      <WorkFooter
        box={box}
        total={shown?.page.total ?? null}
        more={shown?.page.more ?? false}
        page={query.page}
        pages={Math.max(1, Math.ceil((shown?.page.total ?? 0) / pageSize))}
        stale={found.error && shown ? found.error.message : null}
        held={held}
        onPage={(page) => setParams({ ...Object.fromEntries(params), page: String(page) })}
      />
      {assigning && (
        <AssignInRow
          item={assigning}
          onLoading={setBusy}
          onFailed={(message) => {
            setAssigning(null)
            setProblem(message)
          }}
          onClose={() => setAssigning(null)}
          onDone={() => {
            setAssigning(null)
            again()
          }}
        />
      )}
    </main>
  )
}
