// Files on their way: a few at a time, so that the page's other questions are not kept waiting behind films.
import { useEffect, useRef, useState } from 'react'
import { type Sending, sendFile, tooLarge } from './send-file.ts'
import { beginSending, lostFiles } from './under-way.ts'

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
  const ends = useRef(new Map<string, () => void>())
  const stopped = useRef(new Set<string>())
  const gone = useRef(false)
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
        ended(key)
        change(key, part)
        sendNext()
      }
      sending.done.then(
        () => {
          after({ state: 'done', share: 1 })
          done.current()
        },
        (error: Error) => {
          after({ state: 'failed', problem: error.message })
          if (gone.current && !stopped.current.has(key)) lostFiles.set([...lostFiles.get(), { key, ticketId, name: file.name, problem: error.message }])
        },
      )
    }
  }
  const queue = (key: string, file: File) => {
    waiting.current.push({ key, file })
    stopped.current.delete(key)
    ends.current.set(key, beginSending({ ticketId, stop: () => stop(key) }))
    sendNext()
  }
  const ended = (key: string) => {
    ends.current.get(key)?.()
    ends.current.delete(key)
  }
  /** Stops one under way, or takes one that waits out of the line. */
  const stop = (key: string) => {
    stopped.current.add(key)
    const sending = sendings.current.get(key)
    if (sending) return sending.cancel()
    waiting.current = waiting.current.filter((one) => one.key !== key)
    ended(key)
    setUploads((old) => old.filter((one) => one.key !== key))
  }

  const busy = uploads.some(({ state }) => state === 'sending' || state === 'waiting')
  useEffect(
    () => () => {
      gone.current = true
    },
    [],
  )

  return {
    uploads,
    busy,
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
    cancel: ({ key }: Upload) => stop(key),
    stopAll: () => {
      for (const key of [...ends.current.keys()]) stop(key)
    },
    /** Takes a row off the list. */
    forget: ({ key }: Upload) => setUploads((old) => old.filter((one) => one.key !== key)),
  }
}
