// Who else is on duty, asked again while somebody looks.
import { useEffect, useRef, useState } from 'react'
import type { Colleague } from '../../../src/contract/calls.ts'
import type { Desk } from './desk.tsx'

const everyMs = 1_500

/** Null until the first answer; what was known stays while the server is away, and the commands say so then. */
export function useColleagues(desk: Desk): readonly Colleague[] | null {
  const [known, setKnown] = useState<readonly Colleague[] | null>(null)
  const latest = useRef(desk)
  latest.current = desk
  useEffect(() => {
    let gone = false
    let next: ReturnType<typeof setTimeout>
    const look = async () => {
      const answer = await latest.current.ask('desk:colleagues', {}).catch(() => null)
      if (gone) return
      if (answer) setKnown(answer.colleagues)
      next = setTimeout(() => void look(), everyMs)
    }
    void look()
    return () => {
      gone = true
      clearTimeout(next)
    }
  }, [])
  return known
}
