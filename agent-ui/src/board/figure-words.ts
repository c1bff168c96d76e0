// What each figure of the board is called, how it is written, and by which formula it came about.
import type { TFunction } from 'i18next'
import type { DayFigures, FigureName, FigureRules, Figures } from '../../../src/contract/board.ts'
import { formatDuration } from '../kit/time.ts'

/** The figures of a day as they are shown; `behind` are the calls that a press opens. */
export interface ShownFigure {
  id:
    | 'service-level'
    | 'abandonment'
    | 'mean-wait'
    | 'handling'
    | 'offered'
    | 'answered'
    | 'abandoned'
    | 'flow-out'
    | 'occupancy'
    | 'longest'
    | 'short'
    | 'out-of-hours'
    | 'satisfaction'
    | 'dissatisfied'
    | 'outgoing'
  label: string
  value: string
  /** The formula in short, with its numbers. */
  note: string
  formula: string
  behind: FigureName
}

const none = '–'
export const formatShare = (share: number | null, language: string): string =>
  share === null ? none : `${new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share * 100)}%`
export const formatMs = (ms: number | null): string => (ms === null ? none : formatDuration(Math.round(ms / 1000)))

/** How long past the target, in words: by the minute once it is one. */
export const overWords = (seconds: number, t: TFunction): string =>
  seconds < 60 ? t('board.overSeconds', { count: seconds }) : t('board.overMinutes', { count: Math.floor(seconds / 60) })

/** The big four of the day. */
export function mainFigures({ total, rules }: Pick<DayFigures, 'total' | 'rules'>, t: TFunction, language: string): ShownFigure[] {
  const { offered, answered, abandoned, answeredInTime } = total
  const [seconds, short] = [rules.targetSeconds, rules.shortAbandonSeconds]
  const ofOffered = rules.formula === 'offered'
  return [
    {
      id: 'service-level',
      label: t('board.serviceLevel', { seconds }),
      value: formatShare(total.serviceLevel, language),
      note: ofOffered
        ? t('board.answeredInTime', { part: answeredInTime, whole: offered })
        : t('board.answeredInTimeOf', { part: answeredInTime, answered, abandoned }),
      formula: t(ofOffered ? 'board.formula.serviceLevelOffered' : 'board.formula.serviceLevelAnswered', { seconds }),
      behind: 'in-time',
    },
    {
      id: 'abandonment',
      label: t('board.abandonment'),
      value: formatShare(total.abandonment, language),
      note: t('board.abandonedOf', { part: abandoned, whole: offered }),
      formula: t('board.formula.abandonment', { seconds: short }),
      behind: 'abandoned',
    },
    {
      id: 'mean-wait',
      label: t('board.meanWait'),
      value: formatMs(total.meanWaitMs),
      note: t('board.ofAnswered', { count: answered }),
      formula: t('board.formula.meanWait'),
      behind: 'answered',
    },
    {
      id: 'handling',
      label: t('board.handling'),
      value: formatMs(total.meanHandlingMs),
      note: t('board.handlingParts', { talk: formatMs(total.meanTalkMs), hold: formatMs(total.meanHoldMs), wrapUp: formatMs(total.meanWrapUpMs) }),
      formula: t('board.formula.handling'),
      behind: 'handled',
    },
  ]
}

/** Answered, flow-out, abandoned: what the offered calls became. */
export function partFigures({ total, rules }: Pick<DayFigures, 'total' | 'rules'>, t: TFunction): ShownFigure[] {
  const { voicemail, overflow, 'turned-away': turnedAway, interrupted, callback } = total.flowOutTo
  const of = (id: 'answered' | 'flow-out' | 'abandoned', label: string, value: number, formula: string): ShownFigure => ({
    ...{ id, label, value: String(value), note: '', formula, behind: id },
  })
  return [
    of('answered', t('board.answered'), total.answered, t('board.formula.answered')),
    of('flow-out', t('board.flowOut'), total.flowOut, t('board.formula.flowOut', { voicemail, overflow, turnedAway, interrupted, callback })),
    of('abandoned', t('board.abandoned'), total.abandoned, t('board.formula.abandoned', { seconds: rules.shortAbandonSeconds })),
  ]
}

export const offeredFigure = (total: Figures, t: TFunction): ShownFigure => ({
  ...{ id: 'offered', label: t('board.today'), value: String(total.offered), note: '', formula: t('board.formula.offered'), behind: 'offered' },
})

/** The rest, one line each. */
export function moreFigures(total: Figures, rules: FigureRules, t: TFunction, language: string): ShownFigure[] {
  const seconds = rules.shortAbandonSeconds
  return [
    {
      id: 'occupancy',
      label: t('board.occupancy'),
      value: formatShare(total.occupancy, language),
      note: '',
      formula: t('board.formula.occupancy'),
      behind: 'handled',
    },
    { id: 'longest', label: t('board.longestWait'), value: formatMs(total.longestWaitMs), note: '', formula: t('board.formula.longest'), behind: 'longest' },
    {
      id: 'short',
      label: t('board.short', { seconds }),
      value: String(total.short),
      note: '',
      formula: t('board.formula.short', { seconds }),
      behind: 'short',
    },
    {
      id: 'out-of-hours',
      label: t('board.outOfHours'),
      value: String(total.outOfHours),
      note: '',
      formula: t('board.formula.outOfHours'),
      behind: 'out-of-hours',
    },
    {
      id: 'satisfaction',
      label: t('board.satisfaction'),
      value: formatShare(total.satisfaction, language),
      note: '',
      formula: t('board.formula.satisfaction', { satisfied: total.satisfied, rated: total.rated, asked: total.ratingAsked }),
      behind: 'rated',
    },
    {
      id: 'dissatisfied',
      label: t('board.dissatisfied'),
      value: String(total.dissatisfied),
      note: '',
      formula: t('board.formula.dissatisfied', { satisfied: total.satisfied, acceptable: total.acceptable, dissatisfied: total.dissatisfied }),
      behind: 'dissatisfied',
    },
    {
      id: 'outgoing',
      label: t('board.outgoing'),
      value: String(total.outgoing),
      note: '',
      formula: t('board.formula.outgoing', { count: total.outgoing, answered: total.outgoingAnswered }),
      behind: 'outgoing',
    },
  ]
}
