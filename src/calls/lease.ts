// The controller's lease: one row in PostgreSQL, whose holder alone connects to ARI and commands Asterisk.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Logger } from 'winston'
import type { Database } from '../platform/database/client.ts'
import { replaceFile } from './journal-files.ts'
import { ASK_MS, LEASE_MS, type LeaseNews, type LeaseView, leaseStep, mayAct, RENEW_MS, standby } from './lease-rules.ts'

export interface Lease {
  /** Begins to ask for the lease, and to renew it once it is held. */
  start(): void
  /** May a command go out now? */
  mayAct(): boolean
  isHolder(): boolean
  /** It is known whether this controller serves the calls or stands by. */
  isDecided(): boolean
  /** Asterisk said that another controller has taken the application. */
  replaced(): void
  /** Gives the lease up so that a standby takes over at once. */
  release(): Promise<void>
  onAcquired(listener: () => void): void
  /** Called when the lease is lost: no command may follow. */
  onFenced(listener: () => void): void
  /** Called when a pause of this process turned out to be harmless. */
  onConfirmed(listener: () => void): void
}

interface Deps {
  db: Database
  logger: Logger
  /** Names this installation's controller: the same after a restart, so that it need not wait for its own lease to run out. */
  holder: string
  /** Where it is noted that this controller held the lease, for a restart while the database is away. */
  folder: string
  /** Where the web processes reach this controller; told with the lease. */
  address: string
  /** Monotonic ms. */
  now?: () => number
}

const NAME = 'controller'
/** Shorter than a holder's own patience (PAUSE_MS less RENEW_MS), so that a silent database is not taken for a pause. */
const QUERY_LIMIT_MS = 800

/** Makes the lease; it is nobody's concern before `start()`. */
export function createLease({ db, logger, holder, folder, address, now = () => performance.now() }: Deps): Lease {
  const noteFile = path.join(folder, 'lease')
  let view: LeaseView = standby
  let epoch: bigint | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let decided = false
  /** The database was away: whoever held the lease then gets the first word when it is back. */
  let wasAway = false
  /** Since when no question was answered; null: the last one was. */
  let silentSince: number | null = null
  let notBefore = 0
  const acquired: (() => void)[] = []
  const fenced: (() => void)[] = []
  const confirmed: (() => void)[] = []

  /** A full disk keeps nobody from the lease: without the note only a restart while the database is away is slower. */
  const note = (held: boolean) => {
    try {
      if (!held) rmSync(noteFile, { force: true })
      else if (!heldBefore()) replaceFile(noteFile, 'held')
    } catch (error) {
      logger.warn('the lease is not noted in the folder', { error })
    }
  }
  const heldBefore = () => existsSync(noteFile) && readFileSync(noteFile, 'utf8') === 'held'

  const hear = (news: LeaseNews) => {
    const before = view
    const couldAct = mayAct(before, now())
    view = leaseStep(before, news, now())
    if (view.kind === 'fenced' && before.kind !== 'fenced' && news !== 'released') {
      note(false)
      logger.error('another controller has the lease: this one issues no further command')
      for (const listener of fenced) listener()
    } else if (before.kind !== 'holding' && view.kind === 'holding') for (const listener of acquired) listener()
    else if (before.kind === 'holding' && !couldAct && mayAct(view, now())) for (const listener of confirmed) listener()
  }

  /** Takes the lease when it is ours already, nobody's, or run out; the database's clock decides. */
  const acquire = async (): Promise<bigint | null> => {
    const rows = await withLimit(db.$queryRaw<{ epoch: bigint }[]>`
      INSERT INTO controller_lease (name, holder, address, epoch, renewed_at, expires_at)
      VALUES (${NAME}, ${holder}, ${address}, 1, clock_timestamp(), clock_timestamp() + ${LEASE_MS} * interval '1 millisecond')
      ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, address = EXCLUDED.address, epoch = controller_lease.epoch + 1, renewed_at = EXCLUDED.renewed_at, expires_at = EXCLUDED.expires_at
      WHERE controller_lease.holder = EXCLUDED.holder OR controller_lease.expires_at < clock_timestamp()
      RETURNING epoch`)
    return rows[0]?.epoch ?? null
  }
  const renew = async (): Promise<boolean> => {
    const count = await withLimit(db.$executeRaw`
      UPDATE controller_lease SET renewed_at = clock_timestamp(), expires_at = clock_timestamp() + ${LEASE_MS} * interval '1 millisecond'
      WHERE name = ${NAME} AND holder = ${holder} AND epoch = ${epoch ?? 0n}`)
    return count === 1
  }

  const look = async (): Promise<number> => {
    if (view.kind === 'standby' || epoch === null) {
      try {
        if (wasAway && view.kind === 'standby') {
          await withLimit(db.$queryRaw`SELECT 1`)
          notBefore = now() + LEASE_MS
        }
        wasAway = false
        if (now() < notBefore && !heldBefore()) return ASK_MS
        const got = await acquire()
        silentSince = null
        if (got !== null) {
          epoch = got
          note(true)
          logger.info('controller has the lease', { epoch: Number(got) })
          hear(view.kind === 'holding' ? 'renewed' : 'acquired')
        } else if (view.kind === 'holding') hear('lost')
        decided = true
      } catch {
        wasAway = true
        silentSince ??= now()
        // With the database away nobody takes over; but who held the lease before a restart goes on holding it.
        if (view.kind === 'holding') hear('database-away')
        // One question that takes long is no outage: just after a start it often does, and a standby may have the calls by now.
        else if (heldBefore() && now() - silentSince >= LEASE_MS) {
          logger.warn('database away: the lease of before the restart goes on')
          hear('acquired')
          decided = true
        }
      }
      return view.kind === 'holding' ? RENEW_MS : ASK_MS
    }
    try {
      hear((await renew()) ? 'renewed' : 'lost')
    } catch {
      hear('database-away')
    }
    return RENEW_MS
  }
  const loop = async () => {
    const pause = await look()
    if (!stopped && view.kind !== 'fenced') timer = setTimeout(() => void loop(), pause)
  }
  return {
    start: () => void loop(),
    mayAct: () => mayAct(view, now()),
    isHolder: () => view.kind === 'holding',
    isDecided: () => decided,
    replaced: () => hear('lost'),
    async release() {
      stopped = true
      clearTimeout(timer)
      const held = view.kind === 'holding'
      hear('released')
      if (!held || epoch === null) return
      await withLimit(
        db.$executeRaw`UPDATE controller_lease SET expires_at = clock_timestamp(), renewed_at = clock_timestamp() WHERE name = ${NAME} AND holder = ${holder} AND epoch = ${epoch}`,
      ).catch(() => undefined)
    },
    onAcquired: (listener) => void acquired.push(listener),
    onFenced: (listener) => void fenced.push(listener),
    onConfirmed: (listener) => void confirmed.push(listener),
  }
}

/** A database that takes the question but never answers counts as away. */
function withLimit<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined)
  return Promise.race([work, new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer')), QUERY_LIMIT_MS).unref())])
}
