// Opens the microphone for a test only, and closes it again.
import { useEffect, useRef, useState } from 'react'
import { audioConstraints } from './devices.ts'

export interface MicrophoneTest {
  stream: MediaStream | null
  failed: boolean
  /** Was it opened at least once? */
  heard: boolean
  start: (input: string | null) => Promise<void>
  stop: () => void
}

export function useMicrophoneTest(): MicrophoneTest {
  const [stream, setStream] = useState<MediaStream | null>(null)
  const [failed, setFailed] = useState(false)
  const [heard, setHeard] = useState(false)
  const open = useRef<MediaStream | null>(null)
  const close = () => {
    for (const track of open.current?.getTracks() ?? []) track.stop()
    open.current = null
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes whatever is open when the page part goes away
  useEffect(() => close, [])
  return {
    stream,
    failed,
    heard,
    start: async (input) => {
      close()
      try {
        open.current = await navigator.mediaDevices.getUserMedia({ audio: audioConstraints(input) })
        setStream(open.current)
        setFailed(false)
        setHeard(true)
      } catch {
        setStream(null)
        setFailed(true)
      }
    },
    stop: () => {
      close()
      setStream(null)
    },
  }
}
