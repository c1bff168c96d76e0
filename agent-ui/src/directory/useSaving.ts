// What a dialog knows while it saves: bad fields by name, what else went wrong, whether it is under way.
import { useState } from 'react'
import type { z } from 'zod'
import { ApiError, messageOf } from '../api/client.ts'

export interface Saving {
  errors: Record<string, string>
  problem: string | null
  /** Somebody else was first: what was typed stays, the newest has to be read. */
  conflict: boolean
  busy: boolean
  /** Checks against the contract and goes to the first bad field; null: there is one. */
  parse: <S extends z.ZodType>(schema: S, body: unknown) => z.input<S> | null
  /** Runs it; true when it went well. */
  run: (work: () => Promise<unknown>) => Promise<boolean>
}

/** `fields`: those the dialog shows, with the ids `${prefix}-${field}`; words about others stand on top. */
export function useSaving(prefix: string, fields: readonly string[]): Saving {
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [conflict, setConflict] = useState(false)
  const [busy, setBusy] = useState(false)
  const show = (wrong: Record<string, string>) => {
    setErrors(wrong)
    const first = fields.find((field) => wrong[field])
    if (first) document.getElementById(`${prefix}-${first}`)?.focus()
  }
  return {
    errors,
    problem,
    conflict,
    busy,
    parse(schema, body) {
      setProblem(null)
      const parsed = schema.safeParse(body)
      if (parsed.success) {
        setErrors({})
        return body as never
      }
      const wrong: Record<string, string> = {}
      for (const issue of parsed.error.issues) wrong[String(issue.path[0])] ??= issue.message
      show(wrong)
      return null
    },
    async run(work) {
      setBusy(true)
      setProblem(null)
      setConflict(false)
      try {
        await work()
        return true
      } catch (error) {
        const named = error instanceof ApiError ? error.fields : {}
        show(named)
        if (!fields.some((field) => named[field])) setProblem(messageOf(error))
        setConflict(error instanceof ApiError && error.code === 'conflict' && 'version' in named)
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
