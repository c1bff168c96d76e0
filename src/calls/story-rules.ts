// A call told as a story: what happened when, what was decided, and whether it would be decided so again. Pure.
import { outsideNumber } from './outbound-rules.ts'
import { decideAgain, type RecordedStep, type Redecision } from './redecide-rules.ts'
import type { CallState } from './state.ts'
import { clockDay, clockTime, effectPhrases, eventSentence, type Names, outcomeWords } from './story-words-rules.ts'

/** What the call's own row says, for a call that has no steps of ours (the dialplan served it alone). */
export interface CallFacts {
  callId: string
  ticketId: string | null
  callerNumber: string | null
  hotlineNumber: string
  arrivedAt: number
  answeredAt: number | null
  endedAt: number | null
  outcome: string | null
  agentId: string | null
  talkMs: number
  holdMs: number
  servedBy: string
}

export interface Story {
  callId: string
  facts: CallFacts | null
  steps: readonly RecordedStep[]
  /** Operators' names by id, as far as the database told them. */
  people: ReadonlyMap<string, string>
  showNumbers: boolean
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1).replace('.', ',')} giây`

/** Hides the middle of a telephone number; who asks for the whole one says so. */
export function maskNumber(number: string): string {
  if (number === '') return 'số không hiện'
  const ends = number.startsWith('+') ? 5 : 4
  return number.length <= ends + 3 ? '*'.repeat(number.length) : `${number.slice(0, ends)}${'*'.repeat(number.length - ends - 3)}${number.slice(-3)}`
}

/** The names the story uses. */
export function namesOf({ people, showNumbers }: Pick<Story, 'people' | 'showNumbers'>): Names {
  return {
    agent: (agentId) => {
      const outside = outsideNumber(agentId)
      if (outside !== null) return `số ngoài ${showNumbers ? outside : maskNumber(outside)}`
      const name = people.get(agentId)
      return name ? `${name} (${agentId})` : `nhân viên ${agentId}`
    },
    number: (number) => (showNumbers ? number || 'số không hiện' : maskNumber(number)),
  }
}

/** The whole story, line by line, and whether it holds: every step decided again as it was decided then. */
export function tellCall(story: Story): { lines: string[]; holds: boolean } {
  const names = namesOf(story)
  const again = decideAgain(story.steps)
  const facts = again.state ? factsOf(again.state) : story.facts
  const lines = [
    `Cuộc gọi ${story.callId}`,
    ...(facts ? head(facts, names) : []),
    '',
    ...story.steps.flatMap((step) => [
      `  ${clockTime(step.at)}  ${eventSentence(step.event, names)}`,
      ...effectPhrases(step.effects, names).map((phrase) => `                  → ${phrase}`),
    ]),
    ...(facts ? ['', ...ending(facts, names)] : []),
    '',
    ...verdict(again, names),
  ]
  return { lines, holds: again.steps.every(({ same }) => same) }
}

function head(facts: CallFacts, names: Names): string[] {
  return [
    `  Ngày ${clockDay(facts.arrivedAt)}, đến lúc ${clockTime(facts.arrivedAt)}, từ ${names.number(facts.callerNumber ?? '')} gọi ${facts.hotlineNumber}`,
    ...(facts.ticketId ? [`  Phiếu ${facts.ticketId}`] : []),
    ...(facts.servedBy === 'fallback' ? ['  Asterisk tự phục vụ cuộc gọi này, vì lúc đó chương trình không chạy'] : []),
  ]
}

function ending(facts: CallFacts, names: Names): string[] {
  const ended = facts.endedAt === null ? 'Cuộc gọi chưa kết thúc' : `Kết thúc lúc ${clockTime(facts.endedAt)}: ${outcomeWords(facts.outcome)}`
  const talked = facts.answeredAt === null ? '' : `; nói chuyện ${seconds(facts.talkMs)}, giữ máy ${seconds(facts.holdMs)}`
  return [`  ${ended}${facts.agentId ? `, ${names.agent(facts.agentId)}` : ''}${talked}`]
}

function verdict({ steps, missing }: Redecision, names: Names): string[] {
  if (steps.length === 0) return ['Quyết định lại: không có bước nào được ghi']
  const lines: string[] = []
  if (missing.length > 0) lines.push(`Thiếu ${missing.length} bước (${missing.slice(0, 10).join(', ')}${missing.length > 10 ? ', …' : ''}): không còn được ghi`)
  const decided = steps.filter(({ again }) => again !== null)
  const wrong = steps.find(({ same }) => !same)
  if (wrong) {
    const words = (effects: readonly { type: string }[]) => effects.map((effect) => JSON.stringify(effect)).join('\n      ') || '(không làm gì)'
    lines.push(
      `Quyết định lại: KHÁC ở bước ${wrong.step.seq}, ${clockTime(wrong.step.at)}: ${eventSentence(wrong.step.event, names)}`,
      `  Đã quyết định:\n      ${words(wrong.step.effects)}`,
      `  Nay quyết định:\n      ${words(wrong.again ?? [])}`,
    )
  } else if (decided.length === 0) lines.push('Quyết định lại: không làm được, vì thiếu bước đầu')
  else lines.push(`Quyết định lại: khớp (${decided.length === steps.length ? '' : `${decided.length} trong `}${steps.length} bước)`)
  return lines
}

/** The same facts from the reducer's state. */
export function factsOf(state: CallState): CallFacts {
  return {
    callId: state.callId,
    ticketId: state.ticketId,
    callerNumber: state.callerNumber,
    hotlineNumber: state.hotlineNumber,
    arrivedAt: state.arrivedAt,
    answeredAt: state.firstAnsweredAt,
    endedAt: state.endedAt,
    outcome: state.outcome,
    agentId: state.leg?.agentId ?? state.lastAgentId,
    talkMs: state.talkMs,
    holdMs: state.holdMs,
    servedBy: 'controller',
  }
}

/** One line of the list of calls. */
export function callLine(facts: CallFacts, names: Names): string {
  const who = facts.agentId ? `, ${names.agent(facts.agentId).replace(/ \(.*\)$/, '')}` : ''
  return `  ${facts.callId}  ${clockDay(facts.arrivedAt)} ${clockTime(facts.arrivedAt)}  ${names.number(facts.callerNumber ?? '')}  ${outcomeWords(facts.outcome)}${who}`
}
