// What the controller keeps in step at each Asterisk by its manager interface: the queue's members, the flags of the
// dialplan, the calls the dialplan served alone, the lines' quality. One set a server.
import type { ContactCenter } from '../acd/contact-center.ts'
import { createDialplanFlags } from '../acd/dialplan-flags.ts'
import { createQueueMembers } from '../acd/queue-members.ts'
import { createFallbackCalls } from '../calls/fallback-calls.ts'
import type { Journal } from '../calls/journal.ts'
import { createQuality } from '../calls/quality.ts'
import { callsAt } from '../calls/server-calls.ts'
import type { Config } from '../config.ts'
import type { AsteriskServer } from '../platform/asterisk/several.ts'
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logging/logger.ts'

interface Deps {
  center: ContactCenter
  config: Pick<Config, 'recordingDir'>
  journal: Journal
  clock: Clock
  logger: Logger
}

export interface ServerParts {
  /** New callers are let in though the database is away. */
  letIn(): void
  /** The agents are known: the rest begins. */
  start(): void
  stop(): void
}

/** Makes them for one server. */
export function createServerParts({ id, ami }: AsteriskServer, { center, config, journal, clock, logger }: Deps): ServerParts {
  const members = createQueueMembers({ ami, logger, candidates: center.queueCandidates })
  center.agents.onChange(() => members.wake())
  center.phones.onEndpoint(() => members.wake())
  const flags = createDialplanFlags({ ami, isOpen: center.isOpenAt, now: () => clock.now().getTime() })
  const fallback = createFallbackCalls({
    ami,
    journal,
    clock,
    logger,
    recordingDir: config.recordingDir,
    serverId: id,
    isAgent: (agentId) => center.agents.get(agentId) !== undefined,
    inStep: () => center.mayActAt(id),
    onRead: () => center.knowTalks(id),
    onTalk: center.onFallbackTalk,
    onKnownEnded: center.onFallbackEnded,
  })
  ami.onEvent('RTCPReceived', (event) => center.audioReported(event['uniqueid'] ?? ''))
  const quality = createQuality({ ami, calls: callsAt(center.calls, id), journal, clock })
  return {
    letIn: flags.start,
    start() {
      members.start()
      fallback.start()
    },
    stop() {
      for (const part of [flags, members, fallback, quality]) part.stop()
    },
  }
}
