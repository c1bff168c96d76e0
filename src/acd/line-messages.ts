// What crosses the line between a web process and the controller, and its shapes: both ends check what they are told.
import { z } from 'zod'
import { PhoneProfile } from '../contract/accounts.ts'
import { Alarm } from '../contract/alarms.ts'
import { type CommandName, commands, type EventName, events } from '../contract/socket.ts'

const id = z.string().min(1).max(200)
const nothing = z.object({})

/** Questions of a web process. */
export const questions = {
  command: z.object({
    name: z.enum(Object.keys(commands) as [CommandName, ...CommandName[]]),
    context: z.object({ personId: id, name: z.string(), sessionId: id, socketId: id }),
    body: z.unknown(),
  }),
  'page-gone': z.object({ personId: id, socketId: id }),
  'session-ended': z.object({ personId: id, sessionId: id }),
  'phone-changed': z.object({ personId: id, profile: PhoneProfile }),
  'push-account': z.object({ sessionId: id }),
  alarms: nothing,
  status: nothing,
} as const
export type QuestionName = keyof typeof questions
export type Question<Q extends QuestionName> = z.infer<(typeof questions)[Q]>

/** Answers to those that have one; a command's is checked by the contract. */
export const Alarms = z.array(Alarm)
export const Status = z.object({ telephony: z.boolean(), hotlineOpen: z.boolean() })

const eventName = z.enum(Object.keys(events) as [EventName, ...EventName[]])
/** What the controller tells: an event for one page or for all desks, or that a page is a desk from now on. */
export const tidings = {
  'to-socket': z.object({ socketId: id, event: eventName, body: z.unknown() }),
  'to-desks': z.object({ event: eventName, body: z.unknown() }),
  'join-desks': z.object({ socketId: id }),
} as const
export type TidingName = keyof typeof tidings
export type Tiding<T extends TidingName> = z.infer<(typeof tidings)[T]>
