// Every leg that talks now, operators' and supervisors', for whoever watches over their telephones. Pure.
import { monitorLegId, monitorsOf } from '../calls/monitor-rules.ts'
import { legsOf } from '../calls/reducer-consult.ts'
import type { CallState } from '../calls/state.ts'
import type { TalkingLeg } from './loss-watch.ts'
import type { Phones } from './phones.ts'

/** Of all calls that are up, the legs that were answered. */
export function talkingLegs(calls: readonly CallState[], phones: Pick<Phones, 'isDeskPhone'>): TalkingLeg[] {
  return calls.flatMap((call) => [
    ...legsOf(call)
      .filter(({ answeredAt }) => answeredAt !== null)
      .map(({ agentId, legId }) => ({
        agentId,
        callId: call.callId,
        serverId: call.serverId,
        legId,
        mayBeSilent: call.phase === 'held' && phones.isDeskPhone(agentId),
      })),
    ...monitorsOf(call)
      .filter(({ answeredAt }) => answeredAt !== null)
      .map(({ n, supervisorId }) => ({
        agentId: supervisorId,
        callId: call.callId,
        serverId: call.serverId,
        legId: monitorLegId(call.callId, n),
        mayBeSilent: phones.isDeskPhone(supervisorId),
      })),
  ])
}
