// Every HTTP endpoint as data: server, typed client and /api/openapi.json are all made from this one list.
import { z } from 'zod'
import {
  AcceptInvitationBody,
  ChangePasswordBody,
  Invitation,
  InvitationInfo,
  LockBody,
  Me,
  NewPerson,
  NewPersonBody,
  Person,
  PhoneProfile,
  SignInBody,
  SoftphoneAccount,
  Unit,
} from './accounts.ts'
import { ExtensionPreview, ExtensionPreviewBody, TicketAct } from './acts.ts'
import { Alarm } from './alarms.ts'
import { Attachment } from './attachments.ts'
import { DayAgents, DayFigures, DayQuery, FigureCalls, FigureCallsQuery, FigureListQuery } from './board.ts'
import {
  CalendarHead,
  CalendarOwner,
  CalendarView,
  DeadlineSettingsView,
  ImportCalendarBody,
  ImportResult,
  RecomputeBody,
  RecomputePreview,
  SaveCalendarBody,
  SaveSettingsBody,
} from './calendars.ts'
import { CallbacksDone, CallbacksDoneBody, CallbackTask, CalledAgain } from './callbacks.ts'
import { CallerCard } from './calls.ts'
import {
  CloseUnitsBody,
  DeputyView,
  DirectoryUnit,
  EndMembershipBody,
  NewDeputyBody,
  NewMembershipBody,
  NewUnitBody,
  OwnDeputies,
  PeopleImportReport,
  PersonDetail,
  SavePersonBody,
  SaveUnitBody,
  UnitDetail,
  VersionBody,
} from './directory.ts'
import { DispositionBody, DispositionView } from './dispositions.ts'
import { CheckHotlineBody, HotlineCheck, HotlineVersions, HotlineVersionsQuery, HotlineVersionView, HotlineView, SaveHotlineBody } from './hotline.ts'
import { ImportQuery, ImportReport } from './imports.ts'
import { DeliveryReport, MessagePage, MessageQuery, MessageView, SaveTemplateBody, TemplatesView, TemplateView } from './messages.ts'
import { PromptList, PromptName, PromptView, ReplacePromptQuery, RestorePromptBody, SpeakPromptBody } from './prompts.ts'
import { HoldBody, RecordingDetail } from './recordings.ts'
import {
  CallToScore,
  OwnScores,
  OwnScoresQuery,
  ReplyBody,
  SaveScoringFormBody,
  ScoreBody,
  ScoringForm,
  ScoringList,
  ScoringQuery,
  ScoringSummary,
  SummaryQuery,
} from './scoring.ts'
import { Category, NewDraftBody, SaveDraftBody, SaveTicketBody, SimilarQuery, Ticket, TicketPage, TicketQuery, TicketSummary } from './tickets.ts'
import { UnitsDue } from './units-due.ts'
import { type Role, roles } from './values.ts'
import { DeskPage, DeskQuery, WorkPage, WorkQuery } from './work.ts'

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

const desk: readonly Role[] = ['operator', 'supervisor']
/** Overseers see what waits at the desk, without its drafts. */
const deskReaders: readonly Role[] = [...desk, 'overseer']
/** Those a slip can come to: a unit's people see what was given to their unit, and nothing else. */
const units: readonly Role[] = ['focal-point', 'unit-head', 'provincial-office']
/** Everybody who has to do with petitions; what each sees and may do is the tickets room's. */
const handlers: readonly Role[] = ['operator', 'supervisor', 'focal-point', 'unit-head', 'provincial-office', 'overseer']
/** Figures of the calls: for whoever leads the hotline, and for who watches over it, who sees no citizen's number. */
const figureReaders: readonly Role[] = ['supervisor', 'overseer']
const admins: readonly Role[] = ['administrator']
const supervisors: readonly Role[] = ['supervisor']
/** Who may name a deputy: those whose roles one can take over (deputy-rules). */
const principals: readonly Role[] = ['supervisor', 'focal-point', 'unit-head', 'provincial-office', 'overseer']
/** Whoever watches deadlines may see by which calendars they count. */
const calendarReaders: readonly Role[] = ['administrator', 'supervisor', 'overseer']
const hotlineReaders: readonly Role[] = ['administrator', 'supervisor']
const byPrompt = z.object({ name: PromptName })
const byOwner = z.object({ owner: CalendarOwner })
const byId = z.object({ id: z.uuid() })
const byToken = z.object({ token: z.string().min(20).max(100) })

export const endpoints = {
  signIn: { method: 'POST', path: '/api/session', access: 'public', summary: 'Sign in with phone and password', body: SignInBody, response: Me },
  me: { method: 'GET', path: '/api/session', access: 'signed-in', summary: 'Who is signed in', response: Me },
  signOut: { method: 'DELETE', path: '/api/session', access: 'signed-in', summary: 'Sign out; the softphone account is withdrawn' },
  changePassword: {
    method: 'PUT',
    path: '/api/session/password',
    access: 'signed-in',
    summary: 'Change the own password; all other sessions end',
    body: ChangePasswordBody,
  },
  softphone: {
    method: 'GET',
    path: '/api/session/softphone',
    access: desk,
    summary: "This session's SIP account; pushed to Asterisk when needed",
    response: SoftphoneAccount,
  },
  setPhone: {
    method: 'PUT',
    path: '/api/profile/phone',
    access: desk,
    summary: 'Choose browser softphone or hardware phone',
    body: PhoneProfile,
    response: Me,
  },
  status: {
    method: 'GET',
    path: '/api/status',
    access: 'public',
    summary: 'What the login page shows',
    response: z.object({ serverTime: z.iso.datetime(), hotlineOpen: z.boolean(), hours: z.string(), telephony: z.boolean(), sipWsUrls: z.array(z.string()) }),
  },

  invitation: {
    method: 'GET',
    path: '/api/invitations/:token',
    access: 'public',
    summary: 'Whom an invitation is for',
    params: byToken,
    response: InvitationInfo,
  },
  acceptInvitation: {
    method: 'POST',
    path: '/api/invitations/:token',
    access: 'public',
    summary: 'Set the own password; the invitation is used up',
    params: byToken,
    body: AcceptInvitationBody,
  },

  people: { method: 'GET', path: '/api/people', access: admins, summary: 'All accounts', response: z.array(Person) },
  addPerson: {
    method: 'POST',
    path: '/api/people',
    access: admins,
    summary: 'Create an account and its one-time invitation',
    body: NewPersonBody,
    response: NewPerson,
  },
  invitePerson: {
    method: 'POST',
    path: '/api/people/:id/invitation',
    access: admins,
    summary: 'A new invitation; earlier ones and all sessions end',
    params: byId,
    response: Invitation,
  },
  lockPerson: {
    method: 'PUT',
    path: '/api/people/:id/lock',
    access: admins,
    summary: 'Lock or unlock an account; locking ends its sessions',
    params: byId,
    body: LockBody,
    response: Person,
  },
  units: { method: 'GET', path: '/api/units', access: roles, summary: 'Units in force today', response: z.array(Unit) },

  person: { method: 'GET', path: '/api/people/:id', access: admins, summary: 'One account through time', params: byId, response: PersonDetail },
  savePerson: {
    method: 'PUT',
    path: '/api/people/:id',
    access: admins,
    summary: 'Change name, telephone, title, e-mail',
    params: byId,
    body: SavePersonBody,
    response: PersonDetail,
  },
  addMembership: {
    method: 'POST',
    path: '/api/people/:id/memberships',
    access: admins,
    summary: 'A role in a unit; somebody who is in another unit already needs an explicit choice',
    params: byId,
    body: NewMembershipBody,
    response: PersonDetail,
  },
  endMembership: {
    method: 'PUT',
    path: '/api/memberships/:id/end',
    access: admins,
    summary: 'End a role; one that has not begun is taken back',
    params: byId,
    body: EndMembershipBody,
    response: PersonDetail,
  },
  addDeputy: {
    method: 'POST',
    path: '/api/people/:id/deputies',
    access: admins,
    summary: 'Name who acts for this person, from when to when',
    params: byId,
    body: NewDeputyBody,
    response: PersonDetail,
  },
  endDeputy: { method: 'PUT', path: '/api/deputies/:id/end', access: admins, summary: 'End it before its time', params: byId, response: DeputyView },
  ownDeputies: { method: 'GET', path: '/api/profile/deputies', access: principals, summary: 'Who acts for me, and for whom I act', response: OwnDeputies },
  nameDeputy: {
    method: 'POST',
    path: '/api/profile/deputies',
    access: principals,
    summary: 'Name a colleague of the own unit as deputy',
    body: NewDeputyBody,
    response: OwnDeputies,
  },
  endOwnDeputy: {
    method: 'PUT',
    path: '/api/profile/deputies/:id/end',
    access: principals,
    summary: 'End it before its time',
    params: byId,
    response: OwnDeputies,
  },
  directoryUnits: { method: 'GET', path: '/api/directory/units', access: admins, summary: 'All units, closed ones too', response: z.array(DirectoryUnit) },
  directoryUnit: { method: 'GET', path: '/api/directory/units/:id', access: admins, summary: 'One unit through time', params: byId, response: UnitDetail },
  addUnit: { method: 'POST', path: '/api/directory/units', access: admins, summary: 'A new unit', body: NewUnitBody, response: UnitDetail },
  saveUnit: {
    method: 'PUT',
    path: '/api/directory/units/:id',
    access: admins,
    summary: 'Change a unit',
    params: byId,
    body: SaveUnitBody,
    response: UnitDetail,
  },
  closeUnits: {
    method: 'POST',
    path: '/api/directory/closing',
    access: admins,
    summary: 'Close one unit, or merge several into their successor',
    body: CloseUnitsBody,
    response: z.array(DirectoryUnit),
  },
  reopenUnit: {
    method: 'POST',
    path: '/api/directory/units/:id/reopening',
    access: admins,
    summary: 'Take a closing back',
    params: byId,
    body: VersionBody,
    response: UnitDetail,
  },
  unitsTemplate: { method: 'GET', path: '/api/directory/templates/units', access: admins, summary: 'The .xlsx to fill in' },
  peopleTemplate: { method: 'GET', path: '/api/directory/templates/people', access: admins, summary: 'The .xlsx to fill in' },
  importUnits: {
    method: 'POST',
    path: '/api/directory/imports/units',
    access: admins,
    summary: 'Units from .xlsx or .csv; the body is the file',
    query: ImportQuery,
    response: ImportReport,
  },
  importPeople: {
    method: 'POST',
    path: '/api/directory/imports/people',
    access: admins,
    summary: 'People from .xlsx or .csv; the body is the file',
    query: ImportQuery,
    response: PeopleImportReport,
  },

  categories: { method: 'GET', path: '/api/categories', access: roles, summary: 'Chuyên mục', response: z.array(Category) },
  tickets: { method: 'GET', path: '/api/tickets', access: handlers, summary: 'Search tickets', query: TicketQuery, response: TicketPage },
  ticket: { method: 'GET', path: '/api/tickets/:id', access: handlers, summary: 'One ticket with slips, calls and history', params: byId, response: Ticket },
  newDraft: {
    method: 'POST',
    path: '/api/tickets',
    access: desk,
    summary: 'A draft without a call (walk-in, phone entry)',
    body: NewDraftBody,
    response: Ticket,
  },
  saveDraft: {
    method: 'PUT',
    path: '/api/tickets/:id/draft',
    access: desk,
    summary: 'Save what was typed so far',
    params: byId,
    body: SaveDraftBody,
    response: z.object({ version: z.number().int(), savedAt: z.iso.datetime() }),
  },
  saveTicket: {
    method: 'POST',
    path: '/api/tickets/:id/petition',
    access: desk,
    summary: 'Save as a petition: checks Đ8 and gives the tracking code; repeating it gives the same code',
    params: byId,
    body: SaveTicketBody,
    response: Ticket,
  },
  act: {
    method: 'POST',
    path: '/api/tickets/:id/acts',
    access: handlers,
    summary: 'Do something to a petition: forward, take, return, extend, hand in, approve … (contract/acts.ts); the same actId is done once',
    params: byId,
    body: TicketAct,
    response: Ticket,
  },
  extensionPreview: {
    method: 'POST',
    path: '/api/tickets/:id/extension-preview',
    access: units,
    summary: 'Where a Hẹn xử lý would end, before it is made',
    params: byId,
    body: ExtensionPreviewBody,
    response: ExtensionPreview,
  },
  work: { method: 'GET', path: '/api/work', access: units, summary: "The own units' work, due first", query: WorkQuery, response: WorkPage },
  deskWork: {
    method: 'GET',
    path: '/api/desk-work',
    access: deskReaders,
    summary: "What lies on the operators' desk",
    query: DeskQuery,
    response: DeskPage,
  },
  unitsDue: {
    method: 'GET',
    path: '/api/units-due',
    access: supervisors,
    summary: 'Units where petitions are late or soon due, with the petitions to urge',
    response: UnitsDue,
  },
  colleagues: {
    method: 'GET',
    path: '/api/tickets/:id/colleagues',
    access: units,
    summary: 'To whom inside the unit a slip may be passed on: people and sub-units',
    params: byId,
    response: z.object({
      people: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string().nullable(), unitName: z.string() })),
      units: z.array(z.object({ id: z.uuid(), name: z.string() })),
    }),
  },
  attach: {
    method: 'POST',
    path: '/api/tickets/:id/attachments',
    access: handlers,
    summary: 'Attach files (multipart/form-data, field "files"): type by content, pictures without traces, at most 10 at once',
    params: byId,
    response: z.array(Attachment),
  },
  attachment: {
    method: 'GET',
    path: '/api/attachments/:id',
    access: handlers,
    summary: 'The file, with byte ranges; `w=320` gives a small picture',
    params: byId,
    query: z.object({ w: z.literal('320').optional() }),
  },
  removeAttachment: {
    method: 'DELETE',
    path: '/api/attachments/:id',
    access: handlers,
    summary: 'Takes a file off the page; its content and the history keep it',
    params: byId,
  },
  similarTickets: {
    method: 'GET',
    path: '/api/similar-tickets',
    access: desk,
    summary: 'Tickets of the same number, category and place, newest first: the same may be told twice',
    query: SimilarQuery,
    response: z.array(TicketSummary),
  },
  caller: {
    method: 'GET',
    path: '/api/callers/:number',
    access: desk,
    summary: 'Who is behind a number',
    params: z.object({ number: z.string().max(40) }),
    response: CallerCard,
  },

  callbacks: {
    method: 'GET',
    path: '/api/callbacks',
    access: desk,
    summary: 'Numbers that must be called back, oldest first',
    response: z.array(CallbackTask),
  },
  callbackDone: {
    method: 'POST',
    path: '/api/callbacks/:id/done',
    access: desk,
    summary: 'This number was called back; the first to say so is the one noted',
    params: byId,
  },

  callbacksDone: {
    method: 'POST',
    path: '/api/callbacks/done',
    access: desk,
    summary: 'Several numbers were called back; those that somebody else was quicker with are named',
    body: CallbacksDoneBody,
    response: CallbacksDone,
  },
  callbacksCalledAgain: {
    method: 'GET',
    path: '/api/callbacks/called-again',
    access: desk,
    summary: "Today's numbers whose task ended because they called again and were answered, newest first",
    response: z.array(CalledAgain),
  },
  disposition: {
    method: 'GET',
    path: '/api/calls/:id/disposition',
    access: desk,
    summary: 'What a call was about, and what its ticket suggests',
    params: byId,
    response: DispositionView,
  },
  setDisposition: {
    method: 'PUT',
    path: '/api/calls/:id/disposition',
    access: desk,
    summary: 'Say what a call was about: whoever answered it, until the end of its day; every choice is kept',
    params: byId,
    body: DispositionBody,
    response: DispositionView,
  },

  figures: {
    method: 'GET',
    path: '/api/figures',
    access: figureReaders,
    summary: "A day's figures of the calls in all and by hour, today's if no day is named",
    query: DayQuery,
    response: DayFigures,
  },
  figureCalls: {
    method: 'GET',
    path: '/api/figures/calls',
    access: figureReaders,
    summary: 'The calls behind a figure; overseers see their numbers masked',
    query: FigureCallsQuery,
    response: FigureCalls,
  },
  figureCallsFile: {
    method: 'GET',
    path: '/api/figures/calls.csv',
    access: figureReaders,
    summary: 'The same calls as a file for Excel (text/csv, UTF-8), at most 20,000; overseers see their numbers masked',
    query: FigureListQuery,
  },
  agentFigures: {
    method: 'GET',
    path: '/api/figures/agents',
    access: figureReaders,
    summary: "A day's figures of each operator, today's if no day is named",
    query: DayQuery,
    response: DayAgents,
  },

  scoringForm: {
    method: 'GET',
    path: '/api/scoring/form',
    access: [...desk, 'administrator'],
    summary: 'The form recorded calls are scored with, its present version',
    response: ScoringForm,
  },
  saveScoringForm: {
    method: 'PUT',
    path: '/api/scoring/form',
    access: ['supervisor', 'administrator'],
    summary: 'A new version of the form; gradings keep theirs, an older version is refused as conflict',
    body: SaveScoringFormBody,
    response: ScoringForm,
  },
  scoringCalls: {
    method: 'GET',
    path: '/api/scoring/calls',
    access: supervisors,
    summary: 'Recorded talks to score, begun, or graded; by operator, days, outcome, rating, or a sample of each operator drawn by chance',
    query: ScoringQuery,
    response: ScoringList,
  },
  callToScore: {
    method: 'GET',
    path: '/api/scoring/calls/:id',
    access: supervisors,
    summary: "One call with its recordings, the form, the viewer's draft and every grading",
    params: byId,
    response: CallToScore,
  },
  saveScore: {
    method: 'PUT',
    path: '/api/scoring/calls/:id/draft',
    access: supervisors,
    summary: 'Save what was scored so far; nobody else sees it',
    params: byId,
    body: ScoreBody,
    response: z.object({ savedAt: z.iso.datetime() }),
  },
  dropScore: { method: 'DELETE', path: '/api/scoring/calls/:id/draft', access: supervisors, summary: 'Throw the own draft away', params: byId },
  gradeCall: {
    method: 'POST',
    path: '/api/scoring/calls/:id/grading',
    access: supervisors,
    summary: 'Grade for good; `replacesId` makes it the correction of an earlier grading, and both are kept',
    params: byId,
    body: ScoreBody,
    response: CallToScore,
  },
  scoringSummary: {
    method: 'GET',
    path: '/api/scoring/summary',
    access: supervisors,
    summary: 'Means by operator and by criterion of what was graded in these days',
    query: SummaryQuery,
    response: ScoringSummary,
  },
  ownScores: {
    method: 'GET',
    path: '/api/scoring/own',
    access: desk,
    summary: "The viewer's own gradings with comments and recordings, newest first",
    query: OwnScoresQuery,
    response: OwnScores,
  },
  replyToScore: {
    method: 'POST',
    path: '/api/scoring/gradings/:id/reply',
    access: desk,
    summary: 'The operator has seen his grading, and may say one thing about it; once',
    params: byId,
    body: ReplyBody,
  },

  calendars: { method: 'GET', path: '/api/calendars', access: calendarReaders, summary: 'Calendars that are kept', response: z.array(CalendarHead) },
  calendar: {
    method: 'GET',
    path: '/api/calendars/:owner',
    access: calendarReaders,
    summary: 'One calendar with a year laid out and what is proposed for it; owner: province, hotline, or a unit',
    params: byOwner,
    query: z.object({ year: z.coerce.number().int().min(2020).max(2100) }),
    response: CalendarView,
  },
  saveCalendar: {
    method: 'PUT',
    path: '/api/calendars/:owner',
    access: admins,
    summary: 'A new version, checked as a whole; an older version is refused as conflict',
    params: byOwner,
    body: SaveCalendarBody,
    response: CalendarHead,
  },
  importCalendar: {
    method: 'POST',
    path: '/api/calendars/:owner/import',
    access: admins,
    summary: 'Days off, swaps, days made up and closures from .xlsx or .csv, with errors row by row',
    params: byOwner,
    body: ImportCalendarBody,
    response: ImportResult,
  },
  calendarTemplate: { method: 'GET', path: '/api/calendar-template', access: admins, summary: 'The sheet to fill in (.xlsx)' },
  deadlineSettings: {
    method: 'GET',
    path: '/api/deadline-settings',
    access: calendarReaders,
    summary: 'Settings of deadlines with their articles',
    response: DeadlineSettingsView,
  },
  saveDeadlineSettings: {
    method: 'PUT',
    path: '/api/deadline-settings',
    access: admins,
    summary: 'Changes settings; running deadlines keep theirs',
    body: SaveSettingsBody,
    response: DeadlineSettingsView,
  },
  hotlineSettings: {
    method: 'GET',
    path: '/api/hotline-settings',
    access: hotlineReaders,
    summary: 'What the hotline does with callers: menu, skills, waiting, limits',
    response: HotlineView,
  },
  checkHotlineSettings: {
    method: 'POST',
    path: '/api/hotline-settings/check',
    access: admins,
    summary: 'What is wrong with settings, and what is hardly meant; saves nothing',
    body: CheckHotlineBody,
    response: HotlineCheck,
  },
  saveHotlineSettings: {
    method: 'PUT',
    path: '/api/hotline-settings',
    access: admins,
    summary: 'Saves them as a new version; effective for the next call',
    body: SaveHotlineBody,
    response: HotlineView,
  },
  hotlineVersions: {
    method: 'GET',
    path: '/api/hotline-settings/versions',
    access: hotlineReaders,
    summary: 'Who saved them when and why, newest first',
    query: HotlineVersionsQuery,
    response: HotlineVersions,
  },
  hotlineVersion: {
    method: 'GET',
    path: '/api/hotline-settings/versions/:version',
    access: hotlineReaders,
    summary: 'One of their versions, as it can be taken up again',
    params: z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647) }),
    response: HotlineVersionView,
  },
  hotlinePrompts: {
    method: 'GET',
    path: '/api/hotline-prompts',
    access: hotlineReaders,
    summary: 'What callers hear: each prompt with its words and versions',
    response: PromptList,
  },
  promptAudio: {
    method: 'GET',
    path: '/api/hotline-prompts/:name/versions/:version/audio',
    access: hotlineReaders,
    summary: 'A version as it is played (audio/wav); 0 is the original',
    params: byPrompt.extend({ version: z.coerce.number().int().min(0).max(2_147_483_647) }),
  },
  replacePrompt: {
    method: 'POST',
    path: '/api/hotline-prompts/:name',
    access: admins,
    summary: 'A recording in the place of a prompt, heard from the next call on; the body is a WAV file',
    params: byPrompt,
    query: ReplacePromptQuery,
    response: PromptView,
  },
  speakPrompt: {
    method: 'POST',
    path: '/api/hotline-prompts/:name/voice',
    access: admins,
    summary: "The same, spoken by the machine's voice",
    params: byPrompt,
    body: SpeakPromptBody,
    response: PromptView,
  },
  restorePrompt: {
    method: 'POST',
    path: '/api/hotline-prompts/:name/restore',
    access: admins,
    summary: 'An earlier version again, with 0 the original',
    params: byPrompt,
    body: RestorePromptBody,
    response: PromptView,
  },
  recomputePreview: {
    method: 'GET',
    path: '/api/deadlines/recompute',
    access: admins,
    summary: 'Running deadlines that today’s calendars would change',
    response: RecomputePreview,
  },
  recompute: {
    method: 'POST',
    path: '/api/deadlines/recompute',
    access: admins,
    summary: 'Changes them, as an audited act with its reason',
    body: RecomputeBody,
    response: z.object({ changed: z.number().int() }),
  },

  messages: {
    method: 'GET',
    path: '/api/messages',
    access: admins,
    summary: 'What was sent and what became of it, newest first',
    query: MessageQuery,
    response: MessagePage,
  },
  sendAgain: {
    method: 'POST',
    path: '/api/messages/:id/again',
    access: admins,
    summary: 'Try a failed message again, under the same request id',
    params: byId,
  },
  messageTemplates: { method: 'GET', path: '/api/message-templates', access: admins, summary: 'Texts of messages, by channel', response: TemplatesView },
  saveMessageTemplate: {
    method: 'PUT',
    path: '/api/message-templates',
    access: admins,
    summary: 'A new version of a text; unknown {names} are refused',
    body: SaveTemplateBody,
    response: TemplateView,
  },
  ticketMessages: {
    method: 'GET',
    path: '/api/tickets/:id/messages',
    access: ['operator', 'supervisor', 'provincial-office', 'overseer'],
    summary: 'Who was told what of a petition, and whether it arrived',
    params: byId,
    response: z.array(MessageView),
  },
  deliveryReport: {
    method: 'POST',
    path: '/api/messages/delivery/:token',
    access: 'public',
    summary: "The SMS provider's report on a delivery; the token is the installation's own",
    params: z.object({ token: z.string().max(200) }),
    body: DeliveryReport,
    response: z.object({ ok: z.literal(true) }),
  },
  deliveryReportInAddress: {
    method: 'GET',
    path: '/api/messages/delivery/:token',
    access: 'public',
    summary: 'The same report as eSMS sends it: in the address',
    params: z.object({ token: z.string().max(200) }),
    query: DeliveryReport,
    response: z.object({ ok: z.literal(true) }),
  },

  alarms: {
    method: 'GET',
    path: '/api/alarms',
    access: ['operator', 'supervisor', 'administrator'],
    summary: 'What does not work at present, oldest first',
    response: z.array(Alarm),
  },

  recording: {
    method: 'GET',
    path: '/api/recordings/:id/audio',
    access: handlers,
    summary: 'The recording (WAV, or Ogg Opus), with byte ranges',
    params: byId,
  },
  recordingDetail: {
    method: 'GET',
    path: '/api/recordings/:id',
    access: [...handlers, 'administrator'],
    summary: 'Waveform, segments, pauses, hold and listeners of a recording',
    params: byId,
    response: RecordingDetail,
  },
  holdRecording: {
    method: 'PUT',
    path: '/api/recordings/:id/hold',
    access: ['supervisor', 'administrator'],
    summary: 'Set or lift the legal hold of a recording',
    params: byId,
    body: HoldBody,
    response: RecordingDetail,
  },
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof endpoints
type Part<N extends EndpointName, K extends string> = (typeof endpoints)[N] extends Record<K, infer S extends z.ZodType> ? z.output<S> : undefined
export type ParamsOf<N extends EndpointName> = Part<N, 'params'>
export type QueryOf<N extends EndpointName> = Part<N, 'query'>
export type BodyOf<N extends EndpointName> = Part<N, 'body'>
export type ResponseOf<N extends EndpointName> = Part<N, 'response'>
/** What the caller may send, before the schema's transforms and defaults. */
type InPart<N extends EndpointName, K extends string> = (typeof endpoints)[N] extends Record<K, infer S extends z.ZodType> ? z.input<S> : undefined
export type BodyInput<N extends EndpointName> = InPart<N, 'body'>
export type QueryInput<N extends EndpointName> = InPart<N, 'query'>
