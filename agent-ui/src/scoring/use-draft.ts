// What a supervisor writes of one talk: kept at the server a moment after each change, graded for good when he says so.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallToScore, ScoreAnswer, ScoreBody } from '../../../src/contract/scoring.ts'
import { ApiError, api, messageOf } from '../api/client.ts'

const soonMs = 700
const againMs = 5_000

export interface Draft {
  body: ScoreBody
  errors: Record<string, string>
  problem: string | null
  /** When it was last kept; null before the first time. */
  savedAt: string | null
  busy: boolean
  answer: (id: string, answer: ScoreAnswer) => void
  comment: (text: string) => void
  grade: () => Promise<boolean>
}

/** `first`: what was written before. `onGraded` gets the call as it is then. */
export function useDraft(callId: string, first: ScoreBody, onGraded: (call: CallToScore) => void): Draft {
  const [body, setBody] = useState(first)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const unsaved = useRef<ScoreBody | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const isGraded = useRef(false)
  const saving = useRef<Promise<unknown>>(Promise.resolve())

  const save = useCallback(
    async (keepalive = false) => {
      const written = unsaved.current
      if (!written || isGraded.current) return
      unsaved.current = null
      try {
        const sent = api('saveScore', { params: { id: callId }, body: written, keepalive })
        saving.current = sent.catch(() => undefined)
        const answer = await sent
        setSavedAt(answer.savedAt)
        setProblem(null)
      } catch (error) {
        // Nothing is lost: it stays on the page, and is sent again until the server has it, unless it refused the words themselves.
        unsaved.current ??= written
        setProblem(messageOf(error))
        const isRefused = error instanceof ApiError && error.code !== 'offline' && error.code !== 'unavailable'
        if (!isRefused && !keepalive) timer.current = setTimeout(() => void save(), againMs)
      }
    },
    [callId],
  )
  const change = (next: ScoreBody) => {
    setBody(next)
    unsaved.current = next
    if (timer.current) clearTimeout(timer.current)
    timer.current = setTimeout(() => void save(), soonMs)
  }
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current)
      void save(true)
    },
    [save],
  )
  return {
    body,
    errors,
    problem,
    savedAt,
    busy,
    answer(id, answer) {
      change({ ...body, answers: { ...body.answers, [id]: answer } })
      setErrors(({ [`answers.${id}`]: _, ...others }) => others)
    },
    comment(text) {
      change({ ...body, comment: text })
      setErrors(({ comment: _, ...others }) => others)
    },
    async grade() {
      if (timer.current) clearTimeout(timer.current)
      setBusy(true)
      setErrors({})
      try {
        // A save that is on its way must not come after it.
        await saving.current
        const call = await api('gradeCall', { params: { id: callId }, body })
        isGraded.current = true
        setProblem(null)
        onGraded(call)
        return true
      } catch (error) {
        if (error instanceof ApiError) setErrors(error.fields)
        setProblem(messageOf(error))
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
