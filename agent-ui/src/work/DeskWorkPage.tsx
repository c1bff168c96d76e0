// Việc của tổng đài (§27): drafts, petitions not sent, returned slips, results to check and to tell, refusals; with targets and their misses.
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { DeskBox, type DeskItem } from '../../../src/contract/work.ts'
import { api, messageOf } from '../api/client.ts'
import { useTicketNews } from '../api/news.ts'
import { useFetch } from '../api/useFetch.ts'
import { useDesk } from '../desk/desk.tsx'
import { Glyph } from '../glyphs/Glyph.tsx'
import { Icon } from '../glyphs/icons.tsx'
import { formatDate, formatTime } from '../kit/time.ts'

const pageSize = 50
const boxes = ['returned-slip', 'result-check', 'tell-citizen', 'new', 'draft', 'refused'] as const
const entryChannels = ['walk-in', 'hotline', 'email', 'other'] as const

export default function DeskWorkPage() {
  const { t } = useTranslation()
  const desk = useDesk()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const box = DeskBox.catch('returned-slip').parse(params.get('muc') ?? 'returned-slip')
  const page = Math.max(1, Number(params.get('page')) || 1)
  const found = useFetch(`${box} ${page}`, (signal) => api('deskWork', { query: { box, page, pageSize }, signal }))
  useTicketNews(found.reload, 2_000)
  const enter = (channel: (typeof entryChannels)[number]) =>
    desk.bench.create(channel).then(
      () => navigate('/'),
      (error: unknown) => desk.setNotice(messageOf(error)),
    )
  const data = found.data
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / pageSize))
  return (
    <main className="list-page work-page">
      <h1 className="visually-hidden">{t('deskWork.title')}</h1>
      <nav className="work-tabs" aria-label={t('deskWork.title')}>
        {boxes.map((name) => (
          <Link
            key={name}
            to={`?muc=${name}`}
            className={name === box ? 'active' : ''}
            aria-current={name === box ? 'page' : undefined}
            data-testid={`desk-box-${name}`}
          >
            {t(`deskWork.${name}`)}{' '}
            {data && <span className={data.counts[name].missed > 0 ? 'tab-count tab-count-late' : 'tab-count'}>{data.counts[name].open}</span>}
            {data && data.counts[name].missed > 0 && <span className="visually-hidden">{t('deskWork.missed', { count: data.counts[name].missed })}</span>}
          </Link>
        ))}
        <Dropdown
          menu={{ items: entryChannels.map((key) => ({ key, label: t(`channel.${key}`) })), onClick: ({ key }) => void enter(key as 'walk-in') }}
          trigger={['click']}
        >
          <Button className="work-entry" data-testid="new-entry">
            <Icon name="plus" size={14} /> {t('deskWork.newEntry')}
          </Button>
        </Dropdown>
      </nav>
      {found.error && !data ? (
        <div className="empty">
          <b>
            <Icon name="warning" /> {t('error.listTitle')}
          </b>
          <p>{found.error.message}</p>
          <Button onClick={found.reload}>{t('action.reload')}</Button>
        </div>
      ) : data?.items.length === 0 ? (
        <div className="empty" data-testid="desk-work-empty">
          <b>{t('deskWork.emptyTitle')}</b>
          <p>{t('deskWork.emptyText')}</p>
        </div>
      ) : (
        <div className="table-scroll">
          <table className="table tickets-table desk-table" aria-busy={data === null}>
            <thead>
              <tr>
                <th scope="col" className="num">
                  {t('tickets.no')}
                </th>
                <th scope="col">{t('tickets.name')}</th>
                <th scope="col">{t('tickets.category')}</th>
                <th scope="col">{t('deskWork.since')}</th>
                <th scope="col">{t('deskWork.note')}</th>
                <th scope="col">{t('deskWork.target')}</th>
                <th scope="col" className="end">
                  {t('tickets.actions')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data?.items.map((item, place) => (
                <Row key={item.id} item={item} number={(page - 1) * pageSize + place + 1} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <footer className="list-footer">
        {data && <span>{t('deskWork.count', { count: data.total })}</span>}
        <span className="pager">
          <Button type="text" size="small" disabled={page <= 1} onClick={() => setParams({ muc: box, page: String(page - 1) })}>
            {t('tickets.previous')}
          </Button>
          <span>{t('tickets.pages', { page, all: pages })}</span>
          <Button type="text" size="small" disabled={page >= pages} onClick={() => setParams({ muc: box, page: String(page + 1) })}>
            {t('tickets.next')}
          </Button>
        </span>
      </footer>
    </main>
  )
}

function Row({ item, number }: { item: DeskItem; number: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const path = `/phan-anh/${item.id}`
  return (
    <tr className={item.missed ? 'row-late' : ''} data-testid="desk-row" data-ticket-id={item.id} onDoubleClick={() => void navigate(path)}>
      <td className="num">{number}</td>
      <td className="cell-title">
        <Link to={path}>{item.title || t('tickets.noTitle')}</Link> <span className="muted code">{item.code ?? t('tickets.noCode')}</span>
      </td>
      <td className="cell-category">{item.categoryName ?? ''}</td>
      <td className="cell-date">
        {formatDate(item.since)}
        <span className="muted">{formatTime(item.since)}</span>
      </td>
      <td className="cell-note">{item.note}</td>
      <td className="cell-progress">
        <span className={item.missed ? 'status progress-late' : 'status'}>
          {item.missed && <Glyph shape="progress-late" size={14} />} {item.leftWords || t('deskWork.none')}
        </span>
      </td>
      <td className="end cell-action">
        <Link to={path} className="row-action">
          {t('action.open')}
        </Link>
      </td>
    </tr>
  )
}
