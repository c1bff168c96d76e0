// Who had the call from when on, and where it was paused: a press jumps there.
import { useTranslation } from 'react-i18next'
import type { RecordingDetail, RecordingSegment } from '../../../src/contract/recordings.ts'
import { Icon } from '../glyphs/icons.tsx'
import { formatDuration } from '../kit/time.ts'
import { listedParts } from './waveform.ts'

interface Props {
  detail: RecordingDetail
  atMs: number
  onJump: (ms: number) => void
}

export function RecordingParts({ detail, atMs, onJump }: Props) {
  const { t } = useTranslation()
  const parts = listedParts(detail)
  if (parts.length < 2) return null
  const words = (segment: RecordingSegment) =>
    t(`segment.${segment.kind}`, { name: segment.agentName ?? t('segment.nobody'), second: segment.secondName ?? t('segment.nobody') })
  return (
    <ol className="parts" aria-label={t('segment.title')} data-testid="recording-parts">
      {parts.map((part) => {
        const isNow = part.kind === 'segment' && atMs >= part.fromMs && atMs < part.toMs
        return (
          <li key={`${part.kind} ${part.fromMs}`}>
            <button
              type="button"
              className="part"
              aria-current={isNow ? 'true' : undefined}
              onClick={() => onJump(part.fromMs)}
              data-testid={part.kind === 'pause' ? 'part-pause' : 'part-segment'}
              data-kind={part.kind === 'pause' ? undefined : part.segment.kind}
            >
              <span className="part-time">{formatDuration(part.fromMs / 1000)}</span>
              {part.kind === 'pause' ? (
                <span className="part-words">
                  <Icon name="pause" size={12} /> {t('segment.pause', { name: part.by, time: formatDuration((part.toMs - part.fromMs) / 1000) })}
                </span>
              ) : (
                <span className="part-words">
                  <span className={`part-mark strip-${part.segment.kind}`} aria-hidden="true" /> {words(part.segment)}
                </span>
              )}
            </button>
          </li>
        )
      })}
    </ol>
  )
}
