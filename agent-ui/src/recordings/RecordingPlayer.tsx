// Plays and seeks a recording along its waveform; all of it by keyboard, the times in words.
import { type CSSProperties, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordingDetail } from '../../../src/contract/recordings.ts'
import { Icon } from '../glyphs/icons.tsx'
import { formatDuration } from '../kit/time.ts'
import { RecordingParts } from './RecordingParts.tsx'
import { SpeedButton } from './SpeedButton.tsx'
import { Waveform } from './Waveform.tsx'

interface Props {
  url: string
  durationMs: number | null
  /** What it holds, where that is not the whole call. */
  label?: string
  /** Null until it is loaded; without it the plain bar serves. */
  detail: RecordingDetail | null
  /** What stands beside the speed. */
  menu?: ReactNode
}

/** One press of an arrow key, of the page keys, s. */
const steps: Readonly<Record<string, number>> = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 30, PageDown: -30 }

export function RecordingPlayer({ url, durationMs, label, detail, menu }: Props) {
  const { t } = useTranslation()
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [known, setKnown] = useState<number | null>(null)
  const [failed, setFailed] = useState(false)
  const [speed, setSpeed] = useState(1)
  // The file itself knows best; until it is read, the ledger's length serves.
  const all = known ?? (durationMs === null ? 0 : durationMs / 1000)
  const play = () => {
    setFailed(false)
    audio.current?.play().catch(() => setFailed(true))
  }
  const toggle = () => (audio.current?.paused ? play() : audio.current?.pause())
  const seek = (seconds: number) => {
    if (audio.current) audio.current.currentTime = seconds
    setAt(seconds)
  }
  const changeSpeed = (next: number) => {
    setSpeed(next)
    if (audio.current) audio.current.playbackRate = next
  }
  const share = all > 0 ? Math.min(100, (at / all) * 100) : 0
  const drawn = detail?.peaks ?? null
  return (
    <div className="player" data-testid="player">
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions */}
      <audio
        ref={audio}
        src={url}
        // Who only looks at the page has not listened: nothing is fetched, and so nothing noted, before it is played.
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onSeeked={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => {
          event.currentTarget.playbackRate = speed
          if (Number.isFinite(event.currentTarget.duration)) setKnown(event.currentTarget.duration)
        }}
        onError={() => setFailed(true)}
      />
      <div className="player-head">
        <button
          type="button"
          className="player-button"
          onClick={toggle}
          aria-label={t(playing ? 'ticket.pause' : 'ticket.play')}
          aria-pressed={playing}
          data-testid="player-play"
        >
          <Icon name={playing ? 'pause' : 'play'} size={14} />
        </button>
        <div className="player-words">
          <span className="player-label">{failed ? t('ticket.cannotPlay') : (label ?? t('ticket.recording'))}</span>
          <span className="player-time" data-testid="player-time">
            {formatDuration(at)} / {formatDuration(all)}
          </span>
        </div>
        <SpeedButton speed={speed} onChange={changeSpeed} />
        {menu}
      </div>
      <div className={drawn ? 'player-track player-track-drawn' : 'player-track'} style={{ '--share': `${share}%` } as CSSProperties}>
        {drawn && detail && <Waveform peaks={drawn} detail={detail} wholeMs={all * 1000} />}
        <input
          type="range"
          className="player-seek"
          min={0}
          max={Math.max(all, 0.1)}
          step={0.1}
          value={Math.min(at, all)}
          onChange={(event) => seek(Number(event.target.value))}
          onKeyDown={(event) => {
            // Native steps of a tenth of a second are too fine for the arrow keys.
            const step = steps[event.key] ?? 0
            if (step === 0) return
            event.preventDefault()
            seek(Math.min(all, Math.max(0, at + step)))
          }}
          aria-label={t('ticket.seek')}
          aria-valuetext={t('ticket.position', { at: formatDuration(at), all: formatDuration(all) })}
          data-testid="player-seek"
        />
      </div>
      {detail && (
        <RecordingParts
          detail={detail}
          atMs={at * 1000}
          onJump={(ms) => {
            seek(ms / 1000)
            play()
          }}
        />
      )}
    </div>
  )
}
