// Which talks the list of a supervisor offers: by what has been done with them, and so many of each operator drawn by chance. Pure.
import type { ScoringQuery, ScoringState } from '../contract/scoring.ts'
import type { CallOutcome, Rating } from '../contract/values.ts'

export interface ChoosableTalk {
  callId: string
  agentId: string
  arrivedAt: number
  outcome: CallOutcome | null
  rating: Rating | null
}

/** What has been written of a talk so far. */
export interface Written {
  callId: string
  agentId: string
  scorerId: string
  state: 'draft' | 'graded'
}

const keyOf = ({ callId, agentId }: { callId: string; agentId: string }): string => `${callId} ${agentId}`

/** FNV-1a: spreads talks evenly, and the same seed draws the same ones on every page of the list. */
export function drawOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  // Last mixing, so that ids which differ in one digit do not stay beside each other.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** The talks that fit, in the order they were given; the viewer's own calls are never among them. */
export function chooseTalks<T extends ChoosableTalk>(
  talks: readonly T[],
  written: readonly Written[],
  wish: Pick<ScoringQuery, 'state' | 'agentId' | 'outcome' | 'rating' | 'sample' | 'seed'>,
  viewerId: string,
): T[] {
  const graded = new Set(written.filter(({ state }) => state === 'graded').map(keyOf))
  const drafts = new Set(written.filter(({ state, scorerId }) => state === 'draft' && scorerId === viewerId).map(keyOf))
  const own = new Set(talks.filter(({ agentId }) => agentId === viewerId).map(({ callId }) => callId))
  const isIn: Record<ScoringState, (key: string) => boolean> = {
    'to-score': (key) => !graded.has(key),
    draft: (key) => drafts.has(key),
    graded: (key) => graded.has(key),
  }
  const fitting = talks.filter(
    (talk) =>
      !own.has(talk.callId) &&
      isIn[wish.state](keyOf(talk)) &&
      (wish.agentId === undefined || talk.agentId === wish.agentId) &&
      (wish.outcome === undefined || talk.outcome === wish.outcome) &&
      (wish.rating === undefined || talk.rating === wish.rating),
  )
  return wish.sample === undefined ? fitting : drawn(fitting, wish.sample, wish.seed)
}

/** So many of each operator, whoever has fewer all of them. */
function drawn<T extends ChoosableTalk>(talks: readonly T[], sample: number, seed: string): T[] {
  const byAgent = new Map<string, T[]>()
  for (const talk of talks) byAgent.set(talk.agentId, [...(byAgent.get(talk.agentId) ?? []), talk])
  const chosen = new Set(
    [...byAgent.values()].flatMap((of) =>
      of
        .map((talk) => ({ talk, at: drawOf(`${seed} ${keyOf(talk)}`) }))
        .sort((a, b) => a.at - b.at || (keyOf(a.talk) < keyOf(b.talk) ? -1 : 1))
        .slice(0, sample)
        .map(({ talk }) => talk),
    ),
  )
  return talks.filter((talk) => chosen.has(talk))
}
