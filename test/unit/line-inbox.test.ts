// Answers and events of a line reach the page in the order in which the controller gave them.
import { expect, it } from 'vitest'
import { createLineInbox } from '../../src/platform/realtime/line-inbox.ts'

/** As long a chain of hands as an answer goes through before the page has it. */
async function throughHands(answer: Promise<string>): Promise<string> {
  const passedOn = async (given: Promise<string>) => await given
  return passedOn(passedOn(passedOn(passedOn(answer))))
}

it('an event right behind an answer does not overtake it', async () => {
  const inbox = createLineInbox()
  const page: string[] = []
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  const given = answers.map(({ promise }) => throughHands(promise).then((answer) => page.push(answer)))
  // All in one breath, as they come out of one packet.
  inbox.event(() => page.push('event 1'))
  inbox.answer(() => answers[0]?.resolve('answer 1'))
  inbox.event(() => page.push('event 2'))
  inbox.event(() => page.push('event 3'))
  inbox.answer(() => answers[1]?.resolve('answer 2'))
  inbox.event(() => page.push('event 4'))
  await Promise.all(given)
  await new Promise(setImmediate)
  expect(page).toEqual(['event 1', 'answer 1', 'event 2', 'event 3', 'answer 2', 'event 4'])
})

it('events alone wait for nothing', () => {
  const inbox = createLineInbox()
  const page: number[] = []
  for (const n of [1, 2, 3]) inbox.event(() => page.push(n))
  expect(page).toEqual([1, 2, 3])
})
