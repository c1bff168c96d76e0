// How loud the recording is along its time, with the pauses hatched and the segments as a strip below. Only seen: the seek bar lies over it.
import { useMemo } from 'react'
import type { RecordingDetail } from '../../../src/contract/recordings.ts'
import { barsPath, levelsOf, placeOf } from './waveform.ts'

interface Props {
  peaks: string
  detail: Pick<RecordingDetail, 'segments' | 'pauses'>
  wholeMs: number
}

export function Waveform({ peaks, detail, wholeMs }: Props) {
  const [path, width] = useMemo(() => {
    const levels = levelsOf(peaks)
    return [barsPath(levels), levels.length]
  }, [peaks])
  return (
    <div className="waveform" aria-hidden="true" data-testid="waveform">
      <svg aria-hidden="true" viewBox={`0 0 ${width} 100`} preserveAspectRatio="none">
        <path d={path} />
      </svg>
      <svg aria-hidden="true" className="waveform-played" viewBox={`0 0 ${width} 100`} preserveAspectRatio="none">
        <path d={path} />
      </svg>
      {detail.pauses.map((pause) => (
        <span key={pause.fromMs} className="waveform-pause" style={placeOf(pause, wholeMs)} data-testid="waveform-pause" />
      ))}
      <div className="waveform-strip">
        {detail.segments.map((segment) => (
          <span key={segment.fromMs} className={`strip-part strip-${segment.kind}`} style={placeOf(segment, wholeMs)} />
        ))}
      </div>
    </div>
  )
}
