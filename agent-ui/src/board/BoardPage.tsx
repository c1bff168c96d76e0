// Giám sát trực tiếp: what goes on now, and how the day goes.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { FigureName } from '../../../src/contract/board.ts'
import { dispositions } from '../../../src/contract/values.ts'
import { Notice } from '../kit/Notice.tsx'
import { LoadFailed } from '../work/LoadFailed.tsx'
import { BoardAgents } from './BoardAgents.tsx'
import { BoardCalls } from './BoardCalls.tsx'
import { BoardWaiting } from './BoardWaiting.tsx'
import { type BehindWhat, CallsBehind } from './CallsBehind.tsx'
import { DayPane, MorePane } from './DayPane.tsx'
import { DispositionPane } from './DispositionPane.tsx'
import { FigureStrip } from './FigureStrip.tsx'
import { UrgeUnits } from './UrgeUnits.tsx'
import { useBoard, useFigures } from './useBoard.ts'
import { useBoardActs } from './useBoardActs.ts'

export const wallPath = '/giam-sat/man-hinh-lon'

export default function BoardPage() {
  const { t } = useTranslation()
  const { now, command } = useBoard(false)
  const acts = useBoardActs(command)
  const figures = useFigures(now)
  const [params, setParams] = useSearchParams()
  const day = figures.data
  const what = behindOf(params)
  const show = (next: BehindWhat | null) => setParams(next ? paramsOf(next) : {}, { replace: what !== null && next !== null })
  const open = (figure: FigureName) => show({ figure, hour: null, disposition: null, page: 1 })
  return (
    <main className="board" data-testid="board" data-live={now !== null}>
      <h1 className="visually-hidden">{t('board.title')}</h1>
      <FigureStrip now={now} day={day} onOpen={open} />
      {acts.refusal && (
        <Notice
          tone="error"
          testId="board-refusal"
          action={
            <Button size="small" onClick={acts.dismiss}>
              {t('action.close')}
            </Button>
          }
        >
          {acts.refusal}
        </Notice>
      )}
      <div className="board-columns">
        <div className="board-left">
          <BoardWaiting now={now} targetSeconds={day?.rules.targetSeconds ?? null} acts={acts} />
          <DayPane day={day} onOpen={open} />
          <DispositionPane day={day} onOpen={(disposition) => show({ figure: 'handled', hour: null, disposition, page: 1 })} />
        </div>
        <BoardAgents now={now} acts={acts} />
        <div className="board-right">
          <BoardCalls now={now} acts={acts} />
          {figures.error && !day && <LoadFailed message={figures.error.message} onRetry={figures.reload} />}
          <MorePane day={day} onOpen={open} failed={figures.error !== null} />
          <nav className="board-links" aria-label={t('board.more')}>
            <Link to="/giam-sat/nhan-vien" data-testid="open-agent-figures">
              {t('board.dayFigures')}
            </Link>
            <UrgeUnits />
            {/* In a tab of its own: leaving this page would take the supervisor's own telephone away. */}
            <a href={wallPath} target="_blank" rel="noreferrer" data-testid="open-wall">
              {t('board.wall')}
            </a>
          </nav>
        </div>
      </div>
      {what && day && <CallsBehind what={what} day={day} onChange={show} onClose={() => show(null)} />}
    </main>
  )
}

/** What the address says is to be shown: `?xem=abandoned&gio=9&trang=2`. */
function behindOf(params: URLSearchParams): BehindWhat | null {
  const figure = FigureName.safeParse(params.get('xem'))
  if (!figure.success) return null
  const hour = params.get('gio')
  const about = dispositions.find((one) => one === params.get('noi-dung')) ?? (params.get('noi-dung') === 'none' ? ('none' as const) : null)
  const page = Number(params.get('trang') ?? 1)
  return {
    figure: figure.data,
    hour: hour && /^\d{1,2}$/.test(hour) && Number(hour) < 24 ? Number(hour) : null,
    disposition: about,
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

function paramsOf({ figure, hour, disposition, page }: BehindWhat): Record<string, string> {
  return {
    xem: figure,
    ...(hour === null ? {} : { gio: String(hour) }),
    ...(disposition ? { 'noi-dung': disposition } : {}),
    ...(page > 1 ? { trang: String(page) } : {}),
  }
}
