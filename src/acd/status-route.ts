// What anybody may know of the hotline before signing in.
import type { Config } from '../config.ts'
import type { Clock } from '../platform/clock.ts'
import type { HttpBinder } from '../platform/http/handlers.ts'
import type { DeskLine } from './desk-line.ts'
import { createOpening, type HotlineHours } from './opening.ts'
import { type SoftphoneSettings, sipServers } from './softphone-route.ts'

interface Deps {
  hotline: Config['hotline']
  hotlineHours: HotlineHours
  line: DeskLine
  clock: Clock
  softphone: SoftphoneSettings
}

/** Binds `status`. Without a line to the controller the hours still hold, and telephony counts as away. */
export function bindStatusRoute(http: HttpBinder, { hotline, hotlineHours, line, clock, softphone }: Deps): void {
  const { isOpenAt, hours } = createOpening(hotline, hotlineHours)
  http.handle('status', async ({ req }) => {
    const now = clock.now()
    const { telephony, hotlineOpen } = await line.status().catch(() => ({ telephony: false, hotlineOpen: isOpenAt(now.getTime()) }))
    return {
      serverTime: now.toISOString(),
      hotlineOpen,
      hours: hours(),
      telephony,
      sipWsUrls: sipServers(softphone, req.headers.host).map(({ wsUrl }) => wsUrl),
    }
  })
}
