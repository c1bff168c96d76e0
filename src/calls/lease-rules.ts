// Who may control the calls, from one controller's own point of view. Pure.
//
//   standby ──acquired──► holding ──a pause of this process──► suspect ──renewed──► holding
//      ▲                     │  │                                 │
//      │                     │  └──database away: holding goes on │
//      └── released          └────────lost, replaced──────────────┴──► fenced (for good: the process starts anew)

/** How long a lease is valid without being renewed, ms. */
export const LEASE_MS = 3000
/** How often the holder renews it and a standby asks for it, ms. */
export const RENEW_MS = 1000
export const ASK_MS = 400
/** A holder that has not looked at its lease for so long may have lost it without knowing, ms. */
export const PAUSE_MS = 2200

/** A standby that has the lease has Asterisk as well after this time, ms. */
export const TAKEOVER_MS = 5000

export interface LeaseView {
  kind: 'standby' | 'holding' | 'fenced'
  /** When the holder last heard of its lease, or last found the database away (monotonic ms). */
  lookedAt: number
  /** After a pause of this process: since when, and until when, it has found the database away at every look. */
  silence?: { since: number; until: number }
}

export type LeaseNews =
  /** The database gave the lease to this controller. */
  | 'acquired'
  /** The database confirmed it. */
  | 'renewed'
  /** The database did not answer: then nobody else can have taken it either. */
  | 'database-away'
  /** The database says another controller has it, or Asterisk says another one has taken the application. */
  | 'lost'
  | 'released'

export const standby: LeaseView = { kind: 'standby', lookedAt: 0 }

/** What the news make of the lease; `now` is monotonic ms. */
export function leaseStep(view: LeaseView, news: LeaseNews, now: number): LeaseView {
  if (view.kind === 'fenced') return view
  switch (news) {
    case 'acquired':
      return { kind: 'holding', lookedAt: now }
    case 'renewed':
      return view.kind === 'holding' ? { kind: 'holding', lookedAt: now } : view
    case 'database-away':
      if (view.kind !== 'holding') return view
      return isSuspect(view, now) ? inSilence(view, now) : { kind: 'holding', lookedAt: now }
    case 'lost':
      return view.kind === 'holding' ? { kind: 'fenced', lookedAt: now } : view
    case 'released':
      return view.kind === 'holding' ? { kind: 'fenced', lookedAt: now } : view
  }
}

const isSuspect = (view: LeaseView, now: number): boolean => now - view.lookedAt > PAUSE_MS

/**
 * After a pause of this process the silence proves nothing at first: the lease may have gone before the database did. Who
 * took it then takes Asterisk's application too, which Asterisk tells us (`lost`). Awake for as long as a takeover takes and
 * told nothing, this controller goes on, as one that was restarted does: else a short pause would end all service until
 * the database is back.
 */
function inSilence(view: LeaseView, now: number): LeaseView {
  const known = view.silence && now - view.silence.until <= PAUSE_MS ? view.silence.since : now
  return now - known >= TAKEOVER_MS ? { kind: 'holding', lookedAt: now } : { ...view, silence: { since: known, until: now } }
}

/** May a command go out at this moment? No while standby, fenced, or after a pause until the lease is confirmed. */
export const mayAct = (view: LeaseView, now: number): boolean => view.kind === 'holding' && !isSuspect(view, now)
