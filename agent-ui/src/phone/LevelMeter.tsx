// How loud a voice is, ten times a second, in sixteen cells.
import { useEffect, useState } from 'react'

const cells = 16
const everyMs = 100
/** Speech lies between these, in decibels below full scale. */
const quietDb = -60
const loudDb = -10

/** What no microphone gives that is there. */
const nothingDb = -120

function decibelsOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.max(nothingDb, 10 * Math.log10(sum / samples.length + 1e-12))
}

/** How loud a stream is, in decibels below full scale; renewed ten times a second. */
export function useDecibels(stream: MediaStream | null): number {
  const [decibels, setDecibels] = useState(nothingDb)
  useEffect(() => {
    if (!stream || stream.getAudioTracks().length === 0) return setDecibels(nothingDb)
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 1024
    context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const beat = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      setDecibels(decibelsOf(samples))
    }, everyMs)
    return () => {
      clearInterval(beat)
      void context.close()
    }
  }, [stream])
  return decibels
}

export function LevelMeter({ stream, label, muted = false }: { stream: MediaStream | null; label: string; muted?: boolean }) {
  return <LevelCells decibels={useDecibels(stream)} label={label} muted={muted} />
}

export function LevelCells({ decibels, label, muted = false }: { decibels: number; label: string; muted?: boolean }) {
  const level = Math.min(1, Math.max(0, (decibels - quietDb) / (loudDb - quietDb)))
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
