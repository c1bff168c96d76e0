// After the greeting: the caller is asked by keys what he calls about. Part of the reducer.
// Music goes on behind the words by itself, also while a key is waited for: nobody hears silence, whoever dies meanwhile. Who presses
// nothing goes to the queue like a hotline without a menu.
import { rankOf } from './rank-rules.ts'
import { toQueue } from './reducer-arrival.ts'
import { takeMessage } from './reducer-message.ts'
import type { CallService } from './service-rules.ts'
import type { CallEvent, CallState, MenuTalk, Step } from './state.ts'
import { playbackIdOf } from './state.ts'

type Menu = NonNullable<CallService['menu']>

/** Two presses are further apart than that, ms: Asterisk may tell one twice. */
const SAME_PRESS_MS = 50
/** Who asks for the menu again and again is not let wait for ever outside the queue. */
const MOST_SAID = 10

const nothing = (state: CallState): Step => ({ state, effects: [] })

/** The menu where there is one, else the queue. `after` is the prompt that has just ended. */
export function toMenu(state: CallState, now: number, after?: string): Step {
  const menu = state.service?.menu
  if (!menu || state.choice) return toQueue(state, now, after)
  return say({ ...state, phase: 'menu', prompt: after ?? null }, menu, { stage: 'asking', asked: 1, said: 0, dueAt: null, keyAt: null }, [])
}

/** A key, also while the words are still said: a branch is taken, any other key is said to be wrong. */
export function menuKey(state: CallState, { digit, pressedAt }: Extract<CallEvent, { type: 'key' }>, now: number): Step {
  const { menu: talk, service } = state
  if (!talk || !service?.menu || isSamePress(talk, pressedAt)) return nothing(state)
  const pressed = { ...talk, keyAt: pressedAt }
  const entry = service.menu.entries.find(({ key }) => key === digit)
  if (!entry) return again(state, service.menu, pressed, now, ['rating-wrong-key'])
  if (entry.action === 'again') return talk.said < MOST_SAID ? say(state, service.menu, { ...pressed, asked: 1 }, []) : queue(state, now)
  const { key, label, skill, priorityMinutes } = entry
  const chosen: CallState = { ...state, choice: { key, label, skill, priorityMinutes } }
  if (entry.action === 'message' && state.takesMessages) return message(chosen, now)
  return queue({ ...chosen, rank: rankOf(chosen) }, now)
}

const isSamePress = ({ keyAt }: MenuTalk, pressedAt: number): boolean => keyAt !== null && Math.abs(pressedAt - keyAt) < SAME_PRESS_MS

/** What was said is over: a key is waited for, on music. */
export function menuSaid(state: CallState, playbackId: string, now: number): Step {
  const { menu: talk, service } = state
  if (talk?.stage !== 'asking' || !service?.menu || playbackId !== state.prompt) return nothing(state)
  return nothing({ ...state, menu: { ...talk, stage: 'waiting', dueAt: now + service.menu.waitSeconds * 1000 } })
}

/** Nothing was pressed in time; `said` is what it came after. */
export function menuUnanswered(state: CallState, said: number, now: number): Step {
  const { menu: talk, service } = state
  if (state.phase !== 'menu' || talk?.stage !== 'waiting' || talk.said !== said || !service?.menu) return nothing(state)
  return again(state, service.menu, talk, now, [])
}

/** Until when a key is waited for. */
export function menuDue(state: CallState): { at: number; event: CallEvent } | null {
  const { menu: talk } = state
  return state.phase === 'menu' && talk?.dueAt ? { at: talk.dueAt, event: { type: 'menu-timeout', said: talk.said } } : null
}

/** The call without what only the menu needs. */
export function withoutMenu({ menu: _, ...rest }: CallState): CallState {
  return rest
}

/** The menu once more, or the queue. */
function again(state: CallState, menu: Menu, talk: MenuTalk, now: number, first: readonly string[]): Step {
  return talk.asked < menu.attempts && talk.said < MOST_SAID ? say(state, menu, { ...talk, asked: talk.asked + 1 }, first) : queue(state, now, first)
}

function say(state: CallState, menu: Menu, talk: MenuTalk, first: readonly string[]): Step {
  const said = talk.said + 1
  const playbackId = playbackIdOf(state.callId, `menu-${said}`)
  return {
    state: { ...state, menu: { ...talk, stage: 'asking', said, dueAt: null }, prompt: playbackId },
    effects: [
      {
        type: 'play',
        channelId: state.channelId,
        playbackId,
        prompts: [...first, menu.prompt],
        music: true,
        ...(state.prompt ? { after: state.prompt } : {}),
      },
    ],
  }
}

/** Into the queue; he is told that he is being put through, so that nobody wonders whether his key was taken. */
function queue(state: CallState, now: number, first: readonly string[] = []): Step {
  const queued = toQueue(withoutMenu(state), now, state.prompt ?? undefined)
  const playbackId = playbackIdOf(state.callId, 'menu-over')
  return {
    state: { ...queued.state, prompt: playbackId },
    effects: [...queued.effects, { type: 'play', channelId: state.channelId, playbackId, prompts: [...first, 'please-wait'], music: true }],
  }
}

/** He chose to leave a message: he was offered to the hotline and leaves it for the voicemail. */
function message(state: CallState, now: number): Step {
  return takeMessage({ ...withoutMenu(state), queuedAt: Math.max(now, state.arrivedAt) })
}
