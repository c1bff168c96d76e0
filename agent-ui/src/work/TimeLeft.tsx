// Tiến độ of a slip: how long there is in words, the ruler, and the moment it is due; late: how long ago, and which deadline was missed.
import { useTranslation } from 'react-i18next'
import type { WorkItem } from '../../../src/contract/work.ts'
import { Glyph } from '../glyphs/Glyph.tsx'
import { formatDayMonth, formatTime, serverNow } from '../kit/time.ts'
import { ProgressWord } from '../tickets/ProgressWord.tsx'
import { Ruler } from './Ruler.tsx'
import { dueDay, isOver, isSoon } from './work-state.ts'

interface Props {
  item: WorkItem
  /** The list has a column for it. */
  dueElsewhere?: boolean
}

export function TimeLeft({ item, dueElsewhere = false }: Props) {
  const { slip, progress } = item
  if (!slip || isOver(slip)) return <ProgressWord progress={progress} />
  const { missed } = slip
  const late = missed !== null
  const soon = isSoon(slip, late)
  // The ruler measures the eight hours; a promised date is days away.
  const ruled = late || !slip.scheduled
  return (
    <span className={late ? 'time-left time-left-late' : soon ? 'time-left time-left-soon' : 'time-left'} data-testid="time-left">
      <span className="time-left-words">
        {late && <Glyph shape="progress-late" size={14} />}
        {soon && <Glyph shape="progress-soon" size={14} />}
        <span>{missed?.words ?? slip.leftWords}</span>
      </span>
      <span className="time-left-due">
        {ruled && <Ruler allowedMs={slip.allowedMs} leftMs={slip.leftMs} late={late} soon={soon} />}
        {!(dueElsewhere && !late) && <DueMoment at={missed?.dueAt ?? slip.dueAt} />}
      </span>
    </span>
  )
}

/** "hạn 15:05", "hạn 08:15 mai", "hạn 10:20 17/11". */
function DueMoment({ at }: { at: string }) {
  const { t } = useTranslation()
  const day = dueDay(at, serverNow())
  const time = formatTime(at)
  return (
    <span>{day === 'tomorrow' ? t('work.dueTomorrowAt', { at: time }) : t('work.due', { at: day === 'today' ? time : `${time} ${formatDayMonth(at)}` })}</span>
  )
}
