// How loud a voice is, ten times a second, in sixteen cells.
import { useEffect, useState } from 'react'

const cells = 16
const everyMs = 100
/** Speech lies between these, in decibels below full scale. */
const quietDb = -60
const loudDb = -10

function levelOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const db = 10 * Math.log10(sum / samples.length + 1e-12)
  return Math.min(1, Math.max(0, (db - quietDb) / (loudDb - quietDb)))
}

/** The level of a stream between 0 and 1. */
export function useLevel(stream: MediaStream | null): number {
  const [level, setLevel] = useState(0)
  useEffect(() => {
    if (!stream || stream.getAudioTracks().length === 0) return setLevel(0)
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 1024
    context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const beat = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      setLevel(levelOf(samples))
    }, everyMs)
    return () => {
      clearInterval(beat)
      void context.close()
    }
  }, [stream])
  return level
}

export function LevelMeter({ stream, label, muted = false }: { stream: MediaStream | null; label: string; muted?: boolean }) {
  const level = useLevel(stream)
  const lit = muted ? 0 : Math.round(level * cells)
  return (
    <div className="level">
      <span className="level-label">{label}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: a native meter cannot show sixteen cells */}
      <span className="level-cells" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={cells} aria-valuenow={lit}>
        {Array.from({ length: cells }, (_, cell) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the cells are a fixed scale
          <span key={cell} className={cell < lit ? 'cell lit' : 'cell'} />
        ))}
      </span>
    </div>
  )
}
