// What a web process asks of the controller that has the calls: in the same process directly, else over a line.
import type { PhoneProfile } from '../contract/accounts.ts'
import type { Alarm } from '../contract/alarms.ts'
import type { CommandAnswer, CommandBody, CommandName } from '../contract/socket.ts'
import type { DeskContext } from './desk.ts'

/** The calls as everybody may know them, before any sign-in. */
export interface HotlineStatus {
  telephony: boolean
  hotlineOpen: boolean
}

export interface DeskLine {
  /** A command of a page; refused with `unavailable` while no controller can be asked. */
  command<N extends CommandName>(name: N, context: DeskContext, body: CommandBody<N>): Promise<CommandAnswer<N>>
  /** A page's socket closed. */
  pageGone(gone: { personId: string; socketId: string }): void
  /** A session is over: no more calls for it, and its telephone account goes. */
  sessionEnded(ended: { personId: string; sessionId: string }): void
  phoneChanged(changed: { personId: string; profile: PhoneProfile }): void
  /** Makes the session's telephone account known to Asterisk. */
  pushAccount(sessionId: string): Promise<void>
  alarms(): Promise<Alarm[]>
  status(): Promise<HotlineStatus>
}
