// Settings while they are edited: what was changed, what is wrong with it as it is typed, saving, and another administrator's save meanwhile.
import { useEffect, useRef, useState } from 'react'
import type { HotlineCheck, HotlineContent, HotlineProblem, HotlineView } from '../../../../src/contract/hotline.ts'
import { ApiError, api, messageOf } from '../../api/client.ts'
import { saidOf } from './draft.ts'

export interface HotlineDraft {
  base: HotlineView
  content: HotlineContent
  changed: boolean
  problems: readonly HotlineProblem[]
  warnings: readonly HotlineProblem[]
  change: (next: (content: HotlineContent) => HotlineContent) => void
  discard: () => void
  errorAt: (path: string, below?: boolean) => string | undefined
  warningAt: (path: string) => string | undefined
  isFixed: (name: string) => boolean
  reason: string
  setReason: (reason: string) => void
  reasonError: string | undefined
  /** What is to be said of the last try to save. */
  refused: string | null
  justSaved: boolean
  busy: boolean
  save: () => Promise<void>
  /** Somebody saved meanwhile: their version, to be taken over or to be saved over. */
  newer: HotlineView | null
  takeNewer: () => void
  keepMine: () => void
  /** Asks for the check again, after something else it looks at was changed. */
  recheck: () => void
}

const CHECK_AFTER_MS = 350
const nothing: HotlineCheck = { problems: [], warnings: [] }

export function useHotlineDraft(view: HotlineView, needReason: string, reload: () => void): HotlineDraft {
  const [base, setBase] = useState(view)
  const [content, setContent] = useState(view.content)
  const [found, setFound] = useState<HotlineCheck>({ problems: [], warnings: view.warnings })
  const [reason, setReason] = useState('')
  const [reasonError, setReasonError] = useState<string | undefined>()
  const [refused, setRefused] = useState<string | null>(null)
  const [justSaved, setJustSaved] = useState(false)
  const [busy, setBusy] = useState(false)
  const [newer, setNewer] = useState<HotlineView | null>(null)
  const [round, setRound] = useState(0)
  const changed = JSON.stringify(content) !== JSON.stringify(base.content)
  const first = useRef(true)

  const startFrom = (next: HotlineView) => {
    setBase(next)
    setContent(next.content)
    setFound({ ...nothing, warnings: next.warnings })
    setReason('')
    setReasonError(undefined)
    setRefused(null)
    setNewer(null)
  }
  // A newer version is taken over by itself only where nothing is lost by it.
  if (view.version > base.version && !changed) startFrom(view)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a round is one more look at the same
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    const abort = new AbortController()
    const wait = setTimeout(() => {
      // Without an answer what was found before stays: saving checks again.
      api('checkHotlineSettings', { body: { content }, signal: abort.signal })
        .then(setFound)
        .catch(() => undefined)
    }, CHECK_AFTER_MS)
    return () => {
      clearTimeout(wait)
      abort.abort()
    }
  }, [content, round])

  const save = async () => {
    setReasonError(reason.trim() ? undefined : needReason)
    setRefused(null)
    if (!reason.trim()) return
    setBusy(true)
    try {
      startFrom(await api('saveHotlineSettings', { body: { version: base.version, content, reason } }))
      setJustSaved(true)
      reload()
    } catch (error) {
      if (error instanceof ApiError && error.code === 'conflict') setNewer(await api('hotlineSettings').catch(() => null))
      if (error instanceof ApiError && error.code === 'invalid-input')
        setFound((old) => ({
          ...old,
          problems: Object.entries(error.fields).map(([path, message]) => ({ path: path.replace(/^content\./, ''), message })),
        }))
      setRefused(messageOf(error))
    } finally {
      setBusy(false)
    }
  }

  return {
    base,
    content,
    changed,
    problems: found.problems,
    warnings: found.warnings,
    change: (next) => {
      setJustSaved(false)
      setRefused(null)
      setContent(next)
    },
    discard: () => startFrom(base),
    errorAt: (path, below) => saidOf(found.problems, path, below),
    warningAt: (path) => saidOf(found.warnings, path),
    isFixed: (name) => base.fixed.includes(name),
    reason,
    setReason: (next) => {
      setReason(next)
      setReasonError(undefined)
    },
    reasonError,
    refused,
    justSaved,
    busy,
    save,
    newer,
    takeNewer: () => newer && startFrom(newer),
    keepMine: () => {
      if (!newer) return
      // The words stay; they are a change of the newer version now.
      setBase(newer)
      setNewer(null)
      setRefused(null)
    },
    recheck: () => setRound((n) => n + 1),
  }
}
