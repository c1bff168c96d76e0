// The desk line of a web process without calls: everything goes to the controller that has them, over the line.
import { z } from 'zod'
import { type CommandAnswer, type CommandName, commands, type EventBody, type EventName } from '../contract/socket.ts'
import type { Logger } from '../platform/logging/logger.ts'
import { createLineClient } from '../platform/realtime/line-client.ts'
import type { DeskWire } from './desk.ts'
import type { DeskLine } from './desk-line.ts'
import { Alarms, type Question, type QuestionName, Status, type Tiding, type TidingName, tidings } from './line-messages.ts'

interface Deps {
  /** Where the controller is that has the calls. */
  find: () => Promise<string | null>
  sessionSecret: string
  logger: Logger
  /** The pages of this process. */
  pages: DeskWire & { toAll(event: 'controller:state', body: EventBody<'controller:state'>): void }
}

export interface RemoteDeskLine extends DeskLine {
  isOpen(): boolean
  start(): void
  stop(): void
}

/** Makes it; the line is away before `start()`. */
export function createRemoteDeskLine({ find, sessionSecret, logger, pages }: Deps): RemoteDeskLine {
  /** What the controller must hear of even if it happened while the line was away; the newest word on each subject. */
  const owed = new Map<string, () => Promise<unknown>>()

  const client = createLineClient({
    find,
    sessionSecret,
    logger,
    hear,
    onChange(open) {
      if (open) for (const [subject, send] of owed) pay(subject, send)
      // The pages open their desks again themselves, so that what they show is the new controller's word and no guess.
      pages.toAll('controller:state', { connected: open })
    },
  })
  const ask = <Q extends QuestionName>(name: Q, question: Question<Q>): Promise<unknown> => client.ask(name, question)
  const pay = (subject: string, send: () => Promise<unknown>) =>
    void send().then(
      () => owed.get(subject) === send && owed.delete(subject),
      () => undefined,
    )
  const owe = <Q extends QuestionName>(subject: string, name: Q, question: Question<Q>) => {
    const send = () => ask(name, question)
    owed.set(subject, send)
    pay(subject, send)
  }

  const heard: { [T in TidingName]: (tiding: Tiding<T>) => void } = {
    'to-socket': ({ socketId, event, body }) => pages.toSocket(socketId, event, body as EventBody<EventName>),
    'to-desks': ({ event, body }) => pages.toDesks(event, body as EventBody<EventName>),
    'join-desks': ({ socketId }) => pages.joinDesks(socketId),
  }
  const tell = <T extends TidingName>(name: T, body: unknown) => heard[name](z.parse(tidings[name], body) as Tiding<T>)
  function hear(name: string, body: unknown): void {
    try {
      if (Object.hasOwn(tidings, name)) tell(name as TidingName, body)
    } catch (error) {
      logger.warn('not understood on the line', { tiding: name, error })
    }
  }

  return {
    async command<N extends CommandName>(name: N, context: Question<'command'>['context'], body: unknown) {
      return commands[name].answer.parse(await ask('command', { name, context, body })) as CommandAnswer<N>
    },
    // A controller that cannot hear it notices by the page not coming back.
    pageGone: (gone) => void ask('page-gone', gone).catch(() => undefined),
    sessionEnded: (ended) => owe(`session ${ended.sessionId}`, 'session-ended', ended),
    phoneChanged: (changed) => owe(`phone ${changed.personId}`, 'phone-changed', changed),
    pushAccount: async (sessionId) => void (await ask('push-account', { sessionId })),
    alarms: async () => Alarms.parse(await ask('alarms', {})),
    status: async () => Status.parse(await ask('status', {})),
    isOpen: client.isOpen,
    start: client.start,
    stop: client.stop,
  }
}
