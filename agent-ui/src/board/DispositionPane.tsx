// What the day's calls were about, each count with its calls behind it.
import { useTranslation } from 'react-i18next'
import type { DayFigures } from '../../../src/contract/board.ts'
import type { Disposition } from '../../../src/contract/values.ts'

export function DispositionPane({ day, onOpen }: { day: DayFigures | null; onOpen: (disposition: Disposition | 'none') => void }) {
  const { t } = useTranslation()
  if (!day || day.dispositions.length === 0) return null
  const most = Math.max(...day.dispositions.map(({ calls }) => calls))
  return (
    <section className="board-about" aria-labelledby="board-about-title" data-testid="dispositions">
      <header className="board-head">
        <h2 id="board-about-title">{t('disposition.title')}</h2>
      </header>
      {day.dispositions.map(({ disposition, calls }) => (
        <button
          key={disposition ?? 'none'}
          type="button"
          className="about-line"
          onClick={() => onOpen(disposition ?? 'none')}
          data-testid={`about-${disposition ?? 'none'}`}
          aria-haspopup="dialog"
        >
          <span>{t(`disposition.${disposition ?? 'none'}`)}</span>
          <span className="about-bar" aria-hidden="true">
            <i style={{ width: `${(calls / most) * 100}%` }} />
          </span>
          <b>{calls}</b>
        </button>
      ))}
    </section>
  )
}
