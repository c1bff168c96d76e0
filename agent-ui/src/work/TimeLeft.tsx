// Tiến độ of a slip that goes: how long there is in words, the ruler, and the moment it is due.
import { useTranslation } from 'react-i18next'
import type { WorkItem } from '../../../src/contract/work.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { formatDayMonth, formatTime, serverNow } from '../kit/time.ts'
import { ProgressWord } from '../tickets/ProgressWord.tsx'
import { Ruler } from './Ruler.tsx'
import { isOver, isSoon } from './work-state.ts'

export function TimeLeft({ item }: { item: WorkItem }) {
  const { t } = useTranslation()
  const { slip, progress } = item
  if (!slip || isOver(slip)) return <ProgressWord progress={progress} />
  const late = item.group === 'late'
  const soon = isSoon(slip, late)
  const sameDay = formatDayMonth(slip.dueAt) === formatDayMonth(serverNow())
  return (
    <span className={late ? 'time-left time-left-late' : soon ? 'time-left time-left-soon' : 'time-left'} data-testid="time-left">
      <span className="time-left-words">
        {late && <Glyph shape="progress-late" size={14} />}
        {soon && <Glyph shape="progress-soon" size={14} />}{' '}
        {late && slip.leftMs >= 0 && !slip.leftWords.startsWith('quá') ? t('progress.late') : slip.leftWords}
      </span>
      <span className="time-left-due">
        <Ruler allowedMs={slip.allowedMs} leftMs={slip.leftMs} late={late} soon={soon} />
        {t('work.due', { at: sameDay ? formatTime(slip.dueAt) : `${formatTime(slip.dueAt)} ${formatDayMonth(slip.dueAt)}` })}
      </span>
    </span>
  )
}
