// The closed lists of the service: stable codes for programs; the Vietnamese words stand in agent-ui's vi.json and docs/glossary.md.
import { z } from 'zod'

/** Spec 1-service.md §1. A person holds a role in a unit; the same person may hold several. */
export const roles = ['operator', 'supervisor', 'focal-point', 'unit-head', 'provincial-office', 'overseer', 'administrator'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

export const agentStates = ['offline', 'ready', 'ringing', 'on-call', 'wrap-up', 'paused', 'not-responding'] as const
export const AgentState = z.enum(agentStates)
export type AgentState = z.infer<typeof AgentState>

export const pauseReasons = ['break', 'meal', 'meeting', 'training', 'back-office', 'technical'] as const
export const PauseReason = z.enum(pauseReasons)
export type PauseReason = z.infer<typeof PauseReason>

/** Hình thức tiếp nhận, Đ3. */
export const intakeChannels = ['hotline', 'web', 'email', 'zalo', 'facebook', 'mobile-app', 'walk-in', 'other'] as const
export const IntakeChannel = z.enum(intakeChannels)
export type IntakeChannel = z.infer<typeof IntakeChannel>
/** What an operator may enter without a call: all but the portal, where people write themselves. */
export const entryChannels = intakeChannels.filter((channel) => channel !== 'web')

/** Trạng thái, M1.1: draft = Chờ tiếp nhận, waiting = Chờ xử lý, processing = Đang xử lý, scheduled = Hẹn xử lý. */
export const ticketStatuses = ['draft', 'waiting', 'processing', 'scheduled', 'completed', 'refused', 'withdrawn'] as const
export const TicketStatus = z.enum(ticketStatuses)
export type TicketStatus = z.infer<typeof TicketStatus>

/** Tiến độ, a separate axis from the status: not-due = Chưa đến hạn, on-time = Đúng hạn, late = Trễ hạn. */
export const ticketProgresses = ['not-due', 'on-time', 'late'] as const
export const TicketProgress = z.enum(ticketProgresses)
export type TicketProgress = z.infer<typeof TicketProgress>

/** Công việc (step of the process), M1.1.6. */
export const ticketSteps = ['operator', 'focal-point', 'unit-head', 'provincial-office', 'coordination'] as const
export const TicketStep = z.enum(ticketSteps)
export type TicketStep = z.infer<typeof TicketStep>

/** Loại yêu cầu. bcci = registering collection or return of dossiers at home by public post (Đ6). */
export const requestKinds = ['petition', 'question', 'bcci'] as const
export const RequestKind = z.enum(requestKinds)
export type RequestKind = z.infer<typeof RequestKind>

/** Đối tượng. */
export const reporterKinds = ['person', 'organisation'] as const
export const ReporterKind = z.enum(reporterKinds)
export type ReporterKind = z.infer<typeof ReporterKind>

/** dialing: a call out, its citizen has not answered yet. */
export const callStatuses = ['greeting', 'queued', 'ringing', 'dialing', 'talking', 'held', 'ended'] as const
export const CallStatus = z.enum(callStatuses)
export type CallStatus = z.infer<typeof CallStatus>

/**
 * How a call ended, as the caller met it. turned-away: he came while the hotline was being stopped and was asked to call again.
 * overflow: a limit of the queue took him out of it, and he left no message.
 * callback: he asked to be called back in his turn. The last seven are those of calls out that nobody answered; cancelled: the operator hung
 * up before; settled: he was talked with otherwise before his turn came.
 */
export const callOutcomes = [
  'answered',
  'abandoned',
  'out-of-hours',
  'interrupted',
  'voicemail',
  'turned-away',
  'overflow',
  'callback',
  'busy',
  'no-answer',
  'refused',
  'unreachable',
  'wrong-number',
  'cancelled',
  'settled',
] as const
export const CallOutcome = z.enum(callOutcomes)
export type CallOutcome = z.infer<typeof CallOutcome>

/** What a call was about, as the operator who answered it says at its end. progress: what became of an earlier petition. */
export const dispositions = ['petition', 'information', 'progress', 'bcci', 'wrong-number', 'nuisance', 'test', 'other'] as const
export const Disposition = z.enum(dispositions)
export type Disposition = z.infer<typeof Disposition>

/** in: a citizen called. out: an operator did. */
export const callDirections = ['in', 'out'] as const
export const CallDirection = z.enum(callDirections)
export type CallDirection = z.infer<typeof CallDirection>

/** What a caller thinks of the operator, by key after the talk: 1 Hài lòng, 2 Chấp nhận được, 3 Không hài lòng. Not Đ14's rating of a result. */
export const ratings = [1, 2, 3] as const
export const Rating = z.literal(ratings)
export type Rating = z.infer<typeof Rating>

/** Who the caller is taken to be: known = this number gave this name before, maybe = several names used the number. */
export const callerKnowledge = ['known', 'maybe', 'unknown'] as const
export const CallerKnowledge = z.enum(callerKnowledge)
export type CallerKnowledge = z.infer<typeof CallerKnowledge>

/** A supervisor in a talk. listen: Nghe. whisper: Nhắc riêng, the caller does not hear it. barge: Vào cuộc, all three hear each other. */
export const monitorModes = ['listen', 'whisper', 'barge'] as const
export const MonitorMode = z.enum(monitorModes)
export type MonitorMode = z.infer<typeof MonitorMode>

export const phoneKinds = ['browser', 'sip'] as const
export const PhoneKind = z.enum(phoneKinds)
export type PhoneKind = z.infer<typeof PhoneKind>

/** Why a number must be called back: cut off by a fault, hung up waiting, left a message, turned away during a stop, asked for it and was not reached. */
export const callbackReasons = ['interrupted', 'missed', 'voicemail', 'turned-away', 'requested'] as const
export const CallbackReason = z.enum(callbackReasons)
export type CallbackReason = z.infer<typeof CallbackReason>

/** What an administrator must know of; each has its words in agent-ui's vi.json. */
export const alarmCodes = [
  'database-away',
  'redis-away',
  'asterisk-away',
  'manager-away',
  'trunk-unreachable',
  'recordings-full',
  'recording-failed',
  'recording-changed',
  'journal-large',
  'journal-not-written',
  'sip-attack',
] as const
export const AlarmCode = z.enum(alarmCodes)
export type AlarmCode = z.infer<typeof AlarmCode>
