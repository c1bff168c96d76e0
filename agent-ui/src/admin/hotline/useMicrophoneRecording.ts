// Records the microphone for a prompt: from a press to the next, two minutes at most.
import { useEffect, useRef, useState } from 'react'
import { LONGEST_PROMPT_SECONDS } from '../../../../src/contract/prompts.ts'
import { audioConstraints } from '../../phone/devices.ts'

export interface MicrophoneRecording {
  /** While it records; its loudness can be shown. */
  stream: MediaStream | null
  /** When it began, ms since the epoch. */
  since: number | null
  failed: boolean
  start: () => Promise<void>
  /** What was recorded; null when nothing was. */
  finish: () => Promise<Blob | null>
  cancel: () => void
}

export function useMicrophoneRecording(onFull: () => void): MicrophoneRecording {
  const [stream, setStream] = useState<MediaStream | null>(null)
  const [since, setSince] = useState<number | null>(null)
  const [failed, setFailed] = useState(false)
  const recorder = useRef<MediaRecorder | null>(null)
  const parts = useRef<Blob[]>([])
  const limit = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const full = useRef(onFull)
  full.current = onFull
  const close = () => {
    clearTimeout(limit.current)
    for (const track of recorder.current?.stream.getTracks() ?? []) track.stop()
    recorder.current = null
    setStream(null)
    setSince(null)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes whatever is open when the page part goes away
  useEffect(() => close, [])
  return {
    stream,
    since,
    failed,
    start: async () => {
      try {
        const opened = await navigator.mediaDevices.getUserMedia({ audio: audioConstraints() })
        const made = new MediaRecorder(opened)
        parts.current = []
        made.ondataavailable = ({ data }) => void parts.current.push(data)
        made.start()
        recorder.current = made
        limit.current = setTimeout(() => full.current(), LONGEST_PROMPT_SECONDS * 1000)
        setStream(opened)
        setSince(Date.now())
        setFailed(false)
      } catch {
        setFailed(true)
      }
    },
    finish: async () => {
      const running = recorder.current
      if (!running) return null
      const ended = new Promise<void>((resolve) => {
        running.onstop = () => resolve()
      })
      running.stop()
      await ended
      close()
      return new Blob(parts.current, { type: running.mimeType })
    },
    cancel: close,
  }
}
