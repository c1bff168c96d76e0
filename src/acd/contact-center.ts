// Puts calls, agents, phones and desks together: the one place where the two rooms meet.
import type { Logger } from 'winston'
import { createCallController } from '../calls/controller.ts'
import type { Notes } from '../calls/fallback-notes.ts'
import type { FallbackCall } from '../calls/fallback-rules.ts'
import type { Journal } from '../calls/journal.ts'
import type { Lease } from '../calls/lease.ts'
import { monitorNumberOf } from '../calls/monitor-rules.ts'
import { outsideNumber, readDestination } from '../calls/outbound-rules.ts'
import type { Recovered } from '../calls/recovery.ts'
import { legsOf } from '../calls/reducer-consult.ts'
import { isRescue } from '../calls/reducer-rescue.ts'
import { attachServers, createServerMedia } from '../calls/servers.ts'
import { serviceOf } from '../calls/service-rules.ts'
import type { Config } from '../config.ts'
import type { AsteriskServers } from '../platform/asterisk/several.ts'
import type { Clock } from '../platform/clock.ts'
import { createSetAgent } from './agent-set.ts'
import { createAgentRegistry } from './agents.ts'
import { createBoard } from './board.ts'
import { createBookings } from './bookings.ts'
import { createDesk, type DeskWire } from './desk.ts'
import { createDispatcher } from './dispatcher.ts'
import { createHandlingTimes } from './handling-times.ts'
import type { HotlineStore } from './hotline-store.ts'
import { createKnownAgents } from './known-agents.ts'
import { createLossWatch } from './loss-watch.ts'
import { createMonitoring } from './monitoring.ts'
import { createOnDutyWatch } from './on-duty.ts'
import { createOpening, type HotlineHours } from './opening.ts'
import { createOutbound } from './outbound.ts'
import { createPhones } from './phones.ts'
import type { createPops } from './pops.ts'
import { createQueueMoves } from './queue-moves.ts'
import { createRecordingPauses } from './recording-pauses.ts'
import { restoreAgents } from './restore.ts'
import { createSoftphoneAccounts } from './softphone-accounts.ts'
import { talkingLegs } from './talking-legs.ts'
import { createTransfers } from './transfers.ts'
import { createWaitingWatch } from './waiting-watch.ts'

interface Deps {
  config: Config
  servers: AsteriskServers
  journal: Journal
  clock: Clock
  logger: Logger
  pops: ReturnType<typeof createPops>
  wire: DeskWire
  /** The administrator's hours of the hotline. */
  hotlineHours: HotlineHours
  hotlineSettings: Pick<HotlineStore, 'now'>
  /** The operator who last talked with this number (E.164) since then. */
  lastAgent: (number: string, since: Date) => Promise<string | null>
  /** A recording ended whose call belonged to the former process. */
  orphanRecording: (recordingId: string) => void
  lease: Pick<Lease, 'mayAct' | 'isHolder' | 'replaced' | 'onConfirmed'>
  /** Can people be asked to sign in now? While the database is away their pages cannot come back. */
  databaseIsThere: () => Promise<boolean>
  onRecordingFailed: (callId: string) => void
  /** What the dialplan of this server noted of the calls it has or had. */
  notes: (serverId: string) => Promise<Notes | null>
}

const GRACE_MS = 15_000
const TALKS_LIMIT_MS = 2000
/** How long whoever lost his page in a talk is rung again before anybody else. */
const RESCUE_RING_MS = 10_000
/** When a telephone that is there and could not be rung is tried again. */
const RING_AGAIN_MS = 1000

export type ContactCenter = ReturnType<typeof createContactCenter>

/** Makes the contact center; it does nothing before the connection to Asterisk is started. */
export function createContactCenter(deps: Deps) {
  const { config, servers, journal, clock, logger, pops } = deps
  /** As the administrator has it now: what is asked here holds from the next ring, wrap-up and call on. */
  const settings = deps.hotlineSettings.now
  const wrapupMs = () => settings().wrapupSeconds * 1000
  const ringMs = () => settings().ringSeconds * 1000
  const { isOpenAt: openAt } = createOpening(config.hotline, deps.hotlineHours)
  const isOpen = () => openAt(clock.now().getTime())

  let tookOver = false
  /** Is it known who talks under the dialplan? Before that a free agent may be one who is in a talk. */
  let talksKnown = false
  /** Before the takeover is done a desk would be shown an agent of whom nothing is known yet. */
  const isServing = () => deps.lease.isHolder() && tookOver
  const mayAct = () => deps.lease.mayAct() && telephony.someInStep()
  const mayActAt = (serverId: string) => deps.lease.mayAct() && telephony.inStep(serverId)
  /** Can this server ring anybody now, and may it be asked to? */
  const canRing = (serverId: string) => servers.isConnected(serverId) && mayActAt(serverId)
  /** Is it known who is free, so that callers may be brought to people? */
  const mayRoute = () => talksKnown && telephony.settled() && servers.someConnected() && mayAct()
  const agents = createAgentRegistry({ journal, clock, mayAct, phoneOf: (agentId) => phones.phoneOf(agentId) })
  const phones = createPhones({
    ariOf: (serverId) => servers.get(serverId)?.ari,
    logger,
    legOf(agentId) {
      for (const call of calls.open()) {
        const leg = legsOf(call).find((one) => one.agentId === agentId)
        if (leg) return { callId: call.callId, legId: leg.legId, talking: leg.answeredAt !== null, serverId: call.serverId }
      }
      return monitoring.legOf(agentId)
    },
    legLost: (callId, legId) => void calls.dispatch(callId, { type: 'leg-lost', legId }),
    transportClosed: (agentId) => lossWatch.closed(agentId),
  })
  /** May a supervisor's command be decided now? */
  const maySteer = (serverId?: string) => isServing() && (serverId === undefined ? servers.someConnected() && mayAct() : canRing(serverId))
  const monitoring = createMonitoring({ calls: () => calls, agents, phones: () => phones, mayAct: maySteer })
  // Who listens to a talk has his telephone at his ear.
  const isFree = (agentId: string, serverId?: string) => phones.reachable(agentId, serverId) && !monitoring.isAt(agentId)
  const queueMoves = createQueueMoves({ calls: () => calls, agents, isFree, mayAct: maySteer, clock, ringMs })
  const lookUpAgent = createKnownAgents({ calls: () => calls, logger, lastAgent: deps.lastAgent })
  const lossWatch = createLossWatch({
    ariOf: (serverId) => servers.get(serverId)?.ari,
    clock,
    legs: () =>
      mayAct()
        ? talkingLegs(
            calls.open().filter(({ serverId }) => canRing(serverId)),
            phones,
          )
        : [],
    isOpen: ({ agentId, serverId }) => phones.isDeskPhone(agentId) || phones.reachable(agentId, serverId),
    lost({ agentId, callId, legId }) {
      logger.warn('a telephone was lost in a talk', { callId, agentId })
      calls.dispatch(callId, monitorNumberOf(legId) > 0 ? { type: 'leg-lost', legId } : { type: 'phone-lost', legId, ringMs: RESCUE_RING_MS })
    },
  })
  /** Whoever lost his talk and is waited for gets it back, at the server where it is. `at`: where he has registered anew. */
  const phoneBack = (agentId: string, contact?: string, at?: string) => {
    for (const call of calls.open())
      if (isRescue(call) && call.leg?.agentId === agentId && (at === undefined ? phones.reachable(agentId, call.serverId) : at === call.serverId))
        calls.dispatch(call.callId, { type: 'phone-back', agentId, ...(contact === undefined ? {} : { contact }) })
  }
  const accounts = createSoftphoneAccounts({ servers: servers.all, logger, key: config.sessionSecret })
  const bookings = createBookings({
    calls: () => calls,
    isOpen,
    rules: config.outbound.rules,
    hasTrunk: config.trunk !== null,
    most: config.outbound.callbackAttempts,
    gapMs: config.outbound.callbackGapSeconds * 1000,
    dialMs: config.outbound.dialSeconds * 1000,
    begin: (call) => pops.begin(call, () => desk.queueChanged()),
  })
  const trunkEndpoint = (to: string) => (config.trunk ? `PJSIP/${to}@trunk-out` : null)
  const media = createServerMedia({
    servers,
    logger,
    promptsDir: config.asterisk.promptsDir,
    endpointOf(agentId) {
      const outside = outsideNumber(agentId)
      if (outside === null) return phones.endpointOf(agentId)
      const found = readDestination(outside, config.outbound.rules)
      return 'dial' in found ? trunkEndpoint(found.dial) : null
    },
    trunkEndpoint,
    trunkCallerId: config.trunk?.callerId ?? '',
    tell: (callId, event) => void calls.dispatch(callId, event),
  })
  const calls = createCallController({
    journal,
    clock,
    logger,
    runMedia: media.run,
    mayAct: mayActAt,
    onStep() {
      bookings.settle()
      board.changed()
    },
    hooks: {
      openDraft(call) {
        lookUpAgent(call)
        pops.begin(call, () => {
          const now = calls.get(call.callId)
          if (!now || now.phase === 'ended') return
          const { draft, caller } = pops.now(now)
          if (now.leg && caller) desk.tell(now.leg.agentId, 'call:caller', { callId: now.callId, caller, draft })
          else desk.queueChanged()
        })
      },
      pop(call, agentId) {
        desk.tell(agentId, 'call:pop', { ...pops.now(call), call: desk.show(call) })
        // Somebody may have typed into this ticket before the caller came back to the queue.
        if (call.firstAnsweredAt !== null)
          void pops.fresh(call).then(({ caller, draft }) => caller && desk.tell(agentId, 'call:caller', { callId: call.callId, caller, draft }))
      },
      offerEnded(call, agentId, reason) {
        agents.signal(agentId, { type: reason === 'missed' || reason === 'phone-lost' ? 'missed' : reason === 'declined' ? 'declined' : 'withdrawn' })
        desk.tell(agentId, 'call:offer-ended', { callId: call.callId, reason })
        dispatcher.wake()
      },
      agentAnswered: (_call, agentId) => void agents.signal(agentId, { type: 'answered' }),
      agentReleased(_call, agentId, _phoneLost, asked) {
        agents.signal(agentId, { type: 'released', wrapupMs: asked ? 0 : wrapupMs() })
        dispatcher.wake()
      },
      show: (call, agentId) => desk.tell(agentId, 'call:state', desk.show(call)),
      queueChanged() {
        desk.queueChanged()
        dispatcher.wake()
        onDuty.wake()
        waitingWatch.wake()
      },
      // Who was on the line himself may be called back now.
      closed: () => dispatcher.wake(),
      bookCallback: (call) => bookings.book(call),
      recall(call, agentId) {
        if (!isFree(agentId, call.serverId) || !agents.signal(agentId, { type: 'returned', callId: call.callId, dueAt: clock.now().getTime() + ringMs() }))
          return
        calls.dispatch(call.callId, { type: 'agent-chosen', agentId, ringMs: ringMs() })
      },
      forgotten: (call) => pops.forget(call.callId),
      agentRecalled: (call, agentId, dueAt) => void agents.signal(agentId, { type: 'recalled', callId: call.callId, dueAt }),
      awaitPhone: (_call, agentId) => void setTimeout(() => phoneBack(agentId), RING_AGAIN_MS).unref(),
      agentFound: (call, agentId, talking, dueAt) => void agents.signal(agentId, { type: 'found', callId: call.callId, talking, dueAt }),
    },
  })
  const dispatcher = createDispatcher({
    calls: () => calls,
    agents,
    phones: { reachable: isFree },
    booked: bookings.now,
    clock,
    ringMs,
    levelsOf: (agentId) => settings().agentSkills[agentId] ?? {},
    connected: mayRoute,
    serverIds: servers.all.map(({ id }) => id),
    canRing,
  })
  /** A caller at a server that is away is not told or asked anything now. */
  const callsInReach = () => ({ ...calls, open: () => calls.open().filter(({ serverId }) => servers.isConnected(serverId)) })
  const waitingWatch = createWaitingWatch({ calls: callsInReach, agents, handling: createHandlingTimes(agents), clock, isWatching: mayRoute })
  const onDuty = createOnDutyWatch({
    calls: callsInReach,
    agents,
    clock,
    limitMs: () => settings().nobodySeconds * 1000,
    isWatching: mayRoute,
  })
  const desk = createDesk({
    wire: deps.wire,
    agents,
    calls: () => calls,
    phones,
    pops,
    clock,
    logger,
    accountOf: accounts.usernameOf,
    connected: servers.someConnected,
    isController: isServing,
    isOpen,
    wrapupMs,
    ringMs,
    graceMs: GRACE_MS,
  })
  const setAgent = createSetAgent({ agents, deskOpen: desk.isOpen, reachable: phones.reachable, isController: isServing })
  const dialMs = config.outbound.dialSeconds * 1000
  const outbound = createOutbound({
    ...{ desk, agents, calls, phones, pops, ringMs, dialMs, canRing, serverIds: servers.all.map(({ id }) => id) },
    listens: monitoring.isAt,
    rules: config.outbound.rules,
    hasTrunk: config.trunk !== null,
    hotlineNumber: config.hotline.numbers[0] ?? '',
    async pressKeys(serverId, channelId, keys) {
      await servers.get(serverId)?.ari.pressKeys(channelId, keys)
    },
  })
  const transfers = createTransfers({
    desk,
    agents,
    calls,
    phones: { reachable: isFree },
    clock,
    ringMs,
    outside: outbound.party,
    outsideRingMs: dialMs,
    canRing,
  })
  const recordingPauses = createRecordingPauses({ desk, calls, canAct: canRing })
  const board = createBoard({
    wire: deps.wire,
    clock,
    logger,
    isController: isServing,
    look: () => ({
      now: clock.now().getTime(),
      telephony: servers.someConnected(),
      wrapupMs: wrapupMs(),
      calls: calls.open(),
      agents: agents.all(),
      reachable: phones.reachable,
      nameOf: pops.nameOf,
    }),
  })
  agents.onChange(() => dispatcher.wake())
  agents.onChange(() => onDuty.wake())
  agents.onChange(board.changed)
  phones.onReachable(() => dispatcher.wake())
  phones.onReachable(board.changed)
  phones.onReachable((agentId) => phoneBack(agentId))
  phones.onRegistered(phoneBack)
  // A telephone that registered before its page opened the desk is his from now on.
  phones.onEndpoint(board.changed)
  const telephony = attachServers({
    servers,
    calls,
    logger,
    recordingDir: config.recordingDir,
    service: () => serviceOf(settings()),
    callbackOf: bookings.callbackOf,
    isOpen,
    ringMs,
    now: () => clock.now().getTime(),
    onInStep() {
      // The manager interface may be away: then the callers who wait are not kept waiting for it.
      setTimeout(() => knowTalks(), TALKS_LIMIT_MS).unref()
      agents.resume()
      desk.queueChanged()
      dispatcher.wake()
      waitingWatch.wake()
    },
    onSettled() {
      dispatcher.wake()
      waitingWatch.wake()
      onDuty.wake()
    },
    onRecordingFailed: deps.onRecordingFailed,
    notes: deps.notes,
    onReplaced: deps.lease.replaced,
    recorderUp: media.recorderUp,
    citizenUp: media.citizenUp,
    orphanRecording: deps.orphanRecording,
    onPhone: phones.handle,
  })
  // Accounts live in Asterisk's memory: after it restarted they are pushed again, before anybody is asked to register.
  for (const { id, ari } of servers.all) {
    ari.onConnected(async () => {
      for (const sessionId of desk.openSessions()) await accounts.push(sessionId, id)
      desk.telephony(true)
      board.changed()
      dispatcher.wake()
    })
    ari.onLost(() => {
      phones.forgetAll(id)
      desk.telephony(servers.someConnected())
      board.changed()
    })
  }
  deps.lease.onConfirmed(() => {
    calls.resume()
    agents.resume()
    telephony.takeStock()
    dispatcher.wake()
    onDuty.wake()
    waitingWatch.wake()
  })
  const read = new Set<string>()
  /** The notes of this server's dialplan were read; without one named, they have been waited for long enough. */
  const knowTalks = (serverId?: string) => {
    if (serverId !== undefined) read.add(serverId)
    if (talksKnown || (serverId !== undefined && !servers.all.every(({ id }) => read.has(id)))) return
    talksKnown = true
    dispatcher.wake()
    onDuty.wake()
    waitingWatch.wake()
  }
  /** Whose page has not come back in time is off duty; a database that is away keeps all pages out, and then they have their time after it. */
  const waitForPages = (agentIds: readonly string[], wasAway = false): void => {
    setTimeout(async () => {
      const isAway = !(await deps.databaseIsThere().catch(() => false))
      if (isAway || wasAway) return waitForPages(agentIds, isAway)
      for (const agentId of agentIds) if (!desk.isOpen(agentId)) agents.signal(agentId, { type: 'offline' })
    }, GRACE_MS).unref()
  }
  return {
    agents,
    phones,
    accounts,
    calls,
    desk,
    board,
    monitoring,
    outbound,
    queueMoves,
    recordingPauses,
    setAgent,
    transfers,
    isOpen,
    isOpenAt: openAt,
    isServing,
    /** May anything be decided now in calls of this server? */
    mayActAt,
    knowTalks,
    /** The telephone at this channel reported about its audio. */
    audioReported: lossWatch.heard,
    /** A conversation the dialplan arranged without us goes on (told again and again), or is over. */
    onFallbackTalk(agentId: string, callId: string, talking: boolean) {
      if (talking) agents.signal(agentId, { type: 'fallback-call', callId })
      else if (agents.get(agentId)?.callId === callId) agents.signal(agentId, { type: 'released', wrapupMs: wrapupMs() })
      dispatcher.wake()
    },
    /** The dialplan served to its end a call that was ours before; true when that end is noted with the call. */
    onFallbackEnded({ callId, outcome, endedAt, answeredAt, agentId, talkMs }: FallbackCall): boolean {
      if ((calls.get(callId)?.phase ?? 'ended') === 'ended') return false
      calls.dispatch(callId, { type: 'left-to-fallback' })
      calls.dispatch(callId, { type: 'fallback-ended', outcome, at: endedAt, answeredAt, agentId, talkMs })
      // Its recorder ended with nobody listening.
      telephony.measureLeft()
      return calls.get(callId)?.phase === 'ended'
    },
    /** The agents as Asterisk's own queue must know them. */
    queueCandidates: () => agents.all().map(({ agentId, state, after }) => ({ agentId, state, endpoint: phones.endpointOf(agentId), leaving: after !== null })),
    /** Goes on with what was going on before this controller; call it before the connection to Asterisk is started. */
    takeOver(known: Recovered) {
      calls.restore(known.calls)
      const open = calls.open()
      const restored = restoreAgents({ agents, records: known.agents, calls: open, wrapupMs: wrapupMs(), phones })
      for (const call of open) pops.begin(call, () => desk.queueChanged())
      waitForPages(restored)
      tookOver = true
    },
    stop() {
      dispatcher.stop()
      waitingWatch.stop()
      onDuty.stop()
      lossWatch.stop()
      desk.stop()
      board.stop()
    },
  }
}
