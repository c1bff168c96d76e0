// Files on their way: a few at a time, so that the page's other questions are not kept waiting behind films.
import { useEffect, useRef, useState } from 'react'
import { type Sending, sendFile, tooLarge } from './send-file.ts'

export interface Upload {
  key: string
  file: File
  state: 'waiting' | 'sending' | 'done' | 'failed'
  /** From 0 to 1. */
  share: number
  problem: string | null
  /** Sending it again could help: it was not refused for what it is before it was sent. */
  again: boolean
}

/** A browser opens about six connections to a server; calls and lists need the others. */
const AT_ONCE = 2

/** `onDone` is called after each file that arrived, also when the place it was dropped on is gone by then. */
export function useUploads(ticketId: string, onDone: () => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const waiting = useRef<{ key: string; file: File }[]>([])
  const sendings = useRef(new Map<string, Sending>())
  const done = useRef(onDone)
  useEffect(() => {
    done.current = onDone
  })
  const change = (key: string, part: Partial<Upload>) => setUploads((old) => old.map((one) => (one.key === key ? { ...one, ...part } : one)))

  const sendNext = () => {
    while (sendings.current.size < AT_ONCE) {
      const next = waiting.current.shift()
      if (!next) return
      const { key, file } = next
      const sending = sendFile(ticketId, file, (share) => change(key, { share }))
      sendings.current.set(key, sending)
      change(key, { state: 'sending' })
      const after = (part: Partial<Upload>) => {
        sendings.current.delete(key)
        change(key, part)
        sendNext()
      }
      sending.done.then(
        () => {
          after({ state: 'done', share: 1 })
          done.current()
        },
        (error: Error) => after({ state: 'failed', problem: error.message }),
      )
    }
  }
  const queue = (key: string, file: File) => {
    waiting.current.push({ key, file })
    sendNext()
  }

  const busy = uploads.some(({ state }) => state === 'sending' || state === 'waiting')
  useEffect(() => {
    if (!busy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [busy])

  return {
    uploads,
    add(files: readonly File[]) {
      const fresh = files.map((file): Upload => {
        const problem = tooLarge(file)
        return { key: crypto.randomUUID(), file, state: problem ? 'failed' : 'waiting', share: 0, problem, again: !problem }
      })
      setUploads((old) => [...old, ...fresh])
      for (const { key, file, state } of fresh) if (state === 'waiting') queue(key, file)
    },
    retry({ key, file }: Upload) {
      change(key, { state: 'waiting', share: 0, problem: null })
      queue(key, file)
    },
    /** Stops one under way, or takes one that waits out of the line. */
    cancel({ key, state }: Upload) {
      if (state === 'sending') return sendings.current.get(key)?.cancel()
      waiting.current = waiting.current.filter((one) => one.key !== key)
      setUploads((old) => old.filter((one) => one.key !== key))
    },
    /** Takes a row off the list. */
    forget: ({ key }: Upload) => setUploads((old) => old.filter((one) => one.key !== key)),
  }
}
