// Carries out a supervisor's hand in a call through ARI: his telephone, the ear at the agent's leg, and where he is joined.
import { type Ari, AriRefused } from '../platform/asterisk/ari.ts'
import type { CallEffect, CallState } from './state.ts'

/** How long a supervisor's telephone rings; a page answers by itself. Asterisk ends the ring, also when nobody is there to. */
const RING_SECONDS = 20
/** Tells the page that this ring is none of the hotline's callers: it answers by itself. */
export const monitorHeader = 'X-Hotline-Monitor'

export type MonitorEffect = Extract<CallEffect, { type: 'monitor-ring' | 'monitor-join' | 'monitor-end' }>

/** Does it; each may be done twice. A refusal that matters is thrown. */
export async function performMonitor(ari: Ari, endpointOf: (personId: string) => string | null, call: CallState, effect: MonitorEffect): Promise<void> {
  switch (effect.type) {
    case 'monitor-ring': {
      const endpoint = endpointOf(effect.supervisorId)
      if (!endpoint) throw new AriRefused('the supervisor has no telephone')
      await ari.originate({
        channelId: effect.legId,
        endpoint,
        appArgs: `agent,${call.callId}`,
        callerId: call.hotlineNumber,
        timeoutSeconds: RING_SECONDS,
        variables: { CALL_ID: call.callId, [`PJSIP_HEADER(add,${monitorHeader})`]: call.callId },
      })
      return
    }
    case 'monitor-join': {
      const { legId, earId, bridgeId, spiedLegId, whisper, leaveEarId } = effect
      if (leaveEarId) await gone(ari.hangup(leaveEarId))
      if (earId) {
        await ari.createBridge(bridgeId, 'mixing', bridgeId)
        // It is there: its controller may have died before it was joined. A new one is joined when it has entered.
        await ari.snoop(spiedLegId, earId, `ear,${call.callId},${bridgeId}`, whisper ? 'out' : 'none').catch(() => gone(ari.addToBridge(bridgeId, [earId])))
      }
      // Asterisk takes a channel out of the bridge it was in.
      await ari.addToBridge(bridgeId, [legId])
      return
    }
    case 'monitor-end':
      if (effect.earId) await gone(ari.hangup(effect.earId))
      await gone(ari.hangup(effect.legId))
      await gone(ari.destroyBridge(effect.bridgeId))
  }
}

/** Already gone: that is what was wanted. */
async function gone(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof AriRefused)) throw error
  })
}
