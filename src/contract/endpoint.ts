// What an endpoint is made of, and the groups of roles that may use them.
import { z } from 'zod'
import { CalendarOwner } from './calendars.ts'
import { PromptName } from './prompts.ts'
import type { Role } from './values.ts'

/** `public`: anyone. `signed-in`: any valid session. A list: one of these roles. There is no default: a route without access does not compile. */
export type Access = 'public' | 'signed-in' | readonly Role[]

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Express-style path below the root. */
  path: string
  access: Access
  summary: string
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** Absent: 204 without a body, or a file. */
  response?: z.ZodType
}

export const desk: readonly Role[] = ['operator', 'supervisor']
/** Overseers see what waits at the desk, without its drafts. */
export const deskReaders: readonly Role[] = [...desk, 'overseer']
/** Those a slip can come to: a unit's people see what was given to their unit, and nothing else. */
export const units: readonly Role[] = ['focal-point', 'unit-head', 'provincial-office']
/** Everybody who has to do with petitions; what each sees and may do is the tickets room's. */
export const handlers: readonly Role[] = ['operator', 'supervisor', 'focal-point', 'unit-head', 'provincial-office', 'overseer']
/** Figures of the calls: for whoever leads the hotline, and for who watches over it, who sees no citizen's number. */
export const figureReaders: readonly Role[] = ['supervisor', 'overseer']
export const admins: readonly Role[] = ['administrator']
export const supervisors: readonly Role[] = ['supervisor']
/** Who may name a deputy: those whose roles one can take over (deputy-rules). */
export const principals: readonly Role[] = ['supervisor', 'focal-point', 'unit-head', 'provincial-office', 'overseer']
/** Whoever watches deadlines may see by which calendars they count. */
export const calendarReaders: readonly Role[] = ['administrator', 'supervisor', 'overseer']
export const hotlineReaders: readonly Role[] = ['administrator', 'supervisor']
export const byPrompt = z.object({ name: PromptName })
export const byOwner = z.object({ owner: CalendarOwner })
export const byId = z.object({ id: z.uuid() })
export const byToken = z.object({ token: z.string().min(20).max(100) })
