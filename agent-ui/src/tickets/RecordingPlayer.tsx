// Plays and seeks a recording; all of it by keyboard, the times in words.
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../glyphs/icons.tsx'
import { formatDuration } from '../kit/time.ts'

/** `label`: what it holds, where that is not the whole call. */
export function RecordingPlayer({ url, durationMs, label }: { url: string; durationMs: number | null; label?: string }) {
  const { t } = useTranslation()
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [known, setKnown] = useState<number | null>(null)
  const [failed, setFailed] = useState(false)
  // The file itself knows best; until it is read, the ledger's length serves.
  const all = known ?? (durationMs === null ? 0 : durationMs / 1000)
  const toggle = () => {
    const element = audio.current
    if (!element) return
    if (element.paused) {
      setFailed(false)
      element.play().catch(() => setFailed(true))
    } else element.pause()
  }
  const seek = (seconds: number) => {
    if (audio.current) audio.current.currentTime = seconds
    setAt(seconds)
  }
  const share = all > 0 ? Math.min(100, (at / all) * 100) : 0
  return (
    <div className="player" data-testid="player">
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions */}
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onSeeked={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => Number.isFinite(event.currentTarget.duration) && setKnown(event.currentTarget.duration)}
        onError={() => setFailed(true)}
      />
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
      <div className="player-body">
        <div className="player-words">
          <span>{failed ? t('ticket.cannotPlay') : (label ?? t('ticket.recording'))}</span>
          <span data-testid="player-time">
            {formatDuration(at)} / {formatDuration(all)}
          </span>
        </div>
        <input
          type="range"
          className="player-seek"
          min={0}
          max={Math.max(all, 0.1)}
          step={0.1}
          value={Math.min(at, all)}
          style={{ '--share': `${share}%` } as React.CSSProperties}
          onChange={(event) => seek(Number(event.target.value))}
          onKeyDown={(event) => {
            // Native steps of a tenth of a second are too fine for the arrow keys: five seconds a press.
            const step = event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 5 : event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? -5 : 0
            if (step === 0) return
            event.preventDefault()
            seek(Math.min(all, Math.max(0, at + step)))
          }}
          aria-label={t('ticket.seek')}
          aria-valuetext={t('ticket.position', { at: formatDuration(at), all: formatDuration(all) })}
          data-testid="player-seek"
        />
      </div>
    </div>
  )
}
