// Plays a prompt as callers hear it; another one that plays stops.
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../glyphs/icons.tsx'
import { formatDuration } from '../../kit/time.ts'

let current: HTMLAudioElement | null = null

/** `label`: what it holds. Nothing is fetched before it is played. */
export function PromptPlayer({ url, durationMs, label }: { url: string; durationMs: number; label: string }) {
  const { t } = useTranslation()
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [failed, setFailed] = useState(false)
  const toggle = () => {
    const element = audio.current
    if (!element) return
    if (!element.paused) return element.pause()
    if (current !== element) current?.pause()
    current = element
    element.currentTime = 0
    setFailed(false)
    element.play().catch(() => setFailed(true))
  }
  const words = `${label} · ${formatDuration(Math.max(1, Math.round(durationMs / 1000)))}`
  return (
    <span className="prompt-player" data-testid="prompt-player">
      {/* biome-ignore lint/a11y/useMediaCaption: its words stand beside it */}
      <audio
        ref={audio}
        src={url}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onError={() => setFailed(true)}
      />
      <Button onClick={toggle} aria-label={t(playing ? 'hotline.stopPlaying' : 'hotline.play', { label: words })} data-testid="prompt-play">
        <Icon name={playing ? 'pause' : 'play'} size={14} /> {words}
      </Button>
      {failed && <span className="field-error">{t('ticket.cannotPlay')}</span>}
    </span>
  )
}
